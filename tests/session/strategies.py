"""Records as hypothesis makes them: any that the real library allows."""

from hypothesis import strategies as st

from trd_sdm.evidence import load_library
from trd_sdm.session.record import ROLES, STAY, STEPS, Record

POINTS = st.floats(0, 100, allow_nan=False)


@st.composite
def records(draw, **fixed):
    library = load_library()
    others = [option for option in library.options if option != STAY]
    chosen = draw(st.lists(st.sampled_from(others), unique=True, max_size=len(others)))
    shortlist = draw(st.permutations([STAY, *chosen]))
    criteria = draw(st.lists(st.sampled_from(list(library.criteria)), unique=True, max_size=9))
    rated = {role: draw(st.dictionaries(st.sampled_from(criteria), POINTS)) if criteria else {} for role in ROLES}
    drawn = {
        "library_version": library.version,
        "seed": draw(st.integers(0, 2**32 - 1)),
        "draws": draw(st.integers(100, 10_000)),
        "mode": draw(st.sampled_from(["teaching", "session"])),
        "widen_by_certainty": draw(st.booleans()),
        "shortlist": tuple(shortlist),
        "criteria": tuple(criteria),
        "weights": rated,
        "whose": draw(st.sampled_from(ROLES)),
        "order": draw(st.sampled_from(["fixed", "fit"])),
        "step": draw(st.sampled_from(STEPS)),
    }
    return Record(**{**drawn, **fixed})

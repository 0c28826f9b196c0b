"""Records as hypothesis makes them: any that the real library allows."""

import datetime as dt
from typing import get_args

from hypothesis import strategies as st

from tests.clinical.trial_strategies import ANSWER, trial_lists
from trd_sdm.clinical.checks import CheckStatus
from trd_sdm.clinical.facts import DrugUse, PatientFacts
from trd_sdm.clinical.facts_vocabulary import AGE_BANDS, FACTS
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.safety_stop import Acknowledgement, SafetyCheck, SafetyLog
from trd_sdm.evidence import load_library
from trd_sdm.session.record import ROLES, STAY, Record
from trd_sdm.session.screens import SCREENS

POINTS = st.floats(0, 100, allow_nan=False)
NOTES = st.text(min_size=1, max_size=40).filter(lambda text: any(letter.isalnum() for letter in text))
DRUGS = st.sampled_from(["fluoxetine", "Nardil", "lithium", "moonshine"])
ZONES = st.integers(-12, 14).map(lambda hours: dt.timezone(dt.timedelta(hours=hours)))
TIMES = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1), timezones=ZONES)
DAYS = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


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
        "screen": draw(st.sampled_from(SCREENS)),
    }
    return Record(**{**drawn, **fixed})


def _some(keys, values):
    return st.dictionaries(st.sampled_from(list(keys)), values, max_size=5)


@st.composite
def facts(draw):
    groups = ["maoi", "nsaid", "ssri"]
    stopped = st.builds(DrugUse, name=DRUGS, state=st.just("stopped"), last_dose=DAYS)
    return PatientFacts(
        age=draw(st.sampled_from(AGE_BANDS)),
        answers=draw(_some(FACTS, ANSWER)),
        drugs=tuple(draw(st.lists(st.builds(DrugUse, name=DRUGS) | stopped, max_size=4))),
        all_drugs_listed=draw(ANSWER),
        all_stopped_listed=draw(ANSWER),
        drug_groups=draw(_some(groups, ANSWER)),
        recent_groups=draw(_some(groups, ANSWER)),
        planned=draw(_some(["maoi", "tricyclic"], st.lists(DRUGS, max_size=2).map(tuple))),
    )


@st.composite
def safety_logs(draw):
    checks = st.builds(
        SafetyCheck,
        item9=st.none() | st.integers(0, 3),
        plan=ANSWER,
        intent=ANSWER,
        unable_to_stay_safe=ANSWER,
        answered_at=TIMES,
    )
    held = sorted(draw(st.lists(checks, max_size=3)), key=lambda check: check.answered_at)
    later = dt.timedelta(minutes=draw(st.integers(1, 600)))
    done = [
        Acknowledgement(by=draw(NOTES), done=draw(NOTES), at=check.answered_at + later, covers=check)
        for check in held
        if draw(st.booleans())
    ]
    return SafetyLog(checks=tuple(held), acknowledgements=tuple(done))


@st.composite
def reviewed_records(draw, **fixed):
    """Records with every clinical part filled in, or not."""
    clinical, library = load_clinical(), load_library()
    phq9 = clinical.instruments["phq9"]
    questionnaire = st.fixed_dictionaries(
        {
            "instrument": st.just("phq9"),
            "answers": _some([item.id for item in phq9.items], st.integers(0, 3)),
            "on": DAYS,
        }
    )
    score = st.fixed_dictionaries({"measure": st.just("isi"), "score": st.integers(0, 28), "on": DAYS})

    def checked(items):
        answers = _some(items, st.sampled_from(get_args(CheckStatus)))
        return draw(st.fixed_dictionaries({"answers": answers, "notes": _some(items, NOTES)}))

    drawn = {
        "past": draw(trial_lists()),
        "facts": draw(facts()),
        "lookalikes": checked(clinical.lookalikes.items),
        "contributors": checked(clinical.contributors.items),
        "adherence": {"barriers": draw(_some(clinical.adherence.barriers, ANSWER)), "note": draw(st.none() | NOTES)},
        "residual": {"symptoms": draw(_some(clinical.residual.symptoms, ANSWER)), "note": draw(st.none() | NOTES)},
        "questionnaires": tuple(draw(st.lists(questionnaire, max_size=2))),
        "scores": tuple(draw(st.lists(score, max_size=2))),
        "safety": draw(safety_logs()),
        "put_back": draw(_some(library.options, NOTES)),
        "country": draw(st.none() | st.sampled_from(["GB", "FR"])),
    }
    return draw(records(**{**drawn, **fixed}))

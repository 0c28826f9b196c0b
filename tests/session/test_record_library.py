"""Own concerns in the sum: they stand beside the evidence, and touch nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.strategies import records
from trd_sdm.evidence import load_library
from trd_sdm.session.appraisal import appraise
from trd_sdm.session.record import STAY, Record
from trd_sdm.session.record_library import library_of

CHILDREN = {"id": "own_1", "text": "Time with my children", "ratings": {"ect": 3, "rtms": 10, "stay_optimise": 0}}
DRAWS = 256
WHO = st.sampled_from(["patient", "clinician"])


@pytest.fixture
def with_own(record) -> Record:
    picked = record.with_(concerns=(CHILDREN,)).with_criteria((*record.criteria, "own_1"))
    return picked.with_points("patient", "own_1", 60)


def test_a_record_that_adds_nothing_sees_the_evidence_itself(record, library):
    assert library_of(record, library) is library


def test_the_same_additions_give_the_same_object_so_that_nothing_is_drawn_anew(with_own, library):
    first = library_of(with_own, library)
    assert library_of(with_own.with_points("patient", "response", 1), library) is first
    assert library_of(with_own, first) is first
    assert library_of(with_own.with_concerns(()), first) is library


def test_an_own_concern_counts_exactly_as_it_was_rated(with_own, library):
    only = with_own.with_criteria(("own_1",)).with_points("patient", "own_1", 100)
    fit = appraise(only, library).roles["patient"]
    assert {name: fit.fit[name] for name in ("ect", "rtms", "stay_optimise")} == {
        "ect": pytest.approx(30),
        "rtms": pytest.approx(100),
        "stay_optimise": pytest.approx(0),
    }
    assert fit.low["ect"] == fit.high["ect"] == pytest.approx(30)


def test_an_option_not_rated_could_be_anything_and_is_marked(with_own, library):
    appraisal = appraise(with_own.with_criteria(("own_1",)).with_points("patient", "own_1", 100), library)
    fit = appraisal.roles["patient"]
    assert appraisal.unknown["augment_lithium"] == ("own_1",)
    assert appraisal.unknown["ect"] == ()
    assert (fit.low["augment_lithium"], fit.high["augment_lithium"]) == (pytest.approx(0), pytest.approx(100))


def test_what_is_known_from_studies_is_not_touched_by_an_own_concern(with_own, library):
    seen = library_of(with_own, library)
    assert "own_1" not in library.criteria
    for option in library.options:
        assert "own_1" not in library.options[option].estimates
        for criterion in library.criteria:
            assert seen.estimate(option, criterion) == library.estimate(option, criterion)


def test_a_free_text_is_a_name_and_nothing_more(with_own, library):
    hostile = with_own.with_(concerns=({**CHILDREN, "text": "<img src=x onerror=alert(1)> {response}"},))
    assert library_of(hostile, library).criteria["own_1"].plain == "<img src=x onerror=alert(1)> {response}"


@settings(max_examples=30)
@given(records(draws=DRAWS, seed=5), st.data())
def test_taking_an_option_away_never_changes_the_rest_also_with_own_concerns(record, data):
    library = load_library()
    ratings = data.draw(st.dictionaries(st.sampled_from(record.shortlist), st.integers(0, 10)))
    own = record.with_(concerns=({"id": "own_1", "text": "Mine", "ratings": ratings},))
    own = own.with_criteria((*record.criteria, "own_1")).with_points(data.draw(WHO), "own_1", 70)
    removable = [option for option in own.shortlist if option != STAY]
    if not removable:
        return
    gone = data.draw(st.sampled_from(removable))
    before = appraise(own, library)
    after = appraise(own.with_(shortlist=tuple(o for o in own.shortlist if o != gone)), library)
    for role, fit in after.roles.items():
        for option in after.options if fit else ():
            assert fit.fit[option] == before.roles[role].fit[option]
            assert (fit.low[option], fit.high[option]) == (
                before.roles[role].low[option],
                before.roles[role].high[option],
            )

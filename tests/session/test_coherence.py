"""Contradictions: named in full, never more than is needed, and every mend offered mends."""

from hypothesis import given, settings
from hypothesis import strategies as st

from trd_sdm import mcda
from trd_sdm.evidence import load_library
from trd_sdm.session.answers import answer
from trd_sdm.session.coherence import coherence, mends
from trd_sdm.session.preferences import gain, weighed
from trd_sdm.session.record import Record
from trd_sdm.session.record_library import library_of
from trd_sdm.session.tradeoff_questions import AT_LEAST, AT_MOST, next_question, whole_ends

LIBRARY = load_library()
CRITERIA = (
    *("response", "onset", "weight_gain", "staying_well"),
    *("clinic_hours_8wk", "escort_needed", "cost_tier", "own_1"),
)
ANSWERS = st.sampled_from(["first", "second", "same"])


@st.composite
def rated(draw, **fixed):
    picked = tuple(draw(st.lists(st.sampled_from(CRITERIA), min_size=2, max_size=7, unique=True)))
    points = {name: draw(st.integers(1, 100)) for name in picked}
    return Record(
        library_version=LIBRARY.version,
        seed=draw(st.integers(0, 99)),
        concerns=({"id": "own_1", "text": "Mine"},),
        criteria=picked,
        weights={"patient": points},
        sureness={"patient": draw(st.sampled_from(["exact", "about", "order"]))},
        **fixed,
    )


def ask_all(record, library, replies):
    """Answer every question, and give the record with the answers."""
    for reply in replies:
        question = next_question(record, "patient", library)
        if question is None:
            break
        record = record.with_(tradeoffs=(*record.tradeoffs, question.answered(reply)))
    return record


def seen(record):
    return library_of(record, LIBRARY)


def agree(record, said):
    try:
        mcda.WeightSpace(weighed(record, "patient"), tuple(said))
    except mcda.ContradictionError:
        return False
    return True


@settings(max_examples=60, deadline=None)
@given(rated(), st.lists(ANSWERS, min_size=AT_MOST, max_size=AT_MOST))
def test_a_contradiction_is_minimal_and_what_is_left_holds(record, replies):
    library = seen(record)
    asked = ask_all(record, library, replies)
    found = coherence(asked, "patient", library)
    assert agree(asked, found.holds)
    for one in found.contradictions:
        assert one.answers
        said = [statement.preference for statement in one.statements]
        assert not agree(asked, said)
        for place in range(len(said)):
            assert agree(asked, said[:place] + said[place + 1 :])


@settings(max_examples=40, deadline=None)
@given(rated(), st.lists(ANSWERS, min_size=AT_MOST, max_size=AT_MOST))
def test_every_mend_offered_is_one_answer_that_settles_it(record, replies):
    library = seen(record)
    asked = ask_all(record, library, replies)
    for one in coherence(asked, "patient", library).contradictions:
        offered = mends(asked, "patient", one, library)
        assert {mend.answer for mend in offered if mend.kind == "take_back"} == set(one.answers)
        for mend in offered:
            changed = answer(asked, mend.key, mend.value, LIBRARY)
            if mend.kind == "take_back":
                assert len(changed.tradeoffs) == len(asked.tradeoffs) - 1
                continue
            kept = changed.with_(tradeoffs=tuple(asked.tradeoffs[place] for place in one.answers))
            assert coherence(kept, "patient", library).contradictions == ()


@settings(max_examples=80, deadline=None)
@given(rated(), st.lists(ANSWERS, min_size=AT_MOST, max_size=AT_MOST))
def test_questions_stay_inside_the_ranges_in_whole_units_and_improve_both_sides(record, replies):
    library = seen(record)
    asked = ask_all(record, library, replies)
    assert next_question(asked, "patient", library) is None or len(asked.tradeoffs) < AT_MOST
    for one in asked.tradeoffs:
        for name, start, end in (
            (one.first, one.first_from, one.first_to),
            (one.second, one.second_from, one.second_to),
        ):
            criterion = library.criteria[name]
            low, high = sorted(whole_ends(criterion))
            assert low <= min(start, end)
            assert max(start, end) <= high
            assert start == int(start)
            assert end == int(end)
            assert (end - start) * (criterion.best - criterion.worst) > 0


@settings(max_examples=60, deadline=None)
@given(rated(), st.lists(ANSWERS, min_size=AT_MOST, max_size=AT_MOST))
def test_each_thing_rated_is_asked_about_and_no_question_comes_twice(record, replies):
    library = seen(record)
    asked = ask_all(record, library, replies).tradeoffs
    if len(record.criteria) <= AT_MOST + 2:
        assert {name for one in asked for name in (one.first, one.second)} == set(record.criteria)
    steps = [
        frozenset([(one.first, one.first_from, one.first_to), (one.second, one.second_from, one.second_to)])
        for one in asked
    ]
    assert len(set(steps)) == len(steps)
    assert len(asked) <= AT_MOST


@given(rated())
def test_the_same_record_asks_the_same_question(record):
    library = seen(record)
    assert next_question(record, "patient", library) == next_question(record.with_(), "patient", library)


def example(**more):
    points = {"response": 80, "onset": 40, "memory_thinking": 20}
    entries = {"library_version": LIBRARY.version, "seed": 3, "criteria": tuple(points), "weights": {"patient": points}}
    return Record(**{**entries, **more})


def by_points(record, question):
    """Give the answer that a person would give who means the points exactly."""
    points = record.weights.patient
    first = points[question.first] * gain(LIBRARY.criteria[question.first], question.first_from, question.first_to)
    second = points[question.second] * gain(LIBRARY.criteria[question.second], question.second_from, question.second_to)
    return "first" if first > second else "second"


def test_somebody_who_means_the_points_is_asked_three_questions_and_agrees():
    record = example()
    for _ in range(AT_MOST):
        question = next_question(record, "patient", LIBRARY)
        if question is None:
            break
        record = record.with_(tradeoffs=(*record.tradeoffs, question.answered(by_points(record, question))))
    assert len(record.tradeoffs) == AT_LEAST
    for how in ("exact", "about", "order"):
        assert coherence(record.with_(sureness={"patient": how}), "patient", LIBRARY).contradictions == ()


def test_an_answer_against_the_points_is_followed_and_named():
    record = example()
    question = next_question(record, "patient", LIBRARY)
    against = {"first": "second", "second": "first"}[by_points(record, question)]
    asked = record.with_(tradeoffs=(question.answered(against),))
    (one,) = coherence(asked, "patient", LIBRARY).contradictions
    assert one.answers == (0,)
    assert set(one.rated) == {question.first, question.second}
    kinds = {mend.kind for mend in mends(asked, "patient", one, LIBRARY)}
    assert {"points", "take_back"} <= kinds


def test_the_two_people_are_asked_and_checked_apart():
    record = example()
    question = next_question(record, "patient", LIBRARY)
    against = {"first": "second", "second": "first"}[by_points(record, question)]
    asked = record.with_(
        tradeoffs=(question.answered(against),),
        weights={role: dict(record.weights.patient) for role in ("patient", "clinician")},
    )
    assert coherence(asked, "clinician", LIBRARY).answered == 0
    assert coherence(asked, "patient", LIBRARY).clashing == (0,)

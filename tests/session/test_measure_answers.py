"""Questionnaires and scores of today, item by item; an answer on self-harm reaches the safety log."""

import datetime as dt

import pytest

from trd_sdm.clinical.measures import InstrumentAnswers, MeasureScore
from trd_sdm.evidence import load_library
from trd_sdm.session.answers import AnswerError, answer, is_answer
from trd_sdm.session.record import Record

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
BEFORE = dt.date(2026, 11, 3)


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture
def record(library):
    return Record(
        library_version=library.version,
        questionnaires=(InstrumentAnswers(instrument="phq9", answers={"sleep": 3}, on=BEFORE),),
        scores=(MeasureScore(measure="isi", score=20, on=BEFORE),),
    )


def test_items_fill_the_questionnaire_of_today_and_leave_earlier_days_alone(record, library):
    for item, value in (("sleep", "2"), ("mood", "1"), ("sleep", "1")):
        record = answer(record, f"questionnaires.phq9.{item}", value, library, now=NOW)
    earlier, now = record.questionnaires
    assert dict(earlier.answers) == {"sleep": 3}
    assert (dict(now.answers), now.on) == ({"sleep": 1, "mood": 1}, NOW.astimezone().date())


def test_the_last_item_taken_back_takes_the_questionnaire_of_today_away(record, library):
    given = answer(record, "questionnaires.gad7.nervous", "1", library, now=NOW)
    assert answer(given, "questionnaires.gad7.nervous", None, library, now=NOW) == record


def test_item_nine_above_zero_stops_the_comparison_and_taking_it_back_does_not_lift_it(record, library):
    stopped = answer(record, "questionnaires.phq9.self_harm", "1", library, now=NOW)
    assert stopped.is_stopped
    assert [check.item9 for check in stopped.safety.checks] == [1]
    assert answer(stopped, "questionnaires.phq9.self_harm", None, library, now=NOW).is_stopped


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("questionnaires.phq9.sleep", "9"),
        ("questionnaires.phq9.sleep", "lots"),
        ("questionnaires.phq9.magic", "1"),
        ("questionnaires.magic.sleep", "1"),
        ("scores.isi", 29),
        ("scores.isi", -1),
        ("scores.magic", 1),
        ("scores.phq10.x", 1),
    ],
)
def test_what_no_measure_takes_is_refused_and_nothing_changes(record, library, key, value):
    with pytest.raises(AnswerError):
        answer(record, key, value, library, now=NOW)


def test_a_score_of_today_replaces_only_itself(record, library):
    for value in (14, 15):
        record = answer(record, "scores.isi", value, library, now=NOW)
    assert [one.score for one in record.scores] == [20, 15]
    assert [one.score for one in answer(record, "scores.isi", None, library, now=NOW).scores] == [20]


def test_one_planned_drug_may_be_given_as_its_name(record, library):
    planned = answer(record, "facts.planned.maoi", "phenelzine", library, now=NOW)
    assert dict(planned.facts.planned) == {"maoi": ("phenelzine",)}


def test_item_answers_and_scores_are_questions_of_the_page():
    assert is_answer("questionnaires.phq9.sleep")
    assert is_answer("scores.isi")

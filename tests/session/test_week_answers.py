"""Every answer of a week goes to its day; any sign of danger stops, whatever way it came in."""

import datetime as dt
import json

import pytest

from trd_sdm.clinical.safety_stop import SafetyLog
from trd_sdm.session.answers import AnswerError, answer, is_answer
from trd_sdm.session.record_file import parse_record
from trd_sdm.session.signs import not_logged
from trd_sdm.session.tracking import Tracking

NOW = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
DAY = "week.2026-11-27"


def take(record, library, *answers):
    for key, value in answers:
        assert is_answer(key)
        record = answer(record, key, value, library, now=NOW)
    return record


def test_each_answer_lands_in_the_entry_of_its_day(record, library):
    noted = take(
        record,
        library,
        (f"{DAY}.answers.phq9.mood", 2),
        (f"{DAY}.answers.phq9.sleep", "1"),
        (f"{DAY}.answers.gad7.worry", 3),
        (f"{DAY}.scores.isi", 14),
        (f"{DAY}.ratings.energy", 4),
        (f"{DAY}.side_effects", 2),
        (f"{DAY}.missed_doses", 1),
        (f"{DAY}.note", "A walk on most days."),
        ("week.2026-11-20.ratings.mood", 3),
    )
    before, entry = noted.tracking.entries
    assert (before.on, dict(before.ratings)) == (dt.date(2026, 11, 20), {"mood": 3})
    assert {held.instrument: dict(held.answers) for held in entry.answers} == {
        "phq9": {"mood": 2, "sleep": 1},
        "gad7": {"worry": 3},
    }
    assert [(held.measure, held.score) for held in entry.scores] == [("isi", 14)]
    assert (entry.side_effects, entry.missed_doses, entry.note) == (2, 1, "A walk on most days.")
    assert not noted.is_stopped


def test_an_answer_taken_back_leaves_no_empty_entry(record, library):
    noted = take(record, library, (f"{DAY}.answers.phq9.mood", 2), (f"{DAY}.answers.phq9.mood", None))
    assert noted.tracking == Tracking()
    assert take(record, library, (f"{DAY}.scores.isi", 3), (DAY, None)).tracking == Tracking()


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("week.yesterday.note", "x", "'yesterday' is no day"),
        ("week.1850-01-01.note", "x", "from 1990 to 2199"),
        (f"{DAY}.ratings.charm", 4, "not a question this page asks"),
        (f"{DAY}.ratings.mood", 11, "less than or equal to 10"),
        (f"{DAY}.answers.phq9.mood", 4, "4 is no answer"),
        (f"{DAY}.answers.phq9.charm", 1, "no item of Patient Health"),
        (f"{DAY}.answers.hamd.mood", 1, "this questionnaire is not known"),
        (f"{DAY}.scores.isi", 29, "29 is outside 0 to 28"),
        (f"{DAY}.scores.phq2", 2, "no score is entered for this"),
        (f"{DAY}.missed_doses", -1, "greater than or equal to 0"),
        (f"{DAY}.note", " ", "the text is empty"),
        (DAY, {"note": "x"}, "only None can stand here"),
    ],
)
def test_what_cannot_stand_there_is_refused_in_a_sentence(record, library, key, value, sentence):
    with pytest.raises(AnswerError, match=sentence):
        answer(record, key, value, library, now=NOW)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("answers.phq9.self_harm", 1, "better off dead"),
        ("suicidal.frequency", 1, "Thoughts of suicide"),
        ("suicidal.intensity", 1, "Thoughts of suicide"),
    ],
)
def test_any_sign_of_danger_stops_and_stays_in_the_log(record, library, key, value, why):
    stopped = take(record, library, (f"{DAY}.{key}", value))
    assert stopped.is_stopped
    assert not not_logged(stopped)
    gone = take(stopped, library, (f"{DAY}.{key}", None))
    assert gone.is_stopped  # taking the answer back lifts no stop
    acted = take(gone, library, ("safety.acknowledge", {"by": "Dr A", "done": "Talked."}))
    assert not acted.is_stopped
    again = take(acted, library, (f"week.2026-12-04.{key}", value))
    assert again.is_stopped, "the same answer a week later is a new sign"
    from trd_sdm.session.review import _hold

    assert any(why in sentence for sentence in _hold(again).why)


@pytest.mark.parametrize(
    ("key", "value"), [("answers.phq9.self_harm", 0), ("suicidal.control", 3), ("suicidal.frequency", 0)]
)
def test_nothing_noted_stops_nothing(record, library, key, value):
    assert not take(record, library, (f"{DAY}.{key}", value)).is_stopped


def test_a_whole_list_of_weeks_stops_just_the_same(record, library):
    entries = [
        {"on": dt.date(2026, 11, 13), "answers": [{"instrument": "phq9", "answers": {"self_harm": 2}}]},
        {"on": dt.date(2026, 11, 20), "suicidal": {"intensity": 1}},
    ]
    stopped = take(record, library, ("tracking.entries", entries))
    first, second = stopped.safety.checks
    assert (first.item9, second.thoughts) == (2, "yes")
    assert stopped.is_stopped


def test_a_file_whose_log_was_left_out_stops_all_the_same(record, library):
    stopped = take(record, library, (f"{DAY}.suicidal.frequency", 3))
    data = json.loads(stopped.with_(safety=SafetyLog()).to_json())
    opened = parse_record(json.dumps(data), library)
    assert not_logged(opened).thoughts
    assert opened.is_stopped


def test_thoughts_that_become_graver_on_the_same_day_stop_anew(record, library):
    told = take(record, library, (f"{DAY}.suicidal.frequency", 1), (f"{DAY}.suicidal.control", 8))
    assert told.is_stopped
    acted = take(told, library, ("safety.acknowledge", {"by": "Dr A", "done": "Talked."}))
    for milder in (("control", 9), ("frequency", 0), ("intensity", 1)):
        assert not take(acted, library, (f"{DAY}.suicidal.{milder[0]}", milder[1])).is_stopped
    for graver in (("frequency", 2), ("control", 2)):
        assert take(acted, library, (f"{DAY}.suicidal.{graver[0]}", graver[1])).is_stopped

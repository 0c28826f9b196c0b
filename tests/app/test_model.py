"""The page's state without its page: answers, undo, files, and what the tab kept."""

import datetime as dt

import pytest

from trd_sdm.app.model import SessionModel
from trd_sdm.evidence import load_library
from trd_sdm.session.answers import AnswerError
from trd_sdm.session.record_file import RecordError


@pytest.fixture
def model():
    model = SessionModel(load_library())
    model.take("shortlist", ["ect", "rtms"])
    model.take("criteria", ["response", "onset"])
    model.take("weights.patient.response", 60)
    return model


def test_an_answer_that_cannot_be_taken_changes_nothing(model):
    before = model.record
    with pytest.raises(AnswerError):
        model.take("weights.patient.weight_gain", 5)
    assert model.record is before


def test_looking_at_another_step_is_not_undone(model):
    model.take("screen", "weigh")
    model.act("undo")
    assert model.record.screen == "weigh"
    assert dict(model.record.weights.patient) == {}


def test_the_appraisal_follows_the_record_and_is_computed_once(model):
    first = model.appraisal
    assert model.appraisal is first
    model.take("weights.patient.onset", 60)
    assert model.appraisal.roles["patient"].fit != first.roles["patient"].fit


def test_opening_a_file_and_starting_again_can_be_undone(model):
    before = model.record
    other = SessionModel(load_library()).record.to_json()
    model.open(other, "other.json")
    model.start_again()
    assert model.record.criteria == ()
    model.act("undo")
    model.act("undo")
    assert model.record == before


def test_a_file_that_cannot_be_opened_changes_nothing(model):
    before = model.record
    with pytest.raises(RecordError):
        model.open("{", "bad.json")
    assert model.record is before


def test_what_the_tab_kept_comes_back_with_the_answers_not_yet_in_it(model):
    kept = model.record.to_json()
    fresh = SessionModel(load_library())
    journal = [("weights.patient.onset", 30), ("undo", 1), ("show_hidden", 2), ("weights.clinician.response", 10)]
    assert fresh.restore(kept, journal) == []
    assert dict(fresh.record.weights.patient) == {"response": 60, "onset": 30}
    assert dict(fresh.record.weights.clinician) == {"response": 10}


def test_an_answer_that_cannot_be_brought_back_is_told(model):
    lost = SessionModel(load_library()).restore(model.record.to_json(), [("weights.patient.weight_gain", 30)])
    assert len(lost) == 1
    assert "not among the criteria picked" in lost[0]


def _reloaded(model, journal=()):
    kept = model.record.to_json()
    fresh = SessionModel(load_library())
    assert fresh.restore(kept, journal, steps=model.kept_steps(kept)) == []
    return fresh


def test_undo_and_redo_go_on_after_a_reload(model):
    model.act("undo")
    fresh = _reloaded(model)
    assert fresh.act("redo").startswith("Done again")
    assert dict(fresh.record.weights.patient) == {"response": 60}
    for _ in range(3):
        fresh = _reloaded(fresh)
        fresh.act("undo")
    assert (fresh.record.criteria, fresh.record.shortlist) == ((), ("stay_optimise",))
    assert fresh.act("undo") == "There is nothing to undo."


def test_an_answer_that_no_kernel_took_is_a_step_of_its_own_after_the_reload(model):
    fresh = _reloaded(model, [("weights.patient.onset", 30)])
    fresh.act("undo")
    assert dict(fresh.record.weights.patient) == {"response": 60}
    fresh.act("undo")
    assert dict(fresh.record.weights.patient) == {}


def test_a_reload_and_undo_lift_no_stop(model):
    model.take("safety.answer.plan", "yes")
    fresh = _reloaded(model)
    fresh.act("undo")
    assert fresh.record.is_stopped


def test_what_was_cleared_is_gone_with_the_reload(model):
    model.start_again()
    assert _reloaded(model).act("undo") == "There is nothing to undo."


def test_two_fresh_records_differ_in_their_seed_so_that_no_option_is_first_for_everybody():
    library = load_library()
    assert len({SessionModel(library).record.seed for _ in range(20)}) > 15


def test_while_the_stop_holds_only_safety_and_looks_are_answered(model):
    model.take("safety.answer.plan", "yes")
    with pytest.raises(AnswerError, match="Your safety comes first"):
        model.take("weights.patient.onset", 10)
    with pytest.raises(AnswerError, match="Nothing is opened or cleared"):
        model.start_again()
    with pytest.raises(AnswerError, match="Nothing is opened or cleared"):
        model.open(SessionModel(load_library()).record.to_json(), "other.json")
    model.take("country", "GB")
    model.act("undo")
    model.act("undo")
    assert model.record.is_stopped
    model.take("safety.acknowledge", {"by": "Dr A", "done": "Seen at once."})
    model.take("weights.patient.onset", 10)
    assert model.record.weights.patient["onset"] == 10


def test_the_stop_comes_back_with_what_the_tab_kept(model):
    model.take("safety.answer.intent", "yes")
    fresh = SessionModel(load_library())
    assert fresh.restore(model.record.to_json(), [("weights.patient.onset", 10.0)]) != []
    assert fresh.record.is_stopped
    replayed = SessionModel(load_library())
    replayed.restore(None, [("safety.answer.intent", "yes")])
    assert replayed.record.is_stopped


CHECK = {"item9": 1, "answered_at": "2026-01-05T10:00:00Z"}
WORD = {"by": "Dr A", "done": "Talked.", "at": "2026-01-05T10:05:00Z", "covers": CHECK}


def _file(**parts):
    fresh = SessionModel(load_library())
    return fresh.record.with_(**parts).to_json()


def test_undo_does_not_leave_an_opened_conversation_that_is_stopped(model):
    model.take("safety.answer.item9", "1")
    model.take("safety.acknowledge", {"by": "Dr A", "done": "Talked."})  # later than the stop in the file
    model.open(_file(safety={"checks": [{**CHECK, "plan": "yes"}]}), "other.json")
    assert model.record.is_stopped
    with pytest.raises(AnswerError, match="Nothing is opened or cleared"):
        model.act("undo")
    assert model.record.is_stopped
    model.take("safety.acknowledge", {"by": "Dr A", "done": "Talked again."})
    opened = model.record.seed
    while model.record.seed == opened:
        model.act("undo")
    assert not model.record.is_stopped
    assert "Talked again." not in [one.done for one in model.record.safety.acknowledgements]


@pytest.mark.parametrize("kept_in", ["questionnaires", "tracking"])
def test_a_sign_noted_after_the_last_word_stops_when_the_file_is_opened(model, kept_in):
    phq9 = {"instrument": "phq9", "answers": {"self_harm": 1}}
    day = "2026-03-01"
    part = {
        "questionnaires": {"questionnaires": [{**phq9, "on": day}]},
        "tracking": {"tracking": {"entries": [{"on": day, "answers": [phq9]}]}},
    }[kept_in]
    text = _file(safety={"checks": [CHECK], "acknowledgements": [WORD]}, **part)
    model.open(text, "newer.json")
    assert model.record.is_stopped
    model.take("safety.acknowledge", {"by": "Dr A", "done": "Talked again."})
    assert not model.record.is_stopped
    again = SessionModel(load_library())
    again.open(model.record.to_json(), "saved.json")
    assert not again.record.is_stopped


def test_a_sign_on_a_day_still_to_come_stops_once_and_not_each_time_the_file_is_opened(model):
    day = (dt.date.today() + dt.timedelta(days=30)).isoformat()
    model.take(f"week.{day}.suicidal.frequency", 1)
    assert model.record.is_stopped
    model.take("safety.acknowledge", {"by": "Dr A", "done": "Talked."})
    again = SessionModel(load_library())
    again.open(model.record.to_json(), "saved.json")
    assert not again.record.is_stopped


def test_the_journal_of_a_tab_cannot_acknowledge(model):
    fresh = SessionModel(load_library())
    fresh.restore(None, [("safety.answer.plan", "yes"), ("safety.acknowledge", {"by": "Dr A", "done": "Talked."})])
    assert fresh.record.is_stopped
    assert fresh.record.safety.acknowledgements == ()


def test_what_the_tab_kept_takes_no_stop_of_the_same_conversation_away(model):
    older = model.record.to_json()
    model.take("safety.answer.plan", "yes")
    model.restore(older, [])
    assert model.record.is_stopped

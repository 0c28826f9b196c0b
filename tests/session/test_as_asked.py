"""What was asked about safety is told as it was asked: one visit once, and nothing a clinician acted on left out."""

import datetime as dt

import pytest

from trd_sdm.clinical.measures import InstrumentAnswers
from trd_sdm.session.answers import answer
from trd_sdm.session.safety_answers import as_asked, not_asked, with_questionnaires

NOW = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
ALL_NO = {"item9": 0, "plan": "no", "intent": "no", "unable_to_stay_safe": "no"}


@pytest.fixture
def take(record, library):
    held = {"record": record, "at": NOW}

    def taken(key, value, later=MINUTE):
        held["at"] += later
        held["record"] = answer(held["record"], key, value, library, now=held["at"])
        return held["record"]

    return taken


def test_a_form_filled_in_beside_takes_nothing_away_from_what_was_asked(take):
    record = take("safety.check", ALL_NO)
    form = InstrumentAnswers(instrument="phq9", on=NOW.date(), answers={"self_harm": 0})
    both = with_questionnaires(record, (form,), NOW + 5 * MINUTE)
    assert len(both.safety.checks) == 2
    assert not_asked(both.safety) == ()


def test_what_was_not_asked_is_named_and_another_day_does_not_count(take):
    record = take("safety.answer.plan", "no")
    assert not_asked(record.safety) == ("item9", "intent", "unable_to_stay_safe")
    take("safety.check", ALL_NO)
    assert not_asked(take("safety.answer.item9", 0, dt.timedelta(days=30)).safety) == (
        "plan",
        "intent",
        "unable_to_stay_safe",
    )


def test_what_a_clinician_acted_on_stays(take):
    take("safety.check", {"item9": 2})
    take("safety.acknowledge", {"by": "Dr A", "done": "Talked."})
    record = take("safety.check", {**ALL_NO, "item9": 2, "plan": "yes"})
    assert as_asked(record.safety) == record.safety.checks


def test_a_talk_is_no_longer_than_a_talk(take):
    take("safety.answer.plan", "no")
    take("safety.answer.intent", "no", dt.timedelta(hours=7))
    record = take("safety.answer.unable_to_stay_safe", "no", dt.timedelta(hours=7))
    assert [check.answered_at for check in as_asked(record.safety)] == [
        check.answered_at for check in record.safety.checks[1:]
    ]

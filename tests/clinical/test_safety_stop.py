"""Any sign stops; only a clinician's word, given afterwards on those very answers, goes on; a zero says nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from trd_sdm.clinical import safety_stop
from trd_sdm.clinical.safety_stop import (
    CHECKS_KEPT,
    KEPT,
    STOP,
    ZERO,
    Acknowledgement,
    SafetyCheck,
    SafetyLog,
    may_go_on,
    stop_needed,
)

AT = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(minutes=5)
answers = st.sampled_from(["yes", "no", "unknown"])
checks = st.builds(
    SafetyCheck,
    item9=st.none() | st.integers(0, 3),
    plan=answers,
    intent=answers,
    unable_to_stay_safe=answers,
    answered_at=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 1, 1), timezones=st.just(dt.UTC)),
)


def check(**given):
    return SafetyCheck(answered_at=AT, **given)


def word(covers, at=LATER):
    return Acknowledgement(by="Dr A", done="Talked; safety plan made", at=at, covers=covers)


@pytest.mark.parametrize("item9", [1, 2, 3])
def test_any_answer_above_zero_on_item_9_stops(item9):
    stop = stop_needed(check(item9=item9))
    assert stop.needed
    assert stop.text.startswith(STOP)
    assert len(stop.why) == 1


@pytest.mark.parametrize("name", ["plan", "intent", "unable_to_stay_safe"])
def test_any_urgent_yes_stops_whatever_item_9_says(name):
    assert stop_needed(check(item9=0, **{name: "yes"})).needed
    assert stop_needed(check(**{name: "yes"})).needed


def test_a_zero_says_nothing():
    stop = stop_needed(check(item9=0, plan="no", intent="no", unable_to_stay_safe="no"))
    assert not stop.needed
    assert stop.text == ZERO == "A zero does not rule anything out."


def test_what_was_not_asked_is_named():
    assert stop_needed(check()).not_asked == ("item9", "plan", "intent", "unable_to_stay_safe")
    assert stop_needed(check(item9=0, plan="no")).not_asked == ("intent", "unable_to_stay_safe")


@given(checks)
def test_a_stop_is_any_sign_and_nothing_else(given_check):
    signs = [
        given_check.item9 or 0,
        *(getattr(given_check, n) == "yes" for n in ("plan", "intent", "unable_to_stay_safe")),
    ]
    assert stop_needed(given_check).needed is any(signs)
    assert SafetyCheck.model_validate_json(given_check.model_dump_json()) == given_check


def test_there_is_no_score_of_risk():
    stop = stop_needed(check(item9=3, plan="yes", intent="yes"))
    assert not any(isinstance(getattr(stop, name), int | float) for name in ("why", "not_asked", "text"))
    assert not [name for name in dir(safety_stop) if "score" in name.lower() or "risk" in name.lower()]


def test_only_a_word_on_these_answers_goes_on():
    stopped = check(item9=1)
    assert not may_go_on(stopped, ())
    assert may_go_on(stopped, (word(stopped),))
    assert not may_go_on(check(item9=2), (word(stopped),))
    assert not may_go_on(check(item9=1, plan="yes"), (word(stopped),))
    again = stopped.model_copy(update={"answered_at": LATER + dt.timedelta(days=7)})
    assert not may_go_on(again, (word(stopped),))
    assert may_go_on(check(item9=0), ())


@pytest.mark.parametrize("at", [AT, AT - dt.timedelta(seconds=1)])
def test_a_word_given_before_the_answers_is_refused(at):
    with pytest.raises(ValidationError, match="comes after the answers"):
        word(check(item9=1), at)


@pytest.mark.parametrize(
    "changes",
    [
        {"by": " "},
        {"by": "\u200b"},
        {"done": ""},
        {"done": "\u2060."},
        {"done": "x" * 2001},
        {"at": "2026-06-01T10:00:00"},
        {"score": 3},
    ],
)
def test_a_word_without_name_deed_or_time_is_refused(changes):
    with pytest.raises(ValidationError):
        Acknowledgement.model_validate({**word(check(item9=1)).model_dump(), **changes})


@pytest.mark.parametrize("item9", [4, -1, True, "1", 1.5])
def test_an_answer_outside_the_scale_is_refused(item9):
    with pytest.raises(ValidationError):
        check(item9=item9)


def test_a_stop_is_not_undone_by_changing_the_answer():
    stopped = SafetyLog().with_check(check(item9=2))
    zeroed = stopped.with_check(SafetyCheck(item9=0, answered_at=LATER))
    assert not stopped.may_go_on()
    assert not zeroed.may_go_on()
    assert zeroed.acknowledged("Dr A", "Talked", LATER + dt.timedelta(minutes=1)).may_go_on()


def test_a_later_stop_needs_a_word_of_its_own():
    log = SafetyLog().with_check(check(item9=1)).acknowledged("Dr A", "Talked", LATER)
    assert log.may_go_on()
    again = log.with_check(SafetyCheck(item9=1, answered_at=LATER + dt.timedelta(days=7)))
    assert not again.may_go_on()
    assert SafetyLog.model_validate_json(again.model_dump_json()) == again


def test_a_log_that_was_tampered_with_is_refused():
    later = SafetyCheck(item9=1, answered_at=LATER)
    with pytest.raises(ValidationError, match="not in the order of their times"):
        SafetyLog(checks=(later, check(item9=1)))
    with pytest.raises(ValidationError, match="answers that are not in the record"):
        SafetyLog(checks=(later,), acknowledgements=(word(check(item9=1)),))
    with pytest.raises(ValueError, match="nothing to acknowledge"):
        SafetyLog(checks=(check(item9=0),)).acknowledged("Dr A", "x", LATER)


def at(minute, **given):
    return SafetyCheck(answered_at=AT + dt.timedelta(minutes=minute), **given)


@pytest.mark.parametrize("before", [{"item9": 0}, {"item9": 1}], ids=["zeros", "stops"])
def test_a_full_log_is_never_closed_to_a_new_sign(before):
    full = SafetyLog(checks=tuple(at(minute, **before) for minute in range(CHECKS_KEPT)))
    full = full.acknowledged("Dr A", "Talked", AT + dt.timedelta(days=9)) if before["item9"] else full
    told = full.with_check(at(9999, plan="yes"))
    assert len(told.checks) == CHECKS_KEPT
    assert told.checks[-1].plan == "yes"
    assert not told.may_go_on()
    assert told.acknowledged("Dr B", "Talked", AT + dt.timedelta(days=30)).may_go_on()


def test_the_oldest_answers_that_stopped_nothing_make_room_first():
    stopped, zeros = at(0, item9=2), tuple(at(minute, item9=0) for minute in range(1, CHECKS_KEPT))
    log = SafetyLog(checks=(stopped, *zeros)).with_check(at(9999, item9=0))
    assert log.checks[0] == stopped
    assert zeros[0] not in log.checks
    assert not log.may_go_on()


def test_acknowledgements_make_room_too_and_the_last_one_still_counts():
    log = SafetyLog()
    for turn in range(KEPT + 1):
        log = log.with_check(at(2 * turn, item9=1)).acknowledged(
            "Dr A", f"{turn}", AT + dt.timedelta(minutes=2 * turn + 1)
        )
    assert len(log.acknowledgements) == KEPT
    assert log.may_go_on()


def test_a_time_with_nothing_after_it_is_refused_for_the_log_would_be_closed():
    with pytest.raises(ValidationError, match="beyond what a calendar holds"):
        SafetyCheck(item9=0, answered_at="9999-12-31T23:59:59.999999Z")


def test_a_word_in_one_log_does_not_lift_a_stop_that_only_another_held():
    acted = SafetyLog(checks=(at(10, item9=1),)).acknowledged("Dr A", "Talked", AT + dt.timedelta(minutes=15))
    unseen = SafetyLog(checks=(at(5, plan="yes"),))
    for both in (acted.joined(unseen), unseen.joined(acted)):
        assert {*acted.checks, *unseen.checks} <= {*both.checks}
        assert not both.may_go_on()
        assert both.joined(acted) == both
        assert both.acknowledged("Dr A", "Talked again", AT + dt.timedelta(hours=1)).may_go_on()


def test_an_older_state_of_the_same_log_brings_no_stop_back_that_was_acted_on():
    stopped = SafetyLog(checks=(at(5, plan="yes"),))
    acted = stopped.acknowledged("Dr A", "Talked", AT + dt.timedelta(minutes=15))
    assert stopped.joined(acted) == acted.joined(stopped) == acted

"""Answers about safety: each adds to the log, and nothing takes anything out of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from trd_sdm.clinical.measures import InstrumentAnswers
from trd_sdm.clinical.safety_stop import TICK, SafetyCheck, SafetyLog, stop_needed
from trd_sdm.session.record import Record
from trd_sdm.session.signs import SELF_HARM, Signs, new_signs, not_logged

TALK = dt.timedelta(hours=8)
"""Answers about safety that are older belong to another talk."""
CHECK_FIELDS = ("item9", "plan", "intent", "unable_to_stay_safe")


class AnswerError(ValueError):
    """An answer that cannot be taken, with a sentence about what is allowed."""


def about_safety(record: Record, key: str, value: Any, now: dt.datetime) -> Record:
    """Add to the safety log; no answer takes anything out of it."""
    if key == "safety.check" and isinstance(value, Mapping) and "answered_at" not in value:
        return _checked(record, dict(value), now)
    _, _, field = key.partition("safety.answer.")
    if field in CHECK_FIELDS:
        told = int(value) if field == "item9" and isinstance(value, str) and value.isdecimal() else value
        return _checked(record, {**_given_just_before(record, now), field: told}, now)
    if key == "safety.acknowledge" and isinstance(value, Mapping) and set(value) == {"by", "done"}:
        record = _logged(record, not_logged(record), now)
        stopped = [check for check in record.safety.checks if stop_needed(check).needed]
        if not stopped:
            raise AnswerError(f"{key}: nothing was stopped, so there is nothing to acknowledge")
        at = max(now, stopped[-1].answered_at + TICK)
        return record.with_(safety=record.safety.acknowledged(value["by"], value["done"], at))
    if key == "safety.check":
        raise AnswerError(f"{key}: item9, plan, intent and unable_to_stay_safe are needed, without a time")
    if key == "safety.acknowledge":
        raise AnswerError(f"{key}: who (by) and what was done (done) are needed, and nothing else")
    raise AnswerError(
        f"{key}: the safety log only grows; allowed are safety.check, safety.answer and safety.acknowledge"
    )


def signs_logged(before: Record, after: Record, now: dt.datetime) -> Record:
    """Put signs of danger that are new in the weekly notes or the facts into the safety log."""
    return _logged(after, new_signs(before, after), now)


def signs_found(record: Record, now: dt.datetime) -> Record:
    """Put signs of danger that a record from elsewhere holds, and its log does not, into the log."""
    return _logged(record, not_logged(record, on=now.date()), now)


def stop_kept(record: Record, of: Iterable[Record], now: dt.datetime) -> Record:
    """Hold the stop in a record made of others, where it holds in one of them.

    A word of a clinician in one of them does not lift the stop of another: it is put at the end once more.
    """
    for held in of:
        record = _logged(record, not_logged(held).beyond(not_logged(record)), now)
    for held in of:
        if held.is_stopped and not record.is_stopped:
            last = [check for check in held.safety.checks if stop_needed(check).needed][-1]
            answers = last.model_dump(exclude={"answered_at"})
            record = _checked(record, answers, now)
    return record


def _logged(record: Record, signs: Signs, now: dt.datetime) -> Record:
    """Put signs of danger that only answers elsewhere hold into the log, so that they can be acted on."""
    for item9 in sorted(signs.item9):
        record = _checked(record, {"item9": item9}, now)
    return _checked(record, {"thoughts": "yes"}, now) if signs.thoughts else record


def _given_just_before(record: Record, now: dt.datetime) -> dict[str, Any]:
    """Give the answers about safety of this talk so far; what was acted on, or said another day, is asked anew."""
    last = last_check(record, now)
    return {} if last is None else {name: getattr(last, name) for name in CHECK_FIELDS}


def last_check(record: Record, now: dt.datetime) -> SafetyCheck | None:
    """Give the last answers about safety, as far as they belong to this talk and nobody has acted on them."""
    last = record.safety.checks[-1] if record.safety.checks else None
    acted = {one.covers for one in record.safety.acknowledgements}
    if last is None or last in acted or now - last.answered_at > TALK:
        return None
    return last


def last_talk(log: SafetyLog) -> tuple[SafetyCheck, ...]:
    """Give the checks of the last talk: the last one, and those of the hours before it."""
    return tuple(check for check in log.checks if log.checks[-1].answered_at - check.answered_at <= TALK)


def not_asked(log: SafetyLog) -> tuple[str, ...]:
    """Name the questions about safety that no check of the last talk holds an answer to; none where there was none.

    A sign that is logged from a questionnaire or a note is a check of its own, with one answer in it: it takes
    nothing away from what was asked beside it.
    """
    talk = last_talk(log)
    if not talk:
        return ()
    open_ = [set(stop_needed(check).not_asked) for check in talk]
    return tuple(name for name in CHECK_FIELDS if all(name in names for names in open_))


def as_asked(log: SafetyLog) -> tuple[SafetyCheck, ...]:
    """Give the checks as they were asked: one that the next only adds answers to, in the same talk, is left out.

    Each answer is logged as it is given, so a visit with three questions makes three entries. An answer that was
    changed stays, and so does one that a clinician acted on, or that is older than a talk lasts.

    Examples
    --------
    >>> at = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
    >>> first = SafetyCheck(plan="no", answered_at=at)
    >>> both = SafetyCheck(plan="no", intent="no", answered_at=at + TICK)
    >>> as_asked(SafetyLog(checks=(first, both))) == (both,)
    True
    """
    acted = {one.covers for one in log.acknowledgements}
    kept: list[SafetyCheck] = []
    begun: dt.datetime | None = None  # when the talk of the last one kept began
    for check in log.checks:
        is_one_talk = begun is not None and check.answered_at - begun <= TALK
        if is_one_talk and kept[-1] not in acted and _only_adds(kept[-1], check):
            kept[-1] = check
        else:
            kept.append(check)
            begun = check.answered_at
    return tuple(kept)


def _only_adds(check: SafetyCheck, after: SafetyCheck) -> bool:
    if check.thoughts != after.thoughts:
        return False
    given = [name for name in CHECK_FIELDS if getattr(check, name) not in (None, "unknown")]
    same = all(getattr(after, name) == getattr(check, name) for name in given)
    return same and any(getattr(after, name) != getattr(check, name) for name in CHECK_FIELDS)


def _checked(record: Record, answers: dict[str, Any], now: dt.datetime) -> Record:
    """Add a check. A clock that went back must not keep a sign of danger out, so the time never runs back."""
    if not answers:
        raise AnswerError("safety.check: no question was answered")
    at = max([now, *(check.answered_at + TICK for check in record.safety.checks[-1:])])
    check = SafetyCheck.model_validate({**answers, "answered_at": at})
    return record.with_(safety=record.safety.with_check(check))


def with_questionnaires(record: Record, value: Any, now: dt.datetime) -> Record:
    """Take the questionnaires; an answer on self-harm that is new or changed goes to the safety log too."""
    changed = record.with_(questionnaires=value if value is not None else ())
    before = _self_harm(record.questionnaires)
    for when, item9 in _self_harm(changed.questionnaires).items():
        if before.get(when) != item9:
            changed = _checked(changed, {"item9": item9}, now)
    return changed


def _self_harm(held: Iterable[InstrumentAnswers]) -> dict[Any, int]:
    """Give the answer on self-harm by day, the gravest where a day holds several."""
    name, item = SELF_HARM
    found: dict[Any, int] = {}
    for one in held:
        if one.instrument == name and item in one.answers:
            found[one.on] = max(one.answers[item], found.get(one.on, 0))
    return found

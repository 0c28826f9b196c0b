"""The safety stop: any sign of danger stops the comparison until a clinician has acted. No score of risk is made.

A zero does not rule anything out, and nothing here ever says that all is well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from trd_sdm.clinical.facts_vocabulary import Answer
from trd_sdm.evidence.base import Frozen

ZERO = "A zero does not rule anything out."
STOP = "We stop here for now. Your safety comes first. A clinician needs to talk with you before we go on."
KEPT = 200
"""Acknowledgements a log holds."""
CHECKS_KEPT = 600
"""Checks a log holds; a talk may add several."""
LAST_YEAR = 9998
TICK = dt.timedelta(milliseconds=1)

Urgent = Literal["plan", "intent", "unable_to_stay_safe"]
URGENT: dict[Urgent, str] = {
    "plan": "Have you thought about how you would end your life?",
    "intent": "Do you mean to act on these thoughts?",
    "unable_to_stay_safe": "Is it hard to keep yourself safe right now?",
}
WHY: dict[str, str] = {
    "item9": "Thoughts of being better off dead or of self-harm were marked.",
    "plan": "There is a plan to end life.",
    "intent": "There is a wish to act on the thoughts.",
    "unable_to_stay_safe": "It is hard to stay safe right now.",
    "thoughts": "Thoughts of suicide or of self-harm were noted.",
}


def said(text: str) -> str:
    """Refuse words in which nothing can be read."""
    if not any(letter.isalnum() for letter in text):
        raise ValueError("say it in a few words; it cannot be empty")
    return text


def _leaves_time(at: dt.datetime) -> dt.datetime:
    if at.year > LAST_YEAR:
        raise ValueError(f"a time lies beyond what a calendar holds; the last year is {LAST_YEAR}")
    return at


Moment = Annotated[AwareDatetime, AfterValidator(_leaves_time)]
"""A time after which there is always a later one, so that no log is closed to a new sign of danger."""
Said = Annotated[str, Field(strict=True, min_length=1), AfterValidator(said)]


class SafetyCheck(Frozen):
    """The answers about safety, as given at one moment.

    Parameters
    ----------
    item9 : int or None
        Answer to the PHQ-9 item on thoughts of death or self-harm, 0 to 3; nothing where not asked.
    plan, intent, unable_to_stay_safe : str
        Yes, no or unknown (not asked) to each urgent question.
    thoughts : str
        Yes where the weekly notes hold suicidal thoughts of any frequency or intensity, or an answer for the safety
        rules tells of them.
    answered_at : datetime
        When these answers were given, with its time zone. An answer given again is a new check.
    """

    item9: Annotated[int, Field(strict=True, ge=0, le=3)] | None = None
    plan: Answer = "unknown"
    intent: Answer = "unknown"
    unable_to_stay_safe: Answer = "unknown"
    thoughts: Answer = "unknown"
    answered_at: Moment


class Acknowledgement(Frozen):
    """A clinician's word on what was done about one check.

    Parameters
    ----------
    by : str
        The clinician.
    done : str
        What was done.
    at : datetime
        When, with its time zone; after the answers were given.
    covers : SafetyCheck
        The answers it is about, as they stood.
    """

    by: Annotated[Said, Field(max_length=120)]
    done: Annotated[Said, Field(max_length=2000)]
    at: AwareDatetime
    covers: SafetyCheck

    @model_validator(mode="after")
    def _afterwards(self) -> Acknowledgement:
        if self.at <= self.covers.answered_at:
            raise ValueError("an acknowledgement comes after the answers it is about")
        return self


@dataclass(frozen=True, slots=True)
class Stop:
    """Whether to stop, and why.

    Parameters
    ----------
    needed : bool
    why : tuple of str
        One plain sentence for each answer that stops; empty where none does.
    not_asked : tuple of str
        What was not asked: ``item9`` or an urgent question.
    """

    needed: bool
    why: tuple[str, ...]
    not_asked: tuple[str, ...]

    @property
    def text(self) -> str:
        """What to show: the stop with its reasons, or that a zero says nothing."""
        return " ".join((STOP, *self.why)) if self.needed else ZERO


def stop_needed(check: SafetyCheck) -> Stop:
    """Say whether answers stop the comparison: any item 9 above zero, any urgent yes, any thoughts noted.

    Examples
    --------
    >>> at = dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc)
    >>> stop_needed(SafetyCheck(item9=1, answered_at=at)).needed
    True
    >>> stop_needed(SafetyCheck(item9=0, answered_at=at)).text
    'A zero does not rule anything out.'
    """
    said_yes = [name for name in (*URGENT, "thoughts") if getattr(check, name) == "yes"]
    fired = (["item9"] if check.item9 else []) + said_yes
    not_asked = (["item9"] if check.item9 is None else []) + [n for n in URGENT if getattr(check, n) == "unknown"]
    return Stop(bool(fired), tuple(WHY[name] for name in fired), tuple(not_asked))


def may_go_on(check: SafetyCheck, acknowledgements: Iterable[Acknowledgement]) -> bool:
    """Say whether the comparison may go on after a check.

    Only an acknowledgement made after the answers, and covering them just as they are, lets it go on: a
    changed answer, or the same answer given anew, needs a new one.
    """
    return not stop_needed(check).needed or any(
        one.covers == check and one.at > check.answered_at for one in acknowledgements
    )


class SafetyLog(Frozen):
    """Every check of a conversation and every acknowledgement, in order; no answer takes anything out.

    A stop cannot be undone by changing the answer: each check that stopped needs an acknowledgement of its
    own, or one of a later check that stopped too. A full log is never closed to a new sign: the oldest answers
    make room, those that stopped nothing first.
    """

    checks: Annotated[tuple[SafetyCheck, ...], Field(max_length=CHECKS_KEPT)] = ()
    acknowledgements: Annotated[tuple[Acknowledgement, ...], Field(max_length=KEPT)] = ()

    @model_validator(mode="after")
    def _in_order(self) -> SafetyLog:
        times = [check.answered_at for check in self.checks]
        if times != sorted(times):
            raise ValueError("the checks are not in the order of their times")
        held = set(self.checks)
        if any(one.covers not in held for one in self.acknowledgements):
            raise ValueError("an acknowledgement covers answers that are not in the record")
        return self

    def with_check(self, check: SafetyCheck) -> SafetyLog:
        """Add the answers just given."""
        return _with_room((*self.checks, check), self.acknowledgements)

    def acknowledged(self, by: str, done: str, at: dt.datetime) -> SafetyLog:
        """Add a clinician's acknowledgement of the last check that stopped.

        Raises
        ------
        ValueError
            If no check stopped, or the time lies before the answers.
        """
        stopped = self._stopped
        if not stopped:
            raise ValueError("nothing was stopped, so there is nothing to acknowledge")
        one = Acknowledgement(by=by, done=done, at=at, covers=stopped[-1])
        return _with_room(self.checks, (*self.acknowledgements, one))

    def may_go_on(self) -> bool:
        """Say whether every stop was acted on."""
        stopped = self._stopped
        return not stopped or may_go_on(stopped[-1], self.acknowledgements)

    def joined(self, other: SafetyLog) -> SafetyLog:
        """Put two logs of one conversation together; a stop that holds in one is not lifted by a word in the other.

        A clinician acted on what stood in one log. A stop that stood only in the other was not seen then, so it is
        put at the end once more.
        """
        held = set(self.checks)
        new = (check for check in other.checks if check not in held)
        checks = sorted((*self.checks, *new), key=lambda one: one.answered_at)
        done = dict.fromkeys((*self.acknowledgements, *other.acknowledgements))
        log = _with_room(tuple(checks), tuple(sorted(done, key=lambda one: (one.at, one.by, one.done))))
        for one, another in ((self, other), (other, self)):
            if not one.may_go_on() and one._stopped[-1] not in another.checks and log.may_go_on():
                after = log.checks[-1].answered_at + TICK
                log = log.with_check(one._stopped[-1].model_copy(update={"answered_at": after}))
        return log

    @property
    def _stopped(self) -> list[SafetyCheck]:
        return [check for check in self.checks if stop_needed(check).needed]


def _with_room(checks: tuple[SafetyCheck, ...], done: tuple[Acknowledgement, ...]) -> SafetyLog:
    """Give a log; where it would be too long, the oldest go: first what stopped nothing, never the last of all."""
    over = len(checks) - CHECKS_KEPT
    if over > 0:
        older = sorted(range(len(checks) - 1), key=lambda place: stop_needed(checks[place]).needed)
        gone = set(older[:over])
        checks = tuple(check for place, check in enumerate(checks) if place not in gone)
        held = set(checks)
        done = tuple(one for one in done if one.covers in held)
    return SafetyLog.model_validate({"checks": checks, "acknowledgements": done[-KEPT:]})

"""True, false and unknown, joined as Kleene did: unknown stays unknown unless the rest settles it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Literal


class Truth(Enum):
    """One of three values; it has no truth of its own, so that unknown is never taken for no by mistake."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("a Truth is true, false or unknown: compare it with one of them")

    @classmethod
    def of(cls, answer: str) -> Truth:
        """Give the truth of an answer: yes, no or unknown."""
        return {"yes": cls.TRUE, "no": cls.FALSE}.get(answer, cls.UNKNOWN)


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A question whose answer would settle something.

    Parameters
    ----------
    kind : str
        What to ask for: a ``fact``, the ``age``, whether a ``drug_group`` is taken or a ``recent_group`` was,
        which group an unknown ``drug_name`` belongs to, the ``last_dose`` of a drug, which drug is
        ``planned``, or today's ``date``.
    about : str
        Id of the fact or group, name of the drug, id of the option; empty for age and date.
    text : str
        In plain words.
    """

    kind: Literal["fact", "age", "drug_group", "recent_group", "drug_name", "last_dose", "planned", "date"]
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether something holds and, where that is not known, the questions that would settle it."""

    truth: Truth
    questions: tuple[Question, ...] = ()


HOLDS = Judgement(Truth.TRUE)
HOLDS_NOT = Judgement(Truth.FALSE)


def unknown(*questions: Question) -> Judgement:
    """Give a judgement that waits for answers."""
    return Judgement(Truth.UNKNOWN, tuple(sorted(set(questions))))


def _open(parts: Iterable[Judgement]) -> Judgement:
    return unknown(*(question for part in parts if part.truth is Truth.UNKNOWN for question in part.questions))


def any_of(parts: Iterable[Judgement]) -> Judgement:
    """Join by or: true if one part is true, false if all are false, else unknown.

    Examples
    --------
    >>> any_of([unknown(), HOLDS]).truth, any_of([unknown(), HOLDS_NOT]).truth
    (<Truth.TRUE: 'true'>, <Truth.UNKNOWN: 'unknown'>)
    """
    held = tuple(parts)
    if any(part.truth is Truth.TRUE for part in held):
        return HOLDS
    return HOLDS_NOT if all(part.truth is Truth.FALSE for part in held) else _open(held)


def all_of(parts: Iterable[Judgement]) -> Judgement:
    """Join by and: false if one part is false, true if all are true, else unknown."""
    held = tuple(parts)
    if any(part.truth is Truth.FALSE for part in held):
        return HOLDS_NOT
    return HOLDS if all(part.truth is Truth.TRUE for part in held) else _open(held)


def negated(part: Judgement) -> Judgement:
    """Turn true and false around; unknown stays unknown."""
    turned = {Truth.TRUE: HOLDS_NOT, Truth.FALSE: HOLDS}
    return turned.get(part.truth, part)

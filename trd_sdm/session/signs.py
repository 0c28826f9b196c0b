"""Signs of danger that a record holds outside its safety log: questionnaires, weekly notes, answers for the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.measures import InstrumentAnswers

if TYPE_CHECKING:
    from trd_sdm.clinical.safety_stop import SafetyCheck
    from trd_sdm.session.record import Record
    from trd_sdm.session.tracking import SuicidalThoughts, WeekEntry

SELF_HARM = ("phq9", "self_harm")
"""The questionnaire and its item on thoughts of death or self-harm; above zero it stops the comparison."""
TOLD = ("suicidality_active", "self_harm_now", "overdose_risk")
"""Facts the safety rules ask for; a yes to one of them is a sign of danger wherever it is given."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What was marked.

    Parameters
    ----------
    item9 : frozenset of int
        Answers above zero to the item about self-harm.
    thoughts : bool
        Whether a week holds suicidal thoughts of any frequency or intensity, or a fact tells of them.
    """

    item9: frozenset[int] = frozenset()
    thoughts: bool = False

    def __bool__(self) -> bool:
        return bool(self.item9) or self.thoughts

    def beyond(self, other: Signs) -> Signs:
        """Give what is here and not there."""
        return Signs(self.item9 - other.item9, self.thoughts and not other.thoughts)


def marked(record: Record) -> Signs:
    """Give every sign in the questionnaires, the weekly notes and the facts of a record."""
    return _all(sign for _, sign in _by_day(record))


def not_logged(record: Record, *, on: dt.date | None = None) -> Signs:
    """Give the signs that no safety check of the record holds; each of them stops, as a logged one does.

    Parameters
    ----------
    record : Record
    on : date, optional
        The day it is asked. With it, a sign noted later than every check that holds the like is not in the log
        either; a day still to come is not looked at.
    """
    checks = record.safety.checks
    held = _logged_by(checks)
    if on is None:
        return marked(record).beyond(held)
    return _all(
        sign.beyond(held if day is None or day > on else _logged_by(check for check in checks if _from(day, check)))
        for day, sign in _by_day(record)
    )


def _from(day: dt.date, check: SafetyCheck) -> bool:
    """Say whether a check was made on a day or later; days differ by one around the world."""
    return check.answered_at.date() + dt.timedelta(days=1) >= day


def _logged_by(checks: Iterable[SafetyCheck]) -> Signs:
    held = tuple(checks)
    item9 = frozenset(check.item9 for check in held if check.item9)
    return Signs(item9, any(check.thoughts == "yes" for check in held))


def _all(signs: Iterable[Signs]) -> Signs:
    held = tuple(signs)
    return Signs(frozenset().union(*(one.item9 for one in held)), any(one.thoughts for one in held))


def _by_day(record: Record) -> Iterator[tuple[dt.date | None, Signs]]:
    yield from ((held.on, Signs(frozenset(_above_zero([held])))) for held in record.questionnaires)
    yield from ((entry.on, _signs_of(entry)) for entry in record.tracking.entries)
    yield None, Signs(thoughts=bool(_told(record)))


def _told(record: Record) -> frozenset[str]:
    return frozenset(fact for fact in TOLD if record.facts.answers.get(fact) == "yes")


def new_signs(before: Record, after: Record) -> Signs:
    """Give the signs in the weekly notes and the facts that were not there before; the same on another day is new.

    Thoughts that were noted and become graver on the same day are new too.
    """
    had = {entry.on: entry for entry in before.tracking.entries}
    noted = (_new_of(had[one.on], one) if one.on in had else _signs_of(one) for one in after.tracking.entries)
    return _all((*noted, Signs(thoughts=not _told(after) <= _told(before))))


def _new_of(before: WeekEntry, after: WeekEntry) -> Signs:
    fresh = _signs_of(after).beyond(_signs_of(before))
    return Signs(fresh.item9, fresh.thoughts or _graver(before.suicidal, after.suicidal))


def _graver(before: SuicidalThoughts, after: SuicidalThoughts) -> bool:
    """Say whether a number given before is a graver one now; one given first belongs to the same answer."""
    pairs = (
        (before.frequency, after.frequency),
        (before.intensity, after.intensity),
        (after.control, before.control),  # less control is graver
    )
    return has_thoughts(after) and any(old is not None and new is not None and new > old for old, new in pairs)


def item9_of(entry: WeekEntry) -> int | None:
    """Give the answer to the questionnaire's item on self-harm on a day; nothing where it was not answered."""
    name, item = SELF_HARM
    given = (held.answers.get(item) for held in entry.answers if held.instrument == name)
    return next((value for value in given if value is not None), None)


def thoughts_noted(entry: WeekEntry) -> bool:
    """Say whether a day holds thoughts of suicide, in its own words or in the questionnaire's item."""
    return bool(_signs_of(entry))


def _signs_of(entry: WeekEntry) -> Signs:
    return Signs(frozenset(_above_zero(entry.answers)), has_thoughts(entry.suicidal))


def has_thoughts(week: SuicidalThoughts) -> bool:
    """Say whether a week holds suicidal thoughts: anything above nothing counts."""
    return bool(week.frequency or week.intensity)


def _above_zero(answers: Iterable[InstrumentAnswers]) -> Iterator[int]:
    name, item = SELF_HARM
    for held in answers:
        if held.instrument == name and held.answers.get(item):
            yield held.answers[item]

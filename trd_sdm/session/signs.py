"""Signs of danger that a record holds outside its safety log: in questionnaires and in the weekly notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.measures import InstrumentAnswers

if TYPE_CHECKING:
    from trd_sdm.session.record import Record
    from trd_sdm.session.tracking import SuicidalThoughts, WeekEntry

SELF_HARM = ("phq9", "self_harm")
"""The questionnaire and its item on thoughts of death or self-harm; above zero it stops the comparison."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What was marked.

    Parameters
    ----------
    item9 : frozenset of int
        Answers above zero to the item about self-harm.
    thoughts : bool
        Whether a week holds suicidal thoughts of any frequency or intensity.
    """

    item9: frozenset[int] = frozenset()
    thoughts: bool = False

    def __bool__(self) -> bool:
        return bool(self.item9) or self.thoughts

    def beyond(self, other: Signs) -> Signs:
        """Give what is here and not there."""
        return Signs(self.item9 - other.item9, self.thoughts and not other.thoughts)


def marked(record: Record) -> Signs:
    """Give every sign in the questionnaires and the weekly notes of a record."""
    entries = record.tracking.entries
    answers = (*record.questionnaires, *(held for entry in entries for held in entry.answers))
    return Signs(frozenset(_above_zero(answers)), any(has_thoughts(entry.suicidal) for entry in entries))


def not_logged(record: Record) -> Signs:
    """Give the signs that no safety check of the record holds; each of them stops, as a logged one does."""
    checks = record.safety.checks
    item9 = frozenset(check.item9 for check in checks if check.item9)
    return marked(record).beyond(Signs(item9, any(check.thoughts == "yes" for check in checks)))


def new_signs(before: Record, after: Record) -> Signs:
    """Give the signs in the weekly notes that were not there before; the same answer on another day is new."""
    had = {entry.on: _signs_of(entry) for entry in before.tracking.entries}
    fresh = [_signs_of(entry).beyond(had.get(entry.on, Signs())) for entry in after.tracking.entries]
    return Signs(frozenset().union(*(one.item9 for one in fresh)), any(one.thoughts for one in fresh))


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

"""Another visit's copy beside this one: what each holds, what differs, and which of the two is newer; nothing changes.

The page and the command line share this: `Beside` is what is looked at, `Beside.joined` is what comes of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from trd_sdm.session.merge import Conflict, MergeConflicts, Side, merge
from trd_sdm.session.record import ROLES, STAY, Record
from trd_sdm.session.values import is_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trd_sdm.session.saved import Opened

Topic = str
TOPICS: tuple[Topic, ...] = (
    "safety",
    "past",
    "health",
    "checks",
    "scores",
    "picked",
    "rated",
    "concerns",
    "local",
    "options",
    "decided",
    "plan",
    "courses",
    "weeks",
)
"""What is counted, in the order of the conversation."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A record with its day.

    Parameters
    ----------
    record : Record
    day : date, optional
        The day it was saved or last changed; where that is not known, the last day noted in it.
    is_saved_day : bool
        Whether the day is the one it was saved on.
    """

    record: Record
    day: dt.date | None
    is_saved_day: bool = False


def copy_of(opened: Opened, *, on: dt.date) -> Copy:
    """Give an opened file with the day it was saved, or the last day noted in it that is not to come."""
    saved = opened.stamp.day if opened.stamp else None
    return Copy(opened.record, saved or last_day(opened.record, on=on), saved is not None)


def last_day(record: Record, *, on: dt.date) -> dt.date | None:
    """Give the last day a record tells of, up to a day; nothing where it tells of none.

    Examples
    --------
    >>> noted = {"entries": ({"on": dt.date(2026, 11, 23), "note": "A walk."},)}
    >>> last_day(Record(library_version="1", tracking=noted), on=dt.date(2026, 11, 27))
    datetime.date(2026, 11, 23)
    """
    return max((day for day in _days(record) if day <= on), default=None)


def _days(record: Record) -> Iterator[dt.date]:
    yield from (entry.on for entry in record.tracking.entries)
    for course in record.tracking.courses:
        yield from filter(None, (course.started_on, course.ended_on))
    yield from (held.on for held in record.questionnaires if held.on)
    yield from (held.on for held in record.scores if held.on)
    yield from (check.answered_at.date() for check in record.safety.checks)
    yield from (one.at.date() for one in record.safety.acknowledgements)


def newer(first: Copy, second: Copy) -> Side:
    """Say which of two copies holds where both differ and nobody chose: the newer; the first where that is not known.

    Examples
    --------
    >>> record = Record(library_version="1")
    >>> newer(Copy(record, dt.date(2026, 10, 1)), Copy(record, dt.date(2026, 11, 1)))
    'second'
    >>> newer(Copy(record, None), Copy(record, dt.date(2026, 11, 1)))
    'first'
    """
    return "second" if first.day and second.day and second.day > first.day else "first"


@dataclass(frozen=True, slots=True)
class Held:
    """How many things of one topic stand in each, and in what comes of both."""

    topic: Topic
    first: int
    second: int
    both: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Two copies side by side.

    Parameters
    ----------
    first, second : Copy
    preset : str
        Which of the two holds where nobody chose; see `newer`.
    conflicts : tuple of Conflict
        Where both differ.
    """

    first: Copy
    second: Copy
    preset: Side
    conflicts: tuple[Conflict, ...]

    def joined(self, chosen: Mapping[str, Side] | None = None) -> Record:
        """Give what comes of both, with the choices made so far.

        Raises
        ------
        CannotMerge
            If what comes of it is no whole record.
        """
        return merge(self.first.record, self.second.record, chosen, rest=self.preset)

    def held(self, chosen: Mapping[str, Side] | None = None) -> tuple[Held, ...]:
        """Count what stands in each, by topic; a topic that none of them touches is left out."""
        of = [count(record) for record in (self.first.record, self.second.record, self.joined(chosen))]
        return tuple(Held(topic, *found) for topic in TOPICS if any(found := [one[topic] for one in of]))

    @property
    def adds_nothing(self) -> bool:
        """Whether the second copy holds nothing that is not in the first."""
        return not self.conflicts and self.joined() == self.first.record


def beside(first: Copy, second: Copy) -> Beside:
    """Put two copies side by side.

    Raises
    ------
    CannotMerge
        If they do not fit into one record.
    """
    preset = newer(first, second)
    merge(first.record, second.record, rest=preset)
    try:
        merge(first.record, second.record)
    except MergeConflicts as error:
        return Beside(first, second, preset, error.conflicts)
    return Beside(first, second, preset, ())


def count(record: Record) -> dict[Topic, int]:
    """Count what a record holds, by topic.

    Examples
    --------
    >>> found = count(Record(library_version="1", bothers_now=("sleep",), country="GB"))
    >>> {topic: number for topic, number in found.items() if number}
    {'local': 1}
    """
    facts, blank = record.facts, Record(library_version=record.library_version)
    return {
        "safety": len(record.safety.checks),
        "past": len(record.past.trials),
        "health": len(facts.drugs) + _given(facts, blank.facts, leaving=("drugs",)),
        "checks": sum(
            _given(getattr(record, name), getattr(blank, name))
            for name in ("lookalikes", "contributors", "adherence", "residual")
        ),
        "scores": len(record.questionnaires) + len(record.scores),
        "picked": sum(not is_own(criterion) for criterion in record.criteria),
        "rated": sum(len(record.weights.of(role)) for role in ROLES) + len(record.tradeoffs),
        "concerns": len(record.concerns),
        "local": sum(_given(one, None) for one in record.local.values()) + len(record.bothers_now),
        "options": sum(option != STAY for option in record.shortlist),
        "decided": _given(record.choice, None) + _given(record.leanings, None) + len(record.sure),
        "plan": _given(record.plan, blank.plan),
        "courses": len(record.tracking.courses),
        "weeks": len(record.tracking.entries),
    }


def _given(value: BaseModel, blank: BaseModel | None, leaving: tuple[str, ...] = ()) -> int:
    """Count the answers of a part; a list or a mapping counts for what stands in it."""
    blank = blank or type(value)()
    given = 0
    for name, held in value:
        if name in leaving or held == getattr(blank, name):
            continue
        given += len(held) if isinstance(held, Mapping | tuple) else _parts(held)
    return given


def _parts(held: Any) -> int:
    return _given(held, None) if isinstance(held, BaseModel) else 1

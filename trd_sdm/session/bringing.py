"""Which of two copies of a record is newer: it holds where both differ and nobody chose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.session.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trd_sdm.session.merge import Side
    from trd_sdm.session.saved import Opened


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

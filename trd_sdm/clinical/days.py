"""Days and minutes a record may name: far enough from both ends of the calendar that weeks can be counted from each."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

FIRST_DAY = dt.date(1990, 1, 1)
LAST_DAY = dt.date(2199, 12, 31)


def kept(day: dt.date) -> dt.date:
    """Let a day of the years a record covers through.

    Raises
    ------
    ValueError
        If it lies outside them.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"{day} is outside the days we keep; from {FIRST_DAY.year} to {LAST_DAY.year}")
    return day


NamedDay = Annotated[dt.date, AfterValidator(kept)]


def minute(at: dt.datetime) -> dt.datetime:
    """Give the minute of a moment, in UTC: the seconds and the time zone say nothing that anybody asked.

    Examples
    --------
    >>> minute(dt.datetime(2026, 11, 27, 14, 5, 59, tzinfo=dt.timezone(dt.timedelta(hours=1)))).isoformat()
    '2026-11-27T13:05:00+00:00'
    """
    kept(at.date())
    return at.astimezone(dt.UTC).replace(second=0, microsecond=0)


NamedMinute = Annotated[AwareDatetime, AfterValidator(minute)]

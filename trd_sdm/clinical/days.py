"""The days a record may name: far enough from both ends of the calendar that weeks can be counted from each."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator

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

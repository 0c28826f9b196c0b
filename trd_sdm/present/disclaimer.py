"""The line that stands on every screen and every export, and the plain disclaimer."""

from __future__ import annotations

import datetime as dt
from typing import Literal

DISCLAIMER = (
    "This is for learning and for talking things over. It is not medical advice. "
    "Do not start, stop or change a treatment without your clinician."
)

MODES: dict[str, str] = {
    "teaching": "Teaching mode: made-up cases only",
    "session": "Session mode: a clinician is with you",
}


def day_words(day: dt.date) -> str:
    """Write a date that reads the same in every country.

    Examples
    --------
    >>> day_words(dt.date(2026, 11, 3))
    '3 November 2026'
    """
    return f"{day.day} {day:%B %Y}"


def standing_line(mode: Literal["teaching", "session"], version: str, evidence: dt.date) -> str:
    """Say mode, version and evidence date in one line.

    Parameters
    ----------
    mode : {"teaching", "session"}
    version : str
        Of the kit, and of its library where both are wanted.
    evidence : datetime.date
        Day the evidence was put together.

    Examples
    --------
    >>> standing_line("teaching", "0.1.0", dt.date(2026, 11, 23))
    'Teaching mode: made-up cases only. Version 0.1.0. Evidence as of 23 November 2026.'
    """
    if mode not in MODES:
        raise ValueError(f"The mode must be one of {', '.join(MODES)}, but is {mode!r}.")
    return f"{MODES[mode]}. Version {version}. Evidence as of {day_words(evidence)}."

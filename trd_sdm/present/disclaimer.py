"""The line that stands on every screen and every export, and the plain disclaimer."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from trd_sdm import __version__

DISCLAIMER = (
    "This is for learning and for talking things over. It is not medical advice. "
    "Do not start, stop or change a treatment without your clinician."
)

MODES: dict[str, str] = {
    "teaching": "Teaching mode: made-up cases only",
    "session": "Session mode: a clinician is with you",
}
AT_HOME = "Notes between visits"
"""In place of the session mode, where nobody may be beside the person."""


def day_words(day: dt.date) -> str:
    """Write a date that reads the same in every country.

    Examples
    --------
    >>> day_words(dt.date(2026, 11, 3))
    '3 November 2026'
    """
    return f"{day.day} {day:%B %Y}"


def standing_line(
    mode: Literal["teaching", "session"], evidence: str, compiled: dt.date, *, at_home: bool = False
) -> str:
    """Say mode, versions and evidence date in one line.

    Parameters
    ----------
    mode : {"teaching", "session"}
    evidence : str
        Version of the evidence; that of the kit stands beside it.
    compiled : datetime.date
        Day the evidence was put together.
    at_home : bool
        Whether the person may be alone with the page.

    Examples
    --------
    >>> standing_line("teaching", "1.1", dt.date(2026, 11, 23)).replace(__version__, "0.1.0")
    'Teaching mode: made-up cases only. Version 0.1.0, evidence 1.1. Evidence as of 23 November 2026.'
    """
    if mode not in MODES:
        raise ValueError(f"The mode must be one of {', '.join(MODES)}, but is {mode!r}.")
    told = AT_HOME if at_home and mode == "session" else MODES[mode]
    return f"{told}. Version {__version__}, evidence {evidence}. Evidence as of {day_words(compiled)}."

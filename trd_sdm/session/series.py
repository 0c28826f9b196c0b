"""What was noted week by week, as series of points; a week without a score stays a gap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.measures import score

if TYPE_CHECKING:
    from trd_sdm.clinical.instruments import Bands, Right
    from trd_sdm.clinical.knowledge import Clinical
    from trd_sdm.session.tracking import Tracking, WeekEntry

GAP_DAYS = 10
"""Points further apart than this have a missing week between them, and no line runs across it."""
IN_FULL = ("phq9", "gad7")
AS_SCORES = ("qids_sr16", "madrs", "isi", "wsas")
FOLLOWED = (*IN_FULL, *AS_SCORES)
"""Measures a course can be followed by; on all of them a lower score is better."""


@dataclass(frozen=True, slots=True)
class Point:
    """One score.

    Parameters
    ----------
    on : date
    value : float
    stretch : int
        Points of one stretch have no missing week between them.
    """

    on: dt.date
    value: float
    stretch: int


@dataclass(frozen=True, slots=True)
class Series:
    """All scores of one measure, with what its score means.

    Parameters
    ----------
    measure, name : str
    low, high : int
        Ends of its range.
    bands : tuple
        Lowest score of each band, and its name; empty where none are published here.
    remission : float or None
        Highest whole score that counts as remission; nothing where no threshold is known.
    points : tuple of Point
    """

    measure: str
    name: str
    low: int
    high: int
    bands: Bands
    remission: float | None
    points: tuple[Point, ...]

    def last(self, *, by: dt.date, since: dt.date | None = None) -> Point | None:
        """Give the last point up to a day, and not before another."""
        held = [point for point in self.points if point.on <= by and (since is None or point.on >= since)]
        return held[-1] if held else None


def series_of(tracking: Tracking, measure: str, clinical: Clinical) -> Series:
    """Give the series of one measure; it may hold no points.

    Raises
    ------
    ValueError
        If no score of this measure can be followed.
    """
    right = clinical.rights.get(measure)
    if measure not in FOLLOWED or right is None or right.range is None:
        raise ValueError(f"{measure} is not followed here; allowed are {', '.join(FOLLOWED)}")
    low, high = right.range
    return Series(
        measure=measure,
        name=clinical.measures.measures[measure].name,
        low=low,
        high=high,
        bands=right.bands,
        remission=remission_of(right),
        points=tuple(_points(tracking, measure, clinical)),
    )


def remission_of(right: Right) -> float | None:
    """Give the highest whole score in remission."""
    if right.remission_at_or_below is not None:
        return right.remission_at_or_below
    return None if right.remission_below is None else right.remission_below - 1


def followed(tracking: Tracking, clinical: Clinical) -> tuple[str, ...]:
    """Give the measures that hold at least one score."""
    return tuple(
        name for name in FOLLOWED if any(value_of(entry, name, clinical) is not None for entry in tracking.entries)
    )


def value_of(entry: WeekEntry, measure: str, clinical: Clinical) -> float | None:
    """Give the score of one day: the total of the answers where all were given, else a score entered as such."""
    for held in entry.answers:
        if held.instrument == measure:
            total = score(clinical.instruments[measure], held.answers, clinical.choices(measure)).total
            if total is not None:
                return float(total)
    return next((held.score for held in entry.scores if held.measure == measure), None)


def _points(tracking: Tracking, measure: str, clinical: Clinical) -> Iterator[Point]:
    stretch, before = 0, None
    for entry in tracking.entries:
        value = value_of(entry, measure, clinical)
        if value is None:
            continue
        if before is not None and (entry.on - before).days > GAP_DAYS:
            stretch += 1
        yield Point(entry.on, value, stretch)
        before = entry.on

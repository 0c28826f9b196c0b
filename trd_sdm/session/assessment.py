"""A record reviewed and appraised: what must not be done, and what the rest comes to.

An option a rule calls not suitable leaves the fit, unless a clinician put it back with a reason. Staying never leaves.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.session.appraisal import Appraisal, appraise
from trd_sdm.session.record import Record

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.review import Review

KEPT = 4
READ = (
    "past",
    "facts",
    "lookalikes",
    "contributors",
    "adherence",
    "residual",
    "questionnaires",
    "scores",
    "safety",
    "tracking",
    "put_back",
)
"""The fields of a record that a review reads."""

_reviewed: deque[tuple[Library, dt.date, tuple[object, ...], Review]] = deque(maxlen=KEPT)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one record comes to: the review, and the appraisal of what the review leaves in."""

    review: Review
    appraisal: Appraisal


def today() -> dt.date:
    """Give the day a record is judged for, where nobody says another."""
    return dt.datetime.now().astimezone().date()


def reviewed(record: Record, library: Library, *, on: dt.date | None = None) -> Review:
    """Review a record with the packaged rules; a record that differs only in weights is not reviewed anew.

    Parameters
    ----------
    record : Record
    library : Library
    on : date, optional
        The day it is judged for; today by default.
    """
    from trd_sdm.clinical.knowledge import load_clinical
    from trd_sdm.clinical.safety_rules_load import load_safety_rules
    from trd_sdm.session.review import review

    day = on or today()
    read = tuple(getattr(record, name) for name in READ)
    for for_library, for_day, for_read, found in _reviewed:
        if for_library is library and for_day == day and for_read == read:
            return found
    found = review(record, library, load_clinical(), load_safety_rules(library), on=day)
    _reviewed.append((library, day, read, found))
    return found


def assess(record: Record, library: Library, *, on: dt.date | None = None) -> Assessment:
    """Review a record, and appraise the options that stay in the fit.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> library = load_library()
    >>> record = Record(library_version=library.version, shortlist=("stay_optimise", "ect", "rtms"))
    >>> risky = record.with_(facts={"answers": {"metal_near_coil": "yes"}})
    >>> sorted(assess(risky, library).appraisal.options), assess(risky, library).appraisal.left_out
    (['ect', 'stay_optimise'], ('rtms',))
    """
    review = reviewed(record, library, on=on)
    kept = review.in_fit(record.shortlist)
    left_out = tuple(option for option in record.shortlist if option not in kept)
    return Assessment(review, appraise(record, library, left_out=left_out))

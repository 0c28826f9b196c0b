"""What each option asks for, set beside the chance of feeling much better: one harm or load, or the weighed sum."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm import mcda
from trd_sdm.session.appraisal import POINTS, Appraisal, weighed_values
from trd_sdm.session.record_library import library_of

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record

WEIGHED = "weighed"
BENEFIT = "response"
GROUPS = ("harms", "load")
KEPT = 4
ALWAYS = ("stop_side_effects", "clinic_hours_8wk")
"""Offered when no harm and no load was picked, so that there is something to set the chance against."""


_summed: deque[tuple[mcda.PartialValues, tuple[tuple[str, float], ...], dict[str, Spread]]] = deque(maxlen=KEPT)


@dataclass(frozen=True, slots=True)
class Spread:
    """A typical value with its interval."""

    mid: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one option stands; a side with no good data is nothing."""

    chance: Spread | None
    burden: Spread | None


def burdens(record: Record, library: Library, appraisal: Appraisal) -> tuple[str, ...]:
    """Give the burdens the pair can pick: the weighed sum where something of it is rated, then single ones."""
    library = library_of(record, library)
    picked = tuple(name for name in record.criteria if library.criteria[name].group in GROUPS)
    return (*((WEIGHED,) if _shares(record, library, appraisal) else ()), *(picked or ALWAYS))


def spots(record: Record, library: Library, appraisal: Appraisal, burden: str) -> Mapping[str, Spot]:
    """Set the chance of feeling much better against one burden, for every option in the fit.

    Parameters
    ----------
    record : Record
    library : Library
    appraisal : Appraisal
        Of this record with this library.
    burden : str
        One of `burdens`. The weighed sum runs from 0, where every harm and load rated is at its good end, to 100.

    Returns
    -------
    mapping
        By option, in the order of the appraisal.
    """
    library = library_of(record, library)
    weighed = _weighed(record, library, appraisal) if burden == WEIGHED else None
    return {
        option: Spot(
            _spread(library, option, BENEFIT),
            weighed[option] if weighed is not None else _spread(library, option, burden),
        )
        for option in appraisal.options
    }


def _spread(library: Library, option: str, criterion: str) -> Spread | None:
    estimate = library.estimate(option, criterion)
    if estimate.no_good_data or estimate.value is None:
        return None
    low, high = (estimate.value if end is None else end for end in (estimate.low, estimate.high))
    return Spread(estimate.value, low, high)


def _shares(record: Record, library: Library, appraisal: Appraisal) -> dict[str, float]:
    """Give the weights of the harms and loads that are rated, for the role shown."""
    shown = appraisal.roles[record.whose]
    weights = {} if shown is None else shown.weights
    return {name: weight for name, weight in weights.items() if library.criteria[name].group in GROUPS}


def _weighed(record: Record, library: Library, appraisal: Appraisal) -> dict[str, Spread]:
    """Sum harms and load by their weights; kept, since a slider of a benefit leaves their proportions as they are."""
    shares, values = _shares(record, library, appraisal), weighed_values(record, library, appraisal)
    total = sum(shares.values())
    parts = tuple((name, round(weight / total, 9)) for name, weight in shares.items())
    for for_values, for_parts, found in _summed:
        if for_values is values and for_parts == parts:
            return found
    chosen = values.select(criteria=list(shares))
    result = mcda.evaluate(chosen, shares, level=library.assumptions.interval_level.value)
    # What is far from the good end is a burden, so low and high change places.
    ends = zip(result.alternatives, result.mean.tolist(), result.high.tolist(), result.low.tolist(), strict=True)
    made = {
        option: Spread(*(POINTS * (1 - value) for value in (mean, most, least))) for option, mean, most, least in ends
    }
    _summed.append((values, parts, made))
    return made

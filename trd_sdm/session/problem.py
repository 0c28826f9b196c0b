"""From the library to a weighing problem: each estimate becomes a distribution.

Certainty widens what is drawn: the spread of an estimate is multiplied by a factor that grows as
certainty falls. The factors are an assumption (``data/assumptions.yaml``), shown and switchable.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from trd_sdm import mcda
from trd_sdm.evidence import Criterion, Estimate, Library
from trd_sdm.evidence import distributions as stored

BASELINE = "response"
PER_100 = 100.0


def value_function(criterion: Criterion) -> mcda.ValueFunction:
    """Give the value function on the criterion's fixed range: 0 at its worst end, 1 at its best."""
    return mcda.ValueFunction(worst=criterion.worst, best=criterion.best)


def _widened_beta(a: float, b: float, k: float) -> mcda.Beta:
    """Multiply the standard deviation of a beta by k and keep its mean.

    The variance of Beta(a, b) is m (1 - m) / (a + b + 1), so a + b + 1 shrinks by k squared.
    """
    total = max((a + b + 1.0) / k**2 - 1.0, 1e-6)
    mean = a / (a + b)
    return mcda.Beta(mean * total, (1.0 - mean) * total, scale=PER_100)


def _band(
    estimate: Estimate, criterion: Criterion, library: Library, band: float, *, widen: bool
) -> mcda.Distribution:
    """Spread an uncertain band one step up and down, within the criterion's scale."""
    share = library.assumptions.band_spread(estimate) if widen else 0.0
    if share == 0.0:
        return mcda.Exact(band)
    bottom, top = sorted((criterion.worst, criterion.best))
    weights: dict[float, float] = {}
    for step, probability in ((-1, share), (0, 1.0 - 2.0 * share), (1, share)):
        place = min(max(band + step, bottom), top)
        weights[place] = weights.get(place, 0.0) + probability
    return mcda.OrdinalBand(tuple(weights), tuple(weights.values()))


def distribution(estimate: Estimate, library: Library, *, widen: bool = True) -> mcda.Distribution:
    """Give the distribution that is drawn for one estimate, in the criterion's unit.

    Parameters
    ----------
    estimate : Estimate
        One number of one option on one criterion, as stored.
    library : Library
        Holds the criterion's fixed range and the assumptions.
    widen : bool
        Whether low certainty widens the spread.

    Returns
    -------
    Distribution
        A chance is in people per 100. `mcda.Unknown` stands for "no good data".
    """
    criterion = library.criteria[estimate.criterion]
    k = library.assumptions.widening(estimate) if widen else 1.0
    match estimate.distribution:
        case stored.NoGoodData():
            upper = estimate.bounds.upper_per_100 if estimate.bounds else None
            ends = (criterion.best, upper) if upper is not None else (criterion.worst, criterion.best)
            return mcda.Unknown(*sorted(ends))
        case stored.Beta(a=a, b=b):
            return _widened_beta(a, b, k)
        case stored.LogitNormal(log_or_mean=mean, log_or_se=se):
            return mcda.RelativeLogitNormal(BASELINE, mean, se * k, scale=PER_100)
        case stored.Triangular(low=low, mode=mode, high=high):
            if low == high:
                return mcda.Exact(mode)
            ceiling = PER_100 if criterion.is_per_100 else float("inf")
            return mcda.Triangular(
                max(mode - k * (mode - low), 0.0), mode, min(mode + k * (high - mode), ceiling)
            )
        case stored.OrdinalBandSpec(band=band):
            return _band(estimate, criterion, library, float(band), widen=widen)
        case stored.Point():
            assert estimate.value is not None  # noqa: S101 -- the loader refuses a point without a value
            return mcda.Exact(estimate.value)
    raise TypeError(f"no rule to draw from {estimate.distribution!r}")

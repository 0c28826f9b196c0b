"""From the library to a weighing problem: each estimate becomes a distribution.

Certainty widens what is drawn: the spread of an estimate is multiplied by a factor that grows as
certainty falls. The factors are an assumption (``data/assumptions.yaml``), shown and switchable.
"""

from __future__ import annotations

import math
from collections.abc import Collection

from trd_sdm import mcda
from trd_sdm.evidence import Criterion, Estimate, Library
from trd_sdm.evidence import distributions as stored

PER_100 = 100.0


def library_problem(library: Library, *, widen: bool = True, criteria: Collection[str] | None = None) -> mcda.Problem:
    """Give every option on some criteria as one problem, ready to be drawn.

    Parameters
    ----------
    library : Library
        The evidence, whose options share the common baseline for the response criterion.
    widen : bool
        Whether low certainty widens the spread.
    criteria : collection of str, optional
        Which ones; all when left out. Parts of a derived criterion come along, without a weight.
    """
    baseline = library.baseline
    weighed = [key for key in library.criteria if criteria is None or key in criteria]
    drawn = {part for key in weighed for part in (key, *library.criteria[key].derived_from)}
    return mcda.Problem(
        criteria=tuple(
            mcda.Criterion(key, criterion.name, value_function(criterion), weighed=key in weighed)
            for key, criterion in library.criteria.items()
            if key in drawn
        ),
        alternatives=tuple(mcda.Alternative(key, option.text.name) for key, option in library.options.items()),
        performance={
            (option, criterion): distribution(library.estimate(option, criterion), library, widen=widen)
            for option in library.options
            for criterion in library.criteria
            if criterion in drawn
        },
        baselines={baseline.criterion: mcda.Beta(baseline.distribution.a, baseline.distribution.b)},
    )


def value_function(criterion: Criterion) -> mcda.ValueFunction:
    """Give the value function on the criterion's fixed range: 0 at its worst end, 1 at its best."""
    return mcda.ValueFunction(worst=criterion.worst, best=criterion.best)


def distribution(estimate: Estimate, library: Library, *, widen: bool = True) -> mcda.Distribution:
    """Give the distribution that is drawn for one estimate, in the criterion's unit.

    Returns
    -------
    Distribution
        A chance is in people per 100. `mcda.Unknown` stands for "no good data".
    """
    criterion = library.criteria[estimate.criterion]
    if criterion.is_derived:
        return mcda.Derived(criterion.derived_from, "complement_product", scale=PER_100)
    if estimate.is_reference:
        return mcda.RelativeLogitNormal(library.baseline.criterion, 0.0, 0.0, scale=PER_100)
    k = library.assumptions.widening(estimate) if widen else 1.0
    match estimate.distribution:
        case stored.NoGoodData():
            return _unknown(estimate, criterion)
        case stored.Beta(a=a, b=b):
            return _widened_beta(a, b, k)
        case stored.LogitNormal(log_or_mean=mean, log_or_se=se):
            return mcda.RelativeLogitNormal(library.baseline.criterion, mean, se * k, scale=PER_100)
        case stored.Triangular(low=low, mode=mode, high=high):
            return _widened_triangular(low, mode, high, k, PER_100 if criterion.is_per_100 else float("inf"))
        case stored.OrdinalBandSpec(band=band):
            return _spread_band(estimate, criterion, library) if widen else mcda.Exact(float(band))
        case stored.Point() if estimate.value is not None:
            return mcda.Exact(estimate.value)
    raise TypeError(f"{estimate.option}, {estimate.criterion}: no rule to draw from {estimate.distribution!r}")


def _unknown(estimate: Estimate, criterion: Criterion) -> mcda.Unknown:
    """No good data is the whole range, or up to the ceiling that is known."""
    if estimate.bounds is None:
        low, high = sorted((criterion.worst, criterion.best))
    else:
        low, high = 0.0, estimate.bounds.upper_per_100
    return mcda.Unknown(low, high)


def _widened_beta(a: float, b: float, k: float) -> mcda.Beta:
    """Multiply the standard deviation of a beta by k and keep its mean.

    The variance of Beta(a, b) is m (1 - m) / (a + b + 1), so a + b + 1 shrinks by k squared.
    """
    total = max((a + b + 1.0) / k**2 - 1.0, 1e-6)
    mean = a / (a + b)
    return mcda.Beta(mean * total, (1.0 - mean) * total, scale=PER_100)


def _widened_triangular(low: float, mode: float, high: float, k: float, ceiling: float) -> mcda.Distribution:
    """Multiply the standard deviation by k and keep the mean, never below nothing or above everybody.

    All three corners move away from the mean. Moving them away from the mode would shift the mean of a
    lopsided estimate, and doubt would look like harm.
    """
    if low == high:
        return mcda.Exact(mode)
    mean = (low + mode + high) / 3.0
    corners = [mean + k * (corner - mean) for corner in (low, mode, high)]
    if corners[0] < 0.0 <= low:
        corners = _corners_from_zero(mean, k * _sd(low, mode, high))
    if corners[2] > ceiling >= high:
        # The same seen from the other end: what is missing to the ceiling starts at nothing.
        missing = _corners_from_zero(ceiling - mean, k * _sd(low, mode, high))
        corners = [ceiling - corner for corner in reversed(missing)]
    return mcda.Triangular(max(corners[0], 0.0), corners[1], min(corners[2], ceiling))


def _corners_from_zero(mean: float, sd: float) -> list[float]:
    """Give the triangle from 0 with this mean and, as far as there is room, this standard deviation.

    From 0 over c to b the mean is (b + c) / 3 and the variance (b^2 + c^2 - bc) / 18; it is widest, with
    variance mean^2 / 2, where the mode lies on 0.
    """
    variance = min(sd**2, mean**2 / 2.0)
    high = (9.0 * mean + math.sqrt(max(216.0 * variance - 27.0 * mean**2, 0.0))) / 6.0
    return [0.0, max(3.0 * mean - high, 0.0), high]


def _spread_band(estimate: Estimate, criterion: Criterion, library: Library) -> mcda.Distribution:
    bottom, top = sorted((criterion.worst, criterion.best))
    spread = library.assumptions.band_probabilities(estimate, int(bottom), int(top))
    if len(spread) == 1:
        return mcda.Exact(float(next(iter(spread))))
    return mcda.OrdinalBand(tuple(float(band) for band in spread), tuple(spread.values()))


def _sd(low: float, mode: float, high: float) -> float:
    """Give the standard deviation of a triangular distribution."""
    return math.sqrt((low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18.0)

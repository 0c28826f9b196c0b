"""Weights put to the drawn values: exact ones, or all that agree with what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trd_sdm import mcda
from trd_sdm.mcda.ranking import central_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What weights make of the options; arrays on the scale 0 to 1.

    Attributes
    ----------
    criteria : tuple of str
        Those with weight.
    weights : numpy.ndarray
        ``[criteria]``, the weights, or the centre of all that agree.
    mean, low, high, first, standard_error : numpy.ndarray
        ``[options]``.
    contributions : numpy.ndarray
        ``[options, criteria]``; rows sum to `mean`.
    """

    criteria: tuple[str, ...]
    weights: Array
    mean: Array
    low: Array
    high: Array
    contributions: Array
    first: Array
    standard_error: Array


def weigh_exactly(values: mcda.PartialValues, points: Mapping[str, float], level: float) -> Weighed:
    """Weigh with one set of weights."""
    result = mcda.evaluate(values, dict(points), level=level)
    rated = tuple(criterion for criterion in values.criteria if points.get(criterion, 0.0) > 0)
    places = [values.criteria.index(criterion) for criterion in rated]
    return Weighed(
        rated,
        result.weights[places],
        result.mean,
        result.low,
        result.high,
        result.contributions[:, places],
        result.first,
        result.standard_error,
    )


def weigh_loosely(values: mcda.PartialValues, space: mcda.WeightSpace, level: float) -> Weighed:
    """Weigh with all weights that agree with what was said, each as good as any other.

    Each draw of the measurements meets its own draw of the weights, so the interval and the first ranks hold the doubt
    of both. Weights and measurements are independent, so the mean is that of the exact centre of the weights. Over a
    cell with no good data the interval spans the cell's whole range, as with exact weights.
    """
    chosen = values.select(criteria=space.criteria)
    weights = space.sample(chosen.draws, values.seed)
    result = mcda.accept(chosen, weights, level=level)
    low, high = result.low.copy(), result.high.copy()
    for row, option in enumerate(chosen.alternatives):
        missing = [criterion for criterion in chosen.criteria if (option, criterion) in chosen.spans]
        if missing:
            low[row], high[row] = _whole_scale(chosen, weights, row, missing, level)
    contributions = chosen.means * space.centroid
    first = result.first
    return Weighed(
        chosen.criteria,
        space.centroid,
        contributions.sum(axis=1),
        low,
        high,
        contributions,
        first,
        np.sqrt(first * (1 - first) / chosen.draws),
    )


def _whole_scale(
    values: mcda.PartialValues, weights: mcda.WeightSample, row: int, missing: list[str], level: float
) -> tuple[float, float]:
    """Give the interval of the known remainder, stretched by all that the unknown cells could be worth."""
    known = [place for place, criterion in enumerate(values.criteria) if criterion not in missing]
    remainder = np.einsum("cd,cd->d", weights.cells[known], values.cells[row, known])
    bottom, top = remainder.copy(), remainder.copy()
    for criterion in missing:
        share = weights.cells[values.criteria.index(criterion)]
        least, most = values.spans[values.alternatives[row], criterion]
        bottom += share * least
        top += share * most
    return float(central_interval(bottom[None], level)[0][0]), float(central_interval(top[None], level)[1][0])

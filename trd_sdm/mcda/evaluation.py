"""Exact weights on drawn values: the step that runs while somebody moves a slider."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda import ranking
from trd_sdm.mcda.distributions import require
from trd_sdm.mcda.partial_values import PartialValues

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """
    What one set of weights makes of the options.

    Attributes
    ----------
    alternatives, criteria : tuple of str
        Ids.
    weights : numpy.ndarray
        ``[criteria]``, summing to 1.
    values : numpy.ndarray
        ``[options, draws]``, overall value in each draw, 0..1 where measurements stay in range.
    mean, low, high : numpy.ndarray
        ``[options]``, mean overall value and the ends of its interval. Where a weighed cell has no good
        data the interval spans that cell's whole range.
    contributions : numpy.ndarray
        ``[options, criteria]``, mean weighted partial values; rows sum to `mean`.
    rank_acceptability : numpy.ndarray
        ``[options, ranks]``, share of draws in which an option takes a rank; ties share the better one.
    unknown : tuple of tuple of str
        For each option the weighed criteria on which it has no good data.
    level : float
        Share of draws inside low..high.
    draws, seed : int
        What the shares were counted on.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    weights: Array
    values: Array
    mean: Array
    low: Array
    high: Array
    contributions: Array
    rank_acceptability: Array
    unknown: tuple[tuple[str, ...], ...]
    level: float
    draws: int
    seed: int

    @property
    def first(self) -> Array:
        """Share of draws in which each option comes out first, ``[options]``."""
        return self.rank_acceptability[:, 0]

    @property
    def standard_error(self) -> Array:
        """Monte Carlo standard error of `first`, ``[options]``."""
        return np.sqrt(self.first * (1 - self.first) / self.draws)

    @cached_property
    def pairwise(self) -> Array:
        """Share of draws in which the row's option is strictly better than the column's."""
        return ranking.pairwise(ranking.comparable(self.values))


def normalised(weights: Mapping[str, float] | Sequence[float] | Array, criteria: tuple[str, ...]) -> Array:
    """
    Bring weights onto the simplex, in the order of the criteria.

    Parameters
    ----------
    weights : mapping or array_like
        Points per criterion, not negative, on any scale. A mapping may leave criteria out (no weight).
    criteria : tuple of str
        The criteria there are.

    Returns
    -------
    numpy.ndarray
        ``[criteria]``, summing to 1.

    Raises
    ------
    ValueError
        If a criterion is unknown, a weight negative or not a number, or all weights are zero.
    """
    if isinstance(weights, Mapping):
        for name in weights:
            require(name in criteria, f"There is no criterion {name!r} to weigh; there are {', '.join(criteria)}.")
        given = np.array([weights.get(name, 0.0) for name in criteria], dtype=np.float64)
    else:
        given = np.array(weights, dtype=np.float64)
        require(
            given.shape == (len(criteria),),
            f"{len(criteria)} criteria need as many weights in a row, not an array of shape {given.shape}.",
        )
    total = given.sum()
    if not np.isfinite(total) or given.min() < 0:
        worst = criteria[int(np.argmax(~np.isfinite(given) | (given < 0)))]
        raise ValueError(f"The weight of {worst!r} must be a number of 0 or more.")
    require(total > 0, "Every weight is zero: give at least one criterion some weight.")
    return np.asarray(given / total)


def evaluate(
    values: PartialValues,
    weights: Mapping[str, float] | Sequence[float] | Array,
    *,
    level: float = 0.95,
) -> Evaluation:
    """
    Weigh the partial values with exact weights.

    Parameters
    ----------
    values : PartialValues
        Draws, made once.
    weights : mapping of str to float, or array_like
        Points per criterion on any scale; normalised to sum to 1. Criteria left out of a mapping get none.
    level : float, default 0.95
        Share of draws that ``low`` to ``high`` holds.

    Returns
    -------
    Evaluation
        Values, ranks and intervals on the same draws whatever the weights.

    Raises
    ------
    ValueError
        If the weights are not usable (see `normalised`) or ``level`` is not between 0 and 1.

    Examples
    --------
    >>> from trd_sdm.mcda import Alternative, Criterion, Exact, Problem, ValueFunction
    >>> from trd_sdm.mcda import measure, partial_values
    >>> problem = Problem(
    ...     criteria=(
    ...         Criterion("relief", "Relief", ValueFunction(0, 100)),
    ...         Criterion("days", "Days away", ValueFunction(60, 0)),
    ...     ),
    ...     alternatives=(Alternative("a"), Alternative("b")),
    ...     performance={
    ...         ("a", "relief"): Exact(50), ("a", "days"): Exact(30),
    ...         ("b", "relief"): Exact(40), ("b", "days"): Exact(6),
    ...     },
    ... )
    >>> result = evaluate(partial_values(problem, measure(problem, draws=8)), {"relief": 3, "days": 1})
    >>> result.mean.round(3).tolist(), result.first.tolist()
    ([0.5, 0.525], [0.0, 1.0])
    """
    require(0 < level < 1, f"The level must lie between 0 and 1, not at {level}.")
    share = normalised(weights, values.criteria)
    # Each option's sum runs over the criteria in the same order with the same loop, so equal options tie
    # to the last bit; a matrix product may sum the last columns of a block in another order.
    overall = np.einsum("c,ocd->od", share, values.cells)
    ranked = ranking.ranks(ranking.comparable(overall))
    contributions = values.means * share
    low, high = ranking.central_interval(overall, level)
    unknown = without_data(values, share)
    for i, missing in enumerate(unknown):
        if missing:
            low[i], high[i] = over_whole_scale(values, i, missing, share, level)
    arrays = (
        share,
        overall,
        contributions.sum(axis=1),
        low,
        high,
        contributions,
        ranking.acceptability(ranked),
    )
    for array in arrays:
        array.setflags(write=False)
    return Evaluation(values.alternatives, values.criteria, *arrays, unknown, level, values.draws, values.seed)


def without_data(values: PartialValues, share: Array) -> tuple[tuple[str, ...], ...]:
    """Name for each option the criteria with weight on which it has no good data."""
    weighed = [c for c, w in zip(values.criteria, share, strict=True) if w > 0]
    return tuple(tuple(c for c in weighed if (a, c) in values.spans) for a in values.alternatives)


def over_whole_scale(
    values: PartialValues, row: int, missing: tuple[str, ...], weights: Array, level: float
) -> tuple[float, float]:
    """
    Give the interval of the known remainder, stretched by all that the unknown cells could be worth.

    Parameters
    ----------
    values : PartialValues
        Draws.
    row : int
        The option.
    missing : tuple of str
        Criteria on which it has no good data.
    weights : numpy.ndarray
        ``[criteria]``, or ``[criteria, draws]`` when weights are drawn too.
    level : float
        Share of draws inside the interval of the remainder.

    Returns
    -------
    low, high : float
        The ends.
    """
    known = np.array(weights)
    bottom, top = np.zeros(values.draws), np.zeros(values.draws)
    for criterion in missing:
        j = values.criteria.index(criterion)
        known[j] = 0.0
        least, most = values.spans[values.alternatives[row], criterion]
        bottom += weights[j] * least
        top += weights[j] * most
    remainder = np.einsum("c,cd->d" if known.ndim == 1 else "cd,cd->d", known, values.cells[row])
    low, _ = ranking.central_interval((remainder + bottom)[None], level)
    _, high = ranking.central_interval((remainder + top)[None], level)
    return float(low[0]), float(high[0])

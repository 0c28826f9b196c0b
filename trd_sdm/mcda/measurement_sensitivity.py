"""What a measurement would have to be: sweeps, tornado bars, indifference curves and dominance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.distributions import require
from trd_sdm.mcda.evaluation import normalised
from trd_sdm.mcda.measurements import Measurements
from trd_sdm.mcda.partial_values import PartialValues
from trd_sdm.mcda.problem import Problem
from trd_sdm.mcda.ranking import central_interval
from trd_sdm.mcda.sensitivity import Sweep, Weights
from trd_sdm.mcda.value_function import ValueFunction

Array = npt.NDArray[np.float64]

_SAME = 1e-12


def measurement_sweep(
    problem: Problem,
    values: PartialValues,
    weights: Weights,
    alternative: str,
    criterion: str,
    *,
    steps: int = 21,
) -> Sweep:
    """
    Move one option's measurement over its criterion's range while all else stays at its mean.

    Parameters
    ----------
    problem : Problem
        Gives the range and value function.
    values : PartialValues
        Draws of the problem.
    weights : mapping or array_like
        Current weights.
    alternative, criterion : str
        The cell that moves.
    steps : int, default 21
        Points, both ends among them.

    Returns
    -------
    Sweep
        ``at`` is the measurement, from the worst to the best end of the range.
    """
    require(steps >= 2, f"A sweep needs at least two steps, not {steps}.")
    i, j = _position(values, alternative, criterion)
    worth = _criterion(problem, criterion)
    share = normalised(weights, values.criteria)
    at = np.linspace(worth.worst, worth.best, steps)
    means = np.tile((values.means * share).sum(axis=1), (steps, 1))
    means[:, i] += share[j] * (worth(at) - values.means[i, j])
    return Sweep(at, means, values.alternatives)


def switch_measurement(
    problem: Problem, values: PartialValues, weights: Weights, alternative: str, criterion: str, rival: str
) -> float | None:
    """
    Give the measurement at which an option would be level with a rival, all else at its mean.

    Parameters
    ----------
    problem : Problem
        Gives the range and value function.
    values : PartialValues
        Draws of the problem.
    weights : mapping or array_like
        Current weights.
    alternative, criterion : str
        The cell that would have to be another.
    rival : str
        The option to be level with.

    Returns
    -------
    float or None
        The measurement; None if no measurement in the criterion's range would do.
    """
    i, j = _position(values, alternative, criterion)
    k, _ = _position(values, rival, criterion)
    share = normalised(weights, values.criteria)
    if share[j] <= 0 or i == k:
        return None
    overall = (values.means * share).sum(axis=1)
    needed = float(values.means[i, j] + (overall[k] - overall[i]) / share[j])
    if not -_SAME <= needed <= 1 + _SAME:
        return None
    return float(_criterion(problem, criterion).inverse(min(max(needed, 0.0), 1.0)))


@dataclass(frozen=True)
class Bar:
    """
    One bar of a tornado.

    Attributes
    ----------
    criterion : str
        The criterion whose measurement moves.
    at_low, at_high : float
        Ends of the measurement's interval, in its unit.
    value_low, value_high : float
        The option's mean value with the measurement at either end.
    leads_low, leads_high : bool
        Whether the option would have the most mean value there.
    """

    criterion: str
    at_low: float
    at_high: float
    value_low: float
    value_high: float
    leads_low: bool
    leads_high: bool

    @property
    def length(self) -> float:
        """How much value hangs on the measurement."""
        return abs(self.value_high - self.value_low)


def tornado(
    problem: Problem,
    measurements: Measurements,
    values: PartialValues,
    weights: Weights,
    alternative: str,
    *,
    level: float = 0.95,
) -> tuple[Bar, ...]:
    """
    Move each of an option's measurements over its own interval, one at a time.

    Parameters
    ----------
    problem : Problem
        Gives the value functions.
    measurements : Measurements
        Draws of the measurements.
    values : PartialValues
        Their values.
    weights : mapping or array_like
        Current weights.
    alternative : str
        The option.
    level : float, default 0.95
        Share of draws inside each interval; a cell without good data moves over its whole range.

    Returns
    -------
    tuple of Bar
        Weighed criteria with weight, longest bar first.
    """
    share = normalised(weights, values.criteria)
    i, _ = _position(values, alternative, values.criteria[0])
    overall = (values.means * share).sum(axis=1)
    rival = float(np.delete(overall, i).max(initial=-np.inf))
    row = measurements.alternatives.index(alternative)
    bars = []
    for j, criterion in enumerate(values.criteria):
        if share[j] <= 0:
            continue
        drawn = measurements.cells[row, measurements.criteria.index(criterion)]
        low, high = (float(end[0]) for end in central_interval(drawn[None], level))
        if (span := measurements.spans.get((alternative, criterion))) is not None:
            low, high = float(span[0].min()), float(span[1].max())
        worth = _criterion(problem, criterion)(np.array([low, high]))
        moved = (overall[i] + share[j] * (worth - values.means[i, j])).tolist()
        bars.append(Bar(criterion, low, high, *moved, *(v >= rival - _SAME for v in moved)))
    return tuple(sorted(bars, key=lambda bar: -bar.length))


def indifference_curve(
    problem: Problem,
    weights: Weights,
    criteria: tuple[str, str],
    through: tuple[float, float],
    *,
    steps: int = 41,
) -> Array:
    """
    Give the pairs of measurements on two criteria that are worth the same, all else alike.

    Parameters
    ----------
    problem : Problem
        Gives ranges and value functions.
    weights : mapping or array_like
        Weights of the weighed criteria; the two must have some.
    criteria : tuple of two str
        The criteria.
    through : tuple of two float
        A pair of measurements on the curve.
    steps : int, default 41
        Points over the range of the first criterion.

    Returns
    -------
    numpy.ndarray
        ``[points, 2]``; only points within both ranges, kinks of the first value function among them.
    """
    share = dict(zip(problem.weighed, normalised(weights, problem.weighed), strict=True))
    for name in criteria:
        require(share.get(name, 0.0) > 0, f"The criterion {name!r} needs some weight.")
    one, two = (_criterion(problem, name) for name in criteria)
    w1, w2 = share[criteria[0]], share[criteria[1]]
    total = w1 * float(one(through[0])) + w2 * float(two(through[1]))
    kinks = [x for x, _ in one.points or ()]
    at = np.unique([*np.linspace(one.low, one.high, steps), *kinks, through[0]])
    needed = (total - w1 * one(at)) / w2
    points = [
        (x, two.inverse(min(max(u, 0.0), 1.0)))
        for x, u in zip(at.tolist(), needed.tolist(), strict=True)
        if -_SAME <= u <= 1 + _SAME and one.low <= x <= one.high
    ]
    return np.array(points, dtype=np.float64).reshape(-1, 2)


@dataclass(frozen=True, eq=False)
class Dominance:
    """
    Which options are at least as good on every criterion, and better on one, whatever the weights.

    Attributes
    ----------
    by_mean : numpy.ndarray of bool
        ``[options, options]``, row dominates column in mean partial values.
    stochastic : numpy.ndarray of bool
        Row dominates column on every criterion by first-order stochastic dominance: at every level of
        value the row's option is at least as likely to reach it.
    share : numpy.ndarray
        Share of draws in which row dominates column.
    """

    by_mean: npt.NDArray[np.bool_]
    stochastic: npt.NDArray[np.bool_]
    share: Array


def dominance(values: PartialValues) -> Dominance:
    """
    Compare all pairs of options criterion by criterion.

    Parameters
    ----------
    values : PartialValues
        Draws.

    Returns
    -------
    Dominance
        Three matrices with rows over columns.
    """
    size = len(values.alternatives)
    ordered = np.sort(values.cells, axis=2)
    by_mean, stochastic = np.zeros((size, size), dtype=bool), np.zeros((size, size), dtype=bool)
    share = np.zeros((size, size))
    for i in range(size):
        for k in range(size):
            if i == k:
                continue
            lead = values.means[i] - values.means[k]
            by_mean[i, k] = (lead >= -_SAME).all() and (lead > _SAME).any()
            ahead = ordered[i] - ordered[k]
            stochastic[i, k] = (ahead >= -_SAME).all() and (ahead > _SAME).any()
            drawn = values.cells[i] - values.cells[k]
            share[i, k] = np.mean((drawn >= -_SAME).all(axis=0) & (drawn > _SAME).any(axis=0))
    return Dominance(by_mean, stochastic, share)


def _criterion(problem: Problem, name: str) -> ValueFunction:
    return next(criterion.value_function for criterion in problem.criteria if criterion.id == name)


def _position(values: PartialValues, alternative: str, criterion: str) -> tuple[int, int]:
    require(
        alternative in values.alternatives,
        f"There is no option {alternative!r}; there are {', '.join(values.alternatives)}.",
    )
    require(
        criterion in values.criteria,
        f"There is no criterion {criterion!r}; there are {', '.join(values.criteria)}.",
    )
    return values.alternatives.index(alternative), values.criteria.index(criterion)

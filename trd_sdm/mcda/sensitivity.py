"""What would change the picture: weights at which options swap places, sweeps, and leaving one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.distributions import require
from trd_sdm.mcda.evaluation import evaluate, normalised
from trd_sdm.mcda.partial_values import PartialValues

Array = npt.NDArray[np.float64]
Weights = Mapping[str, float] | Sequence[float] | Array

_SAME = 1e-12


@dataclass(frozen=True)
class Switch:
    """
    The weight of a criterion at which two options have the same mean value.

    Attributes
    ----------
    criterion : str
        The criterion whose weight moves; the others keep their proportions.
    first, second : str
        The two options.
    weight : float or None
        The weight (0..1) at which they are level; None if one is ahead at every weight.
    current : float
        The weight now.
    above : str or None
        The option that is ahead above ``weight``.
    """

    criterion: str
    first: str
    second: str
    weight: float | None
    current: float
    above: str | None


def _lines(values: PartialValues, weights: Weights, criterion: str) -> tuple[Array, Array, float]:
    """Give each option's mean value with no and with all weight on a criterion, and its weight now."""
    require(
        criterion in values.criteria,
        f"There is no criterion {criterion!r}; there are {', '.join(values.criteria)}.",
    )
    share = normalised(weights, values.criteria)
    j = values.criteria.index(criterion)
    rest = share.copy()
    rest[j] = 0.0
    if rest.sum() <= 0:  # all weight is on this one: nothing says how the others stand, so alike
        rest = np.ones(len(share))
        rest[j] = 0.0
    if len(share) == 1:
        return values.means[:, j], values.means[:, j], 1.0
    without = (values.means * (rest / rest.sum())).sum(axis=1)
    return without, values.means[:, j], float(share[j])


def switch_weights(values: PartialValues, weights: Weights) -> tuple[Switch, ...]:
    """
    Find, for every criterion and pair of options, the weight at which the two are level.

    Moving one weight while the others keep their proportions changes every mean value along a straight
    line, so the answer is exact.

    Parameters
    ----------
    values : PartialValues
        Draws; only their means count.
    weights : mapping or array_like
        Current weights.

    Returns
    -------
    tuple of Switch
        Criteria in order, pairs in order.
    """
    found = []
    for criterion in values.criteria:
        without, alone, current = _lines(values, weights, criterion)
        for i in range(len(without)):
            for k in range(i + 1, len(without)):
                start, end = without[i] - without[k], alone[i] - alone[k]
                slope = end - start
                at = None if abs(slope) <= _SAME else float(-start / slope)
                if at is not None and not 0 <= at <= 1:
                    at = None
                above = None if at is None else values.alternatives[i if slope > 0 else k]
                pair = values.alternatives[i], values.alternatives[k]
                found.append(Switch(criterion, *pair, at, current, above))
    return tuple(found)


@dataclass(frozen=True)
class Reign:
    """A stretch of one criterion's weight, ``start`` to ``end``, over which one option is ahead."""

    start: float
    end: float
    leader: str


def leaders(values: PartialValues, weights: Weights, criterion: str) -> tuple[Reign, ...]:
    """
    Say which option has the most mean value at every weight of a criterion, the others in proportion.

    Parameters
    ----------
    values : PartialValues
        Draws; only their means count.
    weights : mapping or array_like
        Current weights.
    criterion : str
        The criterion whose weight moves from 0 to 1.

    Returns
    -------
    tuple of Reign
        Stretches that cover 0 to 1; of options that are level, the first listed leads.
    """
    without, alone, _ = _lines(values, weights, criterion)
    start, reigns = 0.0, []
    slope = alone - without
    while True:
        level = without + slope * start
        top = np.flatnonzero(level >= level.max() - _SAME)
        leader = int(top[np.argmax(slope[top] >= slope[top].max() - _SAME)])  # leads just above the start
        gain = slope - slope[leader]
        gap = (without[leader] - without) + 0.0
        later = [max(float(gap[k] / gain[k]), start) for k in range(len(gain)) if gain[k] > _SAME]
        end = min([at for at in later if at > start + _SAME], default=1.0)
        reigns.append(Reign(start, min(end, 1.0), values.alternatives[leader]))
        if end >= 1.0:
            return tuple(reigns)
        start = end


@dataclass(frozen=True, eq=False)
class Sweep:
    """
    Mean values along something that moves.

    Attributes
    ----------
    at : numpy.ndarray
        ``[steps]``, what moves: a weight, or a measurement in its unit.
    values : numpy.ndarray
        ``[steps, options]``, mean overall values.
    alternatives : tuple of str
        Ids of the second axis.
    """

    at: Array
    values: Array
    alternatives: tuple[str, ...]


def weight_sweep(values: PartialValues, weights: Weights, criterion: str, *, steps: int = 21) -> Sweep:
    """
    Move one weight from 0 to 1 while the others keep their proportions.

    Parameters
    ----------
    values : PartialValues
        Draws.
    weights : mapping or array_like
        Current weights.
    criterion : str
        The criterion whose weight moves.
    steps : int, default 21
        Points, both ends among them.

    Returns
    -------
    Sweep
        ``at`` is the weight.
    """
    require(steps >= 2, f"A sweep needs at least two steps, not {steps}.")
    without, alone, _ = _lines(values, weights, criterion)
    at = np.linspace(0.0, 1.0, steps)
    return Sweep(at, np.outer(1 - at, without) + np.outer(at, alone), values.alternatives)


@dataclass(frozen=True)
class LeftOut:
    """
    What remains when one criterion or one option is left out.

    Attributes
    ----------
    kind : str
        ``criterion`` or ``option``.
    left_out : str
        Its id.
    order : tuple of str
        Options by falling mean value.
    first : mapping of str to float
        Share of draws in which each comes out first.
    leader_changes : bool
        Whether another option than before leads (for an option left out: among those that stay).
    order_changes : bool
        Whether any two options that stay have swapped places.
    """

    kind: str
    left_out: str
    order: tuple[str, ...]
    first: Mapping[str, float]
    leader_changes: bool
    order_changes: bool


def leave_one_out(values: PartialValues, weights: Weights) -> tuple[LeftOut, ...]:
    """
    Leave out each weighed criterion and each option in turn.

    Parameters
    ----------
    values : PartialValues
        Draws.
    weights : mapping or array_like
        Current weights; a criterion left out gives its weight to the others in proportion.

    Returns
    -------
    tuple of LeftOut
        Criteria with weight first, then options. A criterion that carries all weight is not left out.
    """
    share = dict(zip(values.criteria, normalised(weights, values.criteria), strict=True))
    before = _order(values, share)
    found = []
    for criterion, weight in share.items():
        if 0 < weight < 1:
            rest = {name: w for name, w in share.items() if name != criterion}
            found.append(_left("criterion", criterion, values.select(criteria=list(rest)), rest, before))
    for option in values.alternatives if len(values.alternatives) > 1 else ():
        kept = [name for name in values.alternatives if name != option]
        stay = tuple(name for name in before if name != option)
        found.append(_left("option", option, values.select(alternatives=kept), share, stay))
    return tuple(found)


def _order(values: PartialValues, share: Mapping[str, float]) -> tuple[str, ...]:
    means = np.round((values.means * [share[c] for c in values.criteria]).sum(axis=1), 12)
    return tuple(values.alternatives[i] for i in np.argsort(-means, kind="stable"))


def _left(kind: str, name: str, values: PartialValues, share: Mapping[str, float], before: tuple[str, ...]) -> LeftOut:
    result = evaluate(values, share)
    total = sum(share.values())
    order = _order(values, {criterion: weight / total for criterion, weight in share.items()})
    first = dict(zip(values.alternatives, result.first.tolist(), strict=True))
    return LeftOut(kind, name, order, first, order[0] != before[0], order != before)

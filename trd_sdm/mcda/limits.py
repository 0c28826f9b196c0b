"""What statements leave of the weights: how far any two may be apart, and how small or large each may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.distributions import require
from trd_sdm.mcda.preferences import Row

Array = npt.NDArray[np.float64]

TOLERANCE = 1e-9  # relative: statements closer to agreeing than this agree, ratios closer than this are exact


@dataclass(frozen=True, eq=False)
class Limits:
    """
    Everything that follows from statements about ratios and shares, kept as logarithms.

    Every statement says that one weight is at least some number of times another, or bounds one weight.
    Weights that meet such statements have a least and a most for each weight, which may all be taken at once,
    and everything between: so sums and differences of logarithms tell all there is to know, and no ratio is
    too steep for them.

    Attributes
    ----------
    criteria : tuple of str
        Ids.
    nothing : tuple of bool
        Which criteria are left without weight by statements that say so.
    told : numpy.ndarray
        ``[criteria, criteria]``, log of the largest ``r`` for which it was said that ``w[i] >= r * w[j]``;
        minus infinity where nothing was said.
    follows : numpy.ndarray
        The same with all that follows from what was said.
    low, high : numpy.ndarray
        ``[criteria]``, logs of the least and most weight, apart from the need to sum to 1.
    bounded : bool
        Whether any weight was bounded by a number above 0.
    """

    criteria: tuple[str, ...]
    nothing: tuple[bool, ...]
    told: Array
    follows: Array
    low: Array
    high: Array
    bounded: bool

    @property
    def least(self) -> float:
        """Sum of the least weights."""
        return float(np.exp(self.low).sum())

    @property
    def most(self) -> float:
        """Sum of the most weights."""
        return float(np.exp(self.high).sum())

    @property
    def log_share(self) -> Array:
        """Logs of the most share of the whole that ratios leave each criterion; minus infinity for none."""
        return np.where(self.nothing, -math.inf, -log_sum(self.follows))

    @cached_property
    def tied(self) -> tuple[Tied, ...]:
        """Criteria with weight in groups of fixed ratios, most of them alone."""
        open_ = [i for i in range(len(self.criteria)) if not self.nothing[i]]
        groups: list[list[int]] = []
        for i in sorted(open_, key=self.criteria.__getitem__):
            at_one = self.follows[i] + self.follows[:, i] >= -TOLERANCE
            group = next((g for g in groups if at_one[g].any()), None)
            if group is None:
                groups.append([i])
            else:
                group.append(i)
        return tuple(self._tie(group) for group in groups)

    def _tie(self, group: list[int]) -> Tied:
        first = group[0]
        against = np.array([0.0, *((self.follows[i, first] - self.follows[first, i]) / 2 for i in group[1:])])
        share = against - against.max()
        share -= math.log(np.exp(share).sum())
        return Tied(tuple(self.criteria[i] for i in group), tuple(group), share)

    def between(self, groups: Sequence[Tied]) -> Array:
        """
        Give what was said of the totals of groups, as ``told`` has it for criteria.

        What follows from the rest is left out.
        """
        size = len(groups)
        edges, closed = np.full((size, size), -math.inf), np.full((size, size), -math.inf)
        for p, one in enumerate(groups):
            for q, two in enumerate(groups):
                if p != q:
                    at = np.ix_(one.at, two.at)
                    turn = two.share - one.share[:, None]
                    edges[p, q] = (self.told[at] + turn).max()
                    closed[p, q] = (self.follows[at] + turn).max()
        for p, q in np.argwhere(np.isfinite(edges)):
            if (closed[p] + closed[:, q]).max() >= edges[p, q] - TOLERANCE / 1000:
                edges[p, q] = -math.inf
        return edges


@dataclass(frozen=True, eq=False)
class Tied:
    """
    Criteria whose weights stand in fixed ratios to one another.

    Attributes
    ----------
    criteria : tuple of str
        Ids; the first names the group.
    at : tuple of int
        Their places.
    share : numpy.ndarray
        Logs of their shares of the group's total.
    """

    criteria: tuple[str, ...]
    at: tuple[int, ...]
    share: Array

    @property
    def name(self) -> str:
        """Id that stands for the group."""
        return self.criteria[0]


def log_sum(columns: Array) -> Array:
    """Give the logs of column sums of numbers told by their logs; no column is all minus infinity."""
    top = columns.max(axis=0)
    return np.asarray(top + np.log(np.exp(columns - top).sum(axis=0)))


def limits(criteria: Sequence[str], rows: Sequence[Row]) -> Limits | None:
    """
    Work out what statements leave.

    Parameters
    ----------
    criteria : sequence of str
        All weighed criteria.
    rows : sequence of Row
        What was said: each row compares two weights or bounds one.

    Returns
    -------
    Limits or None
        None when no weights meet them all, or only weights that leave a criterion nothing although no
        statement says so.
    """
    criteria = tuple(criteria)
    told, low, high = _read(criteria, rows)
    nothing = _without_weight(told, high)
    if nothing.all() or np.isfinite(low[nothing]).any():
        return None
    told[nothing] = told[:, nothing] = -math.inf
    follows = closure(told)
    if np.diag(follows).any():  # a circle that asks for too much
        return None
    least = (follows + low).max(axis=1)
    most = (np.where(nothing, 0.0, high)[:, None] - follows).min(axis=0)
    found = Limits(
        criteria, tuple(nothing.tolist()), told, follows, least, np.where(nothing, -math.inf, most), _bounded(rows)
    )
    fits = (least <= most + TOLERANCE)[~nothing].all()
    return found if fits and found.least <= 1 + TOLERANCE and found.most >= 1 - TOLERANCE else None


def _bounded(rows: Sequence[Row]) -> bool:
    return any(row.bound for row in rows)


def _read(criteria: tuple[str, ...], rows: Sequence[Row]) -> tuple[Array, Array, Array]:
    """Take rows as log ratios between weights, and log bounds on single ones."""
    at = {criterion: i for i, criterion in enumerate(criteria)}
    size = len(criteria)
    told, low, high = np.full((size, size), -math.inf), np.full(size, -math.inf), np.zeros(size)
    for row in rows:
        for sign in (1.0, -1.0) if row.equal else (1.0,):
            plus = [(at[c], sign * k) for c, k in row.coefficients.items() if sign * k > 0]
            minus = [(at[c], -sign * k) for c, k in row.coefficients.items() if sign * k < 0]
            bound = sign * row.bound
            match plus, minus:
                case [(i, k)], [(j, m)] if bound == 0:
                    told[i, j] = max(told[i, j], math.log(m) - math.log(k))
                case [(i, k)], [] if bound > 0:
                    low[i] = max(low[i], math.log(bound) - math.log(k))
                case [], [(j, m)]:
                    most = -bound / m
                    high[j] = min(high[j], math.log(most) if most > 0 else -math.inf)
                case _:
                    require(not minus and bound <= 0, "A statement compares two weights or bounds one.")
    return told, low, high


def _without_weight(told: Array, high: Array) -> npt.NDArray[np.bool_]:
    """Say which criteria have no weight: those told so, and those said to matter no more than such a one."""
    nothing = np.isneginf(high)
    for _ in range(len(high)):
        nothing = nothing | np.isfinite(told[nothing]).any(axis=0)
    return nothing


def closure(told: Array) -> Array:
    """Give all that follows from log ratios, by way of every member in turn; the diagonal shows circles."""
    follows = told.copy()
    np.fill_diagonal(follows, np.maximum(np.diag(follows), 0.0))
    for k in range(len(follows)):
        follows = np.maximum(follows, follows[:, [k]] + follows[k])
        if np.diag(follows).max() > TOLERANCE:
            break
    else:
        np.fill_diagonal(follows, 0.0)
    return np.asarray(follows)

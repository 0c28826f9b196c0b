"""Ratios told along the branches of a tree: drawn from the root outwards, with nothing rejected."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.curve import Curve, nodes
from trd_sdm.mcda.streams import stream

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Tree:
    """
    Weights with ``low[i] * w[parent[i]] <= w[i] <= high[i] * w[parent[i]]`` for every member but the first.

    A star (all ratios told against one criterion) and a chain of ratios are trees. On the scale of
    independent exponentials the branches are independent given the size of the member they hang on. So the
    size ``t`` of a member has the density ``exp(-t)`` times, for every branch, how much of that branch lies
    between its two bounds: one-dimensional integrals from the leaves inwards. Drawing ratios in their box
    and accepting gives the same weights, but keeps one proposal in ``n!`` when all that is known is which
    criterion matters most.

    Parameters
    ----------
    members : tuple of str
        The root first, and nobody before its parent.
    parent : tuple of int
        Place of each member's parent; -1 for the root.
    low, high : tuple of float
        Bounds on the ratio to the parent, lower ones below upper ones; ``high`` may be infinite. Those of
        the root do not count.
    reach : tuple of float
        Log of the most share that each member can have.
    """

    members: tuple[str, ...]
    parent: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    reach: tuple[float, ...]
    method: str = "tree"

    @property
    def dimension(self) -> int:
        """As many as members."""
        return len(self.members)

    @cached_property
    def _children(self) -> list[list[int]]:
        return [[k for k, up in enumerate(self.parent) if up == i] for i in range(len(self.members))]

    def _ends(self, i: int) -> tuple[float, float]:
        """Give log sizes between which all but one part in 1e12 of a member's sizes lie."""
        return self.reach[i] + math.log(1e-14), self.reach[i] + math.log(800.0)

    def _log_bounds(self, i: int) -> tuple[float, float]:
        return math.log(self.low[i]) if self.low[i] > 0 else -math.inf, math.log(self.high[i])

    def _log_branch(self, k: int, u: Array) -> Array:
        """Give the log of how much of a branch is left by its parent's log size."""
        if self._children[k]:
            low, high = self._log_bounds(k)
            return self._curves[k].log_between(u + low, u + high)
        t, width = np.exp(u), self.high[k] - self.low[k]
        with np.errstate(divide="ignore"):
            return np.asarray(-self.low[k] * t + np.log(-np.expm1(-t * width)))

    @cached_property
    def _curves(self) -> dict[int, Curve]:
        """Curves of all members with children, by the statements beyond them, made from the leaves inwards."""
        curves: dict[int, Curve] = {}
        self.__dict__["_curves"] = curves  # branches look up the curves made before
        for i in reversed(range(len(self.members))):
            if self._children[i]:
                u = nodes(*self._ends(i))
                branches = sum(self._log_branch(k, u) for k in self._children[i])
                curves[i] = Curve.of(*self._ends(i), u - np.exp(u) + branches)
        return curves

    @property
    def share(self) -> float:
        """Share of all weights of these members that meet the statements."""
        return math.exp(self._curves[0].log_total)

    @cached_property
    def centroid(self) -> Array:
        """Mean shares within the part, by integrals from the root outwards."""
        means = np.empty(len(self.members))
        above: dict[int, Array] = {0: np.zeros(1)}  # logs of what the rest of the tree leaves, at a member's nodes
        for i, branches in enumerate(self._children):
            if not branches:
                continue
            u = nodes(*self._ends(i))
            logs = [self._log_branch(k, u) for k in branches]
            here = u - np.exp(u) + above[i]
            marginal = Curve.of(*self._ends(i), here + sum(logs))
            means[i] = marginal.mean(np.exp(u))
            for k in branches:
                if not self._children[k]:
                    low, width = self.low[k], self.high[k] - self.low[k]
                    means[k] = marginal.mean(low * np.exp(u) + _mean_below(np.exp(u), width))
                    continue
                others = sum((log for j, log in zip(branches, logs, strict=True) if j != k), start=here)
                low, high = self._log_bounds(k)
                v = nodes(*self._ends(k))
                above[k] = Curve.of(*self._ends(i), others).log_between(v - high, v - low)
        for i, up in enumerate(self.parent[1:], 1):  # integrals over hair-thin bounds keep to them nearly
            means[i] = np.clip(means[i], self.low[i] * means[up], self.high[i] * means[up])
        return np.asarray(means / means.sum())

    def sample(self, seed: int, n: int) -> Array:
        """Draw ``[members, n]``: first the size of the root, then every other given its parent."""
        drawn = np.empty((len(self.members), n))
        for i, (name, up) in enumerate(zip(self.members, self.parent, strict=True)):
            u = stream(seed, "weight", name).random(n)
            if up < 0:
                none = np.full(n, math.inf)
                drawn[i] = np.exp(self._curves[i].below(u, -none, none))
                continue
            least, width = self.low[i] * drawn[up], self.high[i] - self.low[i]
            if self._children[i]:
                at = np.log(drawn[up])
                low, high = self._log_bounds(i)
                drawn[i] = np.clip(
                    np.exp(self._curves[i].below(u, at + low, at + high)), least, self.high[i] * drawn[up]
                )
            else:
                drawn[i] = least - np.log1p(u * np.expm1(-drawn[up] * width))
        return drawn


def _mean_below(t: Array, width: float) -> Array:
    """Mean of a unit exponential cut to ``[0, width * t]``."""
    if width == math.inf:
        return np.ones_like(t)
    reach = t * width
    exact = 1.0 - reach / np.expm1(np.clip(reach, 1e-3, 700.0))
    small = reach / 2 - reach**2 / 12 + reach**4 / 720  # the difference above cancels near 0
    return np.asarray(np.where(reach < 2e-2, small, exact))


def tree_of(members: tuple[str, ...], edges: Array, reach: Array) -> Tree | None:
    """
    Read statements as ratios along the branches of a tree.

    Parameters
    ----------
    members : tuple of str
        Ids, all tied together.
    edges : numpy.ndarray
        ``[members, members]``, logs of the least ratios told, minus infinity for none.
    reach : numpy.ndarray
        Logs of the most share each can have.

    Returns
    -------
    Tree or None
        None when the ties make a circle, or a bound is beyond what a float can tell.
    """
    told = np.isfinite(edges)
    tied = told | told.T
    if tied.sum() != 2 * (len(members) - 1):
        return None
    orders = [_outwards(tied, root) for root in range(len(members))]
    order, up = min(orders, key=lambda found: max(found[2]))[:2]  # from the middle, the way to the leaves is short
    place = {i: k for k, i in enumerate(order)}
    with np.errstate(over="ignore"):
        low = [0.0, *(float(np.exp(edges[i, up[i]])) for i in order[1:])]
        high = [math.inf, *(float(np.exp(-edges[up[i], i])) for i in order[1:])]
    if not all(below < above for below, above in zip(low, high, strict=True)):
        return None
    return Tree(
        tuple(members[i] for i in order),
        tuple(place.get(up[i], -1) for i in order),
        tuple(low),
        tuple(high),
        tuple(reach[order].tolist()),
    )


def _outwards(tied: npt.NDArray[np.bool_], root: int) -> tuple[list[int], dict[int, int], list[int]]:
    """Walk a tree from a root: the order, everybody's parent and how far out each is."""
    order, up, depth = [root], {root: -1}, {root: 0}
    for i in order:  # grows while it is walked
        for k in np.flatnonzero(tied[i]).tolist():
            if k not in up:
                up[k], depth[k] = i, depth[i] + 1
                order.append(k)
    return order, up, [depth[i] for i in order]

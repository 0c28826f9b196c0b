"""Parts of a weight space: groups tied together by statements, each kind drawn in its own best way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.limits import closure, log_sum
from trd_sdm.mcda.polytope import Polytope
from trd_sdm.mcda.streams import stream
from trd_sdm.mcda.tree import tree_of

Array = npt.NDArray[np.float64]


class Part(Protocol):
    """
    Groups of criteria tied together by statements, with no statement that ties them to others.

    A group is one criterion, or several in fixed ratios whose total is what the part is about.
    """

    @property
    def members(self) -> tuple[str, ...]:
        """Ids that stand for the groups."""

    @property
    def method(self) -> str:
        """How the part is drawn."""

    @property
    def dimension(self) -> int:
        """Free numbers, the overall size of the part counted as one."""

    @property
    def centroid(self) -> Array:
        """Mean shares within the part, ``[members]``."""

    @property
    def share(self) -> float:
        """Share of all weights of these members that meet the statements."""

    def sample(self, seed: int, n: int) -> Array:
        """Draw ``[members, n]``, columns with sums that follow Gamma(dimension)."""


@dataclass(frozen=True)
class Free:
    """Groups about which nothing was said: independent exponentials."""

    members: tuple[str, ...]
    method: str = "simplex"

    @property
    def dimension(self) -> int:
        """As many as members."""
        return len(self.members)

    @property
    def centroid(self) -> Array:
        """Equal shares."""
        return np.full(len(self.members), 1 / len(self.members))

    @property
    def share(self) -> float:
        """All of them."""
        return 1.0

    def sample(self, seed: int, n: int) -> Array:
        """Draw exponentials, each member from its own stream."""
        return np.stack([stream(seed, "weight", name).standard_exponential(n) for name in self.members])


@dataclass(frozen=True)
class Chain:
    """
    Members in full order, each at least some number of times the next.

    Such weights are mixtures of as many corners as there are members: the first ``k`` with weight, in the
    ratios told. With all numbers 1 that is a plain order, and these are sorted exponentials.

    Parameters
    ----------
    members : tuple of str
        Most important first.
    steps : tuple of float
        Logs of the numbers, one less than members.
    """

    members: tuple[str, ...]
    steps: tuple[float, ...]
    method: str = "sorted"

    @property
    def dimension(self) -> int:
        """As many as members."""
        return len(self.members)

    @cached_property
    def _corners(self) -> tuple[Array, Array]:
        """Corners as rows, and the logs of their sums while their last weight is 1."""
        size = len(self.members)
        height = np.append(np.cumsum(self.steps[::-1])[::-1], 0.0)  # log of a member against the last one
        corners, sums = np.zeros((size, size)), np.empty(size)
        for k in range(size):
            against = height[: k + 1] - height[k]
            top = against.max()
            sums[k] = top + math.log(np.exp(against - top).sum())
            corners[k, : k + 1] = np.exp(against - sums[k])
        return corners, sums

    @property
    def centroid(self) -> Array:
        """Mean of the corners; the rank-order centroid for a plain order."""
        return np.asarray(self._corners[0].mean(axis=0))

    @property
    def share(self) -> float:
        """One order among all, or less."""
        return math.exp(-float(self._corners[1].sum()))

    def sample(self, seed: int, n: int) -> Array:
        """Draw independent exponentials for how much of each corner."""
        return np.asarray(self._corners[0].T @ Free(self.members).sample(seed, n))


@dataclass(frozen=True, eq=False)
class Cut:
    """
    Anything else: a polytope, cut into simplices.

    Parameters
    ----------
    members : tuple of str
        Ids that stand for the groups.
    polytope : Polytope
        Their totals.
    follows : numpy.ndarray
        ``[members, members]``, the least ratios that the statements imply, as numbers.
    """

    members: tuple[str, ...]
    polytope: Polytope
    follows: Array

    @property
    def method(self) -> str:
        """Exact by simplices, or hit-and-run where there would be too many."""
        return "polytope" if self.polytope.exact else "hit-and-run"

    @property
    def dimension(self) -> int:
        """Dimension of the polytope, and one for its size."""
        return self.polytope.dimension + 1

    @property
    def centroid(self) -> Array:
        """Centre of mass."""
        return self.polytope.centroid

    @property
    def share(self) -> float:
        """Volume against that of the simplex."""
        return self.polytope.share

    def sample(self, seed: int, n: int) -> Array:
        """
        Draw points of the polytope and give each its own size.

        A corner is known to about sixteen digits of its largest weight; a far smaller weight beside it may
        miss a ratio by more than that, and is lifted to where it should be.
        """
        rng = stream(seed, "weights", *sorted(self.members))
        drawn = self.polytope.sample(rng, n)
        lifted = np.stack([(drawn * row[:, None]).max(axis=0) for row in self.follows])
        return np.asarray(lifted * rng.standard_gamma(self.dimension, n))


@dataclass(frozen=True, eq=False)
class Point:
    """Members whose weights the statements fix."""

    members: tuple[str, ...]
    centroid: Array
    method: str = "fixed"

    @property
    def dimension(self) -> int:
        """Only the size is free."""
        return 1

    @property
    def share(self) -> float:
        """A point among many."""
        return float(len(self.members) == 1)

    def sample(self, seed: int, n: int) -> Array:
        """Repeat the weights, whatever the ``seed``."""
        del seed
        return np.repeat(self.centroid[:, None], n, axis=1)


def rank_order_centroid(size: int) -> Array:
    """
    Give the mean weights of a full order, ``w[k] = (1/k + ... + 1/size) / size``.

    Examples
    --------
    >>> rank_order_centroid(3).round(4).tolist()
    [0.6111, 0.2778, 0.1111]
    """
    return np.cumsum(1 / np.arange(size, 0, -1.0))[::-1] / size


def part_of(members: Sequence[str], edges: Array, low: Array | None = None, high: Array | None = None) -> Part:
    """
    Choose the kind of part that statements make of its members.

    Parameters
    ----------
    members : sequence of str
        Ids, in an order that does not depend on how criteria are listed.
    edges : numpy.ndarray
        ``[members, members]``, logs of the least ratios told of their totals, minus infinity for none.
    low, high : numpy.ndarray, optional
        Logs of the least and most totals, where shares of the whole were bounded.

    Returns
    -------
    Part
        Chain, tree or, for anything else, a polytope.
    """
    members = tuple(members)
    if low is None or high is None:
        chain = _chain(members, edges)
        if chain is not None:
            return chain
        tree = tree_of(members, edges, -log_sum(closure(edges)))
        if tree is not None:
            return tree
    return cut(members, edges, low, high)


def cut(members: tuple[str, ...], edges: Array, low: Array | None = None, high: Array | None = None) -> Cut:
    """
    Make a polytope of whatever statements.

    Weights are measured against the most that each can be, so that tiny ones are no smaller than others.
    """
    size = len(members)
    follows = closure(edges)
    scale = -log_sum(follows)
    rows, bounds, equal, to = [], [], [], []
    for p, q in np.argwhere(np.isfinite(edges)):
        line = np.zeros(size)
        line[p], line[q] = np.exp(min(0.0, -edges[p, q])), -np.exp(min(0.0, edges[p, q]))
        rows.append(line)
        bounds.append(0.0)
    if low is not None and high is not None:
        least_of_all = np.exp(low)
        left = np.log(np.maximum(1 - least_of_all.sum() + least_of_all, 1e-12))  # when all others take their least
        scale = np.minimum(scale, np.minimum(high, left))
        for k, line in enumerate(np.eye(size)):
            least, most = float(np.exp(low[k])), float(np.exp(high[k]))
            if most - least <= 1e-9 * most:
                equal.append(line)
                to.append((least + most) / 2)
                continue
            rows += [line, -line]
            bounds += [least, -most]
    told = np.array(rows).reshape(-1, size), np.array(bounds), np.array(equal).reshape(-1, size), np.array(to)
    return Cut(members, Polytope(*told, np.exp(scale)), np.exp(np.minimum(follows, 700.0)))


def _chain(members: tuple[str, ...], edges: Array) -> Chain | None:
    """Read statements as a full order of all members, and no more."""
    told = np.isfinite(edges)
    if told.sum() != len(members) - 1 or told.sum(axis=0).max() > 1 or told.sum(axis=1).max() > 1:
        return None
    (at,) = np.flatnonzero(~told.any(axis=0))[:1]  # the one above which nobody is
    order, steps = [int(at)], []
    while told[order[-1]].any():
        after = int(np.flatnonzero(told[order[-1]])[0])
        steps.append(float(edges[order[-1], after]))
        order.append(after)
    return Chain(tuple(members[i] for i in order), tuple(steps)) if len(order) == len(members) else None

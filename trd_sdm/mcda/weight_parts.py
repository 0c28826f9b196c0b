"""Parts of a weight space: criteria tied together by statements, each kind drawn in its own best way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda import feasibility
from trd_sdm.mcda.polytope import Polytope
from trd_sdm.mcda.preferences import Row
from trd_sdm.mcda.star import Star, star_bounds
from trd_sdm.mcda.streams import stream

Array = npt.NDArray[np.float64]


class Part(Protocol):
    """Criteria tied together by statements, with no statement that ties them to others."""

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of the criteria."""

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
    """Criteria about which nothing was said: independent exponentials."""

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
        """Draw exponentials, each criterion from its own stream."""
        return np.stack([stream(seed, "weight", name).standard_exponential(n) for name in self.members])


@dataclass(frozen=True)
class Chain:
    """Criteria in full order, most important first: exponentials, sorted."""

    members: tuple[str, ...]
    method: str = "sorted"

    @property
    def dimension(self) -> int:
        """As many as members."""
        return len(self.members)

    @property
    def centroid(self) -> Array:
        """Rank-order centroid."""
        return rank_order_centroid(len(self.members))

    @property
    def share(self) -> float:
        """One order among all."""
        return 1 / math.factorial(len(self.members))

    def sample(self, seed: int, n: int) -> Array:
        """Draw exponentials and sort them."""
        drawn = Free(self.members).sample(seed, n)
        drawn.sort(axis=0)
        return drawn[::-1]


@dataclass(frozen=True, eq=False)
class Cut:
    """Anything else: a polytope, cut into simplices."""

    members: tuple[str, ...]
    polytope: Polytope

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
        """Draw points of the polytope and give each its own size."""
        rng = stream(seed, "weights", *sorted(self.members))
        return np.asarray(self.polytope.sample(rng, n) * rng.standard_gamma(self.dimension, n))


def rank_order_centroid(size: int) -> Array:
    """
    Give the mean weights of a full order, ``w[k] = (1/k + ... + 1/size) / size``.

    Examples
    --------
    >>> rank_order_centroid(3).round(4).tolist()
    [0.6111, 0.2778, 0.1111]
    """
    return np.cumsum(1 / np.arange(size, 0, -1.0))[::-1] / size


@dataclass(frozen=True)
class Nothing:
    """Criteria that statements about zero leave no weight at all."""

    members: tuple[str, ...]
    method: str = "none"

    @property
    def dimension(self) -> int:
        """Nothing is free."""
        return 0

    @property
    def centroid(self) -> Array:
        """No weight."""
        return np.zeros(len(self.members))

    @property
    def share(self) -> float:
        """A flat set."""
        return 0.0

    def sample(self, seed: int, n: int) -> Array:
        """Give no weight, whatever the ``seed``."""
        del seed
        return np.zeros((len(self.members), n))


def part_of(group: tuple[str, ...], rows: Sequence[Row]) -> Part:
    """Choose the kind of part that the statements among its members make."""
    group = tuple(sorted(group))  # the order in which criteria are listed must not matter
    order = _full_order(group, rows)
    if order:
        return Chain(order)
    bounds = star_bounds(group, rows)
    if bounds:
        return Star(*bounds)
    part = cut(group, rows)
    return part if part.polytope.feasible else Nothing(group)


def cut(members: tuple[str, ...], rows: Sequence[Row]) -> Cut:
    """Make a polytope of whatever statements."""
    return Cut(members, Polytope(*feasibility.matrices(rows, members)))


def _full_order(group: tuple[str, ...], rows: Sequence[Row]) -> tuple[str, ...] | None:
    """Give the members from most to least important when the statements are an order of all, and no more."""
    more: dict[str, set[str]] = {name: set() for name in group}
    for row in rows:
        if row.equal or sorted(row.coefficients.values()) != [-1.0, 1.0]:
            return None
        above, below = sorted(row.coefficients, key=row.coefficients.__getitem__, reverse=True)
        more[below].add(above)
    order: list[str] = []
    while len(order) < len(group):
        ready = [name for name in group if name not in order and more[name] <= set(order)]
        if len(ready) != 1:
            return None
        order += ready
    return tuple(order)

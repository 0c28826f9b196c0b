"""Weights that agree with what was said: their exact centre and independent uniform draws."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda import feasibility
from trd_sdm.mcda.distributions import require
from trd_sdm.mcda.polytope import Polytope
from trd_sdm.mcda.preferences import Preference, Row
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


@dataclass(frozen=True, eq=False)
class WeightSample:
    """
    Weights to go with draws of measurements.

    Attributes
    ----------
    cells : numpy.ndarray
        ``[criteria, draws]``, columns sum to 1.
    criteria : tuple of str
        Ids of the rows.
    """

    cells: Array
    criteria: tuple[str, ...]

    @property
    def array(self) -> Array:
        """The weights as ``[draws, criteria]``, without a copy."""
        return self.cells.T


@dataclass(frozen=True, eq=False)
class WeightSpace:
    """
    All weights that meet a set of statements, every one of them as likely as any other.

    Statements about ratios split the criteria into parts that have nothing to do with one another. On the
    scale of independent exponentials the parts are independent, so each is drawn in its own best way and
    all are brought to sum 1 together.

    Parameters
    ----------
    criteria : sequence of str
        Ids of the weighed criteria.
    preferences : sequence of Preference
        What was said; may be empty.
    titles : mapping of str to str, optional
        Criterion titles, for the message of a contradiction.

    Raises
    ------
    ContradictionError
        When the statements cannot all hold.

    Examples
    --------
    >>> from trd_sdm.mcda import Ordinal
    >>> space = WeightSpace(("a", "b", "c"), (Ordinal(("a", "b")),))
    >>> space.centroid.round(4).tolist(), round(space.share, 4)
    ([0.5, 0.1667, 0.3333], 0.5)
    """

    criteria: tuple[str, ...]
    preferences: tuple[Preference, ...] = ()
    titles: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "criteria", tuple(self.criteria))
        object.__setattr__(self, "preferences", tuple(self.preferences))
        for preference in self.preferences:
            for name in preference.criteria:
                require(name in self.criteria, f"A statement names {name!r}, which is no weighed criterion.")
        feasibility.check(self.criteria, self.preferences, self.titles)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Independent parts, in the order of their first criteria."""
        rows = [row for preference in self.preferences for row in preference.rows()]
        if any(row.bound for row in rows):  # bounds on shares of the whole tie everything together
            return (_cut(self.criteria, rows),)
        groups = _connected(self.criteria, rows)
        free = tuple(group[0] for group in groups if len(group) == 1 and not _touching(group, rows))
        parts: list[Part] = [Free(free)] if free else []
        parts += [_part(group, own) for group in groups if (own := _touching(group, rows))]
        return tuple(parts)

    @property
    def dimension(self) -> int:
        """Free numbers in the weights; 0 when the statements fix them all."""
        return sum(part.dimension for part in self.parts) - 1

    @property
    def method(self) -> str:
        """How the parts are drawn, such as ``simplex`` or ``sorted + polytope``."""
        return " + ".join(part.method for part in self.parts)

    @property
    def share(self) -> float:
        """Share of all possible weights that agree with the statements; 0 when some weight is fixed."""
        return math.prod(part.share for part in self.parts)

    @cached_property
    def centroid(self) -> Array:
        """Mean of all agreeing weights, ``[criteria]``; exact unless `method` names hit-and-run."""
        whole = sum(part.dimension for part in self.parts)
        mean = {
            name: part.dimension / whole * float(weight)
            for part in self.parts
            for name, weight in zip(part.members, part.centroid, strict=True)
        }
        return np.array([mean[name] for name in self.criteria])

    def sample(self, draws: int, seed: int = 0) -> WeightSample:
        """
        Draw weights independently and uniformly.

        Parameters
        ----------
        draws : int
            How many.
        seed : int, default 0
            The same seed gives the same weights.

        Returns
        -------
        WeightSample
            Weights that sum to 1 and meet every statement.
        """
        require(draws >= 1, f"At least one draw is needed, not {draws}.")
        cells = np.empty((len(self.criteria), draws))
        for part in self.parts:
            cells[[self.criteria.index(name) for name in part.members]] = part.sample(seed, draws)
        cells /= cells.sum(axis=0)
        cells.setflags(write=False)
        return WeightSample(cells, self.criteria)


def _connected(criteria: Sequence[str], rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Group criteria that share statements."""
    group = {name: {name} for name in criteria}
    for row in rows:
        joined = set().union(*(group[name] for name in row.coefficients))
        group.update(dict.fromkeys(joined, joined))
    seen: set[str] = set()
    groups = []
    for name in criteria:
        if name not in seen:
            groups.append(tuple(other for other in criteria if other in group[name]))
            seen |= group[name]
    return groups


def _touching(group: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if not set(group).isdisjoint(row.coefficients)]


def _part(group: tuple[str, ...], rows: Sequence[Row]) -> Part:
    order = _full_order(group, rows)
    if order:
        return Chain(order)
    bounds = star_bounds(group, rows)
    return Star(*bounds) if bounds else _cut(group, rows)


def _cut(members: tuple[str, ...], rows: Sequence[Row]) -> Cut:
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

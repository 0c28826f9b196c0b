"""Weights that agree with what was said: their exact centre and independent uniform draws."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda import feasibility
from trd_sdm.mcda.distributions import count, require
from trd_sdm.mcda.limits import TOLERANCE, Limits
from trd_sdm.mcda.polytope import Polytope
from trd_sdm.mcda.preferences import Preference
from trd_sdm.mcda.weight_parts import Cut, Free, Part, Point, cut, part_of

Array = npt.NDArray[np.float64]

_SMALLEST = math.log(1e-290)


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
    limits: Limits = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "criteria", tuple(self.criteria))
        object.__setattr__(self, "preferences", tuple(self.preferences))
        require(self.criteria, "Weights need at least one criterion.")
        for name in self.criteria:
            require(self.criteria.count(name) == 1, f"The criterion {name!r} is weighed twice.")
        for preference in self.preferences:
            for name in preference.criteria:
                require(name in self.criteria, f"A statement names {name!r}, which is no weighed criterion.")
        object.__setattr__(self, "limits", feasibility.check(self.criteria, self.preferences, self.titles))
        for name, most in zip(self.criteria, self.limits.log_share, strict=True):
            require(
                most > _SMALLEST or most == -math.inf,
                f"The statements would leave {name!r} less than 1e-290 of the weight, too little to compute with.",
            )

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Independent parts of `tied` groups, in the order of their first criteria."""
        tied, left = self.limits.tied, self.limits
        edges = left.between(tied)
        names = [group.name for group in tied]
        if left.bounded:  # bounds on shares of the whole tie everything together
            return (self._bounded_part(names, edges),)
        groups = _connected(np.isfinite(edges))
        free = tuple(names[group[0]] for group in groups if len(group) == 1)
        parts: list[Part] = [Free(free)] if free else []
        parts += [part_of([names[i] for i in group], edges[np.ix_(group, group)]) for group in groups if len(group) > 1]
        return tuple(parts)

    def _bounded_part(self, names: list[str], edges: Array) -> Part:
        low, high = self._totals()
        for total in (low, high):
            if abs(np.exp(total).sum() - 1) <= TOLERANCE:  # all at their least, or all at their most
                return Point(tuple(names), np.exp(total) / np.exp(total).sum())
        return part_of(names, edges, low, high)

    def _totals(self) -> tuple[Array, Array]:
        """Give the logs of the least and most total of every group."""
        tied, left = self.limits.tied, self.limits
        low = np.array([(left.low[list(g.at)] - g.share).max() for g in tied])
        return low, np.maximum(low, [(left.high[list(g.at)] - g.share).min() for g in tied])

    @cached_property
    def whole(self) -> Polytope:
        """Totals of all `tied` groups as one polytope, whatever other way there is to draw them."""
        tied = self.limits.tied
        names = tuple(group.name for group in tied)
        part = self.parts[0] if self.limits.bounded else cut(names, self.limits.between(tied))
        if isinstance(part, Cut):
            return part.polytope
        none = np.zeros((0, len(names)))
        return Polytope(none, np.zeros(0), np.eye(len(names)), part.centroid)

    @cached_property
    def spread(self) -> Array:
        """
        How the totals of the `tied` groups make weights, ``[criteria, groups]``.

        Columns sum to 1; every row has at most one entry, the criterion's share of its group.
        """
        spread = np.zeros((len(self.criteria), len(self.limits.tied)))
        for k, group in enumerate(self.limits.tied):
            spread[list(group.at), k] = np.exp(group.share)
        return spread

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
        flat = len(self.limits.tied) < len(self.criteria)
        return 0.0 if flat else math.prod(part.share for part in self.parts)

    @cached_property
    def centroid(self) -> Array:
        """Mean of all agreeing weights, ``[criteria]``; exact unless `method` names hit-and-run."""
        whole = sum(part.dimension for part in self.parts)
        mean = {
            name: part.dimension / whole * float(weight)
            for part in self.parts
            for name, weight in zip(part.members, part.centroid, strict=True)
        }
        return np.asarray(self.spread @ [mean[group.name] for group in self.limits.tied])

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
        draws, seed = count("The number of draws", draws, 1), count("The seed", seed, 0)
        totals: dict[str, Array] = {}
        for part in self.parts:
            totals.update(zip(part.members, part.sample(seed, draws), strict=True))
        cells = np.zeros((len(self.criteria), draws))
        for group in self.limits.tied:
            for i, share in zip(group.at, np.exp(group.share), strict=True):
                np.multiply(totals[group.name], share, out=cells[i])
        cells /= cells.sum(axis=0)
        cells.setflags(write=False)
        return WeightSample(cells, self.criteria)


def _connected(tie: npt.NDArray[np.bool_]) -> list[list[int]]:
    """Group the places that statements tie together."""
    group = {i: {i} for i in range(len(tie))}
    for i, k in np.argwhere(tie).tolist():
        joined = group[i] | group[k]
        group.update(dict.fromkeys(joined, joined))
    return [sorted(members) for i, members in group.items() if i == min(members)]

"""Weights that agree with what was said: their exact centre and independent uniform draws."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda import feasibility
from trd_sdm.mcda.distributions import count, require
from trd_sdm.mcda.preferences import Preference, Row
from trd_sdm.mcda.weight_parts import Free, Part, cut, part_of

Array = npt.NDArray[np.float64]


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
            return (cut(tuple(sorted(self.criteria)), rows),)
        groups = _connected(self.criteria, rows)
        free = tuple(group[0] for group in groups if len(group) == 1 and not _touching(group, rows))
        parts: list[Part] = [Free(free)] if free else []
        parts += [part_of(group, own) for group in groups if (own := _touching(group, rows))]
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
        draws, seed = count("The number of draws", draws, 1), count("The seed", seed, 0)
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

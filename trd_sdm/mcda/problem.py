"""A decision problem: options, criteria on fixed ranges, uncertain measurements, statements about weights."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from trd_sdm.mcda.derived import Derived
from trd_sdm.mcda.distributions import Distribution, require, whole
from trd_sdm.mcda.preferences import Preference
from trd_sdm.mcda.relative import CovarianceGroup, Relative
from trd_sdm.mcda.value_function import ValueFunction


def _name(what: str, thing: Criterion | Alternative) -> None:
    """Refuse an unusable id or title, and let the id stand in for a title that is missing."""
    require(thing.id, f"{what} needs an id.")
    for part, text in (("id", thing.id), ("title", thing.title)):
        require(whole(text), f"{what} has half of a surrogate pair in its {part}: {text!a}.")
    object.__setattr__(thing, "title", thing.title or thing.id)


@dataclass(frozen=True)
class Criterion:
    """
    Something the options differ on.

    Parameters
    ----------
    id : str
        Name in the problem.
    title : str
        Name for people; the id when empty.
    value_function : ValueFunction
        Worth of a measurement on the criterion's fixed range.
    weighed : bool, default True
        False for a criterion that only serves as a part of a `Derived` cell: it is measured, never weighed.
    """

    id: str
    title: str
    value_function: ValueFunction
    weighed: bool = True

    def __post_init__(self) -> None:
        _name("A criterion", self)


@dataclass(frozen=True)
class Alternative:
    """A course of action."""

    id: str
    title: str = ""

    def __post_init__(self) -> None:
        _name("An alternative", self)


@dataclass(frozen=True)
class Problem:
    """
    Everything an analysis needs.

    Parameters
    ----------
    criteria : tuple of Criterion
    alternatives : tuple of Alternative
    performance : mapping of (alternative id, criterion id) to Distribution
        One cell for every pair, no more and no fewer.
    baselines : mapping of str to Distribution
        Distributions that relative cells share, on the natural scale.
    preferences : tuple of Preference
        Statements about the weights of weighed criteria.
    groups : mapping of str to CovarianceGroup
        Effects that are drawn together.
    places : mapping of (alternative id, criterion id) or baseline id to str
        Where a cell or baseline was read, such as ``performanceTable[3]``; only messages use it.

    Raises
    ------
    ValueError
        When a cell is missing or points at something that is not there; the message says where.
    """

    criteria: tuple[Criterion, ...]
    alternatives: tuple[Alternative, ...]
    performance: Mapping[tuple[str, str], Distribution]
    baselines: Mapping[str, Distribution] = field(default_factory=dict)
    preferences: tuple[Preference, ...] = ()
    groups: Mapping[str, CovarianceGroup] = field(default_factory=dict)
    places: Mapping[tuple[str, str] | str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("criteria", "alternatives", "preferences"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        for name in ("performance", "baselines", "groups", "places"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        require(self.alternatives, "alternatives: at least one is needed.")
        require(self.weighed, "criteria: at least one weighed criterion is needed.")
        _distinct("alternatives", self.alternative_ids)
        _distinct("criteria", self.criterion_ids)
        self._check_cells()
        self._check_preferences()

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle by the constructor; read-only mappings cannot be pickled themselves."""
        cells, baselines = dict(self.performance), dict(self.baselines)
        rest = (self.preferences, dict(self.groups), dict(self.places))
        return type(self), (self.criteria, self.alternatives, cells, baselines, *rest)

    @property
    def alternative_ids(self) -> tuple[str, ...]:
        """Ids of the options, in order."""
        return tuple(alternative.id for alternative in self.alternatives)

    @property
    def criterion_ids(self) -> tuple[str, ...]:
        """Ids of all criteria, in order, weighed or not."""
        return tuple(criterion.id for criterion in self.criteria)

    @property
    def weighed(self) -> tuple[str, ...]:
        """Ids of the weighed criteria, in order."""
        return tuple(criterion.id for criterion in self.criteria if criterion.weighed)

    @property
    def titles(self) -> dict[str, str]:
        """Criterion titles by id."""
        return {criterion.id: criterion.title for criterion in self.criteria}

    def where(self, alternative: str, criterion: str) -> str:
        """Say where a cell stands, for a message."""
        place = self.places.get((alternative, criterion))
        cell = f"of {alternative!r} on {criterion!r}"
        return f"performance {cell}" if place is None else f"{place} ({cell})"

    def where_baseline(self, name: str) -> str:
        """Say where a baseline stands, for a message."""
        return self.places.get(name, f"baseline {name!r}")

    def _check_cells(self) -> None:
        expected = {(a, c) for a in self.alternative_ids for c in self.criterion_ids}
        for a, c in sorted(expected - set(self.performance)):
            raise ValueError(f"performance: option {a!r} has no estimate on criterion {c!r}.")
        for a, c in sorted(set(self.performance) - expected):
            raise ValueError(f"performance: the estimate of {a!r} on {c!r} names an unknown option or criterion.")
        for (a, c), cell in self.performance.items():
            where = self.where(a, c)
            require(isinstance(cell, Distribution), f"{where}: {cell!r} is not a distribution.")
            if isinstance(cell, Relative):
                self._check_relative(where, a, cell)
            if isinstance(cell, Derived):
                self._check_derived(where, a, c, (c,))
        for name, baseline in self.baselines.items():
            require(hasattr(baseline, "sample"), f"baseline {name!r}: {baseline!r} cannot be drawn by itself.")

    def _check_relative(self, where: str, alternative: str, cell: Relative) -> None:
        require(cell.baseline in self.baselines, f"{where}: there is no baseline {cell.baseline!r}.")
        if cell.group is None:
            return
        require(cell.group in self.groups, f"{where}: there is no covariance group {cell.group!r}.")
        group = self.groups[cell.group]
        require(alternative in group.members, f"{where}: covariance group {cell.group!r} has no such member.")
        at = group.members.index(alternative)
        mean, variance = group.means[at], group.covariance[at][at]
        require(
            abs(mean - cell.mean) <= 1e-9 * max(1.0, abs(mean))
            and abs(variance - cell.sd**2) <= 1e-9 * max(1.0, variance),
            f"{where}: mean and sd differ from those of covariance group {cell.group!r}.",
        )

    def _check_derived(self, where: str, alternative: str, criterion: str, path: tuple[str, ...]) -> None:
        cell = self.performance[alternative, criterion]
        for part in cell.parts if isinstance(cell, Derived) else ():
            require(part in self.criterion_ids, f"{where}: the part {part!r} is no criterion.")
            require(part not in path, f"{where}: the parts lead back to {part!r}.")
            self._check_derived(where, alternative, part, (*path, part))

    def _check_preferences(self) -> None:
        for number, preference in enumerate(self.preferences):
            for criterion in preference.criteria:
                require(
                    criterion in self.weighed,
                    f"preferences[{number}]: {criterion!r} is no weighed criterion; there are "
                    f"{', '.join(self.weighed)}.",
                )

    def only(self, *, alternatives: Collection[str] | None = None, criteria: Collection[str] | None = None) -> Problem:
        """
        Give the problem with some options or criteria only, in the order they have here.

        Draws of what stays do not change. Statements about criteria that go are dropped, and an order keeps its
        other members; a criterion that a kept `Derived` cell needs must be kept too.

        Parameters
        ----------
        alternatives, criteria : collection of str, optional
            Ids to keep; all when left out.

        Returns
        -------
        Problem
            The smaller problem.
        """
        keep_a = _known("alternative", alternatives, self.alternative_ids)
        keep_c = _known("criterion", criteria, self.criterion_ids)
        return replace(
            self,
            criteria=tuple(c for c in self.criteria if c.id in keep_c),
            alternatives=tuple(a for a in self.alternatives if a.id in keep_a),
            performance={k: v for k, v in self.performance.items() if k[0] in keep_a and k[1] in keep_c},
            preferences=tuple(left for p in self.preferences if (left := p.among(keep_c)) is not None),
        )


def _known(what: str, wanted: Collection[str] | None, there: Collection[str]) -> set[str]:
    for name in wanted or ():
        require(name in there, f"There is no {what} {name!r}; there are {', '.join(there)}.")
    return set(there if wanted is None else wanted)


def _distinct(where: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        require(name not in seen, f"{where}: {name!r} occurs twice.")
        seen.add(name)

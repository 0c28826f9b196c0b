"""What a person has said about weights: each statement is linear in the weights and can be put in words."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

from trd_sdm.mcda.distributions import require


@dataclass(frozen=True)
class Row:
    """
    One linear condition, ``sum(coefficients[c] * w[c]) >= bound`` (or ``==`` when ``equal``).

    Weights sum to 1, so ``bound`` is on the scale of weights.
    """

    coefficients: Mapping[str, float]
    bound: float = 0.0
    equal: bool = False


@dataclass(frozen=True)
class Preference:
    """
    Base of all statements about the criteria's swing weights.

    Parameters
    ----------
    criteria : tuple of str
        Criterion ids the statement is about.
    """

    criteria: tuple[str, ...]
    kind: ClassVar[str] = "preference"

    def __post_init__(self) -> None:
        object.__setattr__(self, "criteria", tuple(self.criteria))
        require(
            len(set(self.criteria)) == len(self.criteria) > 0,
            f"{self.kind}: a statement needs different criteria, not {', '.join(self.criteria) or 'none'}.",
        )
        self._check()

    def _check(self) -> None:
        """Refuse numbers that make no statement."""

    def _pair(self) -> None:
        require(len(self.criteria) == 2, f"{self.kind}: two criteria are needed, not {len(self.criteria)}.")

    def rows(self) -> tuple[Row, ...]:
        """Give the linear conditions that the statement puts on the weights."""
        raise NotImplementedError

    def among(self, criteria: Collection[str]) -> Preference | None:
        """
        Give what is left of the statement when only some criteria are weighed.

        Parameters
        ----------
        criteria : collection of str
            Those that stay.

        Returns
        -------
        Preference or None
            None when nothing is left.
        """
        return self if set(criteria).issuperset(self.criteria) else None

    def statement(self, titles: Mapping[str, str] | None = None) -> str:
        """
        Put the statement in words.

        Parameters
        ----------
        titles : mapping of str to str, optional
            Criterion titles by id; ids stand in for missing ones.

        Returns
        -------
        str
            One clause without a full stop.
        """
        raise NotImplementedError

    def _names(self, titles: Mapping[str, str] | None) -> list[str]:
        return [(titles or {}).get(criterion, criterion) for criterion in self.criteria]


@dataclass(frozen=True)
class Ordinal(Preference):
    """
    Each criterion matters at least as much as the next.

    Examples
    --------
    >>> Ordinal(("relief", "nausea")).statement({"relief": "Relief"})
    'Relief matters at least as much as nausea'
    """

    kind: ClassVar[str] = "ordinal"

    def _check(self) -> None:
        require(len(self.criteria) >= 2, "ordinal: at least two criteria are needed.")

    def rows(self) -> tuple[Row, ...]:
        """Give one condition for each neighbouring pair."""
        pairs = zip(self.criteria, self.criteria[1:], strict=False)
        return tuple(Row({more: 1.0, less: -1.0}) for more, less in pairs)

    def among(self, criteria: Collection[str]) -> Preference | None:
        """Give the order of those that stay; None for fewer than two."""
        kept = tuple(name for name in self.criteria if name in criteria)
        return Ordinal(kept) if len(kept) > 1 else None

    def statement(self, titles: Mapping[str, str] | None = None) -> str:
        """Put the order in words."""
        return ", and that at least as much as ".join(self._names(titles)).replace(
            ", and that at least as much as ", " matters at least as much as ", 1
        )


@dataclass(frozen=True)
class RatioBound(Preference):
    """
    The first criterion matters between ``bounds[0]`` and ``bounds[1]`` times as much as the second.

    The lower bound may be 0 and the upper one infinite: either leaves that side open.
    """

    bounds: tuple[float, float]
    kind: ClassVar[str] = "ratio bound"

    def _check(self) -> None:
        self._pair()
        low, high = map(float, self.bounds)
        require(
            0 <= low <= high and low < math.inf,
            f"ratio bound: bounds must be 0 or more, finite below, and in order, not {low:g} and {high:g}.",
        )
        object.__setattr__(self, "bounds", (low, high))

    def rows(self) -> tuple[Row, ...]:
        """Give a condition for each closed side, or one equality when the two bounds meet."""
        (low, high), (i, j) = self.bounds, self.criteria
        if low == high:
            return (Row({i: 1.0, j: -low}, equal=True),)
        lower = (Row({i: 1.0, j: -low}),) if low > 0 else ()
        return (*lower, Row({i: -1.0, j: high})) if high < math.inf else lower

    def statement(self, titles: Mapping[str, str] | None = None) -> str:
        """Put the bounds in words."""
        (low, high), (i, j) = self.bounds, self._names(titles)
        if low == high:
            return f"{i} matters exactly {low:g} times as much as {j}"
        if high == math.inf:
            return f"{i} matters at least {low:g} times as much as {j}"
        return f"{i} matters {low:g} to {high:g} times as much as {j}"


@dataclass(frozen=True)
class ExactRatio(Preference):
    """The first criterion matters exactly ``ratio`` times as much as the second; 0 gives it no weight."""

    ratio: float
    kind: ClassVar[str] = "exact swing"

    def _check(self) -> None:
        self._pair()
        require(
            0 <= self.ratio < math.inf,
            f"exact swing: the ratio must be a finite number of 0 or more, not {self.ratio:g}.",
        )

    def rows(self) -> tuple[Row, ...]:
        """Give the equality."""
        return (Row({self.criteria[0]: 1.0, self.criteria[1]: -float(self.ratio)}, equal=True),)

    def statement(self, titles: Mapping[str, str] | None = None) -> str:
        """Put the ratio in words."""
        i, j = self._names(titles)
        return f"{i} matters exactly {self.ratio:g} times as much as {j}"


@dataclass(frozen=True)
class TradeOff(Preference):
    """
    A forced choice: the step ``first`` on one criterion was preferred to the step ``second`` on the other.

    Steps are differences in value (0 to 1 of the whole range), so the answer says
    ``w_i * first >= w_j * second``. `equal` means that the two were worth the same.
    """

    first: float
    second: float
    equal: bool = False
    kind: ClassVar[str] = "trade-off"

    def _check(self) -> None:
        self._pair()
        for step in (self.first, self.second):
            require(0 <= step < math.inf, f"trade-off: steps must be finite and 0 or more, not {step:g}.")
        require(self.first or self.second, "trade-off: at least one step must be above 0.")

    def rows(self) -> tuple[Row, ...]:
        """Give the condition."""
        i, j = self.criteria
        return (Row({i: float(self.first), j: -float(self.second)}, equal=self.equal),)

    def statement(self, titles: Mapping[str, str] | None = None) -> str:
        """Put the answer in words, as shares of each whole range."""
        i, j = self._names(titles)
        verb = "is worth the same as" if self.equal else "is worth at least as much as"
        return f"{100 * self.first:.3g} % of the range of {i} {verb} {100 * self.second:.3g} % of that of {j}"


@dataclass(frozen=True)
class WeightBound(Preference):
    """One criterion's weight lies between two shares of the whole."""

    low: float = 0.0
    high: float = 1.0
    kind: ClassVar[str] = "weight bound"

    def _check(self) -> None:
        require(len(self.criteria) == 1, "weight bound: one criterion is needed.")
        require(
            0 <= self.low <= self.high <= 1,
            f"weight bound: bounds must be in order between 0 and 1, not {self.low:g}, {self.high:g}.",
        )

    def rows(self) -> tuple[Row, ...]:
        """Give a condition for each side that says something."""
        (criterion,) = self.criteria
        if self.low == self.high:
            return (Row({criterion: 1.0}, bound=self.low, equal=True),)
        lower = (Row({criterion: 1.0}, bound=self.low),) if self.low > 0 else ()
        return (*lower, Row({criterion: -1.0}, bound=-self.high)) if self.high < 1 else lower

    def statement(self, titles: Mapping[str, str] | None = None) -> str:
        """Put the bounds in words."""
        (name,) = self._names(titles)
        return f"{name} carries {100 * self.low:g} to {100 * self.high:g} % of the weight"

"""Cells computed from the draws of other cells of the same option."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.distributions import finite, require

Array = npt.NDArray[np.float64]


def _product(parts: Sequence[Array], scale: float) -> Array:
    result = parts[0]
    for part in parts[1:]:
        result = result * part / scale
    return result


def _complement_product(parts: Sequence[Array], scale: float) -> Array:
    result = parts[0]
    for part in parts[1:]:
        result = result * (scale - part) / scale
    return result


def _total(parts: Sequence[Array], scale: float) -> Array:
    return np.asarray(sum(parts[1:], start=parts[0]))


FUNCTIONS: dict[str, Callable[[Sequence[Array], float], Array]] = {
    "product": _product,
    "complement_product": _complement_product,
    "sum": _total,
}


@dataclass(frozen=True)
class Derived:
    """
    A measurement computed draw by draw from other criteria of the same option.

    The parts are used as drawn, so what is uncertain in them stays uncertain together. Parts need not be
    weighed: set ``Criterion(weighed=False)`` for those that serve only as parts.

    Parameters
    ----------
    parts : tuple of str
        Criterion ids, in the order the function takes them.
    function : {"product", "complement_product", "sum"}
        ``x1 * x2 / scale``; ``x1 * (scale - x2) / scale``; ``x1 + x2``; more parts go on alike.
    scale : float, default 1
        What counts as the whole: 1 for proportions, 100 for percent.

    Examples
    --------
    Of 40 in 100 who respond, 25 in 100 relapse; 30 in 100 are well at the end:

    >>> cell = Derived(("response", "relapse"), "complement_product", scale=100)
    >>> cell.combine([np.array([40.0]), np.array([25.0])]).tolist()
    [30.0]
    """

    parts: tuple[str, ...]
    function: str = "product"
    scale: float = 1.0
    kind: ClassVar[str] = "derived"

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", tuple(self.parts))
        require(self.parts, "derived: at least one part is needed.")
        require(
            self.function in FUNCTIONS,
            f"derived: there is no function {self.function!r}; it may be {', '.join(FUNCTIONS)}.",
        )
        finite(self.kind, scale=self.scale)
        require(self.scale != 0, "derived: scale must not be 0.")

    def combine(self, parts: Sequence[Array]) -> Array:
        """Compute the measurements from the parts' draws."""
        return FUNCTIONS[self.function](parts, self.scale)

    def span(self, low: Sequence[Array], high: Sequence[Array]) -> tuple[Array, Array]:
        """
        Give the smallest and largest result, draw by draw, while each part stays between its two ends.

        Every function here is linear in each part, so the extremes lie at corners.
        """
        corners = [self.combine(corner) for corner in itertools.product(*zip(low, high, strict=True))]
        return np.minimum.reduce(corners), np.maximum.reduce(corners)

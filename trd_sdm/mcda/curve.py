"""A density over the logarithm of a size: how much lies between two sizes, and the size below which so much lies."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Places = tuple[npt.NDArray[np.intp], Array]

CELLS, NODES = 800, 8
_AT, _SHARE = np.polynomial.legendre.leggauss(NODES)
_POWERS = np.arange(1, NODES + 1)
# columns: the polynomial that is 1 at one node and 0 at the others, by its coefficients
_BASIS = np.linalg.inv(np.vander(_AT, increasing=True))
_RUNNING = _BASIS / _POWERS[:, None]


@dataclass(frozen=True, eq=False)
class Curve:
    """
    A density by its values at Gauss-Legendre nodes of equal cells, a polynomial in each of them.

    Parameters
    ----------
    start, stop : float
        Ends of the logarithm.
    heights : numpy.ndarray
        ``[cells, nodes]``, the density but for its scale.
    log_scale : float
        Logarithm of what the heights are to be multiplied by.
    """

    start: float
    stop: float
    heights: Array
    log_scale: float

    @classmethod
    def of(cls, start: float, stop: float, logs: Array) -> Curve:
        """
        Make a curve of the logarithm of a density.

        Parameters
        ----------
        start, stop : float
            Where nearly all of it lies.
        logs : numpy.ndarray
            The logarithm at the `nodes`.

        Returns
        -------
        Curve
            The density, exact to about fourteen digits, in far tails to eight.
        """
        top = float(logs.max())
        return cls(start, stop, np.exp(logs - top), top)

    @property
    def step(self) -> float:
        """Width of a cell."""
        return (self.stop - self.start) / CELLS

    @cached_property
    def _mass(self) -> Array:
        return np.asarray(self.heights @ _SHARE * (self.step / 2))

    @cached_property
    def _before(self) -> Array:
        return np.append(0.0, np.cumsum(self._mass))

    @cached_property
    def _after(self) -> Array:
        return np.append(np.cumsum(self._mass[::-1])[::-1], 0.0)

    @property
    def log_total(self) -> float:
        """Logarithm of all there is."""
        return self.log_scale + math.log(self._before[-1])

    def mean(self, of: Array) -> float:
        """Give the mean of something told at the `nodes`."""
        return float((self.heights * of) @ _SHARE @ np.ones(CELLS) * (self.step / 2) / self._before[-1])

    def _place(self, u: Array) -> Places:
        """Give the cell of a log size, and where it lies in it from -1 to 1."""
        along = (np.clip(u, self.start, self.stop) - self.start) / self.step
        cell = np.minimum(along.astype(np.intp), CELLS - 1)
        return cell, 2 * (along - cell) - 1

    @cached_property
    def _slopes(self) -> Array:
        """Coefficients of the density in every cell, over its width from -1 to 1, ``[powers, cells]``."""
        return np.ascontiguousarray(_BASIS @ self.heights.T * (self.step / 2))

    @cached_property
    def _rises(self) -> Array:
        """Coefficients of how much lies before a place, the constant first, ``[powers, cells]``."""
        rises = _RUNNING @ self.heights.T * (self.step / 2)
        return np.vstack([-((-1.0) ** _POWERS @ rises), rises])

    def _left(self, place: Places) -> Array:
        """Give how much lies in a cell before a place."""
        return np.maximum(_polynomial(self._rises, *place), 0.0)

    def _between(self, low: Places, high: Places) -> Array:
        """Give how much lies between two places; counted from the nearer end, so that tails keep their digits."""
        first, last = low[0], high[0]
        before, after = self._before[last], self._after[np.minimum(first + 1, CELLS)]
        whole = np.where(
            before <= after, before - self._before[np.minimum(first + 1, CELLS)], after - self._after[last]
        )
        below, above = self._left(low), self._left(high)
        apart = np.maximum(self._mass[first] - below, 0.0) + np.maximum(whole, 0.0) + above
        return np.asarray(np.where(first == last, np.maximum(above - below, 0.0), apart))

    def log_between(self, low: Array, high: Array) -> Array:
        """Give the logarithm of how much lies between two log sizes."""
        with np.errstate(divide="ignore"):
            return np.asarray(self.log_scale + np.log(self._between(self._place(low), self._place(high))))

    def below(self, share: Array, low: Array, high: Array) -> Array:
        """
        Give the log size below which a share lies of what lies between two log sizes.

        Parameters
        ----------
        share : numpy.ndarray
            Between 0 and 1.
        low, high : numpy.ndarray
            The two log sizes.

        Returns
        -------
        numpy.ndarray
            Log sizes between them.
        """
        one, two = self._place(low), self._place(high)
        window = self._between(one, two)
        left = self._before[one[0]] + self._left(one) + share * window
        right = self._after[two[0]] - self._left(two) + (1 - share) * window
        by_left = np.searchsorted(self._before, left, side="right") - 1
        by_right = CELLS - np.searchsorted(self._after[::-1], right, side="right")
        nearer = self._before[two[0]] <= self._after[one[0]]
        cell = np.clip(np.where(nearer, by_left, by_right), one[0], two[0])
        inside = np.where(nearer, left - self._before[cell], self._after[cell] - right)
        x = np.clip(2 * inside / np.maximum(self._mass[cell], 1e-300) - 1, -1, 1)
        for _ in range(12):  # Newton's method; two or three steps do, but for far tails
            height = np.maximum(_polynomial(self._slopes, cell, x), 1e-300)
            before, x = x, np.clip(x - (self._left((cell, x)) - inside) / height, -1, 1)
            if np.abs(x - before).max() < 1e-7:
                break
        return np.asarray(np.clip(self.start + (cell + (x + 1) / 2) * self.step, low, high))


def _polynomial(coefficients: Array, cell: npt.NDArray[np.intp], x: Array) -> Array:
    value = coefficients[-1].take(cell)
    for line in coefficients[-2::-1]:
        value *= x
        value += line.take(cell)
    return np.asarray(value)


def nodes(start: float, stop: float) -> Array:
    """Give the log sizes at which a curve is told, ``[cells, nodes]``."""
    step = (stop - start) / CELLS
    return np.asarray(start + step * (np.arange(CELLS)[:, None] + (1 + _AT) / 2))

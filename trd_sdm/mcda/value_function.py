"""Value functions: the worth of a measurement, 0 at the worst and 1 at the best end of a fixed range."""

from __future__ import annotations

import itertools
import math
import sys
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ValueFunction:
    """
    Linear or piecewise-linear worth of a measurement on a range fixed in advance.

    The range belongs to the criterion, never to the options on the table; that is why taking an option
    away cannot change the order of the others.

    Parameters
    ----------
    worst, best : float
        Measurements worth 0 and 1, in the criterion's unit. ``best`` may lie below ``worst``.
    points : tuple of (float, float), optional
        ``(measurement, value)`` pairs strictly inside the range for a piecewise-linear function, in either
        order; the values must not fall on the way from worst to best. The two ends may be repeated.
    clip : bool, default False
        Hold values at 0 and 1 outside the range instead of extending the outermost piece. Clipping punishes
        options whose evidence is wide, so it is off unless asked for.

    Raises
    ------
    ValueError
        If the range is empty, too wide or too narrow for numbers to tell its ends apart, or the points leave it
        or run backwards.

    Examples
    --------
    >>> days = ValueFunction(worst=60, best=0, points=((14, 0.8),))
    >>> days(np.array([60.0, 14.0, 7.0, 0.0])).round(3).tolist()
    [0.0, 0.8, 0.9, 1.0]
    """

    worst: float
    best: float
    points: tuple[tuple[float, float], ...] | None = None
    clip: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.worst) and math.isfinite(self.best)):
            raise ValueError(f"A value range needs two finite ends, not {self.worst} and {self.best}.")
        if self.worst == self.best:
            raise ValueError(f"A value range needs two different ends; both are {self.worst}.")
        width = abs(self.best - self.worst)
        if not sys.float_info.min <= width < math.inf:
            raise ValueError(f"The value range {self.worst} to {self.best} is too wide or too narrow to compute with.")
        if self.points is not None:
            object.__setattr__(self, "points", self._checked_points(self.points))

    def _checked_points(self, points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...] | None:
        """Sort the inner points from worst to best and refuse those that leave the range or run backwards."""
        ends = {(self.worst, 0.0), (self.best, 1.0)}
        inner = sorted(
            {(float(x), float(u)) for x, u in points} - ends,
            key=lambda p: p[0],
            reverse=self.best < self.worst,
        )
        low, high = min(self.worst, self.best), max(self.worst, self.best)
        before_x, before = self.worst, 0.0
        for x, value in inner:
            if not low < x < high:
                raise ValueError(f"The point at {x} lies outside the open range {low} to {high}.")
            if x == before_x:
                raise ValueError(f"The measurement {x} has two values; it may have one.")
            if not before <= value <= 1.0:
                raise ValueError(
                    f"The value {value} at {x} must lie between {before} and 1: values may not fall "
                    f"on the way from worst ({self.worst}) to best ({self.best})."
                )
            before_x, before = x, value
        return tuple(inner) or None

    @property
    def low(self) -> float:
        """The smaller end of the range."""
        return min(self.worst, self.best)

    @property
    def high(self) -> float:
        """The larger end of the range."""
        return max(self.worst, self.best)

    def __call__(self, measurements: npt.ArrayLike) -> Array:
        """
        Turn measurements into values.

        Parameters
        ----------
        measurements : array_like
            Any shape, in the criterion's unit.

        Returns
        -------
        numpy.ndarray
            Same shape; 0 at ``worst``, 1 at ``best``.
        """
        x = np.asarray(measurements, dtype=np.float64)
        values = self._piecewise(x) if self.points else (x - self.worst) / (self.best - self.worst)
        return np.clip(values, 0.0, 1.0) if self.clip else values

    def _piecewise(self, x: Array) -> Array:
        """Interpolate between the points; outside the range go on along the outermost pieces."""
        knots = [(self.worst, 0.0), *(self.points or ()), (self.best, 1.0)]
        if self.best < self.worst:
            knots.reverse()
        at, worth = np.array(knots).T
        slopes = np.diff(worth) / np.diff(at)
        piece = np.clip(np.searchsorted(at, x, side="right") - 1, 0, len(slopes) - 1)
        values = worth[piece] + slopes[piece] * (x - at[piece])
        return np.asarray(np.where(x == at[-1], worth[-1], values))  # the last end exactly, not up to rounding

    def inverse(self, value: float) -> float:
        """
        Give a measurement that is worth ``value``.

        Where the function is flat the first such measurement counted from the worst end is given; outside
        0..1 the outermost pieces are extended, and a flat outermost piece gives its own end.

        Parameters
        ----------
        value : float
            The worth asked for.

        Returns
        -------
        float
            A measurement in the criterion's unit.
        """
        knots = [(self.worst, 0.0), *(self.points or ()), (self.best, 1.0)]
        pieces = list(itertools.pairwise(knots))
        (x0, u0), (x1, u1) = next((piece for piece in pieces if value <= piece[1][1]), pieces[-1])
        return x0 if u1 == u0 else x0 + (value - u0) / (u1 - u0) * (x1 - x0)

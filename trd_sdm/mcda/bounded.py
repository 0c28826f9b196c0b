"""Distributions on a bounded range: uniform, triangular, ordered bands, and "no good data"."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from trd_sdm.mcda.distributions import Array, finite, probability, require


@dataclass(frozen=True)
class Uniform:
    """Anything between ``low`` and ``high`` alike; the two may be equal."""

    low: float
    high: float
    kind: ClassVar[str] = "uniform"

    def __post_init__(self) -> None:
        finite(self.kind, low=self.low, high=self.high)
        require(self.low <= self.high, f"{self.kind}: low ({self.low}) must not exceed high ({self.high}).")

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements."""
        return self.low + (self.high - self.low) * rng.random(n)

    def mean(self) -> float:
        """Give the middle."""
        return self.low + (self.high - self.low) / 2

    def quantile(self, q: float) -> float:
        """Give the measurement that is not exceeded with probability ``q``."""
        return self.low + (self.high - self.low) * probability(q)


@dataclass(frozen=True)
class Unknown(Uniform):
    """
    No good data: nothing is known but the range.

    SMAA draws it uniformly. An `Evaluation` names such cells, and an option's interval spans their whole
    range instead of trusting the uniform draws.
    """

    kind: ClassVar[str] = "unknown"


@dataclass(frozen=True)
class Triangular:
    """
    Triangular between ``low`` and ``high`` with its peak at ``mode``; any of the three may coincide.

    Examples
    --------
    >>> Triangular(0, 2, 4).quantile(0.5)
    2.0
    """

    low: float
    mode: float
    high: float
    kind: ClassVar[str] = "triangular"

    def __post_init__(self) -> None:
        finite(self.kind, low=self.low, mode=self.mode, high=self.high)
        require(
            self.low <= self.mode <= self.high,
            f"triangular: low, mode and high must be in order, not {self.low}, {self.mode}, {self.high}.",
        )

    def _invert(self, q: Array) -> Array:
        width = self.high - self.low
        if width == 0:
            return np.full_like(q, self.low)
        left, right = self.mode - self.low, self.high - self.mode
        rising = self.low + np.sqrt(q * width * left)
        falling = self.high - np.sqrt((1 - q) * width * right)
        return np.where(q * width <= left, rising, falling)

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements by inverting the distribution function."""
        return self._invert(rng.random(n))

    def mean(self) -> float:
        """Give the expected measurement."""
        return (self.low + self.mode + self.high) / 3

    def quantile(self, q: float) -> float:
        """Give the measurement that is not exceeded with probability ``q``."""
        return float(self._invert(np.array([probability(q)]))[0])


@dataclass(frozen=True)
class OrdinalBand:
    """
    One of a few ordered bands, each with its measurement and its probability.

    Parameters
    ----------
    values : tuple of float
        The measurement of each band.
    probabilities : tuple of float
        Same length, none negative, summing to 1 (within 1e-6; rounding is taken out). A band of
        probability 0 is never drawn.
    """

    values: tuple[float, ...]
    probabilities: tuple[float, ...]
    kind: ClassVar[str] = "ordinal_band"

    def __post_init__(self) -> None:
        values, shares = tuple(map(float, self.values)), tuple(map(float, self.probabilities))
        require(
            len(values) == len(shares) > 0,
            f"ordinal_band: {len(values)} values need as many probabilities, not {len(shares)}.",
        )
        for number in (*values, *shares):
            finite(self.kind, entry=number)
        require(min(shares) >= 0, f"ordinal_band: no probability may be negative; one is {min(shares)}.")
        total = math.fsum(shares)
        require(abs(total - 1) <= 1e-6, f"ordinal_band: probabilities must sum to 1, not {total:.6g}.")
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "probabilities", tuple(share / total for share in shares))

    def _possible(self) -> tuple[Array, Array]:
        """Give the measurements that can occur and their probabilities."""
        shares = np.array(self.probabilities)
        return np.array(self.values)[shares > 0], shares[shares > 0]

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements."""
        values, shares = self._possible()
        at = np.searchsorted(np.cumsum(shares)[:-1], rng.random(n), side="right")
        return values[at]

    def mean(self) -> float:
        """Give the expected measurement."""
        return math.fsum(v * p for v, p in zip(self.values, self.probabilities, strict=True))

    def quantile(self, q: float) -> float:
        """Give the smallest band measurement reached with probability ``q`` or more."""
        values, shares = self._possible()
        order = np.argsort(values)
        reached = np.cumsum(shares[order])
        at = min(int(np.searchsorted(reached, probability(q) - 1e-12)), len(values) - 1)
        return float(values[order][at])

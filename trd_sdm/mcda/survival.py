"""Times to an event under a constant rate: how many are still free of it, or how long it takes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from trd_sdm.mcda.distributions import Array, finite, probability, require
from trd_sdm.mcda.relative import Relative

# what is told of the curve: from the rate of events and, for the last, a time
MEASURES: dict[str, Callable[[Array, float], Array]] = {
    "none": lambda rate, _: rate,
    "mean": lambda rate, _: 1 / rate,
    "median": lambda rate, _: math.log(2) / rate,
    "survivalAtTime": lambda rate, time: np.exp(-time * rate),
}


def _check(kind: str, measure: str, time: float | None) -> None:
    require(measure in MEASURES, f"{kind}: there is no measure {measure!r}; it may be {', '.join(MEASURES)}.")
    if measure == "survivalAtTime":
        require(time is not None and 0 <= time < math.inf, f"{kind}: survival is asked for at a time of 0 or more.")


@dataclass(frozen=True)
class Survival:
    """
    What is told of an exponential survival curve whose rate of events follows a gamma distribution.

    Parameters
    ----------
    shape, rate : float
        Of the gamma: events and exposure, as a study counts them.
    measure : {"none", "mean", "median", "survivalAtTime"}
        The rate itself; the mean or median time to the event; the share free of it at a time.
    time : float, optional
        The time, in the unit of the exposure.

    Examples
    --------
    >>> round(Survival(20, 400, "survivalAtTime", 12).mean(), 4)
    0.5537
    """

    shape: float
    rate: float
    measure: str = "none"
    time: float | None = None
    kind: ClassVar[str] = "survival"

    def __post_init__(self) -> None:
        finite(self.kind, shape=self.shape, rate=self.rate)
        require(
            self.shape > 0 and self.rate > 0,
            f"survival: shape and rate must be above 0, not {self.shape} and {self.rate}.",
        )
        _check(self.kind, self.measure, self.time)

    def _told(self, rate: Array) -> Array:
        return np.asarray(MEASURES[self.measure](rate, self.time or 0.0))

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements."""
        return self._told(rng.standard_gamma(self.shape, n) / self.rate)

    def mean(self) -> float:
        """Give the expected measurement; infinite for times when ``shape`` is 1 or less."""
        if self.measure == "none":
            return self.shape / self.rate
        if self.measure == "survivalAtTime":
            return float((1 + (self.time or 0.0) / self.rate) ** -self.shape)
        longest = self.rate / (self.shape - 1) if self.shape > 1 else math.inf
        return longest * (math.log(2) if self.measure == "median" else 1.0)

    def quantile(self, q: float) -> float:
        """Give the measurement that is not exceeded with probability ``q``."""
        from scipy.special import gammaincinv

        p = probability(q) if self.measure == "none" else 1 - probability(q)
        with np.errstate(divide="ignore"):
            return float(self._told(np.asarray(gammaincinv(self.shape, p)) / self.rate))


@dataclass(frozen=True)
class RelativeSurvival(Relative):
    """
    A log hazard ratio on top of a shared rate of events, told as a time or a share free of the event.

    Parameters
    ----------
    measure, time
        As in `Survival`; the other parameters are those of every relative cell.
    """

    measure: str = "none"
    time: float | None = None
    kind: ClassVar[str] = "relative_survival"
    link: ClassVar[str] = "log"

    def __post_init__(self) -> None:
        super().__post_init__()
        _check(self.kind, self.measure, self.time)

    def combine(self, baseline: Array, effect: Array) -> Array:
        """Add effects to log rates, and tell what the curve is about."""
        return self.scale * np.asarray(MEASURES[self.measure](np.exp(baseline + effect), self.time or 0.0))

"""What a measurement may be: certain, or one of a closed set of distributions, each frozen and checked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import ClassVar, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.links import LINKS

Array = npt.NDArray[np.float64]


@runtime_checkable
class Distribution(Protocol):
    """
    Anything a cell of the performance table may hold.

    Distributions that need nothing but a generator also have ``sample(rng, n)``, ``mean()`` and
    ``quantile(q)``; cells tied to a baseline or to other cells are drawn by `trd_sdm.mcda.measure`.
    """

    kind: ClassVar[str]


class Drawn(Distribution, Protocol):
    """A distribution that needs nothing but a generator."""

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements."""

    def quantile(self, q: float) -> float:
        """Give the measurement that is not exceeded with probability ``q``."""


def require(condition: object, sentence: str) -> None:
    """Raise `ValueError` with the sentence unless the condition holds."""
    if not condition:
        raise ValueError(sentence)


def whole(text: str) -> bool:
    """Say whether a text can be written down: half of a surrogate pair cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def count(what: str, number: object, least: int) -> int:
    """Refuse anything but a whole number that is large enough, and give it as an int."""
    sort = isinstance(number, int | np.integer) and not isinstance(number, bool)
    require(sort, f"{what} must be a whole number, not {number!r}.")
    given = int(number)  # type: ignore[call-overload, unused-ignore]
    require(given >= least, f"{what} must be {least} or more, not {given}.")
    return int(given)


def finite(kind: str, **numbers: float) -> None:
    """Refuse anything but finite numbers, naming the parameter."""
    for name, number in numbers.items():
        require(math.isfinite(number), f"{kind}: {name} must be a finite number, not {number}.")


def probability(q: float) -> float:
    """Refuse what is no probability."""
    require(0 <= q <= 1, f"A quantile is asked for at a probability between 0 and 1, not {q}.")
    return q


@dataclass(frozen=True)
class Exact:
    """A certain measurement."""

    value: float
    kind: ClassVar[str] = "exact"

    def __post_init__(self) -> None:
        finite(self.kind, value=self.value)

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements, all the same."""
        return np.full(n, self.value, dtype=np.float64)

    def mean(self) -> float:
        """Give the value."""
        return self.value

    def quantile(self, q: float) -> float:
        """Give the value."""
        probability(q)
        return self.value


@dataclass(frozen=True)
class Beta:
    """
    ``loc + scale * Beta(a, b)``.

    Examples
    --------
    >>> Beta(61, 41, scale=100).mean()
    59.80392156862745
    """

    a: float
    b: float
    scale: float = 1.0
    loc: float = 0.0
    kind: ClassVar[str] = "beta"

    def __post_init__(self) -> None:
        finite(self.kind, a=self.a, b=self.b, scale=self.scale, loc=self.loc)
        require(self.a > 0 and self.b > 0, f"beta: a and b must be above 0, not {self.a} and {self.b}.")

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements."""
        return self.loc + self.scale * rng.beta(self.a, self.b, n)

    def mean(self) -> float:
        """Give the expected measurement."""
        return self.loc + self.scale * self.a / (self.a + self.b)

    def quantile(self, q: float) -> float:
        """Give the measurement that is not exceeded with probability ``q``."""
        from scipy.special import betaincinv

        p = probability(q) if self.scale >= 0 else 1 - probability(q)
        return self.loc + self.scale * float(betaincinv(self.a, self.b, p))


@dataclass(frozen=True, init=False)
class Normal:
    """
    Normal with mean and standard deviation; ``sd`` may be 0.

    Parameters
    ----------
    mean : float
        Kept as ``mu``, because ``mean()`` answers for every distribution.
    sd : float
        Standard deviation.
    """

    mu: float
    sd: float
    kind: ClassVar[str] = "normal"
    link: ClassVar[str] = "identity"

    def __init__(self, mean: float, sd: float) -> None:
        finite(self.kind, mean=mean, sd=sd)
        require(sd >= 0, f"{self.kind}: sd must not be negative; it is {sd}.")
        object.__setattr__(self, "mu", mean)
        object.__setattr__(self, "sd", sd)

    def sample_link(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` values on the scale on which the distribution is normal."""
        return self.mu + self.sd * rng.standard_normal(n)

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements."""
        return LINKS[self.link].inverse(self.sample_link(rng, n))

    def quantile(self, q: float) -> float:
        """Give the measurement that is not exceeded with probability ``q``."""
        probability(q)
        z = math.copysign(math.inf, q - 0.5) if q in (0, 1) else NormalDist().inv_cdf(q)
        eta = self.mu + (self.sd * z if self.sd else 0.0)
        with np.errstate(over="ignore"):
            return float(LINKS[self.link].inverse(np.array([eta]))[0])

    def mean(self) -> float:
        """Give the expected measurement."""
        return self.mu


@dataclass(frozen=True, init=False)
class LogNormal(Normal):
    """``exp`` of a normal: mean and standard deviation are those of the logarithm."""

    kind: ClassVar[str] = "lognormal"
    link: ClassVar[str] = "log"

    def __init__(self, meanlog: float, sdlog: float) -> None:
        super().__init__(meanlog, sdlog)

    def mean(self) -> float:
        """Give the expected measurement, ``exp(meanlog + sdlog^2 / 2)``."""
        return math.exp(self.mu + self.sd**2 / 2)


@dataclass(frozen=True, init=False)
class LogitNormal(Normal):
    """A proportion whose log odds are normal."""

    kind: ClassVar[str] = "logit_normal"
    link: ClassVar[str] = "logit"

    def mean(self) -> float:
        """Give the expected proportion, by Gauss-Hermite quadrature (there is no closed form)."""
        return _mean_through_link(self)


@dataclass(frozen=True, init=False)
class CLogLogNormal(LogitNormal):
    """A proportion whose complementary log-log is normal."""

    kind: ClassVar[str] = "cloglog_normal"
    link: ClassVar[str] = "cloglog"


def _mean_through_link(distribution: Normal) -> float:
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    values = LINKS[distribution.link].inverse(distribution.mu + distribution.sd * nodes)
    return float(values @ weights / weights.sum())


@dataclass(frozen=True)
class Gamma:
    """Gamma by shape and rate; the mean is ``shape / rate``."""

    shape: float
    rate: float
    kind: ClassVar[str] = "gamma"

    def __post_init__(self) -> None:
        finite(self.kind, shape=self.shape, rate=self.rate)
        require(
            self.shape > 0 and self.rate > 0,
            f"gamma: shape and rate must be above 0, not {self.shape} and {self.rate}.",
        )

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements."""
        return rng.standard_gamma(self.shape, n) / self.rate

    def mean(self) -> float:
        """Give the expected measurement."""
        return self.shape / self.rate

    def quantile(self, q: float) -> float:
        """Give the measurement that is not exceeded with probability ``q``."""
        from scipy.special import gammaincinv

        return float(gammaincinv(self.shape, probability(q))) / self.rate


@dataclass(frozen=True, init=False)
class StudentT:
    """
    ``mean + scale * t(dof)``: a mean with its standard error and degrees of freedom.

    Parameters
    ----------
    mean : float
        The centre, kept as ``mu``.
    scale : float
        The standard error; may be 0.
    dof : float
        Degrees of freedom, above 0.
    """

    mu: float
    scale: float
    dof: float
    kind: ClassVar[str] = "t"

    def __init__(self, mean: float, scale: float, dof: float) -> None:
        finite(self.kind, mean=mean, scale=scale, dof=dof)
        require(
            scale >= 0 and dof > 0,
            f"t: scale must not be negative and dof must be above 0, not {scale} and {dof}.",
        )
        for name, number in (("mu", mean), ("scale", scale), ("dof", dof)):
            object.__setattr__(self, name, number)

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements."""
        return self.mu + self.scale * rng.standard_t(self.dof, n)

    def mean(self) -> float:
        """Give the centre (the expected measurement when ``dof`` is above 1)."""
        return self.mu

    def quantile(self, q: float) -> float:
        """Give the measurement that is not exceeded with probability ``q``."""
        from scipy.special import stdtrit

        return self.mu + (self.scale * float(stdtrit(self.dof, probability(q))) if self.scale else 0.0)

"""Cells told as an effect on top of a baseline that all options share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from trd_sdm.mcda.distributions import Array, Drawn, finite, require
from trd_sdm.mcda.links import LINKS


@dataclass(frozen=True)
class Relative:
    """
    Base of the relative cells: ``scale * inverse(link(baseline) + effect)``.

    Every option that names the same baseline uses the same baseline draws; only the effect is its own.

    Parameters
    ----------
    baseline : str
        Id of a distribution in `Problem.baselines`, on the natural scale (a proportion for the logit and
        complementary log-log cells).
    mean : float
        Mean of the effect on the link scale (for example a log odds ratio).
    sd : float
        Standard deviation of the effect; may be 0.
    scale : float, default 1
        Factor on the result, such as 100 for percent.
    group : str, optional
        Id of a `CovarianceGroup` in `Problem.groups` that holds this option: effects of the group's
        members are drawn together. ``mean`` and ``sd`` must then be the member's own.
    """

    baseline: str
    mean: float
    sd: float
    scale: float = 1.0
    group: str | None = None
    kind: ClassVar[str] = "relative"
    link: ClassVar[str] = "identity"

    def __post_init__(self) -> None:
        finite(self.kind, mean=self.mean, sd=self.sd, scale=self.scale)
        require(self.sd >= 0, f"{self.kind}: sd must not be negative; it is {self.sd}.")
        require(self.baseline, f"{self.kind}: the baseline needs a name.")

    def combine(self, baseline: Array, effect: Array) -> Array:
        """Add effects to baseline draws, both on the link scale, and come back to the natural scale."""
        return self.scale * LINKS[self.link].inverse(baseline + effect)


@dataclass(frozen=True)
class RelativeNormal(Relative):
    """A mean difference on top of a shared baseline mean."""

    kind: ClassVar[str] = "relative_normal"


@dataclass(frozen=True)
class RelativeLogNormal(Relative):
    """A log ratio on top of a shared positive baseline."""

    kind: ClassVar[str] = "relative_log_normal"
    link: ClassVar[str] = "log"


@dataclass(frozen=True)
class RelativeLogitNormal(Relative):
    """
    A log odds ratio on top of a shared baseline proportion.

    Examples
    --------
    >>> cell = RelativeLogitNormal("response", 0.0, 0.0, scale=100)
    >>> cell.combine(np.array([0.0]), np.array([0.0])).tolist()
    [50.0]
    """

    kind: ClassVar[str] = "relative_logit_normal"
    link: ClassVar[str] = "logit"


@dataclass(frozen=True)
class RelativeCLogLogNormal(Relative):
    """A log hazard ratio on top of a shared baseline proportion."""

    kind: ClassVar[str] = "relative_cloglog_normal"
    link: ClassVar[str] = "cloglog"


@dataclass(frozen=True)
class OnLink:
    """
    A baseline whose distribution is told on the scale on which effects add, such as log odds.

    Parameters
    ----------
    distribution : Distribution
        Draws there.
    link : str
        The link that leads there.

    Examples
    --------
    >>> from trd_sdm.mcda import Exact
    >>> OnLink(Exact(0.0), "logit").mean()
    0.5
    """

    distribution: Drawn
    link: str
    kind: ClassVar[str] = "on_link"

    def __post_init__(self) -> None:
        require(self.link in LINKS, f"on link: there is no link {self.link!r}; there are {', '.join(LINKS)}.")
        require(hasattr(self.distribution, "sample"), f"on link: {self.distribution!r} cannot be drawn by itself.")

    def sample_link(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` values on the link scale."""
        return self.distribution.sample(rng, n)

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Draw ``n`` measurements."""
        return LINKS[self.link].inverse(self.sample_link(rng, n))

    def quantile(self, q: float) -> float:
        """Give the measurement that is not exceeded with probability ``q``."""
        return float(LINKS[self.link].inverse(np.array([self.distribution.quantile(q)]))[0])

    def mean(self) -> float:
        """Give the mean of 1,999 evenly spaced quantiles, near the expected measurement."""
        return float(np.mean([self.quantile(k / 2000) for k in range(1, 2000)]))


@dataclass(frozen=True)
class CovarianceGroup:
    """
    Effects that are uncertain together, as a network meta-analysis gives them.

    The group keeps all its members even when some are not on the table, so that taking an option away
    leaves every other draw as it was.

    Parameters
    ----------
    members : tuple of str
        Alternative ids; one may be the reference with effect 0 and variance 0.
    means : tuple of float
        Mean effect of each member on the link scale.
    covariance : tuple of tuples of float
        Symmetric positive semidefinite, in the members' order.
    """

    members: tuple[str, ...]
    means: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        size = len(self.members)
        require(size > 0 and len(set(self.members)) == size, "covariance group: members must differ.")
        require(len(self.means) == size, f"covariance group: {size} members need {size} means.")
        require(
            len(self.covariance) == size and all(len(row) == size for row in self.covariance),
            f"covariance group: the covariance must be {size} by {size}.",
        )
        matrix = self.matrix
        require(np.isfinite(matrix).all() and np.isfinite(self.means).all(), "covariance group: not finite.")
        room = 1e-9 * max(1.0, float(np.abs(matrix).max()))
        require(np.abs(matrix - matrix.T).max() <= room, "covariance group: the covariance is not symmetric.")
        least = float(np.linalg.eigvalsh(matrix).min())
        require(
            least >= -10 * room,
            f"covariance group: the covariance is not positive semidefinite (an eigenvalue is {least:.3g}).",
        )

    @property
    def matrix(self) -> Array:
        """The covariance as an array."""
        return np.array(self.covariance, dtype=np.float64)

    def factor(self) -> Array:
        """
        Give lower-triangular ``L`` with ``L @ L.T`` equal to the covariance.

        A Cholesky factor that accepts members without variance, which the usual routine refuses.
        """
        matrix = self.matrix
        size = len(matrix)
        room = 1e-12 * max(1.0, float(np.abs(matrix).max()))
        lower = np.zeros_like(matrix)
        for j in range(size):
            left = matrix[j, j] - lower[j, :j] @ lower[j, :j]
            if left <= room:
                continue
            lower[j, j] = np.sqrt(left)
            lower[j + 1 :, j] = (matrix[j + 1 :, j] - lower[j + 1 :, :j] @ lower[j, :j]) / lower[j, j]
        return lower

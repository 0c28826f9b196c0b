"""Every ratio told against one criterion: drawn through one hidden number, with nothing rejected."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.streams import stream

Array = npt.NDArray[np.float64]

_CELLS, _NODES = 1200, 8


@dataclass(frozen=True)
class Star:
    """
    Weights with ``low[i] * w[top] <= w[i] <= high[i] * w[top]`` for every other member.

    On the scale of independent exponentials the others are independent given the size ``t`` of the top
    one, each an exponential cut to ``[low * t, high * t]``; and the density of ``t`` is
    ``exp(-t (1 + sum low)) * prod(1 - exp(-t (high - low)))``, one number. Drawing in the box of ratios and
    accepting with ``((1 + sum low) / (1 + sum ratios)) ** n`` gives the same weights, but keeps one
    proposal in ``n!`` when all that is known is which criterion matters most.

    Parameters
    ----------
    members : tuple of str
        The top criterion first.
    low, high : tuple of float
        Bounds on the ratios of the others to the top, lower ones below upper ones; ``high`` may be infinite.
    """

    members: tuple[str, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    method: str = "star"

    @cached_property
    def _width(self) -> Array:
        return np.subtract(self.high, self.low)

    @property
    def dimension(self) -> int:
        """As many as members."""
        return len(self.members)

    @cached_property
    def _grid(self) -> tuple[Array, Array, Array]:
        """Edges of cells in ``log t``, nodes in them (cells by nodes), and the mass at each node."""
        rate = 1.0 + sum(self.low)
        smallest = min([-math.log(width) for width in self._width if width < math.inf], default=0.0)
        start = math.log(1e-14) + min(smallest, -math.log(rate))
        edges = np.linspace(max(start, -690.0), math.log(800.0) - math.log(rate), _CELLS + 1)
        at, share = np.polynomial.legendre.leggauss(_NODES)
        half = np.diff(edges)[:, None] / 2
        t = np.exp(edges[:-1, None] + half * (1 + at))
        return edges, t, half * share * t * self._density(t)

    def _density(self, t: Array) -> Array:
        """Give the density of the top's size, but for the product of the widths below 1."""
        density = np.exp(-t * (1.0 + sum(self.low)))
        for width in self._width:
            density = density * -np.expm1(-t * width) / min(width, 1.0)
        return density

    @property
    def share(self) -> float:
        """Share of all weights of these members that meet the statements."""
        return float(self._grid[2].sum() * np.minimum(self._width, 1.0).prod())

    @cached_property
    def centroid(self) -> Array:
        """Mean shares within the part, by Gauss-Legendre quadrature over ``log t``."""
        _, t, mass = self._grid
        mass = mass / mass.sum()
        means = [float((mass * t).sum())]
        for low, width in zip(self.low, self._width, strict=True):
            means.append(float((mass * (low * t + _mean_below(t, width))).sum()))
        return np.array(means) / sum(means)

    def sample(self, seed: int, n: int) -> Array:
        """Draw ``[members, n]``: first the size of the top one, then the others given it."""
        edges, _, mass = self._grid
        total = np.append(0.0, np.cumsum(mass.sum(axis=1)))
        wanted = stream(seed, "weight", self.members[0]).random(n) * total[-1]
        cell = np.clip(np.searchsorted(total, wanted, side="right") - 1, 0, _CELLS - 1)
        top = np.exp(_within_cell(edges, self._at_edges(edges), cell, wanted - total[cell]))
        drawn = np.empty((len(self.members), n))
        drawn[0] = top
        for i, (name, low, width) in enumerate(zip(self.members[1:], self.low, self._width, strict=True), 1):
            u = stream(seed, "weight", name).random(n)
            drawn[i] = low * top - np.log1p(u * np.expm1(-top * width))
        return drawn

    def _at_edges(self, edges: Array) -> Array:
        t = np.exp(edges)
        return t * self._density(t)


def _within_cell(edges: Array, density: Array, cell: npt.NDArray[np.intp], mass: Array) -> Array:
    """Find the place in a cell by which ``mass`` has come, the density taken as straight within it."""
    width = edges[1] - edges[0]
    left, right = density[cell], density[cell + 1]
    tilt = (right - left) / width
    root = np.sqrt(np.maximum(left * left + 2 * tilt * mass, 0.0))
    step = 2 * mass / np.maximum(left + root, 1e-300)
    return np.asarray(edges[cell] + np.minimum(step, width))


def _mean_below(t: Array, width: float) -> Array:
    """Mean of a unit exponential cut to ``[0, width * t]``."""
    if width == math.inf:
        return np.ones_like(t)
    reach = t * width
    exact = 1.0 - reach / np.expm1(np.clip(reach, 1e-3, 700.0))
    small = reach / 2 - reach**2 / 12 + reach**4 / 720  # the difference above cancels near 0
    return np.asarray(np.where(reach < 2e-2, small, exact))


def star_bounds(
    members: tuple[str, ...], edges: Array
) -> tuple[tuple[str, ...], tuple[float, ...], tuple[float, ...]] | None:
    """
    Read statements as ratios of all members to one of them.

    Parameters
    ----------
    members : tuple of str
        Ids.
    edges : numpy.ndarray
        ``[members, members]``, logs of the least ratios told, minus infinity for none.

    Returns
    -------
    members, low, high : tuple or None
        As `Star` takes them; None when the statements have another shape.
    """
    told = np.isfinite(edges)
    for top in range(len(members)):
        others = [i for i in range(len(members)) if i != top]
        if not told[np.ix_(others, others)].any():
            low, high = np.exp(edges[others, top]), np.exp(-edges[top, others])
            if np.isfinite(low).all() and (high > low).all():  # beyond what a float can tell: left to the polytope
                names = tuple(members[i] for i in [top, *others])
                return names, tuple(low.tolist()), tuple(high.tolist())
    return None

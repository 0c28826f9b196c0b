"""Uniform points in any bounded convex set of weights, also one that is flat in some directions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.limits import TOLERANCE
from trd_sdm.mcda.linear import maximise, unit_rows
from trd_sdm.mcda.triangulation import pull

Array = npt.NDArray[np.float64]

MAX_DIMENSION = 9  # above it the number of simplices explodes; hit-and-run takes over
MAX_SIMPLICES = 50_000
_ABREAST = 1000  # walks whose numbers fit into the cache together


@dataclass(frozen=True, eq=False)
class Polytope:
    """
    Weights ``w >= 0`` that sum to 1 with ``at_least @ w >= bounds`` and ``equal @ w == to``.

    Conditions that can only hold with equality are found and the set is described on its affine hull, so
    that points, segments and other flat sets are sampled properly.

    Parameters
    ----------
    at_least, bounds, equal, to : numpy.ndarray
        The conditions. They must be feasible.
    scale : numpy.ndarray, optional
        About how large each weight can be. All is worked out in shares of that, so that a weight of a
        billionth is met as closely as one of a half.
    """

    at_least: Array
    bounds: Array
    equal: Array
    to: Array
    scale: Array | None = None

    @cached_property
    def _sizes(self) -> Array:
        """One unit of each coordinate, as a weight."""
        return np.ones(self.at_least.shape[1]) if self.scale is None else np.maximum(self.scale, 1e-300)

    @cached_property
    def _closed(self) -> tuple[Array, Array, Array, Array]:
        """All inequalities with w >= 0 among them, and all equalities with the sum among them."""
        size = self.at_least.shape[1]
        rows, bounds = unit_rows(self.at_least * self._sizes, self.bounds)
        equal, to = unit_rows(np.vstack([self.equal, np.ones(size)]) * self._sizes, np.append(self.to, 1.0))
        return np.vstack([rows, np.eye(size)]), np.append(bounds, np.zeros(size)), equal, to

    @cached_property
    def _hull(self) -> tuple[Array, Array, Array, Array]:
        """Give a point well inside, a basis of the directions, and the inequalities along them."""
        rows, bounds, equal, to = self._closed
        loose = self._loose(rows, bounds, equal, to)
        equal, to = np.vstack([equal, rows[~loose]]), np.append(to, bounds[~loose])
        turn, sizes, directions = np.linalg.svd(equal)
        rank = int((sizes > 1e-9 * sizes[0]).sum())
        basis = directions[rank:].T
        # independent rows that say the same, for redundant ones upset the linear programme
        equal, to = directions[:rank], (turn.T @ to)[:rank] / sizes[:rank]
        if basis.shape[1] == 0:
            return equal.T @ to, basis, np.zeros((0, 0)), np.zeros(0)
        along = rows[loose] @ basis
        lengths = np.linalg.norm(along, axis=1)
        steered = lengths > TOLERANCE
        keep_rows, keep_bounds = rows[loose][steered], bounds[loose][steered]
        lengths, along = lengths[steered], along[steered]
        size = rows.shape[1]
        radius = np.zeros(size + 1)
        radius[-1] = 1.0
        inside = maximise(
            radius,
            np.hstack([keep_rows, -lengths[:, None]]),
            keep_bounds,
            np.hstack([equal, np.zeros((len(equal), 1))]),
            to,
        )
        if inside is None:
            raise ValueError("No weights meet these conditions.")
        centre = inside[:size] + equal.T @ (to - equal @ inside[:size])
        return centre, basis, along / lengths[:, None], (keep_bounds - keep_rows @ centre) / lengths

    @staticmethod
    def _loose(rows: Array, bounds: Array, equal: Array, to: Array) -> npt.NDArray[np.bool_]:
        """Say which inequalities leave some room; one programme settles the usual case."""
        size = rows.shape[1]
        slack = np.hstack([rows, -np.ones((len(rows), 1))])
        wide = np.hstack([equal, np.zeros((len(equal), 1))])
        best = maximise(np.eye(size + 1)[-1], slack, bounds, wide, to)
        if best is not None and best[-1] > TOLERANCE:
            return np.ones(len(rows), dtype=bool)
        room = np.zeros(len(rows))
        for k, row in enumerate(rows):
            found = maximise(row, rows, bounds, equal, to)
            room[k] = 0.0 if found is None else row @ found - bounds[k]
        return room > TOLERANCE

    @cached_property
    def feasible(self) -> bool:
        """Whether there are any such weights."""
        rows, bounds, equal, to = self._closed
        return maximise(np.zeros(rows.shape[1]), rows, bounds, equal, to) is not None

    @property
    def dimension(self) -> int:
        """Dimension of the affine hull; 0 for a single point."""
        return int(self._hull[1].shape[1])

    @cached_property
    def vertices(self) -> Array:
        """Corner points, ``[vertices, criteria]``."""
        centre, basis, along, offset = self._hull
        if self.dimension == 0:
            corners = np.zeros((1, 0))
        elif self.dimension == 1:
            reach = offset / along[:, 0]
            corners = np.array([[reach[along[:, 0] > 0].max()], [reach[along[:, 0] < 0].min()]])
        else:
            from scipy.spatial import HalfspaceIntersection

            # qhull wants rows @ y + c <= 0
            found = HalfspaceIntersection(np.column_stack([-along, offset]), np.zeros(self.dimension))
            corners = _distinct(found.intersections)
        return self._on_simplex(centre + corners @ basis.T)

    def _on_simplex(self, points: Array) -> Array:
        """Bring points to weights that are not negative and sum to 1, ``[points, criteria]``."""
        weights = np.maximum(points, 0.0) * self._sizes
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))

    @cached_property
    def _simplices(self) -> tuple[Array, Array] | None:
        """
        Cut the set into simplices: corners ``[simplices, dimension + 1, criteria]`` and volumes.

        None when there would be too many, or when the set is too thin to tell which corners lie on which
        facet. Pulling the corners in the opposite order gives other simplices of the same total volume;
        where it does not, an incidence was wrong.
        """
        size = self.dimension
        if size > MAX_DIMENSION:
            return None
        corners = self.vertices
        if len(corners) == size + 1:
            return corners[None], self._volumes(corners[None])
        centre, basis, along, offset = self._hull
        slack = (corners / self._sizes - centre) @ basis @ along.T - offset
        for room in (1e-9, 1e-7, 1e-11):
            on_facet = slack <= room * slack.max(axis=0)
            one, two = (pull(order, size, MAX_SIMPLICES) for order in (on_facet, on_facet[::-1]))
            if one is None or two is None:
                continue
            cut, volumes = corners[one], self._volumes(corners[one])
            again = self._volumes(corners[::-1][two]).sum()
            if abs(again - volumes.sum()) <= 1e-9 * again:
                return cut, volumes
        return None

    def _volumes(self, cut: Array) -> Array:
        size = self.dimension
        if size == 0:
            return np.ones(len(cut))
        edges = (cut[:, 1:] - cut[:, :1]) / self._sizes @ self._hull[1]
        return np.asarray(np.abs(np.linalg.det(edges)) / math.factorial(size))

    @property
    def exact(self) -> bool:
        """Whether the set is small enough to be cut into simplices."""
        return self._simplices is not None

    @cached_property
    def volume(self) -> float:
        """
        Volume within the affine hull (1 for a point); NaN when the set is too large to be cut up.

        In shares of `scale`: only volumes of sets on the same scale can be compared.
        """
        return float(self._simplices[1].sum()) if self._simplices else math.nan

    @property
    def share(self) -> float:
        """Share of the whole simplex; 0 for a flat set."""
        size = self.at_least.shape[1]
        if self.dimension < size - 1:
            return 0.0
        if self._simplices is None:
            return math.nan
        # a simplex of weights takes up as much of the whole as the determinant of its corners
        parts = np.abs(np.linalg.det(self._simplices[0] / self._sizes))
        return float(parts.sum() * np.prod(self._sizes))

    @cached_property
    def centroid(self) -> Array:
        """Mean of the uniform distribution on the set, ``[criteria]``."""
        if self._simplices is None:
            return np.asarray(self._walk(np.random.default_rng(0), 10_000).mean(axis=1))
        cut, volumes = self._simplices
        return np.asarray(volumes @ cut.mean(axis=1) / volumes.sum())

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """
        Draw independent points, ``[criteria, n]``.

        Exact where the set can be cut up: a simplex is chosen by its volume and a point in it by equal
        Dirichlet shares. Otherwise each draw is the end of its own hit-and-run walk.
        """
        if self._simplices is None:
            return self._walk(rng, n)
        cut, volumes = self._simplices
        shares = rng.standard_exponential((n, cut.shape[1]))
        shares /= shares.sum(axis=1, keepdims=True)
        if len(cut) == 1:
            return np.ascontiguousarray((shares @ cut[0]).T)
        chosen = rng.choice(len(cut), size=n, p=volumes / volumes.sum())
        return np.ascontiguousarray(np.einsum("ns,nsc->cn", shares, cut[chosen]))

    def _walk(self, rng: np.random.Generator, n: int) -> Array:
        """
        Walk by hit-and-run, one independent walk for each draw.

        Directions are drawn in coordinates in which the corners spread alike, and walks start from random
        mixtures of corners; both shorten the way to the uniform distribution.
        """
        centre, basis, _, _ = self._hull
        flat = (self._corners / self._sizes - centre) @ basis
        _, spread, turn = np.linalg.svd(flat - flat.mean(axis=0), full_matrices=False)
        stretch = (spread[:, None] * turn / math.sqrt(len(flat))).T
        starts = [(start, min(start + _ABREAST, n)) for start in range(0, n, _ABREAST)]
        ends = [self._walk_abreast(rng, flat, stretch, stop - start) for start, stop in starts]
        return np.ascontiguousarray(self._on_simplex(centre + np.hstack(ends).T @ basis.T).T)

    def _walk_abreast(self, rng: np.random.Generator, flat: Array, stretch: Array, n: int) -> Array:
        """Take walks side by side, no more than fit into the cache."""
        _, _, along, offset = self._hull
        size = self.dimension
        at = np.mean([flat[rng.integers(len(flat), size=n)] for _ in range(size)], axis=0).T
        slack = np.maximum(along @ at - offset[:, None], 0.0)
        for _ in range(4 * size * size):
            heading = stretch @ rng.standard_normal((stretch.shape[1], n))
            speed = along @ heading
            speed[speed == 0] = 1e-300
            room = -slack / speed
            forward = np.where(speed < 0, room, np.inf).min(axis=0)
            back = np.where(speed > 0, room, -np.inf).max(axis=0)
            step = back + (forward - back) * rng.random(n)
            at += step * heading
            slack = np.maximum(slack + step * speed, 0.0)
        return np.asarray(at)

    @cached_property
    def _corners(self) -> Array:
        """Give all corners, or some far ones in every direction where there would be too many."""
        if self.dimension <= MAX_DIMENSION:
            return self.vertices
        _, basis, _, _ = self._hull
        rows, bounds, equal, to = self._closed
        ways = np.random.default_rng(0).standard_normal((2 * self.dimension, self.dimension))
        headings = np.vstack([ways, -ways, np.eye(self.dimension), -np.eye(self.dimension)]) @ basis.T
        found = [maximise(heading, rows, bounds, equal, to) for heading in headings]
        return self._on_simplex(np.array([point for point in found if point is not None]))


def _distinct(points: Array) -> Array:
    """Drop points that qhull found more than once."""
    points = points[np.isfinite(points).all(axis=1)]
    span = max(float(np.ptp(points, axis=0).max()), 1e-300)
    _, first = np.unique(np.round(points / span, 9), axis=0, return_index=True)
    return np.asarray(points[np.sort(first)])

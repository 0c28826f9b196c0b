"""Cut a convex polytope into simplices from nothing but which corners lie on which facets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Corners = tuple[int, ...]


def pull(incidence: npt.NDArray[np.bool_], dimension: int, limit: int) -> npt.NDArray[np.intp] | None:
    """
    Give the pulling triangulation of a polytope.

    A face is the cone from its first corner over those of its own facets that miss that corner; facets of
    a face are the largest sets of its corners that a facet of the polytope cuts out. No coordinates are
    used, so nothing can go wrong by rounding where many corners lie on one sphere or one plane.

    Parameters
    ----------
    incidence : numpy.ndarray of bool
        ``[corners, inequalities]``, which corners meet which inequality with equality.
    dimension : int
        Dimension of the polytope.
    limit : int
        Give up when more simplices than this are needed.

    Returns
    -------
    numpy.ndarray or None
        ``[simplices, dimension + 1]`` corner numbers; None above the limit, or when the incidences are not
        those of a polytope of this dimension.
    """
    facets = sorted({_mask(column) for column in incidence.T})
    whole = (1 << len(incidence)) - 1
    counts: dict[int, int] = {}
    if _count(whole, facets, counts, limit) > limit:
        return None
    known: dict[int, list[Corners]] = {}
    simplices = _cut(whole, facets, known)
    if not simplices or {len(simplex) for simplex in simplices} != {dimension + 1}:
        return None
    return np.array(simplices, dtype=np.intp)


def _mask(column: npt.NDArray[np.bool_]) -> int:
    return sum(1 << int(i) for i in np.flatnonzero(column))


def _base(face: int, facets: Sequence[int]) -> list[int]:
    """Give the facets of a face that miss its first corner."""
    cuts = sorted({face & facet for facet in facets} - {face, 0}, key=int.bit_count, reverse=True)
    largest: list[int] = []
    for cut in cuts:
        if not any(cut & bigger == cut for bigger in largest):
            largest.append(cut)
    return [cut for cut in largest if not cut & (face & -face)]


def _count(face: int, facets: Sequence[int], known: dict[int, int], limit: int) -> int:
    if face.bit_count() == 1:
        return 1
    if face not in known:
        total = 0
        for cut in _base(face, facets):
            total += _count(cut, facets, known, limit)
            if total > limit:
                break
        known[face] = total
    return known[face]


def _cut(face: int, facets: Sequence[int], known: dict[int, list[Corners]]) -> list[Corners]:
    first = (face & -face).bit_length() - 1
    if face.bit_count() == 1:
        return [(first,)]
    if face not in known:
        known[face] = [(first, *simplex) for cut in _base(face, facets) for simplex in _cut(cut, facets, known)]
    return known[face]

"""Linear conditions as arrays, and the linear programme that everything about polytopes rests on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_OPTIONS = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


def maximise(objective: Array, at_least: Array, bounds: Array, equal: Array, to: Array) -> Array | None:
    """
    Maximise ``objective @ x`` with ``at_least @ x >= bounds``, ``equal @ x == to`` and ``x >= 0``.

    Returns
    -------
    numpy.ndarray or None
        A best point; None when there is none.
    """
    from scipy.optimize import linprog

    found = linprog(
        -objective,
        A_ub=-at_least if len(at_least) else None,
        b_ub=-bounds if len(at_least) else None,
        A_eq=equal,
        b_eq=to,
        bounds=(0, None),
        method="highs",
        options=_OPTIONS,
    )
    return np.asarray(found.x, dtype=np.float64) if found.status == 0 else None


def unit_rows(rows: Array, bounds: Array) -> tuple[Array, Array]:
    """Scale conditions to rows of unit length."""
    lengths = np.linalg.norm(rows, axis=1)
    lengths[lengths == 0] = 1.0
    return rows / lengths[:, None], bounds / lengths

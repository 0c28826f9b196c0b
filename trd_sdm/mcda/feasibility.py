"""Tell whether all statements can hold at once and, if not, which ones clash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.preferences import Ordinal, Preference, Row

Array = npt.NDArray[np.float64]

TOLERANCE = 1e-9
_OPTIONS = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


class ContradictionError(ValueError):
    """
    The statements cannot all hold.

    Attributes
    ----------
    clash : tuple of Preference
        A minimal clashing set: leave any one of them out and the others agree.
    statements : tuple of str
        The same in words.
    """

    def __init__(self, clash: Sequence[Preference], titles: Mapping[str, str] | None = None) -> None:
        self.clash = tuple(clash)
        self.statements = tuple(preference.statement(titles) for preference in clash)
        if len(clash) == 1:
            message = f"This statement cannot hold: {self.statements[0]}."
        else:
            message = f"These statements cannot all hold: {'; '.join(self.statements)}."
        super().__init__(message)

    def __reduce__(self) -> tuple[type[ContradictionError], tuple[tuple[Preference, ...]]]:
        return type(self), (self.clash,)


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


def matrices(rows: Sequence[Row], criteria: Sequence[str]) -> tuple[Array, Array, Array, Array]:
    """
    Write rows as arrays, each scaled to unit length.

    Returns
    -------
    at_least, bounds, equal, to : numpy.ndarray
        ``at_least @ w >= bounds`` and ``equal @ w == to``.
    """
    at = {criterion: j for j, criterion in enumerate(criteria)}
    parts: dict[bool, list[Array]] = {False: [], True: []}
    for row in rows:
        line = np.zeros(len(criteria) + 1)
        for criterion, coefficient in row.coefficients.items():
            line[at[criterion]] = coefficient
        line[-1] = row.bound
        length = float(np.linalg.norm(line[:-1]))
        if length > 0:
            parts[row.equal].append(line / length)
    at_least, equal = (np.array(parts[kind]).reshape(-1, len(criteria) + 1) for kind in (False, True))
    return at_least[:, :-1], at_least[:, -1], equal[:, :-1], equal[:, -1]


def check(criteria: Sequence[str], preferences: Sequence[Preference], titles: Mapping[str, str] | None = None) -> None:
    """
    Make sure that some weights meet every statement.

    Statements also clash when together they leave a criterion no weight although none of them says so, as
    "a is worth twice b" and "b is worth twice a" do while a third criterion could take everything.

    Parameters
    ----------
    criteria : sequence of str
        All weighed criteria.
    preferences : sequence of Preference
        What has been said.
    titles : mapping of str to str, optional
        Criterion titles for the message.

    Raises
    ------
    ContradictionError
        Names a minimal clashing set.
    """
    if all(isinstance(preference, Ordinal) for preference in preferences):
        return  # equal weights meet any order
    if _agree(criteria, preferences):
        return
    clash = list(preferences)
    for preference in preferences:
        rest = [other for other in clash if other is not preference]
        if len(rest) < len(clash) and not _agree(criteria, rest):
            clash = rest
    raise ContradictionError(clash, titles)


def _agree(criteria: Sequence[str], preferences: Sequence[Preference]) -> bool:
    rows = [row for preference in preferences for row in preference.rows()]
    return _possible(criteria, rows) and _none_squeezed_out(criteria, rows)


def _possible(criteria: Sequence[str], rows: Sequence[Row]) -> bool:
    at_least, bounds, equal, to = matrices(rows, criteria)
    equal = np.vstack([equal, np.ones(len(criteria))])
    return maximise(np.zeros(len(criteria)), at_least, bounds, equal, np.append(to, 1.0)) is not None


def _none_squeezed_out(criteria: Sequence[str], rows: Sequence[Row]) -> bool:
    """
    Say whether every criterion that is spoken of can have weight, as far as ratios go.

    Criteria to which a statement gives no weight, and those said to matter no more than such a one, are
    left out.
    """
    ratios = [row for row in rows if row.bound == 0]
    nothing = _given_no_weight(ratios)
    needed = sorted({c for row in ratios for c, k in row.coefficients.items() if k} - nothing)
    if not needed:
        return True
    at_least, bounds, equal, to = matrices(ratios, criteria)
    size = len(criteria)
    floor = np.zeros((len(needed), size + 1))
    floor[:, -1] = -1.0  # one more variable: a weight that every needed criterion reaches
    for i, criterion in enumerate(needed):
        floor[i, list(criteria).index(criterion)] = 1.0
    widened = np.vstack([np.pad(at_least, ((0, 0), (0, 1))), floor])
    equal = np.vstack([np.pad(equal, ((0, 0), (0, 1))), np.append(np.ones(size), 0.0)])
    found = maximise(np.eye(size + 1)[-1], widened, np.append(bounds, np.zeros(len(needed))), equal, np.append(to, 1.0))
    return found is not None and float(found[-1]) > TOLERANCE


def _given_no_weight(rows: Sequence[Row]) -> set[str]:
    nothing: set[str] = set()
    while True:
        more = {
            criterion
            for row in rows
            for sign in ((1, -1) if row.equal else (1,))
            for criterion in _silenced(row, sign, nothing)
        }
        if more <= nothing:
            return nothing
        nothing |= more


def _silenced(row: Row, sign: int, nothing: set[str]) -> set[str]:
    """Give the criteria that one row leaves no weight, once those in ``nothing`` have none."""
    left = {c: sign * k for c, k in row.coefficients.items() if k and c not in nothing}
    return set(left) if left and max(left.values()) < 0 else set()

"""Which missing fact would most change the choice? Expected value of perfect information."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.derived import Derived
from trd_sdm.mcda.evaluation import normalised
from trd_sdm.mcda.partial_values import PartialValues
from trd_sdm.mcda.problem import Problem
from trd_sdm.mcda.relative import Relative
from trd_sdm.mcda.sensitivity import Weights

Array = npt.NDArray[np.float64]
Cell = tuple[str, str]

_SAME = 1e-12


@dataclass(frozen=True)
class Information:
    """
    What knowing something for certain would be worth.

    Attributes
    ----------
    kind : str
        ``cell``, ``criterion``, ``option`` or ``everything``.
    alternative, criterion : str or None
        What would be known.
    value : float
        Expected gain in overall value of the option then chosen, 0..1.
    standard_error : float
        Monte Carlo standard error of ``value``.
    changes : float
        Share of draws in which another option would then have the most expected value.
    """

    kind: str
    alternative: str | None
    criterion: str | None
    value: float
    standard_error: float
    changes: float

    @property
    def points(self) -> float:
        """The gain in fit points, 0..100."""
        return 100 * self.value

    @property
    def changes_of_100(self) -> int:
        """In how many of 100 draws the choice would change."""
        return round(100 * self.changes)


def information(problem: Problem, values: PartialValues, weights: Weights) -> tuple[Information, ...]:
    """
    Compute the expected value of perfect information for every cell, criterion and option.

    For one cell: the mean over its draws of the best mean value with that cell known, less the best mean
    value now. Where cells hang together (a shared baseline, a covariance group, derived cells), knowing one
    tells something of the others; what it tells is a cubic regression of the others' values on its own.

    Parameters
    ----------
    problem : Problem
        Says which cells hang together.
    values : PartialValues
        Draws of the problem, or a selection of them.
    weights : mapping or array_like
        Current weights.

    Returns
    -------
    tuple of Information
        Everything at once first, then options, criteria and cells, each kind by falling value. Cells of
        criteria without weight are left out.
    """
    share = normalised(weights, values.criteria)
    study = _Study(values, share, _sources(problem))
    active = [c for c, w in zip(values.criteria, share, strict=True) if w > 0]
    options = [study.known("option", a, None, [(a, c) for c in active]) for a in values.alternatives]
    criteria = [study.known("criterion", None, c, [(a, c) for a in values.alternatives]) for c in active]
    cells = [study.known("cell", a, c, [(a, c)]) for a in values.alternatives for c in active]
    everything = study.known("everything", None, None, [(a, c) for a in values.alternatives for c in active])
    ranked = (sorted(kind, key=lambda item: -item.value) for kind in (options, criteria, cells))
    return (everything, *(item for kind in ranked for item in kind))


def _sources(problem: Problem) -> dict[Cell, frozenset[tuple[str, ...]]]:
    """Name the independent draws that stand behind every cell."""

    def behind(alternative: str, criterion: str) -> frozenset[tuple[str, ...]]:
        cell = problem.performance[alternative, criterion]
        if isinstance(cell, Derived):
            return frozenset().union(*(behind(alternative, part) for part in cell.parts))
        own: tuple[str, ...] = ("cell", alternative, criterion)
        if not isinstance(cell, Relative):
            return frozenset({own})
        effect = own if cell.group is None else ("group", cell.group)
        return frozenset({("baseline", cell.baseline), effect})

    return {key: behind(*key) for key in problem.performance}


class _Study:
    """Mean values now, and how they move with what becomes known."""

    def __init__(self, values: PartialValues, share: Array, sources: dict[Cell, frozenset[tuple[str, ...]]]) -> None:
        self.values, self.share, self.sources = values, share, sources
        self.means = (values.means * share).sum(axis=1)
        self.leader = int(np.argmax(self.means))
        self.rows = {a: i for i, a in enumerate(values.alternatives)}
        self.columns = {c: j for j, c in enumerate(values.criteria)}

    def deviation(self, cell: Cell) -> Array:
        """Give the weighted departure of a cell's values from their mean."""
        i, j = self.rows[cell[0]], self.columns[cell[1]]
        return np.asarray(self.share[j] * (self.values.cells[i, j] - self.values.means[i, j]))

    def known(self, kind: str, alternative: str | None, criterion: str | None, cells: list[Cell]) -> Information:
        """Compute what knowing some cells is worth."""
        moves = np.zeros((len(self.rows), self.values.draws))
        for cell in cells:
            moves[self.rows[cell[0]]] += self.deviation(cell)
        for other, tell in self._told(cells).items():
            moves[self.rows[other[0]]] += _regressed(self.deviation(other), [self.deviation(c) for c in tell])
        then = self.means[:, None] + moves
        best = then.max(axis=0)
        gain = best - then[self.leader]  # the leader's own mean gain is 0, which takes out much noise
        error = float(gain.std() / math.sqrt(len(gain)))
        return Information(kind, alternative, criterion, float(gain.mean()), error, float(np.mean(gain > _SAME)))

    def _told(self, cells: list[Cell]) -> dict[Cell, list[Cell]]:
        """Give the cells that hang together with known ones, and with which."""
        known = set(cells)
        told: dict[Cell, list[Cell]] = {}
        for other in ((a, c) for a in self.rows for c in self.columns):
            if other in known or self.share[self.columns[other[1]]] <= 0:
                continue
            tell = [cell for cell in cells if not self.sources[cell].isdisjoint(self.sources[other])]
            if tell:
                told[other] = tell
        return told


def _regressed(target: Array, known: list[Array]) -> Array:
    """Give the part of ``target`` that cubic functions of the known values tell."""
    columns = [x for x in known if x.std() > 0]
    if not columns:
        return np.zeros_like(target)
    standard = [x / x.std() for x in columns]
    design = np.stack([x**power for x in standard for power in (1, 2, 3)] + [np.ones_like(target)], axis=1)
    fitted, *_ = np.linalg.lstsq(design, target, rcond=None)
    told = design @ fitted
    return np.asarray(told - told.mean())

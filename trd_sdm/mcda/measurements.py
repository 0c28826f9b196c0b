"""Draw every cell of the performance table once, each from its own stream."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.bounded import Unknown
from trd_sdm.mcda.derived import Derived
from trd_sdm.mcda.distributions import count, require
from trd_sdm.mcda.links import LINKS
from trd_sdm.mcda.problem import Problem
from trd_sdm.mcda.relative import Relative
from trd_sdm.mcda.streams import stream

Array = npt.NDArray[np.float64]
Span = tuple[Array, Array]

MOST_NUMBERS = 100_000_000  # 0.8 GB, of which an analysis keeps two or three


@dataclass(frozen=True, eq=False)
class Measurements:
    """
    Joint draws of all measurements.

    Attributes
    ----------
    cells : numpy.ndarray
        ``[options, criteria, draws]``, contiguous, read-only.
    alternatives, criteria : tuple of str
        Ids of the first two axes.
    seed : int
        The run's seed.
    spans : mapping of (str, str) to (low, high)
        For cells with no good data: the ends of what the measurement may be, as scalars or per draw.
    """

    cells: Array
    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    seed: int
    spans: Mapping[tuple[str, str], Span]

    @property
    def array(self) -> Array:
        """The draws as ``[draws, options, criteria]``, without a copy."""
        return self.cells.transpose(2, 0, 1)

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.cells.shape[2])


def measure(problem: Problem, *, draws: int = 4096, seed: int = 0) -> Measurements:
    """
    Draw the whole performance table.

    Every cell has its own stream, named by the seed and its two ids, and so has every baseline and every
    member of a covariance group. Taking away or reordering options or criteria changes no other draw.

    Parameters
    ----------
    problem : Problem
        What is to be drawn.
    draws : int, default 4096
        Joint draws; 9,604 give plus or minus one point in a hundred at worst.
    seed : int, default 0
        The same seed gives the same draws.

    Returns
    -------
    Measurements
        ``draws`` joint draws of every cell.

    Raises
    ------
    ValueError
        If ``draws`` is no whole number of at least 1, if there would be more than 100 million numbers, or if
        a cell draws something that is not a finite number.
    """
    draws, seed = fitting(problem, draws), count("The seed", seed, 0)
    drawing = _Drawing(problem, draws, seed)
    cells = np.empty((len(problem.alternatives), len(problem.criteria), draws))
    spans: dict[tuple[str, str], Span] = {}
    with np.errstate(all="ignore"):  # what is not finite is refused below
        for i, a in enumerate(problem.alternative_ids):
            for j, c in enumerate(problem.criterion_ids):
                cells[i, j] = drawing.cell(a, c)
                span = drawing.span(a, c)
                if span is not None:
                    spans[a, c] = span
        _refuse_infinite(cells, problem)
    cells.setflags(write=False)
    return Measurements(cells, problem.alternative_ids, problem.criterion_ids, int(seed), MappingProxyType(spans))


def fitting(problem: Problem, draws: int) -> int:
    """
    Refuse a number of draws that is none, or more than fits into memory, before anything is drawn.

    Parameters
    ----------
    problem : Problem
        What is to be drawn.
    draws : int
        How often.

    Returns
    -------
    int
        The number of draws.
    """
    draws = count("The number of draws", draws, 1)
    size = len(problem.alternatives) * len(problem.criteria)
    require(
        draws * size <= MOST_NUMBERS,
        f"{draws} draws of {size} estimates are more than the {MOST_NUMBERS // 1_000_000} million numbers allowed; "
        f"this problem can have up to {MOST_NUMBERS // size} draws.",
    )
    return draws


def _refuse_infinite(cells: Array, problem: Problem) -> None:
    if np.isfinite(cells.sum()):  # one pass; the search below is for the message only
        return
    for i, j in np.argwhere(~np.isfinite(cells).all(axis=2)):
        a, c = problem.alternative_ids[i], problem.criterion_ids[j]
        raise ValueError(f"{problem.where(a, c)}: the distribution draws numbers that are not finite.")


class _Drawing:
    """Draws under way: baselines and groups are drawn once and shared."""

    def __init__(self, problem: Problem, draws: int, seed: int) -> None:
        self.problem, self.draws, self.seed = problem, draws, seed
        self._baselines: dict[tuple[str, str], Array] = {}
        self._effects: dict[str, dict[str, Array]] = {}
        self._cells: dict[tuple[str, str], Array] = {}  # only parts of derived cells

    def cell(self, a: str, c: str) -> Array:
        """Draw one cell."""
        cell = self.problem.performance[a, c]
        if isinstance(cell, Derived):
            return cell.combine([self._part(a, part) for part in cell.parts])
        if isinstance(cell, Relative):
            return cell.combine(self._baseline(cell.baseline, cell.link), self._effect(a, c, cell))
        if not hasattr(cell, "sample"):
            raise ValueError(f"{self.problem.where(a, c)}: {cell!r} cannot be drawn.")
        return np.asarray(cell.sample(stream(self.seed, "cell", a, c), self.draws))

    def _part(self, a: str, c: str) -> Array:
        if (a, c) not in self._cells:
            self._cells[a, c] = self.cell(a, c)
        return self._cells[a, c]

    def _baseline(self, name: str, link: str) -> Array:
        """Draw a baseline on the link scale, directly where the distribution is normal there."""
        if (name, link) not in self._baselines:
            distribution, rng = self.problem.baselines[name], stream(self.seed, "baseline", name)
            if getattr(distribution, "link", None) == link and hasattr(distribution, "sample_link"):
                drawn = np.asarray(distribution.sample_link(rng, self.draws))
            else:
                require(hasattr(distribution, "sample"), f"baseline {name!r} cannot be drawn.")
                drawn = LINKS[link].forward(np.asarray(distribution.sample(rng, self.draws)))  # type: ignore[attr-defined]
            self._baselines[name, link] = drawn
        return self._baselines[name, link]

    def _effect(self, a: str, c: str, cell: Relative) -> Array:
        if cell.group is None:
            return cell.mean + cell.sd * stream(self.seed, "cell", a, c).standard_normal(self.draws)
        if cell.group not in self._effects:
            group = self.problem.groups[cell.group]
            streams = [stream(self.seed, "group", cell.group, member) for member in group.members]
            normal = np.stack([rng.standard_normal(self.draws) for rng in streams])
            together = np.einsum("ij,jd->id", group.factor(), normal) + np.array(group.means)[:, None]
            self._effects[cell.group] = dict(zip(group.members, together, strict=True))
        return self._effects[cell.group][a]

    def span(self, a: str, c: str) -> Span | None:
        """Give the ends between which an unknown measurement may lie, or None where there are data."""
        cell = self.problem.performance[a, c]
        if isinstance(cell, Unknown):
            return np.array(cell.low), np.array(cell.high)
        if not isinstance(cell, Derived):
            return None
        spans = [self.span(a, part) for part in cell.parts]
        if all(span is None for span in spans):
            return None
        ends = [span or (self._part(a, p),) * 2 for span, p in zip(spans, cell.parts, strict=True)]
        return cell.span([low for low, _ in ends], [high for _, high in ends])

"""Partial values: what each draw of each measurement is worth; a change of weights only multiplies them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.distributions import require
from trd_sdm.mcda.measurements import Measurements
from trd_sdm.mcda.problem import Problem

Array = npt.NDArray[np.float64]
Span = tuple[Array, Array]

FARTHEST = 1e100  # times the range; sums of squares of such values are still finite


@dataclass(frozen=True, eq=False)
class PartialValues:
    """
    Draws of partial values, kept so that new weights cost one multiplication.

    Attributes
    ----------
    cells : numpy.ndarray
        ``[options, criteria, draws]``, contiguous, read-only.
    alternatives, criteria : tuple of str
        Ids of the first two axes; only weighed criteria.
    seed : int
        The run's seed.
    share_outside : numpy.ndarray
        ``[options, criteria]``, share of draws outside the criterion's range.
    spans : mapping of (str, str) to (low, high)
        For cells with no good data: the ends of the value, as scalars or per draw.
    """

    cells: Array
    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    seed: int
    share_outside: Array
    spans: Mapping[tuple[str, str], Span]

    @property
    def array(self) -> Array:
        """The partial values as ``[draws, options, criteria]``, without a copy."""
        return self.cells.transpose(2, 0, 1)

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.cells.shape[2])

    @cached_property
    def means(self) -> Array:
        """Mean partial values, ``[options, criteria]``."""
        means: Array = self.cells.mean(axis=2)
        means.setflags(write=False)
        return means

    def head(self, draws: int) -> PartialValues:
        """
        Give the first draws only; they are those that a smaller run with the same seed would have made.

        Parameters
        ----------
        draws : int
            How many to keep.

        Returns
        -------
        PartialValues
            A copy, so that the rest can be let go. `share_outside` stays that of all draws.
        """
        require(1 <= draws <= self.draws, f"There are {self.draws} draws; {draws} cannot be kept.")
        cells = self.cells[:, :, :draws].copy()
        cells.setflags(write=False)
        spans = {k: (low[..., :draws], high[..., :draws]) for k, (low, high) in self.spans.items() if low.ndim}
        kept = MappingProxyType({**self.spans, **spans})
        return PartialValues(cells, self.alternatives, self.criteria, self.seed, self.share_outside, kept)

    def select(
        self, alternatives: Collection[str] | None = None, criteria: Collection[str] | None = None
    ) -> PartialValues:
        """
        Take some options or criteria, in the order asked for, without drawing anything anew.

        Parameters
        ----------
        alternatives, criteria : collection of str, optional
            Ids to keep; all when left out.

        Returns
        -------
        PartialValues
            The same draws for what was asked for.

        Raises
        ------
        ValueError
            If nothing is left or an id is not there.
        """
        rows = _positions("option", alternatives, self.alternatives)
        columns = _positions("criterion", criteria, self.criteria)
        cells = self.cells
        if columns != list(range(len(self.criteria))):
            cells = cells[:, columns]
        if rows != list(range(len(self.alternatives))):
            cells = cells[rows]
        cells = np.ascontiguousarray(cells)
        cells.setflags(write=False)
        ids = tuple(self.alternatives[i] for i in rows), tuple(self.criteria[j] for j in columns)
        spans = {key: span for key, span in self.spans.items() if key[0] in ids[0] and key[1] in ids[1]}
        outside = self.share_outside[np.ix_(rows, columns)]
        return PartialValues(cells, *ids, self.seed, outside, MappingProxyType(spans))


def _positions(what: str, wanted: Collection[str] | None, there: tuple[str, ...]) -> list[int]:
    names = list(there if wanted is None else wanted)
    require(names, f"At least one {what} must be kept.")
    require(len(set(names)) == len(names), f"An {what} is asked for twice.")
    for name in names:
        require(name in there, f"There is no {what} {name!r}; there are {', '.join(there)}.")
    return [there.index(name) for name in names]


def partial_values(problem: Problem, measurements: Measurements) -> PartialValues:
    """
    Send every measurement through its criterion's value function.

    Parameters
    ----------
    problem : Problem
        Gives the value functions and says which criteria are weighed.
    measurements : Measurements
        Draws of the same problem.

    Returns
    -------
    PartialValues
        Values of the weighed criteria; 0 at the worst end of a range, 1 at the best.

    Raises
    ------
    ValueError
        If a measurement lies so far outside its range that sums of its values would not be finite.
    """
    weighed = [criterion for criterion in problem.criteria if criterion.weighed]
    rows = _positions("option", problem.alternative_ids, measurements.alternatives)
    columns = _positions("criterion", [criterion.id for criterion in weighed], measurements.criteria)
    cells = np.empty((len(rows), len(columns), measurements.draws))
    outside = np.zeros((len(rows), len(columns)))
    spans: dict[tuple[str, str], Span] = {}
    for j, (column, criterion) in enumerate(zip(columns, weighed, strict=True)):
        worth = criterion.value_function
        for i, row in enumerate(rows):
            drawn = measurements.cells[row, column]
            with np.errstate(all="ignore"):
                cells[i, j] = worth(drawn)
                near = np.abs(cells[i, j]).max() <= FARTHEST  # False for NaN too
            where = problem.where(measurements.alternatives[row], criterion.id)
            require(near, f"{where}: measurements lie more than {FARTHEST:g} ranges outside the criterion's range.")
            if drawn.min() < worth.low or drawn.max() > worth.high:
                outside[i, j] = np.mean((drawn < worth.low) | (drawn > worth.high))
            key = (measurements.alternatives[row], criterion.id)
            if key in measurements.spans:
                ends = [worth(end) for end in measurements.spans[key]]
                spans[key] = np.minimum(*ends), np.maximum(*ends)
    cells.setflags(write=False)
    outside.setflags(write=False)
    ids = problem.alternative_ids, tuple(criterion.id for criterion in weighed)
    return PartialValues(cells, *ids, measurements.seed, outside, MappingProxyType(spans))

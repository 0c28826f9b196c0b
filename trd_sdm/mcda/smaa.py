"""SMAA-2: what can be said about the options when measurements and weights are both uncertain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda import ranking
from trd_sdm.mcda.distributions import count, require
from trd_sdm.mcda.evaluation import Evaluation, evaluate, over_whole_scale, without_data
from trd_sdm.mcda.measurements import Measurements, fitting, measure
from trd_sdm.mcda.partial_values import PartialValues, partial_values
from trd_sdm.mcda.problem import Problem
from trd_sdm.mcda.weights import WeightSample, WeightSpace

__all__ = [
    "Evaluation",
    "Measurements",
    "PartialValues",
    "SmaaResult",
    "accept",
    "evaluate",
    "measure",
    "partial_values",
    "smaa",
]

Array = npt.NDArray[np.float64]

RARELY_FIRST = 0.01  # below it too few draws stand behind a central weight
CONFIDENCE_ROUNDS, CONFIDENCE_CELLS = 5, 1_500_000  # small problems can afford more draws behind the factors
CENTRAL_DRAWS, CENTRAL_CELLS = 100_000, 2_500_000  # and more draws of weights behind the central weights


@dataclass(frozen=True, eq=False)
class SmaaResult:
    """
    Answers of SMAA-2, with what they were counted on.

    Attributes
    ----------
    alternatives, criteria : tuple of str
        Ids.
    rank_acceptability : numpy.ndarray
        ``[options, ranks]``, share of draws in which an option takes a rank; ties share the better one.
    central_weights : numpy.ndarray
        ``[options, criteria]``, mean of the weights that put the option first; NaN for options first in
        under 1 % of draws.
    central_standard_error : numpy.ndarray
        ``[options, criteria]``, Monte Carlo standard errors of `central_weights`.
    values : numpy.ndarray
        ``[options, draws]``, overall value in each draw.
    expected_value : numpy.ndarray
        ``[options]``, mean overall value over weights and measurements.
    value_standard_error : numpy.ndarray
        ``[options]``, Monte Carlo standard error of `expected_value`.
    mean_weights : numpy.ndarray
        ``[criteria]``, mean of the weights drawn.
    unknown : tuple of tuple of str
        For each option the criteria with weight on which it has no good data.
    stretched : mapping of int to (low, high)
        Intervals of such options, which span all that those cells could be worth.
    level : float
        Share of draws inside low..high.
    draws, seed : int
        Size of the sample and its seed.
    partial : PartialValues
        The draws on which confidence factors are counted.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    rank_acceptability: Array
    central_weights: Array
    central_standard_error: Array
    values: Array
    expected_value: Array
    value_standard_error: Array
    mean_weights: Array
    unknown: tuple[tuple[str, ...], ...]
    stretched: Mapping[int, tuple[float, float]]
    level: float
    draws: int
    seed: int
    partial: PartialValues

    @cached_property
    def confidence_factor(self) -> Array:
        """
        Share of measurement draws in which an option is first at its own central weights, ``[options]``.

        NaN where there are no central weights. Counted when first asked for.
        """
        return _confidence(self.partial, self.central_weights)

    @property
    def confidence_standard_error(self) -> Array:
        """Monte Carlo standard errors of `confidence_factor` at the central weights as they are, ``[options]``."""
        p = self.confidence_factor
        return np.sqrt(p * (1 - p) / self.partial.draws)

    @cached_property
    def _interval(self) -> tuple[Array, Array]:
        low, high = ranking.central_interval(self.values, self.level)
        for option, (bottom, top) in self.stretched.items():
            low[option], high[option] = bottom, top
        return low, high

    @property
    def low(self) -> Array:
        """
        Lower end of the interval of each option's value over weights and measurements, ``[options]``.

        Where a weighed cell has no good data the interval spans that cell's whole range.
        """
        return self._interval[0]

    @property
    def high(self) -> Array:
        """Upper end of that interval, ``[options]``."""
        return self._interval[1]

    @cached_property
    def pairwise_winning(self) -> Array:
        """Share of draws in which the row's option is strictly better, ``[options, options]``."""
        return ranking.pairwise(ranking.comparable(self.values))

    @property
    def first(self) -> Array:
        """Share of draws in which each option comes out first, ``[options]``."""
        return self.rank_acceptability[:, 0]

    @property
    def standard_error(self) -> Array:
        """Monte Carlo standard errors of `rank_acceptability`, ``[options, ranks]``."""
        p = self.rank_acceptability
        return np.sqrt(p * (1 - p) / self.draws)

    @property
    def pairwise_standard_error(self) -> Array:
        """Monte Carlo standard errors of `pairwise_winning`, ``[options, options]``."""
        p = self.pairwise_winning
        return np.sqrt(p * (1 - p) / self.draws)


def smaa(problem: Problem, draws: int = 10_000, seed: int = 0, *, level: float = 0.95) -> SmaaResult:
    """
    Do a whole analysis: draw measurements and weights, then count.

    Parameters
    ----------
    problem : Problem
        Options, criteria, measurements and statements about weights.
    draws : int, default 10,000
        Joint draws; 9,604 give plus or minus one point in a hundred at worst.
    seed : int, default 0
        The same seed gives the same bytes.
    level : float, default 0.95
        Share of draws inside the interval of the expected value.

    Returns
    -------
    SmaaResult
        Rank acceptability, central weights, confidence factors, pairwise winning and expected values.

    Raises
    ------
    ContradictionError
        If the statements about weights cannot all hold.
    ValueError
        If ``draws`` or ``seed`` is no usable whole number, or an estimate draws what is not finite.

    References
    ----------
    Lahdelma R, Salminen P (2001), SMAA-2, doi:10.1287/opre.49.3.444.11220.
    """
    draws, seed = fitting(problem, draws), count("The seed", seed, 0)
    space = WeightSpace(problem.weighed, problem.preferences, problem.titles)
    cells = draws * len(problem.alternatives) * len(problem.criteria)
    times = min(CENTRAL_DRAWS // draws, CENTRAL_CELLS // cells)
    weights = space.sample(draws * (1 if "hit-and-run" in space.method else max(1, times)), seed)
    longer = min(CONFIDENCE_ROUNDS, max(1, CONFIDENCE_CELLS // cells))
    values = partial_values(problem, measure(problem, draws=draws * longer, seed=seed))
    main = values if longer == 1 else values.head(draws)
    return accept(main, weights, level=level, longer=values)


def accept(
    values: PartialValues,
    weights: WeightSample,
    *,
    level: float = 0.95,
    longer: PartialValues | None = None,
) -> SmaaResult:
    """
    Count ranks over paired draws of partial values and weights.

    The first draws of the weights go with the draws of the values. Further rounds of weights are met by the
    same values again and sharpen the central weights only: an option first in a few draws of a hundred
    would otherwise have its confidence factor taken at weights known from a few hundred draws.

    Parameters
    ----------
    values : PartialValues
        Draws of partial values.
    weights : WeightSample
        Weights on the same criteria, as many draws as the values have or a multiple of that.
    level : float, default 0.95
        Share of draws inside low..high.
    longer : PartialValues, optional
        More draws of the same values, for the confidence factors only.

    Returns
    -------
    SmaaResult
        All SMAA-2 answers.
    """
    require(weights.criteria == values.criteria, "Weights and values must be on the same criteria.")
    rounds, rest = divmod(weights.cells.shape[1], values.draws)
    require(
        rounds >= 1 and rest == 0,
        f"{values.draws} draws of values need as many of weights, or a multiple, not {weights.cells.shape[1]}.",
    )
    require(0 < level < 1, f"The level must lie between 0 and 1, not at {level}.")
    paired = np.ascontiguousarray(weights.cells[:, : values.draws])
    overall = np.einsum("cd,ocd->od", paired, values.cells)
    ranked = ranking.ranks(ranking.comparable(overall))
    acceptability = ranking.acceptability(ranked)
    mean_weights = paired.mean(axis=1)
    unknown = without_data(values, mean_weights)
    stretched = {i: over_whole_scale(values, i, gap, paired, level) for i, gap in enumerate(unknown) if gap}
    arrays = (
        acceptability,
        *_central_weights(values, weights.cells, ranked == 1),
        overall,
        overall.mean(axis=1),
        overall.std(axis=1) / np.sqrt(values.draws),
        mean_weights,
    )
    for array in arrays:
        array.setflags(write=False)
    counted = (level, values.draws, values.seed, longer or values)
    return SmaaResult(values.alternatives, values.criteria, *arrays, unknown, MappingProxyType(stretched), *counted)


def _central_weights(values: PartialValues, weights: Array, won: npt.NDArray[np.bool_]) -> tuple[Array, Array]:
    """
    Average the weights of the draws that each option wins, first round and further ones.

    Standard errors are those of a ratio of sums over draws of values: rounds that meet the same draw of
    values again are not independent of one another.
    """
    draws, criteria = values.draws, len(weights)
    rounds = [weights[:, start : start + draws] for start in range(0, weights.shape[1], draws)]
    wins = [won]
    for some in rounds[1:]:
        overall = ranking.comparable(np.einsum("cd,ocd->od", some, values.cells))
        wins.append(overall == overall.max(axis=0))
    central, error = np.full((len(won), criteria), np.nan), np.full((len(won), criteria), np.nan)
    for option in np.flatnonzero(won.mean(axis=1) >= RARELY_FIRST):
        at = [np.flatnonzero(first[option]) for first in wins]
        taken = [some.take(places, axis=1) for some, places in zip(rounds, at, strict=True)]
        counted_wins = sum(len(places) for places in at)
        central[option] = sum(chosen.sum(axis=1) for chosen in taken) / counted_wins
        away = [chosen - central[option][:, None] for chosen in taken]
        if len(away) == 1:
            together = away[0]
        else:
            together = np.zeros((criteria, draws))
            for places, chosen in zip(at, away, strict=True):
                together[:, places] += chosen
        error[option] = np.sqrt(np.einsum("cd,cd->c", together, together)) / counted_wins
    return central, error


def _confidence(values: PartialValues, central: Array) -> Array:
    """Count how often each option is first at its own central weights."""
    confidence = np.full(len(central), np.nan)
    overall = np.empty((len(values.alternatives), values.draws))
    for option in np.flatnonzero(~np.isnan(central[:, 0])):
        np.einsum("c,ocd->od", central[option], values.cells, out=overall)
        ranking.make_comparable(overall)
        confidence[option] = np.count_nonzero(overall[option] >= overall.max(axis=0)) / values.draws
    return confidence

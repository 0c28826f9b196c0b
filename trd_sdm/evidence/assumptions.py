"""What was decided rather than found: shown, explained, and switchable where that makes sense."""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from trd_sdm.evidence.base import EvidenceId, Flag, Frozen, Key, Number, Share, Text, Whole
from trd_sdm.evidence.distributions import Beta, OrdinalBandSpec
from trd_sdm.evidence.estimate import Cell, NotNegative

T = TypeVar("T")
Factor = Annotated[Number, Field(ge=1, le=5)]
Tail = Annotated[Number, Field(ge=0, le=1 / 3)]


class Assumption(Frozen, Generic[T]):
    """One assumption: its value, why, whether a user may switch it, and where it comes from."""

    value: T
    why: Text
    switchable: Flag
    source: Text


class ByCertainty(Frozen):
    """One factor for each GRADE level."""

    high: Factor
    moderate: Factor
    low: Factor
    very_low: Factor


class TailByCertainty(Frozen):
    """Probability moved to the band below, and as much to the band above, for each GRADE level."""

    high: Tail
    moderate: Tail
    low: Tail
    very_low: Tail


class Assumptions(Frozen):
    """Everything in ``data/assumptions.yaml``."""

    certainty_widening: Assumption[ByCertainty]
    not_widened_again: Assumption[Literal["derivation.extra_sd"]]
    band_tails: Assumption[TailByCertainty]
    unreported_zero: Assumption[Literal["sensitivity_band"]]
    no_good_data: Assumption[Literal["whole_range_or_bound"]]
    near_tie_points: Assumption[Annotated[Number, Field(ge=0, le=20)]]
    interval_level: Assumption[Annotated[Number, Field(gt=0.5, lt=1)]]
    draws: Assumption[Annotated[Whole, Field(ge=100, le=100_000)]]
    about_right_factor: Assumption[Factor]
    same_worth_factor: Assumption[Factor]
    question_distance: Assumption[Factor]
    waiting_tiers: Assumption[tuple[NotNegative, NotNegative, NotNegative]]
    travel: Assumption[Literal["there_and_back_each_visit"]]

    def widening(self, cell: Cell) -> float:
        """Give the factor on a cell's spread: 1 where the editor has already widened it.

        Returns
        -------
        float
            Factor on the standard deviation on the analysis scale, at least 1.
        """
        if cell.extra_sd > 0.0:
            return 1.0
        return float(getattr(self.certainty_widening.value, cell.certainty.level))

    def band_spread(self, cell: Cell) -> float:
        """Give the probability that a band is really one step lower, and as much that it is one higher.

        Returns
        -------
        float
            Between 0 and 1/3; 0 for a cell that is no ordinal band, or is so by definition.
        """
        if not isinstance(cell.distribution, OrdinalBandSpec) or cell.basis == "by_definition":
            return 0.0
        return float(getattr(self.band_tails.value, cell.certainty.level))

    def band_probabilities(self, cell: Cell, bottom: int, top: int) -> dict[int, float]:
        """Give the probability of each band of an ordinal cell.

        What would fall beyond an end of the scale stays on the end. A zero that only means "not
        reported" spreads to its `sensitivity_band`.

        Raises
        ------
        ValueError
            If the cell is no ordinal band.

        Examples
        --------
        >>> from trd_sdm.evidence import load_library
        >>> library = load_library()
        >>> cell = library.estimate("rtms", "weight_gain")
        >>> library.assumptions.band_probabilities(cell, 0, 3)
        {0: 0.8, 1: 0.2}
        """
        if not isinstance(cell.distribution, OrdinalBandSpec):
            raise ValueError(f"a cell of type {cell.distribution.type} has no bands")
        band, tail = cell.distribution.band, self.band_spread(cell)
        above = cell.sensitivity_band if cell.sensitivity_band is not None else band + 1
        spread: dict[int, float] = {}
        for place, probability in ((band - 1, tail), (band, 1.0 - 2.0 * tail), (above, tail)):
            held = min(max(place, bottom), top)
            if probability > 0.0:
                spread[held] = round(spread.get(held, 0.0) + probability, 12)
        return spread


class CrossCheck(Frozen):
    """A control arm seen elsewhere, set beside the baseline to test it."""

    what: Text
    per_100: Number
    evidence: EvidenceId


class Baseline(Frozen):
    """The chance common to all options when nothing is changed, to which relative effects are applied."""

    option: Key
    criterion: Key
    p: Share
    per_100: Number
    distribution: Beta
    low: Number
    high: Number
    adjustable_low: Number
    adjustable_high: Number
    timepoint: Text
    sources: Annotated[tuple[Key, ...], Field(min_length=1)]
    evidence: Annotated[tuple[EvidenceId, ...], Field(min_length=1)]
    why: Text
    use: Text
    cross_checks: tuple[CrossCheck, ...] = ()

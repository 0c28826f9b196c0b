"""Assumptions: what widens, what does not, and how far an uncertain band spreads."""

from __future__ import annotations

import pytest

from trd_sdm.evidence import Library


@pytest.mark.parametrize(
    ("option", "criterion", "factor"),
    [
        ("rtms", "response", 1.25),  # moderate
        ("esketamine", "response", 1.5),  # low
        ("vns", "response", 2.0),  # very low
        ("ect", "response", 1.0),  # low, but widened already when it was derived
        ("maoi", "response", 1.0),  # very low, likewise
    ],
)
def test_widening_goes_by_certainty_and_never_twice(
    library: Library, option: str, criterion: str, factor: float
) -> None:
    assert library.assumptions.widening(library.estimate(option, criterion)) == factor


@pytest.mark.parametrize(
    ("option", "criterion", "top", "spread"),
    [
        ("ect", "memory_thinking", 3, {3: 1.0}),
        ("augment_antipsychotic", "sedation_fatigue", 3, {2: 1.0}),
        ("stay_optimise", "weight_gain", 3, {0: 1.0}),  # by definition
        ("rtms", "weight_gain", 3, {0: 0.8, 1: 0.2}),  # nothing but silence
    ],
)
def test_bands_spread_by_certainty(
    library: Library, option: str, criterion: str, top: int, spread: dict[int, float]
) -> None:
    cell = library.estimate(option, criterion)
    expected = spread
    if cell.certainty.level in {"high", "moderate"} or cell.basis == "by_definition":
        expected = {int(cell.value or 0): 1.0}
    assert library.assumptions.band_probabilities(cell, 0, top) == expected


def test_every_band_spreads_to_a_whole_and_stays_on_its_scale(library: Library) -> None:
    for option in library.options:
        for key, criterion in library.criteria.items():
            cell = None if criterion.is_derived else library.estimate(option, key)
            if cell is None or cell.distribution.type != "ordinal_band":
                continue
            bottom, top = int(criterion.plausible_low), int(criterion.plausible_high)
            spread = library.assumptions.band_probabilities(cell, bottom, top)
            assert sum(spread.values()) == pytest.approx(1.0)
            assert all(bottom <= band <= top for band in spread)
            assert max(spread, key=lambda band: spread[band]) == cell.value


def test_silence_is_never_a_certain_zero(library: Library) -> None:
    for option in library.options.values():
        for cell in option.estimates.values():
            if cell.zero_basis:
                spread = library.assumptions.band_probabilities(cell, 0, 3)
                assert spread[int(cell.sensitivity_band or 0)] > 0.0, (option.id, cell.criterion)


def test_only_bands_have_bands(library: Library) -> None:
    with pytest.raises(ValueError, match="a cell of type triangular has no bands"):
        library.assumptions.band_probabilities(library.estimate("ect", "onset"), 0, 3)


def test_each_assumption_says_why_and_whence(library: Library) -> None:
    held = library.assumptions
    assert held.near_tie_points.value == 2
    assert held.interval_level.value == 0.95
    assert held.draws.value == 4096
    for name in type(held).model_fields:
        assumption = getattr(held, name)
        assert len(assumption.why) > 40, name
        assert assumption.source, name

"""What is drawn for an estimate follows its distribution, its certainty and the assumptions."""

import math

import numpy as np
import pytest

from trd_sdm import mcda
from trd_sdm.session.problem import distribution, library_problem


def _drawn(library, option, criterion, *, widen):
    return distribution(library.estimate(option, criterion), library, widen=widen)


def test_the_reference_draws_the_shared_baseline_itself(library):
    values = mcda.measure(library_problem(library), draws=1000, seed=1)
    stay = values.alternatives.index("stay_optimise")
    response = values.criteria.index("response")
    drawn = np.asarray(values.array)[:, stay, response]
    baseline = library.baseline.distribution
    assert drawn.mean() == pytest.approx(100 * baseline.a / (baseline.a + baseline.b), abs=1)


def test_low_certainty_widens_the_log_odds_by_its_factor(library):
    narrow, wide = (_drawn(library, "combine_antidepressants", "response", widen=w) for w in (False, True))
    estimate = library.estimate("combine_antidepressants", "response")
    assert wide.sd / narrow.sd == pytest.approx(library.assumptions.widening(estimate))
    assert wide.sd > narrow.sd
    assert wide.mean == narrow.mean


def test_a_cell_the_editor_widened_is_not_widened_again(library):
    assert library.estimate("ect", "response").extra_sd > 0
    assert _drawn(library, "ect", "response", widen=True) == _drawn(library, "ect", "response", widen=False)


def test_a_widened_beta_keeps_its_mean_and_multiplies_its_spread(library):
    estimate = library.estimate("esketamine", "stop_side_effects")
    narrow, wide = (_drawn(library, "esketamine", "stop_side_effects", widen=w) for w in (False, True))

    def spread(cell):
        total = cell.a + cell.b
        return math.sqrt(cell.a * cell.b / total**2 / (total + 1))

    assert wide.mean() == pytest.approx(narrow.mean())
    assert spread(wide) / spread(narrow) == pytest.approx(library.assumptions.widening(estimate))


def test_no_good_data_is_the_whole_range_or_up_to_its_ceiling(library):
    bounded = _drawn(library, "ect", "stop_side_effects", widen=True)
    assert (bounded.low, bounded.high) == (0.0, 28.3)
    free = _drawn(library, "augment_antipsychotic", "memory_thinking", widen=True)
    assert (free.low, free.high) == (0.0, 3.0)


def test_not_reported_is_not_zero(library):
    assert library.estimate("augment_t3", "weight_gain").value == 0
    drawn = _drawn(library, "augment_t3", "weight_gain", widen=True)
    assert drawn.mean() > 0


def test_zero_by_definition_stays_zero(library):
    assert _drawn(library, "stay_optimise", "weight_gain", widen=True) == mcda.Exact(0.0)


def test_well_at_six_months_is_drawn_with_its_parts(library):
    values = mcda.measure(library_problem(library), draws=500, seed=3)
    drawn = np.asarray(values.array)
    at = {name: values.criteria.index(name) for name in ("response", "staying_well", "well_at_six_months")}
    ect = values.alternatives.index("ect")
    response, relapse, well = (drawn[:, ect, at[name]] for name in at)
    np.testing.assert_allclose(well, response * (100 - relapse) / 100)


def test_every_cell_of_the_library_can_be_drawn(library):
    values = mcda.measure(library_problem(library), draws=200, seed=0)
    drawn = np.asarray(values.array)
    assert drawn.shape == (200, len(library.options), len(library.criteria))
    assert np.isfinite(drawn).all()


def _moments(cell):
    low, mode, high = cell.low, cell.mode, cell.high
    mean = (low + mode + high) / 3
    return mean, math.sqrt((low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18)


def test_doubt_widens_a_lopsided_estimate_without_moving_its_mean(library):
    moved = []
    for option in library.options:
        for criterion in library.criteria:
            narrow, wide = (_drawn(library, option, criterion, widen=w) for w in (False, True))
            if not isinstance(narrow, mcda.Triangular):
                continue
            (mean, spread), (wide_mean, wide_spread) = _moments(narrow), _moments(wide)
            k = library.assumptions.widening(library.estimate(option, criterion))
            assert wide_mean == pytest.approx(mean), (option, criterion)
            # From 0 a triangle can be no wider than mean / sqrt(2).
            assert wide_spread == pytest.approx(min(k * spread, mean / math.sqrt(2))), (option, criterion)
            moved.append(k)
    assert len(moved) > 40


def test_nothing_is_drawn_below_nothing_or_above_everybody(library):
    problem = library_problem(library)
    drawn = np.asarray(mcda.measure(problem, draws=4000, seed=5).array)
    for place, criterion in enumerate(library.criteria.values()):
        assert drawn[:, :, place].min() >= 0, criterion.id
        if criterion.is_per_100:
            assert drawn[:, :, place].max() <= 100, criterion.id


def test_switched_off_certainty_spreads_no_band(library):
    for option in library.options:
        for criterion in library.criteria:
            if library.estimate(option, criterion).distribution.type == "ordinal_band":
                assert isinstance(_drawn(library, option, criterion, widen=False), mcda.Exact)


def test_what_is_drawn_does_not_depend_on_what_else_is_picked(library):
    whole = mcda.measure(library_problem(library), draws=300, seed=2)
    few = mcda.measure(library_problem(library, criteria=["well_at_six_months", "onset"]), draws=300, seed=2)
    assert set(few.criteria) == {"response", "staying_well", "well_at_six_months", "onset"}
    for criterion in few.criteria:
        np.testing.assert_array_equal(
            np.asarray(few.array)[:, :, few.criteria.index(criterion)],
            np.asarray(whole.array)[:, :, whole.criteria.index(criterion)],
        )

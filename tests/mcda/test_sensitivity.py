import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trd_sdm.mcda import (
    Alternative,
    Beta,
    Criterion,
    Exact,
    Problem,
    Unknown,
    ValueFunction,
    dominance,
    indifference_curve,
    leaders,
    leave_one_out,
    measure,
    measurement_sweep,
    partial_values,
    switch_measurement,
    switch_weights,
    tornado,
    weight_sweep,
)


def rescaled(weights, j, t):
    """Put weight t on criterion j and share the rest among the others in proportion."""
    others = np.delete(np.arange(len(weights)), j)
    new = np.zeros(len(weights))
    rest = weights[others].sum()
    new[others] = (1 - t) * (weights[others] / rest if rest > 0 else 1 / len(others))
    new[j] = t
    return new


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 5), st.integers(2, 4), st.integers(0, 999))
def test_at_a_switch_weight_two_options_are_level_and_swap(beta_problem, values_of, options, criteria, seed):
    values = values_of(beta_problem(options, criteria, seed), 50, seed)
    weights = np.random.default_rng(seed).dirichlet(np.ones(criteria))
    at = {name: i for i, name in enumerate(values.alternatives)}
    switches = switch_weights(values, weights)
    assert len(switches) == criteria * options * (options - 1) // 2
    for switch in switches:
        j = values.criteria.index(switch.criterion)
        assert switch.current == pytest.approx(weights[j])
        lead = values.means[at[switch.first]] - values.means[at[switch.second]]
        ends = [float(rescaled(weights, j, t) @ lead) for t in (0, 1)]
        if switch.weight is None:
            assert ends[0] * ends[1] > -1e-12
        else:
            assert float(rescaled(weights, j, switch.weight) @ lead) == pytest.approx(0, abs=1e-9)
            assert switch.above == (switch.first if ends[1] > ends[0] else switch.second)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 6), st.integers(1, 4), st.integers(0, 999))
def test_reigns_cover_all_weights_and_name_the_leader(beta_problem, values_of, options, criteria, seed):
    values = values_of(beta_problem(options, criteria, seed), 50, seed)
    weights = np.random.default_rng(seed).dirichlet(np.ones(criteria))
    reigns = leaders(values, weights, "c0")
    assert (reigns[0].start, reigns[-1].end) == (0.0, 1.0)
    for one, two in itertools.pairwise(reigns):
        assert one.end == two.start
        assert one.leader != two.leader
    if criteria == 1:
        return
    for reign in reigns:
        middle = values.means @ rescaled(weights, 0, (reign.start + reign.end) / 2)
        assert values.alternatives[int(np.argmax(middle))] == reign.leader


def test_reigns_of_level_options_go_to_the_first_listed(certain, values_of):
    values = values_of(certain([[0.5, 0.5], [0.5, 0.5]]), 2)
    assert [reign.leader for reign in leaders(values, [1, 1], "c0")] == ["a0"]


def test_a_weight_sweep_is_the_evaluation_at_each_weight(beta_problem, values_of):
    values = values_of(beta_problem(3, 3), 60)
    weights = np.array([0.2, 0.3, 0.5])
    sweep = weight_sweep(values, weights, "c1", steps=5)
    for t, row in zip(sweep.at, sweep.values, strict=True):
        np.testing.assert_allclose(row, values.means @ rescaled(weights, 1, t))
    everything = weight_sweep(values, [0, 1, 0], "c1", steps=2)  # the others share alike
    np.testing.assert_allclose(everything.values[0], values.means[:, [0, 2]].mean(axis=1))


@pytest.fixture(scope="module")
def clinic():
    problem = Problem(
        (
            Criterion("relief", "", ValueFunction(0, 100)),
            Criterion("days", "", ValueFunction(60, 0, ((14, 0.8),))),
        ),
        (Alternative("a"), Alternative("b"), Alternative("c")),
        {
            ("a", "relief"): Beta(30, 30, scale=100),
            ("a", "days"): Exact(30),
            ("b", "relief"): Exact(40),
            ("b", "days"): Exact(7),
            ("c", "relief"): Exact(30),
            ("c", "days"): Unknown(20, 60),
        },
    )
    drawn = measure(problem, draws=500, seed=1)
    return problem, drawn, partial_values(problem, drawn)


def test_a_switch_measurement_makes_the_options_level(clinic):
    problem, _, values = clinic
    weights = {"relief": 3, "days": 1}
    needed = switch_measurement(problem, values, weights, "a", "days", "b")
    overall = values.means @ [0.75, 0.25]
    gap = overall[1] - overall[0]
    moved = problem.criteria[1].value_function(needed) - values.means[0, 1]
    assert 0.25 * float(moved) == pytest.approx(gap)
    assert switch_measurement(problem, values, {"days": 1}, "c", "relief", "b") is None
    assert switch_measurement(problem, values, {"relief": 1, "days": 0.001}, "c", "days", "a") is None


def test_a_measurement_sweep_moves_one_option_only(clinic):
    problem, _, values = clinic
    sweep = measurement_sweep(problem, values, {"relief": 1, "days": 1}, "a", "days", steps=3)
    assert sweep.at.tolist() == [60, 30, 0]
    overall = values.means @ [0.5, 0.5]
    np.testing.assert_allclose(sweep.values[1], overall)  # 30 days is what it is
    np.testing.assert_allclose(sweep.values[:, 1:], np.tile(overall[1:], (3, 1)))
    assert sweep.values[2, 0] - sweep.values[0, 0] == pytest.approx(0.5)


def test_a_tornado_orders_bars_by_length_and_spans_unknown_cells(clinic):
    problem, drawn, values = clinic
    bars = tornado(problem, drawn, values, {"relief": 3, "days": 1}, "a")
    assert [bar.criterion for bar in bars] == ["relief", "days"]
    assert bars[1].length == 0
    low, high = np.quantile(drawn.cells[0, 0], [0.025, 0.975])
    assert (bars[0].at_low, bars[0].at_high) == (pytest.approx(low), pytest.approx(high))
    assert bars[0].value_high - bars[0].value_low == pytest.approx(0.75 * (high - low) / 100)
    unknown = tornado(problem, drawn, values, {"days": 1}, "c")
    assert (unknown[0].at_low, unknown[0].at_high) == (20, 60)
    assert (unknown[0].leads_low, unknown[0].leads_high) == (False, False)


def test_points_on_an_indifference_curve_are_worth_the_same(clinic):
    problem, _, _ = clinic
    curve = indifference_curve(problem, {"relief": 3, "days": 1}, ("days", "relief"), (14, 50))
    worth = 0.25 * problem.criteria[1].value_function(curve[:, 0]) + 0.75 * curve[:, 1] / 100
    np.testing.assert_allclose(worth, 0.25 * 0.8 + 0.75 * 0.5)
    assert 14 in curve[:, 0]
    with pytest.raises(ValueError, match="needs some weight"):
        indifference_curve(problem, {"relief": 1}, ("days", "relief"), (14, 50))


def test_dominance_by_mean_by_distribution_and_by_draw():
    worth = ValueFunction(0, 1)
    problem = Problem(
        (Criterion("x", "", worth), Criterion("y", "", worth)),
        (Alternative("high"), Alternative("low"), Alternative("wide"), Alternative("twin")),
        {
            ("high", "x"): Beta(80, 20), ("high", "y"): Exact(0.5),
            ("low", "x"): Beta(40, 60), ("low", "y"): Exact(0.5),
            ("wide", "x"): Beta(0.5, 0.5), ("wide", "y"): Exact(0.5),
            ("twin", "x"): Beta(40, 60), ("twin", "y"): Exact(0.5),
        },
    )  # fmt: skip
    values = partial_values(problem, measure(problem, draws=2000, seed=1))
    found = dominance(values)
    assert found.by_mean[0].tolist() == [False, True, True, True]
    assert found.stochastic[0].tolist() == [False, True, False, True]
    assert found.share[0, 1] > 0.99
    assert found.share[0, 2] + found.share[2, 0] == pytest.approx(1)
    assert not np.diagonal(found.by_mean).any()


def test_leaving_out_an_option_never_reorders_the_rest(beta_problem, values_of):
    values = values_of(beta_problem(5, 3, 3), 100)
    left = leave_one_out(values, [1, 2, 3])
    assert [item.left_out for item in left] == ["c0", "c1", "c2", "a0", "a1", "a2", "a3", "a4"]
    assert not any(item.order_changes or item.leader_changes for item in left if item.kind == "option")
    assert all(item.left_out not in item.order for item in left if item.kind == "option")


def test_leaving_out_the_criterion_that_decides_changes_the_leader(certain, values_of):
    values = values_of(certain([[1.0, 0.0], [0.0, 0.9]]), 2)
    by_name = {item.left_out: item for item in leave_one_out(values, [2, 1])}
    assert by_name["c0"].leader_changes
    assert by_name["c0"].first == {"a0": 0.0, "a1": 1.0}
    assert not by_name["c1"].leader_changes
    assert [item.kind for item in leave_one_out(values, [1, 0])] == ["option", "option"]


def test_strangers_are_refused(clinic):
    problem, drawn, values = clinic
    with pytest.raises(ValueError, match="no criterion 'q'; there are relief, days"):
        weight_sweep(values, [1, 1], "q")
    with pytest.raises(ValueError, match="no option 'q'"):
        tornado(problem, drawn, values, [1, 1], "q")
    with pytest.raises(ValueError, match="at least two steps"):
        weight_sweep(values, [1, 1], "days", steps=1)

import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trd_sdm.mcda import (
    Alternative,
    Beta,
    ContradictionError,
    Criterion,
    ExactRatio,
    Ordinal,
    Problem,
    RatioBound,
    Uniform,
    Unknown,
    ValueFunction,
    WeightSpace,
    accept,
    evaluate,
    measure,
    partial_values,
    smaa,
)

DRAWS = 500
PREFERENCES = [(), (Ordinal(("c0", "c1")),), (RatioBound(("c0", "c1"), (1, 3)),), (ExactRatio(("c0", "c1"), 2),)]


@settings(deadline=None, max_examples=25)
@given(st.integers(2, 6), st.integers(2, 5), st.integers(0, 99), st.sampled_from(PREFERENCES))
def test_acceptabilities_sum_to_one_over_options_and_ranks(beta_problem, options, criteria, seed, preferences):
    result = smaa(beta_problem(options, criteria, seed, preferences=preferences), DRAWS, seed)
    np.testing.assert_allclose(result.rank_acceptability.sum(axis=0), 1)
    np.testing.assert_allclose(result.rank_acceptability.sum(axis=1), 1)
    wins = result.pairwise_winning
    np.testing.assert_allclose(wins + wins.T, 1 - np.eye(options))
    central = result.central_weights
    shown = result.first >= 0.01
    assert (np.isnan(central).all(axis=1) == ~shown).all()
    np.testing.assert_allclose(central[shown].sum(axis=1), 1)
    assert (np.isnan(result.confidence_factor) == ~shown).all()
    assert (result.low <= result.expected_value).all()
    assert (result.expected_value <= result.high).all()


def test_equal_seeds_give_equal_bytes_and_other_seeds_do_not(beta_problem):
    problem = beta_problem(4, 3, preferences=PREFERENCES[2])
    one, two, other = smaa(problem, DRAWS, 5), smaa(problem, DRAWS, 5), smaa(problem, DRAWS, 6)
    for field in fields(one):
        first, second = getattr(one, field.name), getattr(two, field.name)
        if isinstance(first, np.ndarray):
            assert first.tobytes() == second.tobytes(), field.name
    assert one.expected_value.tobytes() != other.expected_value.tobytes()
    assert (one.draws, one.seed) == (DRAWS, 5)


def test_equal_seeds_give_equal_bytes_in_another_process():
    code = (
        "from trd_sdm.mcda import *; import hashlib;"
        "p = Problem((Criterion('x','',ValueFunction(0,1)), Criterion('y','',ValueFunction(0,1))),"
        "(Alternative('a'), Alternative('b')),"
        "{(o, c): Beta(2, 3 + (o == 'a')) for o in 'ab' for c in 'xy'});"
        "print(hashlib.sha256(smaa(p, 200, 7).rank_acceptability.tobytes()).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 99), factor=st.sampled_from([-3.0, 0.01, 7.0, 1000.0]), shift=st.floats(-50, 50))
def test_another_unit_of_a_criterion_changes_nothing(seed, factor, shift):
    def problem(scale, loc):
        worth = ValueFunction(loc, loc + scale, ((loc + 0.4 * scale, 0.7),))
        return Problem(
            (Criterion("c0", "", worth), Criterion("c1", "", ValueFunction(0, 1))),
            tuple(Alternative(name) for name in "abc"),
            {
                **{(o, "c0"): Beta(2 + k, 5, scale=scale, loc=loc) for k, o in enumerate("abc")},
                **{(o, "c1"): Beta(6 - k, 4) for k, o in enumerate("abc")},
            },
            preferences=(Ordinal(("c0", "c1")),),
        )

    one, two = smaa(problem(1.0, 0.0), DRAWS, seed), smaa(problem(factor, shift), DRAWS, seed)
    np.testing.assert_allclose(one.rank_acceptability, two.rank_acceptability, atol=1e-12)
    np.testing.assert_allclose(one.expected_value, two.expected_value, atol=1e-6)
    np.testing.assert_allclose(one.central_weights, two.central_weights, atol=1e-12)


@settings(deadline=None, max_examples=15)
@given(
    seed=st.integers(0, 99),
    rows=st.permutations(range(4)),
    columns=st.permutations(range(3)),
    preferences=st.sampled_from([*PREFERENCES, (RatioBound(("c0", "c1"), (1, 3)), Ordinal(("c1", "c2")))]),
)
def test_the_order_of_options_and_criteria_changes_nothing(beta_problem, seed, rows, columns, preferences):
    problem = beta_problem(4, 3, seed, preferences=preferences)
    turned = Problem(
        tuple(problem.criteria[j] for j in columns),
        tuple(problem.alternatives[i] for i in rows),
        problem.performance,
        preferences=preferences,
    )
    one, two = smaa(problem, DRAWS, seed), smaa(turned, DRAWS, seed)
    np.testing.assert_allclose(one.rank_acceptability[list(rows)], two.rank_acceptability, atol=1e-12)
    np.testing.assert_allclose(one.expected_value[list(rows)], two.expected_value, atol=1e-12)
    np.testing.assert_allclose(one.pairwise_winning[np.ix_(rows, rows)], two.pairwise_winning, atol=1e-12)
    np.testing.assert_allclose(one.central_weights[np.ix_(rows, columns)], two.central_weights, atol=1e-9)


def test_removing_an_option_leaves_the_others_values_and_winning(beta_problem):
    problem = beta_problem(5, 4, preferences=(Ordinal(("c1", "c0")),))
    whole, fewer = smaa(problem, DRAWS, 3), smaa(problem.only(alternatives=["a0", "a2", "a4"]), DRAWS, 3)
    kept = [0, 2, 4]
    assert np.array_equal(whole.expected_value[kept], fewer.expected_value)
    assert np.array_equal(whole.pairwise_winning[np.ix_(kept, kept)], fewer.pairwise_winning)


def test_one_criterion_and_one_option(beta_problem):
    lone = smaa(beta_problem(1, 1), 50)
    assert lone.rank_acceptability.tolist() == [[1.0]]
    assert lone.central_weights.tolist() == [[1.0]]
    assert lone.confidence_factor.tolist() == [1.0]
    pair = smaa(beta_problem(2, 1), 50)
    assert pair.mean_weights.tolist() == [1.0]


def test_all_tied_options_are_all_first(certain):
    result = smaa(certain([[0.3, 0.6, 0.1]] * 3), 200)
    assert result.rank_acceptability.tolist() == [[1, 0, 0]] * 3
    assert (result.pairwise_winning == 0).all()
    assert (result.confidence_factor == 1).all()


def test_standard_errors_are_those_of_shares(beta_problem):
    result = smaa(beta_problem(3, 2), 900, 1)
    p = result.rank_acceptability
    np.testing.assert_allclose(result.standard_error, np.sqrt(p * (1 - p)) / 30)
    spread = np.std([smaa(beta_problem(3, 2), 900, s).expected_value for s in range(2, 40)], axis=0)
    np.testing.assert_allclose(result.value_standard_error, spread, rtol=0.4)


@pytest.mark.parametrize("draws", [300, 1500])
def test_standard_errors_of_central_weights_and_confidence_are_what_seeds_spread(beta_problem, draws):
    """With 300 draws many rounds of weights meet the same measurements: they are not independent."""
    problem = beta_problem(3, 3, 4)
    results = [smaa(problem, draws, seed) for seed in range(40)]
    shown = ~np.isnan([r.confidence_factor for r in results]).any(axis=0)
    assert shown.sum() >= 2
    for told, spread in [
        ([r.central_standard_error for r in results], np.std([r.central_weights for r in results], axis=0)),
        ([r.confidence_standard_error for r in results], np.std([r.confidence_factor for r in results], axis=0)),
    ]:
        ratio = np.mean(told, axis=0)[shown] / spread[shown]
        assert 0.6 < ratio.min() <= ratio.max() < 1.5


def test_errors_of_hidden_central_weights_are_hidden(certain):
    result = smaa(certain([[0.9, 0.9], [0.1, 0.1]]), 200)
    assert np.isnan(result.central_standard_error[1]).all()
    assert np.isnan(result.confidence_standard_error[1])


def test_an_unknown_cell_spans_its_whole_range_under_sampled_weights_too(certain):
    """As with exact weights: the interval trusts no uniform draw of what nobody knows."""
    told = certain([[0.5, 0.5], [0.5, 0.5]], preferences=(ExactRatio(("c0", "c1"), 1),))
    problem = replace(told, performance={**told.performance, ("a1", "c1"): Unknown(0, 1)})
    values = partial_values(problem, measure(problem, draws=DRAWS))
    exact = evaluate(values, {"c0": 1, "c1": 1})
    drawn = accept(values, WeightSpace(problem.weighed, problem.preferences).sample(DRAWS))
    assert (drawn.low[1], drawn.high[1]) == pytest.approx((0.25, 0.75))
    np.testing.assert_allclose(drawn.low, exact.low)
    np.testing.assert_allclose(drawn.high, exact.high)
    assert drawn.unknown == exact.unknown == ((), ("c1",))

    free = replace(problem, preferences=())
    result = smaa(free, DRAWS)
    plain = smaa(replace(free, performance={**free.performance, ("a1", "c1"): Uniform(0, 1)}), DRAWS)
    assert result.low[1] < plain.low[1]
    assert result.high[1] > plain.high[1]
    assert np.array_equal(result.low[:1], plain.low[:1])
    assert np.array_equal(result.expected_value, plain.expected_value)


def test_an_unknown_cell_that_is_given_no_weight_stretches_nothing(certain):
    told = certain([[0.5, 0.5], [0.4, 0.5]], preferences=(ExactRatio(("c1", "c0"), 0),))
    result = smaa(replace(told, performance={**told.performance, ("a1", "c1"): Unknown(0, 1)}), 50)
    assert (result.low[1], result.high[1]) == (0.4, 0.4)
    assert result.unknown == ((), ())


def test_infeasible_statements_stop_the_analysis_with_titles(beta_problem):
    clash = (ExactRatio(("c0", "c1"), 2), ExactRatio(("c1", "c0"), 2))
    with pytest.raises(ContradictionError, match="Criterion 0 matters exactly 2 times as much as Criterion 1"):
        smaa(beta_problem(2, 3, preferences=clash))


def test_weights_and_values_must_fit(beta_problem, values_of):
    values = values_of(beta_problem(2, 2), 100)
    with pytest.raises(ValueError, match="as many of weights"):
        accept(values, WeightSpace(("c0", "c1")).sample(150))
    with pytest.raises(ValueError, match="same criteria"):
        accept(values, WeightSpace(("c1", "c0")).sample(100))


def test_importing_the_engine_loads_nothing_heavy():
    code = "import sys, trd_sdm.mcda; print([m for m in ('scipy','pandas','altair','pydantic') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

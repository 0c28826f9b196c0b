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
    evaluate,
    measure,
    partial_values,
)
from trd_sdm.mcda.ranking import central_interval

SHAPES = {"options": st.integers(1, 7), "criteria": st.integers(1, 6), "seed": st.integers(0, 999)}


def naive_ranks(overall):
    """1 + number of options with strictly more value, one draw at a time."""
    return np.array([[1 + np.sum(column > v) for v in column] for column in overall.T]).T


@settings(deadline=None, max_examples=40)
@given(**SHAPES)
def test_fast_path_gives_what_plain_numpy_gives(beta_problem, values_of, options, criteria, seed):
    problem = beta_problem(options, criteria, seed)
    values = values_of(problem, 300, seed)
    weights = np.random.default_rng(seed).dirichlet(np.ones(criteria))
    result = evaluate(values, weights, level=0.9)
    overall = np.einsum("doc,c->od", values.array, weights)
    ranks = naive_ranks(np.round(overall, 11))
    shares = np.stack([(ranks == r).mean(axis=1) for r in range(1, options + 1)], axis=1)
    np.testing.assert_allclose(result.rank_acceptability, shares, atol=1e-12)
    low, high = np.quantile(overall, [0.05, 0.95], axis=1)
    np.testing.assert_allclose(result.low, low, atol=1e-12)
    np.testing.assert_allclose(result.high, high, atol=1e-12)
    np.testing.assert_allclose(result.mean, overall.mean(axis=1), atol=1e-12)
    np.testing.assert_allclose(result.contributions.sum(axis=1), result.mean, atol=1e-12)
    np.testing.assert_allclose(result.pairwise, (overall[:, None] > overall[None]).mean(axis=2), atol=1e-12)
    assert result.rank_acceptability.sum(axis=0) == pytest.approx(1)
    assert result.rank_acceptability.sum(axis=1) == pytest.approx(1)
    p = result.first
    np.testing.assert_allclose(result.standard_error, np.sqrt(p * (1 - p) / 300))


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 999), kept=st.sets(st.integers(0, 5), min_size=1))
def test_removing_options_never_changes_the_others(beta_problem, seed, kept):
    problem = beta_problem(6, 4, seed)
    weights = {"c0": 3, "c2": 1.5, "c3": 1}
    names = [f"a{i}" for i in sorted(kept)]
    whole = evaluate(partial_values(problem, measure(problem, draws=64, seed=seed)), weights)
    fewer = problem.only(alternatives=names)
    part = evaluate(partial_values(fewer, measure(fewer, draws=64, seed=seed)), weights)
    view = partial_values(problem, measure(problem, draws=64, seed=seed)).select(alternatives=names)
    for other in (part, evaluate(view, weights)):
        for name in ("values", "mean", "low", "high", "contributions"):
            assert np.array_equal(getattr(other, name), getattr(whole, name)[sorted(kept)]), name


@settings(deadline=None, max_examples=20)
@given(draws=st.integers(1, 700), options=st.integers(2, 40), seed=st.integers(0, 99))
def test_equal_options_tie_to_the_last_bit_wherever_they_stand(draws, options, seed):
    cells = np.random.default_rng(seed).random((1, 5, draws)).repeat(options, axis=0)
    from types import MappingProxyType

    from trd_sdm.mcda import PartialValues

    names = tuple(f"a{i}" for i in range(options))
    values = PartialValues(cells, names, tuple("vwxyz"), 0, np.zeros((options, 5)), MappingProxyType({}))
    result = evaluate(values, np.random.default_rng(seed + 1).dirichlet(np.ones(5)))
    assert (result.values == result.values[0]).all()
    assert (result.first == 1).all()
    assert (result.pairwise == 0).all()


def test_sums_that_are_equal_on_paper_tie(certain, values_of):
    values = values_of(certain([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.2, 0.2, 0.2]]), 3)
    result = evaluate(values, [1, 1, 1])
    assert result.rank_acceptability.tolist() == [[1, 0, 0]] * 3


def test_ties_share_the_better_rank(certain, values_of):
    result = evaluate(values_of(certain([[0.5], [0.9], [0.5], [0.1]]), 2), [1])
    assert result.rank_acceptability.argmax(axis=1).tolist() == [1, 0, 1, 3]


def test_more_than_255_options_are_ranked(certain, values_of):
    table = np.linspace(0, 1, 300)[:, None]
    result = evaluate(values_of(certain(table), 2), [1])
    assert result.rank_acceptability.argmax(axis=1).tolist() == list(range(299, -1, -1))


@settings(deadline=None, max_examples=40)
@given(
    st.integers(1, 3000),
    st.sampled_from([0.5, 0.8, 0.95, 0.999]),
    st.integers(0, 99),
    st.sampled_from(["random", "bands", "sorted", "same"]),
)
def test_intervals_equal_numpy_quantiles_for_any_draws(draws, level, seed, shape):
    rng = np.random.default_rng(seed)
    values = {
        "random": rng.standard_t(2, (3, draws)),
        "bands": rng.integers(0, 3, (3, draws)).astype(float),
        "sorted": np.sort(rng.random((3, draws)), axis=1),
        "same": np.ones((3, draws)),
    }[shape]
    low, high = central_interval(values, level)
    tail = (1 - level) / 2
    np.testing.assert_allclose(low, np.quantile(values, tail, axis=1), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(high, np.quantile(values, 1 - tail, axis=1), rtol=1e-12, atol=1e-12)


def test_an_unknown_cell_spans_its_whole_range():
    problem = Problem(
        (Criterion("x", "", ValueFunction(0, 1)), Criterion("y", "", ValueFunction(50, 0))),
        (Alternative("a"), Alternative("b")),
        {
            ("a", "x"): Beta(20, 20),
            ("a", "y"): Unknown(0, 40),
            ("b", "x"): Exact(0.4),
            ("b", "y"): Exact(10),
        },
    )
    values = partial_values(problem, measure(problem, draws=2000, seed=2))
    result = evaluate(values, {"x": 1, "y": 3})
    assert result.unknown == (("y",), ())
    known = 0.25 * values.cells[0, 0]
    assert result.low[0] == pytest.approx(np.quantile(known, 0.025) + 0.75 * 0.2, abs=1e-12)
    assert result.high[0] == pytest.approx(np.quantile(known, 0.975) + 0.75 * 1.0, abs=1e-12)
    assert result.low[1] == result.high[1] == pytest.approx(0.25 * 0.4 + 0.75 * 0.8)
    unweighed = evaluate(values, {"x": 1})
    assert unweighed.unknown == ((), ())
    assert unweighed.high[0] < 0.75


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ({"c0": 0, "c1": 0}, "Every weight is zero: give at least one criterion some weight"),
        ({}, "Every weight is zero"),
        ({"c0": -1, "c1": 2}, "The weight of 'c0' must be a number of 0 or more"),
        ({"c1": float("nan")}, "The weight of 'c1' must be"),
        ({"q": 1}, "There is no criterion 'q' to weigh; there are c0, c1"),
        ([1, 2, 3], "as many weights in a row"),
    ],
)
def test_unusable_weights_are_refused_in_a_sentence(beta_problem, values_of, weights, sentence):
    with pytest.raises(ValueError, match=sentence):
        evaluate(values_of(beta_problem(2, 2)), weights)


def test_weights_on_any_scale_give_the_same_bytes(beta_problem, values_of):
    values = values_of(beta_problem(3, 2))
    one, two = evaluate(values, {"c0": 1, "c1": 3}), evaluate(values, [25.0, 75.0])
    assert one.values.tobytes() == two.values.tobytes()
    assert one.weights.tolist() == [0.25, 0.75]


def test_results_cannot_be_changed(beta_problem, values_of):
    result = evaluate(values_of(beta_problem(2, 2)), [1, 1])
    with pytest.raises(ValueError, match="read-only"):
        result.mean[0] = 1


def test_selection_keeps_the_order_asked_for_and_refuses_strangers(beta_problem, values_of):
    values = values_of(beta_problem(3, 3), 5)
    chosen = values.select(alternatives=["a2", "a0"], criteria=["c1"])
    assert np.array_equal(chosen.cells, values.cells[[2, 0]][:, [1]])
    assert (chosen.alternatives, chosen.criteria) == (("a2", "a0"), ("c1",))
    with pytest.raises(ValueError, match="no option 'zz'"):
        values.select(alternatives=["zz"])
    with pytest.raises(ValueError, match="At least one option"):
        values.select(alternatives=[])

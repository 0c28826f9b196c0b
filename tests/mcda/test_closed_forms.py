import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trd_sdm.mcda import (
    ExactRatio,
    Ordinal,
    RatioBound,
    WeightSpace,
    certain_acceptability,
    share_ahead,
    smaa,
    two_options,
)

DIFFERENCES = st.lists(
    st.one_of(st.just(0.0), st.sampled_from([0.25, -0.25]), st.floats(-1, 1)), min_size=1, max_size=6
)


@settings(deadline=None, max_examples=60)
@given(DIFFERENCES, st.booleans())
def test_share_ahead_is_the_volume_of_the_favourable_weights(differences, ordered):
    d = np.round(np.array(differences), 3)
    weights = np.random.default_rng(1).standard_exponential((20_000, len(d)))
    if ordered:
        weights = -np.sort(-weights, axis=1)
    found = float(share_ahead(d, ordered=ordered))
    drawn = np.mean(weights @ d > 1e-12)
    assert found == pytest.approx(drawn, abs=0.018)
    behind = float(share_ahead(-d, ordered=ordered))
    everywhere_level = np.allclose(d, 0)
    assert found + behind == pytest.approx(0 if everywhere_level else 1)


def test_share_ahead_takes_whole_tables_at_once():
    table = np.random.default_rng(0).normal(size=(7, 3, 4))
    one_by_one = [[float(share_ahead(row)) for row in block] for block in table]
    np.testing.assert_allclose(share_ahead(table), one_by_one)


@pytest.mark.parametrize("ordered", [False, True])
def test_two_uncertain_options_agree_with_sampling(beta_problem, values_of, ordered):
    order = ("c2", "c0", "c1")
    problem = beta_problem(2, 3, 8, preferences=(Ordinal(order),) if ordered else ())
    ahead, behind = two_options(values_of(problem, 4000, 1), order if ordered else None)
    sampled = smaa(problem, 40_000, 2).pairwise_winning
    assert ahead == pytest.approx(sampled[0, 1], abs=0.015)
    assert ahead + behind == pytest.approx(1)


def test_two_options_refuses_three_and_half_an_order(beta_problem, values_of):
    with pytest.raises(ValueError, match="Two options are needed, not 3"):
        two_options(values_of(beta_problem(3, 2)))
    with pytest.raises(ValueError, match="must name each of c0, c1 once"):
        two_options(values_of(beta_problem(2, 2)), ["c0"])


@pytest.mark.parametrize(
    "preferences",
    [
        (),
        (Ordinal(("c1", "c0")),),
        (RatioBound(("c0", "c2"), (0.5, 2)), Ordinal(("c1", "c2"))),
        (ExactRatio(("c0", "c1"), 1.5),),
        (ExactRatio(("c0", "c1"), 1.5), ExactRatio(("c1", "c2"), 2)),
    ],
)
def test_exact_shares_of_certain_values_agree_with_sampling(certain, preferences):
    table = np.random.default_rng(4).random((4, 3))
    exact = certain_acceptability(table, WeightSpace(("c0", "c1", "c2"), preferences))
    drawn = smaa(certain(table, preferences=preferences), 20_000, 1)
    np.testing.assert_allclose(exact.rank_acceptability, drawn.rank_acceptability, atol=0.016)
    np.testing.assert_allclose(exact.rank_acceptability.sum(axis=0), 1)
    both = ~np.isnan(drawn.central_weights) & (drawn.first > 0.05)[:, None]
    np.testing.assert_allclose(exact.central_weights[both], drawn.central_weights[both], atol=0.01)


def test_equal_options_share_the_better_rank_exactly():
    exact = certain_acceptability([[0.2, 0.9], [0.2, 0.9], [0.8, 0.1]], WeightSpace(("x", "y")))
    np.testing.assert_allclose(exact.rank_acceptability[0], exact.rank_acceptability[1])
    np.testing.assert_allclose(exact.rank_acceptability[0], [4 / 7, 3 / 7, 0])
    np.testing.assert_allclose(exact.rank_acceptability[2], [3 / 7, 0, 4 / 7])


def test_large_problems_are_refused():
    with pytest.raises(ValueError, match="at most 7 options"):
        certain_acceptability(np.zeros((9, 2)), WeightSpace(("x", "y")))

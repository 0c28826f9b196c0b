"""Agreement with answers of independent engines and of exact computations (see data/README.md)."""

import csv
from types import MappingProxyType

import numpy as np
import pytest

from trd_sdm.mcda import (
    ExactRatio,
    PartialValues,
    WeightSample,
    WeightSpace,
    accept,
    certain_acceptability,
    evaluate,
    load_problem,
    smaa,
)
from trd_sdm.mcda.polytope import Polytope

DRAWS = 10_000


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("state", ["nopref", "order", "top_only", "interval_swing", "exact_swing"])
def test_mixed_problems_agree_with_four_million_draws(oracle, data, state, seed):
    expected = oracle(f"own_mixed_{state}.expected.json")
    result = smaa(load_problem(data / f"own_mixed_{state}.json"), DRAWS, seed)
    options = result.alternatives

    def close(found, stored):
        p = np.array(stored)
        return (np.abs(found - p) <= 4 * np.sqrt(p * (1 - p) / DRAWS) + 0.001).all()

    assert close(result.rank_acceptability, [expected["rank_acceptability"][o] for o in options])
    pairs = [[expected["pairwise_winning"][o][p] for p in options] for o in options]
    assert close(result.pairwise_winning, pairs)
    np.testing.assert_allclose(result.expected_value, [expected["expected_value"][o] for o in options], atol=0.003)
    means = [expected["weights_mean"][c] for c in result.criteria]
    np.testing.assert_allclose(result.mean_weights, means, atol=0.008)
    for i, option in enumerate(options):
        first = expected["rank_acceptability"][option][0]
        if first > 0.012:
            assert result.confidence_factor[i] == pytest.approx(expected["confidence_factor"][option], abs=0.015)
        if first > 0.05:
            central = [expected["central_weights"][option][c] for c in result.criteria]
            np.testing.assert_allclose(result.central_weights[i], central, atol=0.01)


@pytest.fixture
def fixed(data):
    with (data / "fixed_draws.csv").open() as file:
        rows = list(csv.DictReader(file))
    weights = np.array([[float(row[f"w_{c}"]) for row in rows] for c in "xyz"])
    cells = np.array([[[float(row[f"{o}_{c}"]) for row in rows] for c in "xyz"] for o in "ABCD"])
    values = PartialValues(cells, tuple("ABCD"), tuple("xyz"), 0, np.zeros((4, 3)), MappingProxyType({}))
    return values, WeightSample(weights, tuple("xyz"))


def test_given_draws_with_ties_give_the_stored_answers_exactly(oracle, fixed):
    expected = oracle("fixed_draws.expected.json")
    result = accept(*fixed)
    for name in ("rank_acceptability", "central_weights", "pairwise_winning"):
        stored = [expected[name][o] for o in "ABCD"]
        np.testing.assert_allclose(getattr(result, name), stored, rtol=0, atol=1e-12)
    confidence = [expected["confidence_factor"][o] for o in "ABCD"]
    np.testing.assert_allclose(result.confidence_factor, confidence, rtol=0, atol=1e-12)
    means = [expected["mean_value"][o] for o in "ABCD"]
    np.testing.assert_allclose(result.expected_value, means, rtol=0, atol=1e-12)


def test_given_draws_at_fixed_weights_give_the_stored_answers_exactly(oracle, fixed):
    expected = oracle("fixed_draws.expected.json")["fixed_weights"]
    result = evaluate(fixed[0], expected["w"])
    stored = [expected["rank_acceptability"][o] for o in "ABCD"]
    np.testing.assert_allclose(result.rank_acceptability, stored, rtol=0, atol=1e-12)
    np.testing.assert_allclose(result.mean, [expected["mean_value"][o] for o in "ABCD"], rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", ["order3", "one_order3", "top_of3", "ratio3", "order5", "ratio4", "bounds4"])
def test_polytopes_have_the_stored_centroid_and_share(oracle, name):
    stored = oracle("weight_polytopes.json")[name]
    rows, bounds = -np.array(stored["A"], dtype=float), -np.array(stored["b"], dtype=float)
    lengths = np.linalg.norm(rows, axis=1)
    polytope = Polytope(rows / lengths[:, None], bounds / lengths, np.zeros((0, stored["n"])), np.zeros(0))
    np.testing.assert_allclose(polytope.centroid, stored["centroid"], rtol=0, atol=1e-9)
    assert polytope.share == pytest.approx(stored["share_of_simplex"], abs=1e-9)


def test_an_exact_ratio_keeps_the_centroid_of_the_flat_set(oracle):
    space = WeightSpace(("a", "b", "c"), (ExactRatio(("a", "b"), 2),))
    stored = oracle("weight_polytopes.json")["exact_ratio3"]["centroid"]
    np.testing.assert_allclose(space.centroid, stored, rtol=0, atol=1e-9)


def test_certain_values_give_the_stored_volumes(oracle, certain):
    stored = oracle("own_5x5_nopref.json")
    exact = certain_acceptability(stored["values"], WeightSpace(stored["criteria"]), stored["alternatives"])
    np.testing.assert_allclose(exact.rank_acceptability, stored["rank_acceptability"], rtol=0, atol=1e-9)
    for found, central in zip(exact.central_weights, stored["central_weights"], strict=True):
        if central is None:
            assert np.isnan(found).all()
        else:
            np.testing.assert_allclose(found, central, rtol=0, atol=1e-9)

    drawn = smaa(certain(stored["values"]), DRAWS, 5)
    p = np.array(stored["rank_acceptability"])
    assert (np.abs(drawn.rank_acceptability - p) <= 4 * np.sqrt(p * (1 - p) / DRAWS) + 0.001).all()
    assert np.isnan(drawn.central_weights[4]).all()

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trd_sdm.mcda import Ordinal, RatioBound, WeightSpace
from trd_sdm.mcda.curve import Curve, nodes
from trd_sdm.mcda.tree import Tree
from trd_sdm.mcda.weight_parts import cut

NAMES = tuple(f"c{i:02d}" for i in range(25))
LOG_BOUNDS = st.tuples(st.sampled_from([-math.inf, -2.0, -0.5, 0.0, 3.0]), st.sampled_from([0.1, 1.0, 4.0, math.inf]))


@st.composite
def trees(draw, most=6):
    """Ratios along the branches of a random tree, from either end."""
    size = draw(st.integers(2, most))
    statements = []
    for k in range(1, size):
        ends = [NAMES[k], NAMES[draw(st.integers(0, k - 1))]]
        low, width = draw(LOG_BOUNDS)
        low = math.exp(low)
        high = low * math.exp(width) if low else math.exp(min(width, 3.0))
        statements.append(RatioBound(tuple(draw(st.permutations(ends))), (low, high)))
    return NAMES[:size], tuple(statements)


@settings(deadline=None, max_examples=60)
@given(trees())
def test_any_tree_has_the_share_and_centroid_of_its_polytope(tree):
    names, statements = tree
    space = WeightSpace(names, statements)
    whole = cut(names, space.limits.between(space.limits.tied))
    np.testing.assert_allclose(space.centroid, whole.centroid, rtol=1e-8, atol=1e-11)
    assert space.share == pytest.approx(whole.share, rel=1e-8)


@settings(deadline=None, max_examples=8)
@given(trees(most=5), st.integers(0, 99))
def test_draws_of_a_tree_are_spread_like_draws_of_its_polytope(tree, seed):
    names, statements = tree
    space = WeightSpace(names, statements)
    whole = cut(names, space.limits.between(space.limits.tied))
    one = space.sample(20_000, seed).cells
    two = whole.sample(seed + 1, 20_000)
    two = two / two.sum(axis=0)
    # Kolmogorov-Smirnov, whose distance exceeds 0.0231 in one of ten thousand
    for a, b in zip(np.sort(one, axis=1), np.sort(two, axis=1), strict=True):
        grid = np.concatenate([a, b])
        apart = np.abs(np.searchsorted(a, grid) - np.searchsorted(b, grid)).max() / 20_000
        assert apart < 0.0231


def test_a_long_chain_is_exact_and_reads_the_same_from_both_ends():
    space = WeightSpace(NAMES, tuple(RatioBound(link, (0.5, 2)) for link in itertools.pairwise(NAMES)))
    assert space.method == "tree"
    np.testing.assert_allclose(space.centroid, space.centroid[::-1], rtol=1e-10)
    cells = space.sample(4000, 1).cells
    ratios = cells[:-1] / cells[1:]
    assert 0.5 - 1e-12 <= ratios.min() <= ratios.max() <= 2 + 1e-12
    error = cells.std(axis=1) / math.sqrt(4000)
    assert (np.abs(cells.mean(axis=1) - space.centroid) < 5 * error).all()


def test_tails_keep_their_digits():
    """A weight pushed far out by many others: draws come from where its own density is almost nothing."""
    many = tuple(RatioBound((NAMES[0], name), (1, math.inf)) for name in NAMES[3:])
    space = WeightSpace(NAMES, (*many, RatioBound((NAMES[1], NAMES[0]), (9, 11)), Ordinal((NAMES[1], NAMES[2]))))
    (part,) = space.parts
    assert isinstance(part, Tree)
    cells = space.sample(4000, 1).cells
    assert 9 - 1e-9 <= (cells[1] / cells[0]).min() <= (cells[1] / cells[0]).max() <= 11 + 1e-9
    error = cells.std(axis=1) / math.sqrt(4000)
    assert (np.abs(cells.mean(axis=1) - space.centroid) < 5 * error).all()


def test_hair_thin_bounds_are_met_by_the_centroid_too():
    thin = RatioBound(("b", "e"), (0.1852429583763408, 0.1852429583763408 * (1 + 3e-9)))
    beyond = (RatioBound(("f", "b"), (1e-9, 2e-9)), RatioBound(("e", "g"), (276, math.inf)))
    space = WeightSpace(tuple("befg"), (thin, *beyond))
    assert space.dimension == 3
    b, e, *_ = space.centroid
    assert thin.bounds[0] * (1 - 1e-15) <= b / e <= thin.bounds[1] * (1 + 1e-15)


def test_a_curve_knows_how_much_lies_between_and_where_a_share_lies():
    start, stop = math.log(1e-14), math.log(800)
    u = nodes(start, stop)
    curve = Curve.of(start, stop, 2 * u - np.exp(u))  # the sizes of Gamma(2): P(below t) = 1 - (1 + t) exp(-t)
    assert curve.log_total == pytest.approx(0, abs=1e-12)
    assert curve.mean(np.exp(u)) == pytest.approx(2, rel=1e-12)
    low, high = np.array([0.5, 1.0, 40.0, 3.0]), np.array([2.0, 1.0 + 1e-6, 60.0, math.inf])

    def tail(t):
        return (1 + t) * np.exp(-t) if t < math.inf else 0.0

    between = np.exp(curve.log_between(np.log(low), np.log(high)))
    exact = [tail(a) - tail(b) for a, b in zip(low, high, strict=True)]
    exact[1] = 1e-6 * math.exp(-1)
    np.testing.assert_allclose(between, exact, rtol=1e-6)
    np.testing.assert_allclose(between[[0, 2, 3]], np.array(exact)[[0, 2, 3]], rtol=1e-8)
    for share in (0.01, 0.5, 0.99):
        at = np.exp(curve.below(np.full(4, share), np.log(low), np.log(high)))
        assert ((at >= low) & (at <= high)).all()
        reached = np.exp(curve.log_between(np.log(low), np.log(at)))
        np.testing.assert_allclose(reached[[0, 2, 3]] / between[[0, 2, 3]], share, rtol=1e-8)

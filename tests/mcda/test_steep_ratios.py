"""Ratios that multiply up to many powers of ten: no false contradiction, and weights that keep to them."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trd_sdm.mcda import (
    ContradictionError,
    ExactRatio,
    Ordinal,
    RatioBound,
    TradeOff,
    WeightBound,
    WeightSpace,
    certain_acceptability,
)

NAMES = tuple(f"c{i:02d}" for i in range(13))
LINKS = list(itertools.pairwise(NAMES))


def worst_miss(space, cells):
    """Give the largest relative amount by which a ratio is missed."""
    at = dict(zip(space.criteria, cells, strict=True))
    worst = 0.0
    for row in (row for preference in space.preferences for row in preference.rows() if not row.bound):
        total = sum(k * at[c] for c, k in row.coefficients.items())
        size = sum(abs(k) * at[c] for c, k in row.coefficients.items())
        miss = np.abs(total) if row.equal else -total
        worst = max(worst, float((miss / np.maximum(size, 1e-300)).max()))
    return worst


STEEP = [
    pytest.param([ExactRatio(link, 100) for link in LINKS[:5]], 0, id="five exact swings of 100"),
    pytest.param([ExactRatio(link, 1e12) for link in LINKS[:8]], 0, id="eight exact swings of 1e12"),
    pytest.param([RatioBound(link, (9, 11)) for link in LINKS[:9]], 9, id="nine times 9 to 11"),
    pytest.param([RatioBound(link, (10, math.inf)) for link in LINKS[:10]], 10, id="ten times at least 10"),
    pytest.param([RatioBound(link, (1e-12, 1e-11)) for link in LINKS[:4]], 4, id="four tiny ratios"),
    pytest.param([TradeOff(link, 1e-6, 1) for link in LINKS[:6]], 6, id="six steep trade-offs"),
    pytest.param([RatioBound((NAMES[0], c), (1e9, 2e9)) for c in NAMES[1:6]], 5, id="a steep star"),
    pytest.param(
        [*(RatioBound(link, (9, 11)) for link in LINKS[:5]), WeightBound((NAMES[0],), 0.1, 0.89)], 5, id="with a bound"
    ),
    pytest.param(
        [*(RatioBound(link, (50, 200)) for link in LINKS[:5]), ExactRatio((NAMES[0], NAMES[5]), 1e10)],
        4,
        id="a chain with its ends tied",
    ),
    pytest.param([RatioBound(LINKS[0], (1e140, math.inf)), Ordinal((NAMES[2], NAMES[0]))], 2, id="1e140"),
]


@pytest.mark.parametrize(("statements", "dimension"), STEEP)
def test_steep_but_consistent_ratios_are_met_by_tiny_weights_above_zero(statements, dimension):
    space = WeightSpace(tuple(sorted({c for s in statements for c in s.criteria})), tuple(statements))
    assert space.dimension == dimension
    for cells in (space.sample(2000, 1).cells, space.centroid[:, None]):
        assert cells.min() > 0
        np.testing.assert_allclose(cells.sum(axis=0), 1, atol=1e-12)
        assert worst_miss(space, cells) < 1e-12
    cells = space.sample(4000, 2).cells
    error = cells.std(axis=1) / math.sqrt(4000)
    np.testing.assert_array_less(np.abs(cells.mean(axis=1) - space.centroid), 5 * error + 1e-9 * space.centroid)


def test_a_chain_of_exact_swings_gives_its_powers():
    space = WeightSpace(NAMES[:6], tuple(ExactRatio(link, 100) for link in LINKS[:5]))
    powers = 100.0 ** -np.arange(6)
    np.testing.assert_allclose(space.centroid, powers / powers.sum(), rtol=1e-12)


def test_at_least_ten_times_down_a_chain_has_the_mean_of_its_corners():
    space = WeightSpace(NAMES[:5], tuple(RatioBound(link, (10, math.inf)) for link in LINKS[:4]))
    corners = [[10.0 ** (k - i) if i <= k else 0.0 for i in range(5)] for k in range(5)]
    mean = np.mean([np.array(corner) / sum(corner) for corner in corners], axis=0)
    np.testing.assert_allclose(space.centroid, mean, rtol=1e-12)
    assert space.share == pytest.approx(1 / math.prod(sum(corner) for corner in corners))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from([1.0, 0.5, 3.0, 1e-4, 1e5]), min_size=3, max_size=5),
    st.integers(0, 2**20),
)
def test_measuring_weights_on_other_scales_only_moves_the_statements(factors, seed):
    """If w meets the statements, w * s meets those with ratios turned by s: steep twins of flat statements."""
    rng = np.random.default_rng(seed)
    names = NAMES[: len(factors)]
    size = dict(zip(names, factors, strict=True))
    pairs = [tuple(rng.permutation(names)[:2]) for _ in range(4)]
    bounds = [sorted(rng.choice([0.25, 0.5, 1.0, 2.0, 5.0], 2, replace=False)) for _ in pairs]
    flat = [RatioBound(p, tuple(b)) for p, b in zip(pairs, bounds, strict=True)]
    steep = [
        RatioBound(s.criteria, tuple(b * size[s.criteria[0]] / size[s.criteria[1]] for b in s.bounds)) for s in flat
    ]
    try:
        one = WeightSpace(names, tuple(flat))
    except ContradictionError:
        with pytest.raises(ContradictionError):
            WeightSpace(names, tuple(steep))
        return
    two = WeightSpace(names, tuple(steep))
    assert two.dimension == one.dimension
    assert worst_miss(two, two.sample(300, 1).cells) < 1e-9


@pytest.mark.parametrize(("short", "clash"), [(1e-6, True), (0.0, False)])
def test_a_steep_circle_clashes_only_if_it_asks_for_too_much(short, clash):
    chain = [RatioBound(link, (100, math.inf)) for link in LINKS[:6]]
    back = RatioBound((NAMES[0], NAMES[6]), (0, 100.0**6 * (1 - short)))
    if clash:
        with pytest.raises(ContradictionError) as caught:
            WeightSpace(NAMES[:7], (*chain, back))
        assert len(caught.value.clash) == 7
    else:
        assert WeightSpace(NAMES[:7], (*chain, back)).dimension == 0


def test_weights_too_small_for_a_number_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match=r"would leave 'c10' less than 1e-290 of the weight"):
        WeightSpace(NAMES[:12], tuple(RatioBound(link, (1e30, 1e40)) for link in LINKS[:11]))


def test_exact_shares_hold_for_steep_statements_too():
    space = WeightSpace(NAMES[:3], (RatioBound(LINKS[0], (1e4, 2e4)), RatioBound(LINKS[1], (1e4, 2e4))))
    # the second must matter 1.5e4 times the third: of thirds evenly spread over 1/2e4 to 1/1e4 that is one in three
    exact = certain_acceptability([[0.5, 1e-4, 0.0], [0.5, 0.0, 1.5]], space)
    assert exact.rank_acceptability[0, 0] == pytest.approx(1 / 3, abs=1e-7)


ZEROS = st.one_of(
    st.builds(lambda p: ExactRatio(p, 0.0), st.permutations("abcd").map(lambda p: tuple(p[:2]))),
    st.builds(lambda p: RatioBound(p, (0.0, 0.0)), st.permutations("abcd").map(lambda p: tuple(p[:2]))),
    st.builds(lambda p: RatioBound(p, (2.0, 3.0)), st.permutations("abcd").map(lambda p: tuple(p[:2]))),
    st.builds(lambda p: TradeOff(p, 0.0, 1.0), st.permutations("abcd").map(lambda p: tuple(p[:2]))),
    st.builds(lambda c: WeightBound((c,), 0.0, 0.0), st.sampled_from("abcd")),
    st.builds(lambda c: WeightBound((c,), 0.3, 1.0), st.sampled_from("abcd")),
    st.builds(Ordinal, st.permutations("abcd").map(lambda p: tuple(p[:3]))),
)


@settings(deadline=None, max_examples=400)
@given(st.lists(ZEROS, min_size=2, max_size=7))
def test_a_named_clash_cannot_be_made_smaller_even_with_statements_of_no_weight(statements):
    try:
        WeightSpace(tuple("abcd"), tuple(statements))
    except ContradictionError as error:
        clash = error.clash
        with pytest.raises(ContradictionError):
            WeightSpace(tuple("abcd"), clash)
        for i in range(len(clash)):
            WeightSpace(tuple("abcd"), clash[:i] + clash[i + 1 :])  # the rest agree

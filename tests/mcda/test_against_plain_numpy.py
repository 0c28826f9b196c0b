"""The whole engine against the most straightforward way: draw everything, throw away what does not fit, count."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from trd_sdm.mcda import (
    Alternative,
    Beta,
    ContradictionError,
    Criterion,
    Exact,
    ExactRatio,
    Gamma,
    Normal,
    Ordinal,
    Problem,
    RatioBound,
    StudentT,
    TradeOff,
    Uniform,
    ValueFunction,
    WeightBound,
    WeightSpace,
    smaa,
)

NAMES = tuple("abcdef")
DRAWS, PLAIN = 6000, 100_000


def plain_weights(names, statements, rng):
    """Draw free weights and keep those that meet every statement, by its own words and not by rows."""
    drawn = rng.dirichlet(np.ones(len(names)), PLAIN)
    w = dict(zip(names, drawn.T, strict=True))
    keep = np.ones(len(drawn), dtype=bool)
    for s in statements:
        c = s.criteria
        match s:
            case Ordinal():
                for more, less in itertools.pairwise(c):
                    keep &= w[more] >= w[less]
            case RatioBound():
                keep &= (w[c[0]] >= s.bounds[0] * w[c[1]]) & (w[c[0]] <= s.bounds[1] * w[c[1]])
            case TradeOff():
                keep &= w[c[0]] * s.first >= w[c[1]] * s.second
            case WeightBound():
                keep &= (w[c[0]] >= s.low) & (w[c[0]] <= s.high)
    return drawn[keep]


def plain_measurement(cell, rng, n):
    match cell:
        case Exact():
            return np.full(n, float(cell.value))
        case Beta():
            return rng.beta(cell.a, cell.b, n)
        case Normal():
            return rng.normal(cell.mu, cell.sd, n)
        case Gamma():
            return rng.gamma(cell.shape, 1 / cell.rate, n)
        case StudentT():
            return cell.mu + cell.scale * rng.standard_t(cell.dof, n)
    return rng.uniform(cell.low, cell.high, n)


def plain_shares(problem, weights, rng):
    """Ranks, winning and means by loops over draws of options."""
    n = len(weights)
    options = problem.alternative_ids
    overall = np.zeros((n, len(options)))
    for i, a in enumerate(options):
        for j, criterion in enumerate(problem.criteria):
            x = plain_measurement(problem.performance[a, criterion.id], rng, n)
            worst, best = criterion.value_function.worst, criterion.value_function.best
            overall[:, i] += weights[:, j] * (x - worst) / (best - worst)
    ranks = 1 + (overall[:, None, :] > overall[:, :, None] + 1e-11).sum(axis=2)
    shares = np.array([[(ranks[:, i] == r + 1).mean() for r in range(len(options))] for i in range(len(options))])
    wins = np.array(
        [[(overall[:, i] > overall[:, k] + 1e-11).mean() for k in range(len(options))] for i in range(len(options))]
    )
    return shares, wins, overall.mean(axis=0), overall.std(axis=0)


def pairs(size):
    return st.permutations(NAMES[:size]).map(lambda p: tuple(p[:2]))


def statements(size):
    return st.one_of(
        st.permutations(NAMES[:size]).flatmap(lambda p: st.integers(2, size).map(lambda n: Ordinal(tuple(p[:n])))),
        st.builds(
            RatioBound, pairs(size), st.sampled_from([(0, 0.8), (0, 3), (0.2, 0.9), (0.5, 4), (1, 9), (2, math.inf)])
        ),
        st.builds(TradeOff, pairs(size), st.sampled_from([0.5, 1.0, 0.8]), st.sampled_from([0.25, 0.5, 1.0])),
        st.builds(
            lambda c, low, high: WeightBound((c,), low, high),
            st.sampled_from(NAMES[:size]),
            st.sampled_from([0.0, 0.05, 0.1]),
            st.sampled_from([0.4, 0.6, 1.0]),
        ),
    )


def cells():
    centre, spread = st.floats(0.1, 0.9), st.sampled_from([0.02, 0.1, 0.3])
    return st.one_of(
        centre.map(Exact),
        st.builds(Beta, st.floats(0.5, 20), st.floats(0.5, 20)),
        st.builds(Normal, centre, spread),
        st.builds(Gamma, st.floats(1, 9), st.floats(4, 20)),
        st.builds(StudentT, centre, spread, st.sampled_from([5.0, 30.0])),
        st.builds(lambda low, w: Uniform(low, low + w), centre, spread),
    )


@st.composite
def problems(draw):
    size, options = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    directions = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    return Problem(
        tuple(
            Criterion(name, "", ValueFunction(0, 1) if up else ValueFunction(1, 0))
            for name, up in zip(NAMES, directions, strict=False)
        ),
        tuple(Alternative(f"o{i}") for i in range(options)),
        {(f"o{i}", name): draw(cells()) for i in range(options) for name in NAMES[:size]},
        preferences=tuple(draw(st.lists(statements(size), max_size=4))),
    )


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(problems(), st.integers(0, 2**16))
def test_any_problem_has_the_shares_that_brute_force_counts(problem, seed):
    rng = np.random.default_rng(seed)
    weights = plain_weights(problem.weighed, problem.preferences, rng)
    try:
        space = WeightSpace(problem.weighed, problem.preferences)
    except ContradictionError:
        assert len(weights) == 0
        return
    assert space.share == pytest.approx(len(weights) / PLAIN, abs=5 * math.sqrt(space.share / PLAIN) + 5e-5)
    assume(len(weights) > 2000)
    shares, wins, means, spread = plain_shares(problem, weights[:10_000], rng)
    result = smaa(problem, DRAWS, seed)

    def close(found, counted):
        room = 5 * np.sqrt(counted * (1 - counted) * (1 / DRAWS + 1 / min(len(weights), 10_000))) + 0.002
        return (np.abs(found - counted) <= room).all()

    assert close(result.rank_acceptability, shares)
    assert close(result.pairwise_winning, wins)
    room = 5 * spread * math.sqrt(1 / DRAWS + 1 / min(len(weights), 10_000)) + 1e-4
    assert (np.abs(result.expected_value - means) <= room).all()
    np.testing.assert_allclose(result.mean_weights, weights.mean(axis=0), atol=0.03)


def test_forty_options_on_three_criteria(beta_problem):
    problem = beta_problem(40, 3, 8, preferences=(Ordinal(("c2", "c0")),))
    rng = np.random.default_rng(0)
    weights = plain_weights(problem.weighed, problem.preferences, rng)[:20_000]
    shares, _, _, _ = plain_shares(problem, weights, rng)
    result = smaa(problem, DRAWS, 3)
    np.testing.assert_allclose(result.rank_acceptability.sum(axis=0), 1)
    room = 5 * np.sqrt(shares * (1 - shares) * (1 / DRAWS + 1 / 20_000)) + 0.002
    assert (np.abs(result.rank_acceptability - shares) <= room).all()


def test_saying_the_same_twice_says_no_more(beta_problem):
    once = (RatioBound(("c0", "c1"), (1, 3)), Ordinal(("c1", "c2")), ExactRatio(("c2", "c3"), 2))
    same = (ExactRatio(("c3", "c2"), 0.5), RatioBound(("c1", "c0"), (1 / 3, 1)), TradeOff(("c1", "c2"), 0.5, 0.5))
    one, two = (
        smaa(beta_problem(4, 4, preferences=told), 500, 2) for told in (once, (*once, *once[::-1], *same, once[0]))
    )
    np.testing.assert_allclose(one.expected_value, two.expected_value, atol=1e-12)
    np.testing.assert_allclose(one.mean_weights, two.mean_weights, atol=1e-12)


@pytest.mark.parametrize("scale", [1e-250, 1e-9, 1e9, 1e250])
def test_units_of_any_magnitude_change_nothing(scale):
    def problem(unit):
        worth = ValueFunction(0, unit)
        return Problem(
            tuple(Criterion(c, "", worth) for c in "ab"),
            tuple(Alternative(o) for o in "xyz"),
            {(o, c): Beta(2 + i, 5 - j, scale=unit) for i, o in enumerate("xyz") for j, c in enumerate("ab")},
        )

    one, two = smaa(problem(1.0), 400, 1), smaa(problem(scale), 400, 1)
    np.testing.assert_allclose(two.rank_acceptability, one.rank_acceptability, atol=0.005)
    np.testing.assert_allclose(two.expected_value, one.expected_value, rtol=1e-9)


def test_statements_about_a_criterion_that_is_not_weighed_are_refused():
    criteria = (Criterion("a", "", ValueFunction(0, 1)), Criterion("b", "", ValueFunction(0, 1), weighed=False))
    table = {("x", "a"): Exact(0.5), ("x", "b"): Exact(0.5)}
    with pytest.raises(ValueError, match=r"preferences\[0\]: 'b' is no weighed criterion"):
        Problem(criteria, (Alternative("x"),), table, preferences=(Ordinal(("a", "b")),))

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trd_sdm.mcda import (
    Alternative,
    Beta,
    CovarianceGroup,
    Criterion,
    Derived,
    Exact,
    LogitNormal,
    LogNormal,
    Normal,
    Problem,
    RelativeCLogLogNormal,
    RelativeLogitNormal,
    RelativeLogNormal,
    RelativeNormal,
    Unknown,
    ValueFunction,
    measure,
    partial_values,
)

PERCENT = ValueFunction(0, 100)
GROUP = CovarianceGroup(("a", "b", "c"), (0.0, 0.4, -0.3), ((0, 0, 0), (0, 0.25, 0.1), (0, 0.1, 0.16)))


def relative_problem() -> Problem:
    return Problem(
        criteria=(
            Criterion("response", "", PERCENT),
            Criterion("relapse", "", ValueFunction(100, 0), weighed=False),
            Criterion("well", "", PERCENT),
            Criterion("grouped", "", PERCENT),
        ),
        alternatives=tuple(Alternative(name) for name in "abc"),
        performance={
            ("a", "response"): RelativeLogitNormal("placebo", mean=0.0, sd=0.0, scale=100),
            ("b", "response"): RelativeLogitNormal("placebo", mean=0.5, sd=0.2, scale=100),
            ("c", "response"): Beta(4, 6, scale=100),
            **{(o, "relapse"): Beta(3, 7, scale=100) for o in "ab"},
            ("c", "relapse"): Unknown(0, 100),
            **{(o, "well"): Derived(("response", "relapse"), "complement_product", scale=100) for o in "abc"},
            **{
                (o, "grouped"): RelativeLogitNormal("placebo", m, np.sqrt(v), 100, group="net")
                for o, m, v in zip("abc", GROUP.means, np.diag(GROUP.matrix), strict=True)
            },
        },
        baselines={"placebo": Beta(30, 70)},
        groups={"net": GROUP},
    )


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**40), st.sets(st.sampled_from("abc"), min_size=1), st.permutations("abc"))
def test_taking_options_away_or_reordering_changes_no_draw(seed, kept, order):
    problem = relative_problem()
    whole = measure(problem, draws=40, seed=seed)
    names = [name for name in order if name in kept]
    fewer = Problem(
        problem.criteria[::-1],
        tuple(Alternative(name) for name in names),
        {key: cell for key, cell in problem.performance.items() if key[0] in kept},
        problem.baselines,
        groups=problem.groups,
    )
    part = measure(fewer, draws=40, seed=seed)
    for i, name in enumerate(names):
        assert np.array_equal(part.cells[i, ::-1], whole.cells["abc".index(name)])


def test_a_longer_run_begins_with_the_shorter_one(beta_problem):
    problem = beta_problem(3, 3)
    short, long = (measure(problem, draws=n, seed=4).cells for n in (50, 200))
    assert np.array_equal(long[:, :, :50], short)


def test_options_on_one_baseline_share_its_draws():
    drawn = measure(relative_problem(), draws=20_000, seed=3)
    a, b = drawn.cells[0, 0], drawn.cells[1, 0]
    assert (a > 0).all()
    assert (a < 100).all()
    difference = np.log(b / (100 - b)) - np.log(a / (100 - a))
    assert difference.mean() == pytest.approx(0.5, abs=0.01)
    assert difference.std() == pytest.approx(0.2, abs=0.01)
    assert np.corrcoef(difference, a)[0, 1] == pytest.approx(0, abs=0.03)


def test_a_group_has_its_covariance_and_a_member_without_variance():
    drawn = measure(relative_problem(), draws=40_000, seed=3).cells[:, 3]
    eta = np.log(drawn / (100 - drawn))
    effects = eta - eta[0]
    np.testing.assert_allclose(effects.mean(axis=1), GROUP.means, atol=0.01)
    np.testing.assert_allclose(np.cov(effects), GROUP.matrix, atol=0.006)


def test_derived_cells_use_the_very_draws_of_their_parts():
    drawn = measure(relative_problem(), draws=100, seed=1).cells
    np.testing.assert_allclose(drawn[:, 2], drawn[:, 0] * (100 - drawn[:, 1]) / 100)


def test_unknown_parts_leave_a_derived_cell_between_its_extremes():
    measurements = measure(relative_problem(), draws=100, seed=1)
    low, high = measurements.spans["c", "well"]
    np.testing.assert_allclose(low, 0)
    np.testing.assert_allclose(high, measurements.cells[2, 0])
    assert set(measurements.spans) == {("c", "relapse"), ("c", "well")}


def test_parts_that_are_not_weighed_get_no_values():
    problem = relative_problem()
    values = partial_values(problem, measure(problem, draws=10))
    assert values.criteria == ("response", "well", "grouped")
    assert set(values.spans) == {("c", "well")}


@pytest.mark.parametrize(
    ("cell", "baseline", "expected"),
    [
        (RelativeNormal("b", 0.5, 0), Exact(2), 2.5),
        (RelativeLogNormal("b", np.log(2), 0), Exact(3), 6.0),
        (RelativeLogNormal("b", np.log(2), 0), LogNormal(np.log(3), 0), 6.0),
        (RelativeLogitNormal("b", np.log(2), 0), Exact(0.5), 2 / 3),
        (RelativeLogitNormal("b", 5.0, 0), LogitNormal(40, 0), 1.0),
        (RelativeLogitNormal("b", 5.0, 0), Exact(0.0), 0.0),
        (RelativeCLogLogNormal("b", np.log(2), 0), Exact(0.3), 1 - 0.7**2),
        (RelativeCLogLogNormal("b", 900.0, 0), Exact(0.3), 1.0),
    ],
)
def test_effects_add_on_their_own_scale(cell, baseline, expected):
    problem = Problem(
        (Criterion("x", "", ValueFunction(0, 10)),), (Alternative("a"),), {("a", "x"): cell}, {"b": baseline}
    )
    assert measure(problem, draws=3).cells == pytest.approx(expected, abs=1e-12)


def test_numbers_without_end_are_refused_with_the_cell():
    problem = Problem((Criterion("x", "", PERCENT),), (Alternative("a"),), {("a", "x"): LogNormal(0, 1)})
    assert np.isfinite(measure(problem, draws=10).cells).all()
    wild = Problem((Criterion("x", "", PERCENT),), (Alternative("a"),), {("a", "x"): Normal(1e308, 1e308)})
    with (
        np.errstate(over="ignore", invalid="ignore"),
        pytest.raises(ValueError, match="performance of 'a' on 'x': the distribution draws"),
    ):
        measure(wild, draws=50)


def test_share_outside_counts_draws_beyond_the_range():
    problem = Problem((Criterion("x", "", ValueFunction(0, 1)),), (Alternative("a"),), {("a", "x"): Normal(0, 1)})
    values = partial_values(problem, measure(problem, draws=20_000))
    assert values.share_outside[0, 0] == pytest.approx(1 - 0.3413, abs=0.02)
    assert values.array.shape == (20_000, 1, 1)


def test_no_draws_are_refused(beta_problem):
    with pytest.raises(ValueError, match="must be 1 or more"):
        measure(beta_problem(2, 2), draws=0)

import numpy as np
import pytest

from trd_sdm.mcda import (
    Beta,
    CLogLogNormal,
    Exact,
    Gamma,
    LogitNormal,
    LogNormal,
    Normal,
    OrdinalBand,
    StudentT,
    Triangular,
    Uniform,
    Unknown,
)

ALL = [
    Exact(3.5),
    Beta(13, 91),
    Beta(4, 2, scale=100, loc=-3),
    Beta(4, 2, scale=-10),
    Normal(-0.4, 0.3),
    Normal(mean=2, sd=0),
    LogNormal(meanlog=0.2, sdlog=0.4),
    LogitNormal(-0.7, 0.6),
    CLogLogNormal(-1.0, 0.3),
    Gamma(30, 1.5),
    StudentT(mean=2.5, scale=0.6, dof=8),
    StudentT(2.5, 0, 8),
    Uniform(180, 300),
    Uniform(5, 5),
    Unknown(0, 10),
    Triangular(0, 2, 10),
    Triangular(0, 0, 1),
    Triangular(1, 4, 4),
    Triangular(3, 3, 3),
]


@pytest.mark.parametrize("distribution", ALL, ids=repr)
def test_draws_follow_the_stated_mean_and_quantiles(distribution):
    drawn = distribution.sample(np.random.default_rng(7), 60_000)
    error = drawn.std() / np.sqrt(len(drawn))
    assert drawn.mean() == pytest.approx(distribution.mean(), abs=5 * error + 1e-9)
    for q in (0.025, 0.3, 0.5, 0.975):
        below = np.mean(drawn <= distribution.quantile(q) + 1e-12)
        if drawn.std() > 0:
            assert below == pytest.approx(q, abs=0.011)
        else:
            assert distribution.quantile(q) == pytest.approx(drawn[0])


def test_a_band_of_probability_zero_is_never_drawn():
    band = OrdinalBand((0, 1, 2, 3, 4), (0, 0.5, 0, 0.5, 0))
    drawn = band.sample(np.random.default_rng(0), 10_000)
    assert set(np.unique(drawn)) == {1.0, 3.0}
    assert band.mean() == 2.0
    assert (band.quantile(0), band.quantile(0.5), band.quantile(0.51), band.quantile(1)) == (1, 1, 3, 3)


def test_one_certain_band_is_certain():
    assert (OrdinalBand((7,), (1.0,)).sample(np.random.default_rng(0), 5) == 7).all()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Exact(float("nan")), "value must be a finite number"),
        (lambda: Beta(0, 1), "a and b must be above 0"),
        (lambda: Normal(0, -1), "sd must not be negative"),
        (lambda: Gamma(1, 0), "shape and rate must be above 0"),
        (lambda: StudentT(0, 1, 0), "dof must be above 0"),
        (lambda: Uniform(2, 1), "must not exceed high"),
        (lambda: Triangular(0, 5, 4), "must be in order"),
        (lambda: OrdinalBand((1, 2), (0.5, 0.6)), "must sum to 1, not 1.1"),
        (lambda: OrdinalBand((1, 2), (1.5, -0.5)), "no probability may be negative"),
        (lambda: OrdinalBand((1, 2), (1.0,)), "need as many probabilities"),
        (lambda: Normal(0, 1).quantile(1.2), "between 0 and 1"),
    ],
)
def test_impossible_parameters_are_refused_with_the_reason(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()

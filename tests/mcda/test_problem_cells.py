"""Cells told relative to a baseline, and survival curves, as files of the open shape have them."""

import numpy as np
import pytest

from trd_sdm.mcda import Exact, OnLink, ProblemFileError, StudentT, measure, problem_from_dict, problem_to_dict


def one_relative(kind, baseline, **more):
    """One option whose effect is certain, on a baseline."""
    relative = {"type": "dnorm", "mu": 0.5, "sigma": 0}
    return {
        "criteria": {"x": {"pvf": {"type": "linear", "direction": "increasing", "range": [0, 100]}}},
        "alternatives": {"A": {}},
        "performanceTable": [
            {"alternative": "A", "criterion": "x", "performance": {
                "type": kind, "parameters": {"baseline": baseline, "relative": relative, **more}}}],
    }  # fmt: skip


def expit(x):
    return 1 / (1 + np.exp(-x))


def icloglog(x):
    return 1 - np.exp(-np.exp(x))


@pytest.mark.parametrize(
    ("kind", "baseline", "back"),
    [
        ("relative-logit-normal", {"type": "exact", "value": -1}, expit),
        ("relative-logit-normal", {"type": "dt", "mu": -1, "stdErr": 0, "dof": 5, "scale": "log odds"}, expit),
        ("relative-logit-normal", {"type": "dnorm", "mu": -1, "sigma": 0, "name": "Placebo"}, expit),
        ("relative-log-normal", {"type": "exact", "value": -1}, np.exp),
        (
            "relative-cloglog-normal",
            {"type": "range", "lowerBound": -1, "upperBound": -1},
            lambda x: 1 - np.exp(-np.exp(x)),
        ),
        ("relative-normal", {"type": "dt", "mu": -1, "stdErr": 0, "dof": 5, "scale": "mean"}, lambda x: x),
    ],
)
def test_a_baseline_of_any_type_is_on_the_scale_of_the_effects(kind, baseline, back):
    problem = problem_from_dict(one_relative(kind, baseline))
    assert measure(problem, draws=3).cells[0, 0] == pytest.approx(back(-1 + 0.5))
    again = problem_from_dict(problem_to_dict(problem))
    assert again == problem


def test_a_plain_beta_baseline_is_on_the_link_scale_and_dbeta_logit_is_a_proportion():
    plain = problem_from_dict(one_relative("relative-logit-normal", {"type": "dbeta", "alpha": 3e9, "beta": 7e9}))
    assert measure(plain, draws=3).cells[0, 0] == pytest.approx(expit(0.3 + 0.5), abs=1e-3)
    share = problem_from_dict(one_relative("relative-logit-normal", {"type": "dbeta-logit", "alpha": 3e9, "beta": 7e9}))
    assert measure(share, draws=3).cells[0, 0] == pytest.approx(expit(np.log(3 / 7) + 0.5), abs=1e-3)
    natural = {"type": "dgamma", "alpha": 4e9, "beta": 1e9, "natural": True}
    rate = problem_from_dict(one_relative("relative-log-normal", natural))
    assert measure(rate, draws=3).cells[0, 0] == pytest.approx(4 * np.exp(0.5), rel=1e-3)
    for problem in (plain, share, rate):
        assert problem_from_dict(problem_to_dict(problem)) == problem


def test_a_proportion_on_one_scale_is_no_baseline_for_effects_on_another():
    content = one_relative("relative-cloglog-normal", {"type": "dbeta-logit", "alpha": 3, "beta": 7})
    with pytest.raises(ProblemFileError, match=r"baseline.type is 'dbeta-logit' under effects on the cloglog scale"):
        problem_from_dict(content)


def test_baselines_on_a_link_scale_have_their_own_mean_and_quantiles():
    baseline = OnLink(StudentT(-1, 0.4, 6), "logit")
    assert baseline.quantile(0.5) == pytest.approx(expit(-1))
    drawn = baseline.sample(np.random.default_rng(0), 100_000)
    assert baseline.mean() == pytest.approx(drawn.mean(), abs=0.002)
    assert np.quantile(drawn, 0.9) == pytest.approx(baseline.quantile(0.9), abs=0.004)
    with pytest.raises(ValueError, match="there is no link 'probit'"):
        OnLink(Exact(0), "probit")


@pytest.mark.parametrize(
    ("told", "worth"),
    [
        ({"summaryMeasure": "survivalAtTime", "time": 12}, lambda rate: np.exp(-12 * rate)),
        ({"summaryMeasure": "mean"}, lambda rate: 1 / rate),
        ({"summaryMeasure": "median"}, lambda rate: np.log(2) / rate),
        ({"summaryMeasure": "none"}, lambda rate: rate),
        ({}, lambda rate: rate),
    ],
)
def test_survival_cells_tell_what_their_curve_is_asked_for(told, worth):
    content = one_relative("relative-survival", {"type": "dsurv", "alpha": 3e9, "beta": 60e9, **told})
    problem = problem_from_dict(content)
    assert measure(problem, draws=3).cells[0, 0] == pytest.approx(worth(0.05 * np.exp(0.5)), rel=1e-3)
    assert problem_from_dict(problem_to_dict(problem)) == problem

    alone = {"type": "dsurv", "parameters": {"alpha": 30, "beta": 600, **told}}
    content["performanceTable"][0]["performance"] = alone
    problem = problem_from_dict(content)
    cell = problem.performance["A", "x"]
    drawn = measure(problem, draws=40_000).cells[0, 0]
    assert drawn.mean() == pytest.approx(cell.mean(), rel=0.01)
    assert np.quantile(drawn, 0.2) == pytest.approx(cell.quantile(0.2), rel=0.02)
    assert problem_from_dict(problem_to_dict(problem)) == problem


def test_survival_at_no_time_is_refused_with_its_place():
    content = one_relative(
        "relative-survival", {"type": "dsurv", "alpha": 3, "beta": 7, "summaryMeasure": "survivalAtTime"}
    )
    with pytest.raises(ProblemFileError, match=r"baseline has no 'time'"):
        problem_from_dict(content)

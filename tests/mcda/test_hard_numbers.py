"""Numbers that are allowed one by one but lead nowhere: refused in a sentence with their place."""

import json

import numpy as np
import pytest

from trd_sdm.mcda import (
    Alternative,
    Beta,
    Criterion,
    Derived,
    Exact,
    Gamma,
    LogNormal,
    Problem,
    RelativeLogNormal,
    StudentT,
    ValueFunction,
    WeightSpace,
    measure,
    partial_values,
    problem_from_dict,
    smaa,
    smaa_report,
)

WORTH = ValueFunction(0, 1)


def one(cell, baselines=None):
    criteria = (Criterion("x", "", WORTH), Criterion("y", "", WORTH, weighed=False))
    cells = {("a", "x"): cell, ("a", "y"): Exact(0.5)}
    return Problem(criteria, (Alternative("a"),), cells, baselines or {})


@pytest.mark.parametrize(
    "problem",
    [
        one(LogNormal(800, 1)),
        one(LogNormal(700, 3)),
        one(Gamma(2, 1e-320)),
        one(StudentT(0, 1, 0.01)),
        one(Derived(("y", "y"), "product", 1e-320)),
        one(RelativeLogNormal("b", 0, 1), {"b": LogNormal(800, 1)}),
    ],
)
def test_draws_without_end_are_refused_with_the_cell_and_no_warning(problem):
    with pytest.raises(ValueError, match="performance of 'a' on 'x': the distribution draws numbers that are not"):
        measure(problem, draws=10_000)


@pytest.mark.parametrize("value", [1e308, -1e308, 1e101])
def test_values_whose_sums_would_have_no_end_are_refused(value):
    problem = one(Exact(value))
    with pytest.raises(ValueError, match="performance of 'a' on 'x': measurements lie more than 1e"):
        partial_values(problem, measure(problem, draws=2))


def test_far_values_that_can_be_summed_give_a_report_json_can_hold():
    report = smaa_report(one(Exact(-1e99)), 50)
    assert json.loads(json.dumps(report, allow_nan=False))["expected_value"]["a"] == pytest.approx(-1e99)


@pytest.mark.parametrize("ends", [(0, 5e-324), (-1e308, 1e308), (1e-310, 0)])
def test_a_range_whose_width_is_no_normal_number_is_refused(ends):
    with pytest.raises(ValueError, match="too wide or too narrow"):
        ValueFunction(*ends)


def test_more_draws_than_fit_into_memory_are_refused_before_any_is_made():
    for run in (lambda n: measure(one(Beta(2, 3)), draws=n), lambda n: smaa(one(Beta(2, 3)), n)):
        with pytest.raises(ValueError, match=r"more than the 100 million numbers allowed; .* up to 50000000 draws"):
            run(1_000_000_000)


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (lambda: smaa(one(Exact(0.5)), 0), "draws must be 1 or more, not 0"),
        (lambda: smaa(one(Exact(0.5)), 1.5), "draws must be a whole number, not 1.5"),
        (lambda: smaa(one(Exact(0.5)), True), "draws must be a whole number, not True"),
        (lambda: smaa(one(Exact(0.5)), 10, 1.7), "seed must be a whole number, not 1.7"),
        (lambda: measure(one(Exact(0.5)), draws=10, seed=-1), "seed must be 0 or more, not -1"),
        (lambda: WeightSpace(("a",)).sample(2.0), "draws must be a whole number, not 2.0"),
    ],
)
def test_draws_and_seeds_are_whole_numbers(run, sentence):
    with pytest.raises(ValueError, match=sentence):
        run()


def test_numpy_integers_are_whole_numbers():
    assert smaa(one(Exact(0.5)), np.int64(3), np.uint8(1)).draws == 3


@pytest.mark.parametrize("make", [Alternative, lambda t: Criterion("x", t, WORTH)])
def test_half_characters_are_refused_in_ids_and_titles(make):
    with pytest.raises(ValueError, match=r"half of a surrogate pair in its (id|title): '\\ud800'"):
        make("\ud800")


def test_a_fault_found_while_drawing_names_the_place_in_the_file():
    content = {
        "criteria": {"x": {"pvf": {"type": "linear", "direction": "increasing", "range": [0, 1]}}},
        "alternatives": {"a": {}, "b": {}},
        "performanceTable": [
            {"alternative": "b", "criterion": "x", "performance": {"type": "exact", "value": 0.5}},
            {
                "alternative": "a",
                "criterion": "x",
                "performance": {"type": "dlnorm", "parameters": {"mu": 800, "sigma": 1}},
            },
        ],
    }
    with pytest.raises(ValueError, match=r"^performanceTable\[1\] \(of 'a' on 'x'\): the distribution draws"):
        measure(problem_from_dict(content), draws=10)

import copy
import json
import math

import numpy as np
import pytest

from trd_sdm.mcda import (
    Alternative,
    Beta,
    CLogLogNormal,
    CovarianceGroup,
    Criterion,
    Derived,
    Exact,
    ExactRatio,
    Gamma,
    LogitNormal,
    LogNormal,
    Normal,
    Ordinal,
    OrdinalBand,
    Problem,
    ProblemFileError,
    RatioBound,
    RelativeCLogLogNormal,
    RelativeLogitNormal,
    RelativeLogNormal,
    RelativeNormal,
    StudentT,
    TradeOff,
    Triangular,
    Uniform,
    Unknown,
    ValueFunction,
    WeightBound,
    load_problem,
    measure,
    problem_from_dict,
    problem_to_dict,
    save_problem,
)

CELLS = [
    Exact(0.4), Beta(2, 3), Beta(2, 3, 10, -1), Normal(0.4, 0.1), LogNormal(-1, 0.2), LogitNormal(0, 1),
    CLogLogNormal(0, 1), Gamma(3, 9), StudentT(0.3, 0.1, 5), Uniform(0.1, 0.2), Unknown(0, 1),
    Triangular(0, 0.2, 1), OrdinalBand((0, 0.5, 1), (0.2, 0.3, 0.5)),
    RelativeLogitNormal("p", 0.3, 0.1, 1.0), RelativeCLogLogNormal("q", 0.3, 0.1, 2.0),
    RelativeNormal("mean", 0.1, 0.2), RelativeLogNormal("rate", 0.1, 0.2),
    RelativeLogitNormal("p", 0.2, 0.3, group="net"), Derived(("c0", "c1"), "complement_product", 1.0),
]  # fmt: skip


def full_problem() -> Problem:
    criteria = [Criterion(f"c{j}", f"Title {j}", ValueFunction(0, 1)) for j in range(len(CELLS))]
    criteria[2] = Criterion("c2", "Falling", ValueFunction(9, -1, ((3.0, 0.2), (1.0, 0.6)), clip=True))
    criteria[1] = Criterion("c1", "A part", ValueFunction(1, 0), weighed=False)
    cells = {("a", f"c{j}"): cell for j, cell in enumerate(CELLS)}
    cells |= {("b", f"c{j}"): Exact(0.5) for j in range(len(CELLS))}
    cells["b", "c17"] = RelativeLogitNormal("p", 0.0, 0.0, group="net")
    return Problem(
        tuple(criteria),
        (Alternative("a", "Option A"), Alternative("b")),
        cells,
        {
            "p": Beta(30, 70),
            "q": CLogLogNormal(-0.5, 0.1),
            "mean": Normal(0.3, 0.05),
            "rate": LogNormal(-1, 0.1),
        },
        (
            Ordinal(("c0", "c3", "c2")),
            RatioBound(("c4", "c5"), (0.5, 3)),
            RatioBound(("c4", "c6"), (0.5, math.inf)),
            ExactRatio(("c7", "c8"), 2),
            TradeOff(("c9", "c0"), 0.5, 1),
            TradeOff(("c10", "c0"), 0.5, 1, equal=True),
            WeightBound(("c12",), 0.01, 0.4),
        ),
        {"net": CovarianceGroup(("a", "b", "gone"), (0.2, 0, 1), ((0.09, 0, 0.01), (0, 0, 0), (0.01, 0, 0.2)))},
    )


def test_everything_a_problem_can_hold_survives_a_file(tmp_path):
    problem = full_problem()
    save_problem(problem, tmp_path / "p.json")
    again = load_problem(tmp_path / "p.json")
    assert problem_to_dict(again) == problem_to_dict(problem)
    for name in ("criteria", "alternatives", "baselines", "preferences", "groups"):
        assert getattr(again, name) == getattr(problem, name), name
    one, two = (measure(p, draws=20, seed=1).cells for p in (problem, again))
    np.testing.assert_allclose(one, two, rtol=1e-12)


def test_stored_problems_survive_a_round_trip(data):
    for path in data.glob("own_mixed_*.json"):
        if "expected" not in path.name:
            problem = load_problem(path)
            assert problem_from_dict(problem_to_dict(problem)) == problem


RELATIVE = {
    "criteria": {
        "sae": {"title": "SAE", "dataSources": [
            {"id": "ds1", "pvf": {"type": "linear", "direction": "decreasing", "range": [0, 1]}}]},
        "change": {"title": "Change", "pvf": {"type": "linear", "direction": "decreasing", "range": [-3, 1]}},
    },
    "alternatives": {"1": {"id": "1", "title": "One"}, "2": {"id": "2", "title": "Two"}},
    "performanceTable": [
        {"criterion": "sae", "dataSource": "ds1", "performance": {"distribution": {
            "type": "relative-logit-normal",
            "parameters": {
                "baseline": {"type": "dbeta-logit", "scale": "log odds", "name": "One", "alpha": 13, "beta": 357},
                "relative": {"type": "dmnorm", "mu": {"1": 0, "2": -0.2}, "cov": {
                    "rownames": ["2", "1"], "colnames": ["1", "2"], "data": [[0, 0.5], [0, 0]]}}}}}},
        {"criterion": "change", "performance": {
            "type": "relative-normal",
            "parameters": {
                "baseline": {"type": "dnorm", "scale": "mean", "name": "One", "mu": -0.8, "sigma": 0.04},
                "relative": {"type": "dmnorm", "mu": {"1": 0, "2": 0.6}, "cov": {
                    "rownames": ["1", "2"], "colnames": ["1", "2"], "data": [[0, 0], [0, 0.05]]}}}}},
    ],
}  # fmt: skip


def test_relative_effects_with_covariance_are_read_as_the_open_shape_has_them():
    problem = problem_from_dict(RELATIVE)
    drawn = measure(problem, draws=40_000, seed=1).cells
    assert drawn[0, 0].mean() == pytest.approx(13 / 370, abs=0.001)
    log_odds = np.log(drawn[:, 0] / (1 - drawn[:, 0]))
    assert (log_odds[1] - log_odds[0]).mean() == pytest.approx(-0.2, abs=0.02)
    assert (log_odds[1] - log_odds[0]).var() == pytest.approx(0.5, rel=0.03)
    assert (drawn[1, 1] - drawn[0, 1]).mean() == pytest.approx(0.6, abs=0.01)
    assert np.corrcoef(drawn[0, 0], drawn[0, 1])[0, 1] == pytest.approx(0, abs=0.02)  # two baselines, not one


def small() -> dict:
    return {
        "criteria": {
            "x": {"title": "Ex", "pvf": {"type": "linear", "direction": "increasing", "range": [0, 1]}},
            "y": {"pvf": {
                "type": "piecewise-linear", "direction": "decreasing", "range": [0, 60],
                "cutoffs": [14], "values": [0.8]}},
        },
        "alternatives": {"A": {"title": "Option A"}},
        "performanceTable": [
            {"alternative": "A", "criterion": "x",
             "performance": {"type": "dbeta", "parameters": {"alpha": 2, "beta": 3}}},
            {"alternative": "A", "criterion": "y", "performance": {"type": "exact", "value": 5}},
        ],
        "preferences": [{"type": "ratio bound", "criteria": ["x", "y"], "bounds": [1, 2]}],
    }  # fmt: skip


def put(path, value):
    def change(content):
        *way, last = path
        for key in way:
            content = content[key]
        if value is KeyError:
            del content[last]
        else:
            content[last] = value

    return change


FIRST = ("performanceTable", 0)
FAULTS = [
    (put(("criteria",), KeyError), "the document has no 'criteria'"),
    (put(("criteria",), []), r"criteria is \[\]; allowed: an object"),
    (put(("criteria",), {}), "criteria is empty; allowed: at least one entry"),
    (put(("criteria", "x"), 3), "criteria.x is 3; allowed: an object"),
    (put(("criteria", "x", "title"), ["a"]), r"criteria.x.title is \[\"a\"\]; allowed: a text"),
    (put(("criteria", "x", "pvf", "range"), [1, 0]), r"criteria.x.pvf.range is \[1, 0\]; allowed: two numbers"),
    (put(("criteria", "x", "pvf", "range"), [0]), "criteria.x.pvf.range has 1 numbers; allowed: exactly 2"),
    (put(("criteria", "x", "pvf", "range", 1), "1"), r"criteria.x.pvf.range\[1\] is \"1\"; allowed: a finite"),
    (put(("criteria", "x", "pvf", "direction"), "up"), "is \"up\"; allowed: increasing, decreasing"),
    (put(("criteria", "y", "pvf", "cutoffs"), [70]), r"criteria.y.pvf.cutoffs is \[70\]; allowed: numbers between 0"),
    (put(("criteria", "y", "pvf", "values"), [0.8, 0.9]), "criteria.y.pvf.values has 2 numbers; allowed: exactly 1"),
    (put(("criteria", "y", "pvf", "values"), [1.8]), "criteria.y.pvf: The value 1.8"),
    (put((*FIRST, "performance", "type"), "dcauchy"), r"performanceTable\[0\].performance.type is \"dcauchy\""),
    (
        put((*FIRST, "performance", "parameters", "alpha"), -2),
        r"performanceTable\[0\].performance: beta: a and b must be above 0",
    ),
    (
        put((*FIRST, "performance", "parameters", "alpha"), True),
        r"performance.parameters.alpha is true; allowed: a finite number",
    ),
    (put((*FIRST, "performance", "parameters", "alpha"), KeyError), "parameters has no 'alpha'"),
    (put((*FIRST, "alternative"), "Q"), r"performanceTable\[0\].alternative is \"Q\"; allowed: A"),
    (put((*FIRST, "criterion"), {"a": 1}), r"performanceTable\[0\].criterion is {\"a\": 1}; allowed: x, y"),
    (put((*FIRST, "criterion"), "y"), r"performanceTable\[1\] is a second estimate of 'A' on 'y'"),
    (put(FIRST, KeyError), "'A' has no estimate on criterion 'x'"),
    (put(("preferences", 0, "type"), "gut"), r"preferences\[0\].type is \"gut\"; allowed: ordinal"),
    (put(("preferences", 0, "criteria", 1), "q"), r"preferences\[0\].criteria\[1\] is \"q\"; allowed: x, y"),
    (put(("preferences", 0, "criteria"), ["x"]), r"preferences\[0\]: ratio bound: two criteria are needed"),
    (put(("preferences", 0, "bounds"), [3, 2]), r"preferences\[0\]: ratio bound: bounds must be"),
    (put(("preferences", 0, "bounds"), [1, 10**400]), r"bounds\[1\] is 1000"),
    (put(("preferences",), "none"), "preferences is \"none\"; allowed: a list"),
    (put(("prefernces",), []), "the document has the unknown key 'prefernces'; allowed: 'preferences', perhaps"),
    (put(("anything",), 1), "unknown key 'anything'; allowed: criteria, alternatives, performanceTable, preferences"),
    (put(("criteria", "x", "wieghed"), True), "criteria.x has the unknown key 'wieghed'; allowed: 'weighed', perhaps"),
    (put(("criteria", "x", "weighed"), "no"), "criteria.x.weighed is \"no\"; allowed: true or false"),
    (put(("criteria", "x", "pvf", "clip"), "yes"), "criteria.x.pvf.clip is \"yes\"; allowed: true or false"),
    (put(("criteria", "x", "pvf", "clips"), True), "criteria.x.pvf has the unknown key 'clips'"),
    (put(("alternatives", "A", "titel"), "a"), "alternatives.A has the unknown key 'titel'; allowed: 'title', perhaps"),
    (put((*FIRST, "performances"), {}), r"performanceTable\[0\] has the unknown key 'performances'"),
    (put((*FIRST, "performance", "parameters", "gamma"), 1), "parameters has the unknown key 'gamma'; allowed: alpha"),
    (put((*FIRST, "performance", "distributions"), {}), "performance has the unknown key 'distributions'"),
    (put(("preferences", 0, "ratio"), 3), r"preferences\[0\] has the unknown key 'ratio'; allowed: type, crit"),
    (
        put(("preferences", 0), {"type": "trade-off", "criteria": ["x", "y"], "steps": [1, 1], "equal": "true"}),
        r"preferences\[0\].equal is \"true\"; allowed: true or false",
    ),
    (put(("alternatives",), {str(i): {} for i in range(500)}), "alternatives has 500 entries; allowed: at most 200"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), FAULTS, ids=[sentence for _, sentence in FAULTS])
def test_a_fault_is_told_with_its_place_and_what_is_allowed(change, sentence):
    content = copy.deepcopy(small())
    problem_from_dict(content)
    change(content)
    with pytest.raises(ProblemFileError, match=sentence) as caught:
        problem_from_dict(content)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"{", "p.json: not JSON at line 1, column 2"),
        (b"\xff\xfe\x00\x01", "p.json: not a text file in UTF-8"),
        (b"[" * 200_000, "p.json: nested more deeply"),
        (b'{"criteria": NaN}', "p.json: holds NaN, which is not a JSON number"),
        (b'{"a": 1, "a": 2}', "p.json: the key 'a' occurs twice"),
        (b'{"a": ' + b"9" * 9000 + b"}", "p.json: holds a number that cannot be read"),
        (b" " * 5_000_001, "p.json: larger than the 5 MB allowed"),
        (b"3", "p.json: the document is 3; allowed: an object"),
        (b"", "p.json: not JSON"),
    ],
)
def test_files_that_are_no_problem_get_one_clear_line(tmp_path, raw, sentence):
    path = tmp_path / "p.json"
    path.write_bytes(raw)
    with pytest.raises(ProblemFileError, match=sentence) as caught:
        load_problem(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_told_by_name(tmp_path):
    with pytest.raises(ProblemFileError, match=r"none.json: cannot be read \(No such file"):
        load_problem(tmp_path / "none.json")


def test_relative_faults_are_told_with_their_place():
    content = copy.deepcopy(RELATIVE)
    relative = content["performanceTable"][0]["performance"]["distribution"]["parameters"]["relative"]
    relative["cov"]["data"] = [[0.3, 0.5], [0, 0]]
    with pytest.raises(ProblemFileError, match="relative: covariance group: the covariance is not"):
        problem_from_dict(content)
    relative["cov"]["rownames"] = ["2", "3"]
    with pytest.raises(ProblemFileError, match="cov has other row or column names than mu"):
        problem_from_dict(content)


def test_an_empty_list_of_preferences_may_be_left_out():
    content = small()
    del content["preferences"]
    assert problem_from_dict(json.loads(json.dumps(content))).preferences == ()


def test_what_other_tools_write_for_people_does_no_harm():
    content = small()
    content |= {"title": "T", "schemaVersion": "1.3.4", "valueTree": {"children": []}, "preferences": {}}
    content["criteria"]["x"] |= {"description": "D", "unitOfMeasurement": "%", "scale": [0, 100], "isFavorable": True}
    content["performanceTable"][1] = {
        "alternative": "A", "criterion": "y", "dataSource": "ds", "performance": {
            "distribution": {"type": "dnorm", "parameters": {"mu": 9, "sigma": 1}},
            "effect": {"type": "exact", "value": 5, "input": {"value": 5, "lowerBound": 3}}}}  # fmt: skip
    problem = problem_from_dict(content)
    assert problem.performance["A", "y"] == Normal(9, 1)
    assert problem.preferences == ()


def test_an_upper_ratio_is_a_bound_from_above_only():
    content = small()
    content["preferences"] = [
        {"type": "upper ratio", "elicitationMethod": "choice", "criteria": ["x", "y"], "bound": 3}
    ]
    assert problem_from_dict(content).preferences == (RatioBound(("x", "y"), (0, 3)),)

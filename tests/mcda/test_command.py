import json
from dataclasses import replace

import pytest

from trd_sdm.mcda import ContradictionError, ExactRatio, Unknown, format_report, load_problem, smaa, smaa_report


@pytest.fixture(scope="module")
def problem(data):
    return load_problem(data / "own_mixed_order.json")


@pytest.fixture
def unknown_cell(certain):
    told = certain([[0.5, 0.5], [0.5, 0.5]])
    criteria = (told.criteria[0], replace(told.criteria[1], title="Cost"))
    return replace(told, criteria=criteria, performance={**told.performance, ("a1", "c1"): Unknown(0, 1)})


def test_the_report_is_plain_json_with_every_answer(problem):
    report = json.loads(json.dumps(smaa_report(problem, 2000, 3), allow_nan=False))
    result = smaa(problem, 2000, 3)
    assert report["rank_acceptability"] == dict(zip("ABCD", result.rank_acceptability.tolist(), strict=True))
    assert report["expected_value"]["B"] == result.expected_value[1]
    assert report["pairwise_winning"]["A"]["C"] == result.pairwise_winning[0, 2]
    assert report["central_weights"]["A"]["relief"] == result.central_weights[0, 0]
    assert (report["draws"], report["seed"]) == (2000, 3)
    assert report["no_good_data"] == {}
    errors = report["standard_error"]
    told = ("rank_acceptability", "central_weights", "confidence_factor", "pairwise_winning", "expected_value")
    assert set(errors) == set(told)
    for name in told:
        assert set(errors[name]) == set(report[name])
    assert errors["central_weights"]["A"]["relief"] == result.central_standard_error[0, 0] > 0
    assert errors["confidence_factor"]["A"] == result.confidence_standard_error[0] > 0


def test_central_weights_of_options_rarely_first_are_hidden(certain):
    report = smaa_report(certain([[0.9, 0.9], [0.1, 0.1]]), 200)
    assert report["central_weights"]["a1"] is None
    assert report["confidence_factor"] == {"a0": 1.0, "a1": None}
    assert report["standard_error"]["central_weights"]["a1"] is None
    assert report["standard_error"]["confidence_factor"] == {"a0": 0.0, "a1": None}


def test_an_option_without_good_data_is_told_beside_its_interval(unknown_cell):
    report = smaa_report(unknown_cell, 500)
    assert report["no_good_data"] == {"a1": ["c1"]}
    assert "No good data on Cost for a1: its interval spans all of it." in format_report(report)


def test_the_table_shows_whole_numbers_out_of_a_hundred(problem):
    text = format_report(smaa_report(problem, 2000, 3))
    assert text.startswith("Out of 100, from 2000 draws (seed 3)")
    lines = text.splitlines()
    assert lines[2].split() == ["value", "95", "%", "of", "draws", "rank", "1", "rank", "2", "rank", "3", "rank", "4"]
    assert lines[3].startswith("A ")
    assert "." not in "".join(lines[2:])


def test_infeasible_statements_reach_the_caller(beta_problem):
    clash = (ExactRatio(("c0", "c1"), 2), ExactRatio(("c1", "c0"), 2))
    with pytest.raises(ContradictionError) as caught:
        smaa_report(beta_problem(2, 2, preferences=clash), 10)
    assert len(caught.value.statements) == 2

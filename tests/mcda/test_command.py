import json

import pytest

from trd_sdm.mcda import ContradictionError, ExactRatio, format_report, load_problem, smaa, smaa_report


@pytest.fixture(scope="module")
def problem(data):
    return load_problem(data / "own_mixed_order.json")


def test_the_report_is_plain_json_with_every_answer(problem):
    report = json.loads(json.dumps(smaa_report(problem, 2000, 3), allow_nan=False))
    result = smaa(problem, 2000, 3)
    assert report["rank_acceptability"] == dict(zip("ABCD", result.rank_acceptability.tolist(), strict=True))
    assert report["expected_value"]["B"] == result.expected_value[1]
    assert report["pairwise_winning"]["A"]["C"] == result.pairwise_winning[0, 2]
    assert report["central_weights"]["A"]["relief"] == result.central_weights[0, 0]
    assert (report["draws"], report["seed"]) == (2000, 3)
    assert set(report["standard_error"]) == {"rank_acceptability", "pairwise_winning", "expected_value"}


def test_central_weights_of_options_rarely_first_are_hidden(certain):
    report = smaa_report(certain([[0.9, 0.9], [0.1, 0.1]]), 200)
    assert report["central_weights"]["a1"] is None
    assert report["confidence_factor"] == {"a0": 1.0, "a1": None}


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

"""The engine on a problem file, from the command line."""

import json
from pathlib import Path

PROBLEMS = Path(__file__).resolve().parents[1] / "mcda" / "data"
KEYS = {
    "rank_acceptability",
    "central_weights",
    "confidence_factor",
    "pairwise_winning",
    "expected_value",
    "draws",
    "seed",
    "standard_error",
}


def test_a_problem_file_is_analysed_with_its_seed_and_draws(run_json):
    report = run_json("smaa", PROBLEMS / "own_mixed_order.json", "--draws", 2000, "--seed", 4)
    assert set(report) >= KEYS
    assert (report["draws"], report["seed"]) == (2000, 4)
    for ranks in report["rank_acceptability"].values():
        assert abs(sum(ranks) - 1) < 1e-9


def test_contradictory_preferences_end_with_2_and_the_clash(run, tmp_path):
    problem = json.loads((PROBLEMS / "own_mixed_nopref.json").read_text(encoding="utf-8"))
    first, second = list(problem["criteria"])[:2]
    problem["preferences"] = [
        {"type": "ordinal", "criteria": [first, second]},
        {"type": "ratio bound", "criteria": [second, first], "bounds": [2, 3]},
    ]
    path = tmp_path / "clash.json"
    path.write_text(json.dumps(problem), encoding="utf-8")
    result = run("smaa", path)
    assert result.exit_code == 2
    assert "cannot all hold" in result.stderr


def test_a_bad_problem_file_gets_one_message_with_its_place(run, tmp_path):
    problem = json.loads((PROBLEMS / "own_mixed_nopref.json").read_text(encoding="utf-8"))
    problem["performanceTable"][2]["performance"] = {"type": "guess"}
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(problem), encoding="utf-8")
    result = run("smaa", path)
    assert result.exit_code == 1
    assert "performanceTable[2]" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_faults_that_only_drawing_finds_get_one_message_too(run, tmp_path):
    problem = json.loads((PROBLEMS / "own_mixed_nopref.json").read_text(encoding="utf-8"))
    problem["performanceTable"][2]["performance"] = {"type": "dlnorm", "parameters": {"mu": 800, "sigma": 1}}
    path = tmp_path / "wild.json"
    path.write_text(json.dumps(problem), encoding="utf-8")
    result = run("smaa", path, "--json")
    assert result.exit_code == 1
    assert result.stderr.startswith("wild.json: performanceTable[2]")
    assert len(result.stderr.strip().splitlines()) == 1


def test_more_draws_than_fit_into_memory_are_refused_in_a_sentence(run):
    result = run("smaa", PROBLEMS / "own_mixed_nopref.json", "--draws", 1_000_000_000)
    assert result.exit_code == 1
    assert "million numbers allowed" in result.stderr


def test_half_characters_are_refused_with_their_place(run, tmp_path):
    problem = json.loads((PROBLEMS / "own_mixed_nopref.json").read_text(encoding="utf-8"))
    problem["alternatives"]["\ud800"] = {}
    path = tmp_path / "half.json"
    path.write_text(json.dumps(problem), encoding="utf-8")  # json writes the escape, which is ASCII
    result = run("smaa", path)
    assert result.exit_code == 1
    assert result.stderr.startswith("half.json: alternatives has the key")

"""``trd-sdm replay`` says whether a saved record still comes to the numbers it was saved with."""

import json

import pytest

from tests.export.conftest import DAY, whole_record
from trd_sdm.evidence import load_library
from trd_sdm.session.replay import compute
from trd_sdm.session.saved import to_file


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture
def saved(tmp_path, library):
    record = whole_record(library)
    path = tmp_path / "record.json"
    path.write_text(to_file(record, library, computed=compute(record, library, on=DAY)), encoding="utf-8")
    return path


def test_a_record_saved_here_is_identical(run, run_json, saved):
    result = run("replay", saved)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Identical: 5 options, 3 sets of ratings, judged for 2026-11-27.\nThen sha256:")
    assert run_json("replay", saved)["identical"] is True


def test_one_number_changed_by_hand_is_named_and_so_is_the_change(run, saved):
    data = json.loads(saved.read_text(encoding="utf-8"))
    data["weights"]["patient"]["response"] = 20
    saved.write_text(json.dumps(data), encoding="utf-8")
    result = run("replay", saved)
    assert result.exit_code == 1
    assert "Not identical:" in result.stdout
    assert "The file was changed after it was saved." in result.stdout
    assert "ECT, fit, by the patient: " in result.stdout


def test_another_evidence_is_said_to_be_the_reason(run, saved):
    data = json.loads(saved.read_text(encoding="utf-8"))
    data["saved"]["evidence"] = "0.9"
    data["saved"]["app"] = "0.0.9"
    saved.write_text(json.dumps(data), encoding="utf-8")
    said = run("replay", saved).stdout
    assert "It was made with evidence 0.9; this is" in said
    assert "It was made by version 0.0.9; this is" in said


def test_a_file_with_no_sums_in_it_says_so(run, tmp_path, library):
    path = tmp_path / "bare.json"
    path.write_text(whole_record(library).to_json(), encoding="utf-8")
    result = run("replay", path)
    assert result.exit_code == 2
    assert "this file holds no sums to compare with" in result.stderr


def test_while_the_stop_holds_nothing_is_compared(run, tmp_path, library):
    record = whole_record(library)
    held = record.with_(safety={"checks": record.safety.model_dump()["checks"]})
    path = tmp_path / "stopped.json"
    path.write_text(to_file(held, library), encoding="utf-8")
    result = run("replay", path)
    assert result.exit_code == 2
    assert "the safety stop holds in this record, so nothing is compared" in result.stderr


def test_what_is_no_record_is_refused_with_its_place(run, tmp_path):
    path = tmp_path / "none.json"
    path.write_text('{"saved": 3}', encoding="utf-8")
    result = run("replay", path)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr

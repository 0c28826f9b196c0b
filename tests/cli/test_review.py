"""The review of a record, from the command line."""

import pytest

from trd_sdm.evidence import load_library
from trd_sdm.session.answers import answer
from trd_sdm.session.record import Record

KEYS = {
    "trials",
    "trd",
    "stages",
    "open_checks",
    "verdicts",
    "washouts",
    "safety_stop",
    "put_back",
    "library_version",
    "on",
}


@pytest.fixture
def saved(tmp_path):
    def save(*answers):
        library = load_library()
        record = Record(library_version=library.version)
        for key, value in answers:
            record = answer(record, key, value, library)
        path = tmp_path / "record.json"
        path.write_text(record.to_json(), encoding="utf-8")
        return path

    return save


def test_the_report_holds_every_part_and_every_option(run_json, saved):
    report = run_json("review", saved(("facts.age", "from_65")), "--on", "2026-11-23")
    assert set(report) >= KEYS
    assert set(report["verdicts"]) == set(load_library().options)
    assert report["on"] == "2026-11-23"
    assert report["verdicts"]["cbt"]["text"].startswith("No rule fired; this is not proof of safety")


def test_a_safety_stop_is_said_before_anything_else(run, saved):
    shown = run("review", saved(("safety.check", {"item9": 2}))).stdout
    first = shown.strip().splitlines()[0]
    assert "stop" in first.lower()
    assert "WHAT WAS TRIED" in shown


def test_a_bad_day_and_a_bad_record_are_refused_in_one_line(run, saved, tmp_path):
    result = run("review", saved(), "--on", "tomorrow")
    assert (result.exit_code, len(result.stderr.strip().splitlines())) == (2, 1)
    result = run("review", tmp_path / "nowhere.json")
    assert (result.exit_code, len(result.stderr.strip().splitlines())) == (2, 1)

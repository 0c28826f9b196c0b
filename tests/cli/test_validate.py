"""Every fault is said with its place; hostile files get one clear line."""

import shutil

import pytest

from trd_sdm.places import PACKAGE

DATA = PACKAGE / "data"


def test_the_shipped_evidence_has_no_faults(run):
    result = run("validate", DATA)
    assert (result.exit_code, result.stderr) == (0, "")


def test_five_planted_faults_are_all_reported_each_with_its_place(run, tmp_path):
    path = tmp_path / "ect.yaml"
    text = (DATA / "options" / "ect.yaml").read_text(encoding="utf-8")
    planted = [
        ("short_name: ECT", "short_name: ECT with a name that is far too long for a chart"),
        ("level: moderate", "level: excellent"),
        ("type: logit_normal", "type: magic"),
        ("directness: MDD", "directness: mice"),
        ("replaces_current_drug: false", "replaces_current_drug: maybe"),
    ]
    for old, new in planted:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    result = run("validate", path)
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if line.startswith(str(path))]
    assert len(lines) == 5, result.stderr
    for place in ("short_name", "certainty.level", "distribution", "directness", "replaces_current_drug"):
        assert any(place in line for line in lines), (place, lines)
    assert all("(line " in line and "allowed" in line for line in lines), lines
    assert "5 faults found" in result.stderr


def test_a_broken_fact_hides_no_other_fault(run, tmp_path):
    path = tmp_path / "ect.yaml"
    text = (DATA / "options" / "ect.yaml").read_text(encoding="utf-8")
    planted = [
        ("source: ketect2022_t3", "source: nosuch", "facts.headache.source"),
        ("value: 6, unit", "value: six, unit", "facts.fewest_treatments.value"),
        ("{facts.headache}", "{facts.headaches}", "text.after"),
        ("evidence: [ECT-007, ECT-034]", "evidence: [ECT-999]", "cells.onset.evidence.0"),
        ("odds_ratio: {value: 5.21", "odds_ratio: {value: 9.99", "cells.response.odds_ratio.value"),
    ]
    for old, new, _ in planted:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    lines = [line for line in run("validate", path).stderr.splitlines() if line.startswith(str(path))]
    assert len(lines) == 5, lines
    assert all(any(f": {place} " in line for line in lines) for _, _, place in planted), lines


def test_a_record_with_five_faults_names_all_five(run, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(
        '{"schema_version": 1, "mode": "solo", "library_version": "1", "seed": -1, "shortlist": ["ect"],'
        ' "criteria": ["hope"], "weights": {"patient": {"response": 101}}}',
        encoding="utf-8",
    )
    shown = run("validate", path).stderr
    for place in ("mode", "seed", "shortlist", "criteria.0", "weights.patient.response"):
        assert f": {place} " in shown, (place, shown)
    assert "5 faults found" in shown


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("large.yaml", b"a: 1\n" * 10_000_000, "too large"),
        ("binary.yaml", b"\x7fELF\x00\x01\x02", "binary"),
        (
            "bomb.yaml",
            b"a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n",
            "anchor",
        ),
    ],
)
def test_a_hostile_file_gets_one_clear_line(run, tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    result = run("validate", path)
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if line.startswith(str(path))]
    assert len(lines) == 1
    assert sentence in lines[0]


def test_a_folder_and_a_record_can_be_checked_in_one_go(run, tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    record = tmp_path / "record.json"
    record.write_text('{"schema_version": 1, "library_version": "1", "shortlist": ["ect"]}', encoding="utf-8")
    result = run("validate", tmp_path / "data", record)
    assert result.exit_code == 1
    assert "staying is always on the table" in result.stderr
    assert "data: no faults found" in result.stdout


def test_a_clinical_file_is_checked_by_name_and_a_broken_one_ends_with_its_faults(run, tmp_path):
    data = shutil.copytree(DATA, tmp_path / "data")
    path = data / "clinical" / "courses.yaml"
    assert "no faults found" in run("validate", path, data / "instruments" / "phq9.yaml").stdout
    text = path.read_text(encoding="utf-8")
    planted = [
        ("times: {low: 6, high: 12,", "times: {low: 16, high: 12,", "courses.ect.phases.1.visits.0.times"),
        ("kind: full_trial", "kind: verdict", "courses.stay_optimise.checkpoints.1.kind"),
    ]
    for old, new, _ in planted:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    result = run("validate", path)
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if line.startswith(str(path))]
    assert all(any(f": {place} (line " in line for line in lines) for _, _, place in planted), lines
    assert len(lines) == 2

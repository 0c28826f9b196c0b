"""`trd-sdm validate` knows every clinical file: good ones pass, each fault of a broken one has its place and line."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml

from trd_sdm.clinical.kinds import FILES
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.validate import kinds, validate_path

PLACES = [at for _, at, _, _ in FILES]
SHIPPED = sorted(
    str(path.relative_to(data_folder()))
    for name in ("clinical", "instruments")
    for path in (data_folder() / name).iterdir()
    if path.is_file()
)


def read(path):
    return (json.loads if path.suffix == ".json" else yaml.safe_load)(path.read_text(encoding="utf-8"))


def written(path, data):
    text = json.dumps(data) if path.suffix == ".json" else yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path):
    """Copy the whole data folder."""
    return shutil.copytree(data_folder(), tmp_path / "data", ignore=shutil.ignore_patterns("library.json"))


@pytest.fixture
def edit(home):
    def change(at, how):
        data = read(home / at)
        how(data)
        return written(home / at, data)

    return change


def test_every_file_that_ships_is_of_a_known_kind():
    assert sorted(PLACES) == SHIPPED
    assert {name for name, *_ in FILES} <= set(kinds())


@pytest.mark.parametrize("at", PLACES)
def test_a_shipped_file_has_no_fault_where_it_lies_and_in_a_copied_folder(at, home):
    assert validate_path(data_folder() / at) == []
    assert validate_path(home / at) == []


LOOSE = [at for at in PLACES if not at.endswith("lookalikes.yaml")]


@pytest.mark.parametrize("at", LOOSE)
def test_a_loose_copy_under_any_name_is_known_by_what_it_holds(at, tmp_path):
    name = "mine.json" if at.endswith("json") else "mine.yaml"
    assert validate_path(shutil.copy(data_folder() / at, tmp_path / name)) == []


def first(data, *path):
    for step in path:
        data = data[step]
    return data


PLANTED = {
    "clinical/agents.yaml": [
        (lambda d: first(d, "agents", "sertraline", "uses", 0).update(min_daily_dose="fifty"), "min_daily_dose"),
        (lambda d: first(d, "agents", "citalopram").update(colour="blue"), "agents.citalopram.colour"),
    ],
    "clinical/trials.yaml": [
        (lambda d: d["definition"].update(failed_trials=0), "definition.failed_trials"),
        (lambda d: d["limits"].update(basis="guessed"), "limits.basis"),
    ],
    "clinical/staging.yaml": [
        (lambda d: d["maudsley"].update(range="3 to 15"), "maudsley.range"),
        (lambda d: d.update(thase_rush=7), "thase_rush"),
    ],
    "clinical/lookalikes.yaml": [
        (lambda d: d["about"].update(text=" "), "about.text"),
        (lambda d: first(d, "items", "ocd").update(name=7), "items.ocd.name"),
    ],
    "clinical/contributors.yaml": [
        (lambda d: d["about"].update(basis="guessed"), "about.basis"),
        (lambda d: d["about"].update(extra="x"), "about.extra"),
    ],
    "clinical/adherence.yaml": [
        (lambda d: d["about"].update(basis="guessed"), "about.basis"),
        (lambda d: d.update(barriers=[]), "barriers"),
    ],
    "clinical/residual.yaml": [
        (lambda d: first(d, "symptoms", "insomnia").pop("ask"), "symptoms.insomnia.ask"),
        (lambda d: first(d, "symptoms", "pain", "targets", 0).update(basis="x"), "symptoms.pain.targets.0.basis"),
    ],
    "clinical/measures.yaml": [
        (lambda d: first(d, "measures", "isi", "accuracy", 0).update(sensitivity=86.1), "measures.isi.accuracy.0"),
        (lambda d: d["outcome"].update(early_drop="a fifth"), "outcome.early_drop"),
    ],
    "clinical/crisis_lines.yaml": [
        (lambda d: first(d, "lines", 0).update(country="usa"), "lines.0.country"),
        (lambda d: d.update(check_again_after_days=0), "check_again_after_days"),
    ],
    "clinical/drug_classes.yaml": [
        (lambda d: d["drugs"].update(sertraline="ssri"), "drugs.sertraline"),
        (lambda d: first(d, "classes", next(iter(d["classes"]))).update(name=""), "classes."),
    ],
    "clinical/safety_rules.yaml": [
        (lambda d: first(d, "rules", 0).update(level="fatal"), "rules.0.level"),
        (lambda d: first(d, "rules", 1).pop("id"), "rules.1.id"),
    ],
    "clinical/courses.yaml": [
        (lambda d: d["courses"].pop("ect"), "courses.ect"),
        (lambda d: first(d, "courses", "maoi", "wait").update(low=9), "courses.maoi.wait"),
    ],
    "clinical/sources.json": [
        (lambda d: d[0].update(URL="ftp://x"), "0.URL"),
        (lambda d: d[1].pop("title"), "1.title"),
    ],
    "instruments/phq9.yaml": [
        (lambda d: first(d, "items", 0).update(safety_item="no"), "items.0.safety_item"),
        (lambda d: first(d, "answers", 0).update(score="none"), "answers.0.score"),
    ],
    "instruments/gad7.yaml": [
        (lambda d: d["rights"].update(status="link"), "rights.status"),
        (lambda d: first(d, "items", 0).pop("text"), "items.0.text"),
    ],
    "instruments/sure.yaml": [
        (lambda d: d["citation"].update(year="2010a"), "citation.year"),
        (lambda d: first(d, "items", 0).pop("text"), "items.0.text"),
    ],
    "instruments/rights.yaml": [
        (lambda d: d["madrs"].update(status="shown"), "madrs.status"),
        (lambda d: d["isi"].update(colour="blue"), "isi.colour"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("at", PLACES)
def test_all_faults_of_a_file_are_told_in_one_go_with_file_place_and_line(at, edit):
    def break_it(data):
        for how, _ in PLANTED[at]:
            how(data)

    path = edit(at, break_it)
    faults = validate_path(path)
    for _, place in PLANTED[at]:
        (fault, *_) = [fault for fault in faults if place in fault.place]
        assert fault.file == str(path)
        assert fault.message
        assert fault.line is not None
    assert all("\n" not in str(fault) for fault in faults)


@pytest.mark.parametrize("at", LOOSE)
def test_a_broken_loose_copy_is_told_too(at, tmp_path):
    path = tmp_path / ("mine.json" if at.endswith("json") else "mine.yaml")
    data = read(data_folder() / at)
    how, place = PLANTED[at][0]
    how(data)
    faults = validate_path(written(path, data))
    assert any(place in fault.place and fault.file == str(path) for fault in faults), faults


def test_a_file_at_its_place_is_of_its_kind_whatever_it_holds(home):
    path = home / "clinical" / "courses.yaml"
    path.write_text("hello: world\n", encoding="utf-8")
    told = {fault.place: fault.message for fault in validate_path(path)}
    assert told == {
        "late_gain": "this entry is missing",
        "courses": "this entry is missing",
        "hello": "there is no such entry",
    }


def test_a_name_that_stands_for_nothing_is_told_by_the_file_that_names_it(edit):
    def break_it(data):
        data["symptoms"]["pain"]["targets"][0].update(options=["homeopathy"], sources=["hearsay"])

    places = {fault.place for fault in validate_path(edit("clinical/residual.yaml", break_it))}
    assert places == {"symptoms.pain.targets.0.options.0", "symptoms.pain.targets.0.sources.0"}


def test_a_fault_a_file_brings_about_in_its_neighbour_is_told_and_one_it_does_not_is_not(edit, home):
    edit("clinical/agents.yaml", lambda data: data["agents"]["sertraline"].update(colour="blue"))
    path = edit("instruments/rights.yaml", lambda data: data.update(phq9="link"))
    faults = validate_path(path)
    assert {fault.file for fault in faults} <= {str(path), str(home / "instruments" / "phq9.yaml")}
    assert any("the wording of this may not be shown" in fault.message for fault in faults)


def test_a_source_taken_away_is_missed_by_those_who_name_it(edit, home):
    def take_away(data):
        data[:] = [source for source in data if source["id"] not in ("etg", "msm_t3")]

    said = [str(fault) for fault in validate_path(edit("clinical/sources.json", take_away))]
    assert any("courses.yaml" in line and '"etg"' in line for line in said)
    assert any("staging.yaml" in line and '"msm_t3"' in line for line in said)
    assert all(line.startswith(str(home)) for line in said)


def test_a_whole_folder_tells_the_faults_of_every_clinical_file(edit, home):
    for at in ("clinical/courses.yaml", "clinical/crisis_lines.yaml", "clinical/safety_rules.yaml"):
        edit(at, PLANTED[at][0][0])
    edit("instruments/gad7.yaml", PLANTED["instruments/gad7.yaml"][0][0])
    edit("criteria.yaml", lambda data: data["criteria"]["onset"].update(best=30))
    faults = validate_path(home)
    named = {fault.file.removeprefix(f"{home}/") for fault in faults}
    assert named >= {
        "clinical/courses.yaml",
        "clinical/crisis_lines.yaml",
        "clinical/safety_rules.yaml",
        "instruments/gad7.yaml",
        "criteria.yaml",
    }
    assert len(faults) == len(set(faults))


def test_evidence_kept_without_clinical_files_is_a_data_folder_too(home):
    shutil.rmtree(home / "clinical")
    shutil.rmtree(home / "instruments")
    assert validate_path(home) == []


def test_a_folder_that_lost_one_of_its_files_says_which(home):
    (home / "clinical" / "courses.yaml").unlink()
    (fault,) = validate_path(home)
    assert str(fault) == f"{home}/clinical/courses.yaml: there is no such file"

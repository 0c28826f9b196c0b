"""The clinical data are read as a whole: every source known, every fault named with file and place."""

import shutil

import pytest
import yaml

from trd_sdm.clinical.knowledge import FILES, load_clinical
from trd_sdm.clinical.sourced import cited
from trd_sdm.evidence import LibraryFaults, load_library
from trd_sdm.evidence.compiled import data_folder

KNOWN = load_clinical()


@pytest.fixture
def edit(tmp_path):
    """Copy the data and change one file through its plain data."""
    for name in ("clinical", "instruments"):
        shutil.copytree(data_folder() / name, tmp_path / name)

    def change(name, how):
        path = tmp_path / name
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        how(data)
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return tmp_path

    return change


def faults(folder):
    with pytest.raises(LibraryFaults) as caught:
        load_clinical(folder)
    return str(caught.value)


def test_it_is_read_once():
    assert load_clinical() is KNOWN


def test_a_copy_reads_the_same(edit):
    copied = load_clinical(edit("clinical/agents.yaml", lambda data: None))
    assert copied.agents == KNOWN.agents
    assert copied.staging == KNOWN.staging
    assert copied.rights == KNOWN.rights


def test_every_source_named_is_in_the_bibliography_and_what_is_stated_has_one():
    for name in FILES:
        assert {key for _, key in cited(getattr(KNOWN, name))} <= set(KNOWN.bibliography)
    for kind in ("lookalikes", "contributors"):
        for item in getattr(KNOWN, kind).items.values():
            for said in (item.why, item.changes, *item.tests):
                assert said.sources or said.basis == "inferred"


def test_its_own_sources_stand_nowhere_else():
    own = set(KNOWN.bibliography) - set(load_library().bibliography)
    assert {"msm_t3", "thase_rush", "can_trd_delphi", "atrq_case"} <= own


@pytest.mark.parametrize(
    ("name", "how", "message"),
    [
        (
            "clinical/agents.yaml",
            lambda data: data["agents"]["sertraline"]["uses"][0]["sources"].append("hearsay"),
            'clinical/agents.yaml: agents.sertraline.uses.0.sources.5 (line',
        ),
        (
            "clinical/agents.yaml",
            lambda data: data["agents"]["sertraline"]["uses"][0].update(min_daily_dose="fifty"),
            "agents.sertraline.uses.0.min_daily_dose",
        ),
        (
            "clinical/trials.yaml",
            lambda data: data["groups"]["good"]["points_to"][0].update(options=["homeopathy"]),
            "this option is not known",
        ),
        ("clinical/trials.yaml", lambda data: data["groups"].pop("good"), "groups must hold exactly"),
        ("clinical/staging.yaml", lambda data: data["maudsley"].update(range=[3, 16]), "the points run from 3 to 15"),
        (
            "clinical/lookalikes.yaml",
            lambda data: data["items"]["ocd"].update(screens=["y_bocs"]),
            "items.ocd.screens.0",
        ),
        ("clinical/measures.yaml", lambda data: data["measures"].pop("mdq"), "the measures differ from rights.yaml"),
        ("instruments/rights.yaml", lambda data: data.update(phq9="link"), "the wording of this may not be shown"),
        (
            "instruments/rights.yaml",
            lambda data: data["madrs"].update(status="shown"),
            "instruments/rights.yaml: madrs.status (line",
        ),
        ("instruments/gad7.yaml", lambda data: data.update(answers_as="bdi"), "this instrument is not known"),
        ("instruments/gad7.yaml", lambda data: data.update(id="gad9"), "the id differs from the file's name"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_file_and_place(edit, name, how, message):
    assert message in faults(edit(name, how))


def test_a_missing_file_is_one_fault(edit):
    folder = edit("clinical/agents.yaml", lambda data: None)
    (folder / "clinical" / "residual.yaml").unlink()
    (folder / "instruments" / "rights.yaml").unlink()
    told = faults(folder)
    assert "clinical/residual.yaml: there is no such file" in told
    assert "instruments/rights.yaml: there is no such file" in told


def test_a_source_kept_twice_is_refused(edit):
    taken = load_library().bibliography["canmat2023"].model_dump(mode="json", by_alias=True, exclude_none=True)
    folder = edit("clinical/sources.json", lambda data: data.append(taken))
    assert "this source stands in the evidence too" in faults(folder)

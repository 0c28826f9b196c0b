"""`validate_path`: every fault of every kind of file, each with its place; unreadable files give one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from trd_sdm.evidence import validate
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.reading import Document
from trd_sdm.evidence.validate import Kind, kinds, register_kind, validate_path

Edit = Callable[[str, Callable[[Any], None]], Path]
FILES = [
    data_folder(),
    *sorted(data_folder().glob("*.yaml")),
    data_folder() / "sources.json",
    *sorted((data_folder() / "options").glob("*.yaml")),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_packaged_files_have_no_fault(path: Path) -> None:
    assert validate_path(path) == []


def five_faults(data: dict[str, Any]) -> None:
    cells = data["cells"]
    cells["response"]["certainty"]["level"] = "certain"
    cells["onset"]["value"] = 99
    cells["staying_well"]["sources"][0] = "nobody2020"
    cells["clinic_hours_8wk"]["rationale"] = "  "
    del cells["weight_gain"]


PLANTED = [
    (
        "cells.response.certainty.level",
        "this is not one of the words allowed; found \"certain\"; allowed: 'high', 'moderate', 'low' or 'very_low'",
    ),
    ("cells.onset.value", "the number is out of the criterion's range; found 99; allowed: 0.02 to 52"),
    ("cells.staying_well.sources.0", 'this source is not known; found "nobody2020"; allowed: an id of sources.json'),
    ("cells.clinic_hours_8wk.rationale", 'the text is empty; found ""; allowed: text'),
    ("cells.weight_gain", "the cell for weight_gain is missing"),
]


@pytest.mark.parametrize(("place", "sentence"), PLANTED)
def test_five_planted_faults_are_all_found_each_at_its_place(edit: Edit, place: str, sentence: str) -> None:
    faults = validate_path(edit("options/ect.yaml", five_faults))
    assert {place for place, _ in PLANTED} <= {fault.place for fault in faults}
    (fault,) = [fault for fault in faults if fault.place == place and fault.message in sentence]
    assert sentence in str(fault)
    assert fault.file.endswith("ect.yaml")
    assert str(fault).count("\n") == 0


def test_the_line_is_the_one_the_fault_stands_on(folder: Path) -> None:
    path = folder / "options" / "ect.yaml"
    text = path.read_text(encoding="utf-8").replace("directness: MDD", "directness: MDX", 1)
    path.write_text(text, encoding="utf-8")
    (fault,) = validate_path(path)
    assert fault.line is not None
    assert "directness: MDX" in text.splitlines()[fault.line - 1]
    assert fault.place == "cells.response.directness"


def test_a_loose_option_file_is_checked_against_the_packaged_library(tmp_path: Path) -> None:
    data = yaml.safe_load((data_folder() / "options" / "ect.yaml").read_text(encoding="utf-8"))
    path = tmp_path / "our_ect.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    assert validate_path(path) == []
    data["cells"]["response"]["sources"] = ["our_audit"]
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    assert [fault.place for fault in validate_path(path)] == ["cells.response.sources.0"]


def test_a_folder_reports_the_faults_of_all_its_files(edit: Edit, folder: Path) -> None:
    edit("options/ect.yaml", five_faults)
    edit("criteria.yaml", lambda data: data["criteria"]["onset"].update(best=30))
    edit("assumptions.yaml", lambda data: data["draws"].update(value=3))
    (folder / "options" / "maoi.yaml").write_bytes(b"\0\0")
    (folder / "sources.json").write_text("{", encoding="utf-8")
    faults = validate_path(folder)
    assert {Path(fault.file).name for fault in faults} >= {
        "ect.yaml",
        "criteria.yaml",
        "assumptions.yaml",
        "maoi.yaml",
        "sources.json",
    }
    assert all(fault.file.startswith(str(folder)) for fault in faults)


@pytest.mark.parametrize(
    ("name", "raw", "sentence"),
    [
        ("big.yaml", None, "too large"),
        ("bomb.yaml", b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "anchors and aliases are not read"),
        ("binary.yaml", bytes(range(256)), "binary file"),
        ("words.txt", b"hello world\n", "none of the kinds of file that can be checked"),
        ("empty.yaml", b"", "none of the kinds of file that can be checked; found nothing"),
    ],
)
def test_a_file_that_cannot_be_used_gives_one_line(tmp_path: Path, name: str, raw: bytes | None, sentence: str) -> None:
    path = tmp_path / name
    if raw is None:
        with path.open("wb") as file:
            file.truncate(50_000_000)
    else:
        path.write_bytes(raw)
    (fault,) = validate_path(path)
    assert sentence in str(fault)
    assert "\n" not in str(fault)


def test_an_unknown_kind_names_the_kinds_there_are(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("hello: world\n", encoding="utf-8")
    (fault,) = validate_path(path)
    for name in ("option", "criteria", "assumptions", "findings", "sources", "library"):
        assert name in fault.allowed


def test_a_folder_that_is_no_data_folder_is_refused(tmp_path: Path) -> None:
    (fault,) = validate_path(tmp_path)
    assert str(fault).endswith("this is no data folder; allowed: a folder with criteria.yaml and options/")


def test_other_parts_of_the_package_can_add_kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "_kinds", list(validate._kinds))

    def check(document: Document, path: Path) -> list[Fault]:
        return [document.fault(("menu",), "too salty", found=document.data["menu"], allowed="less salt")]

    register_kind(Kind("menu", lambda data: isinstance(data, dict) and "menu" in data, check))
    assert kinds()[-1] == "menu"
    path = tmp_path / "menu.yaml"
    path.write_text("menu: soup\n", encoding="utf-8")
    assert str(validate_path(path)[0]).endswith('menu.yaml: menu (line 1): too salty; found "soup"; allowed: less salt')

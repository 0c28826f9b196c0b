"""The compiled library is the YAML, or it is not used."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from trd_sdm.evidence import Library, LibraryFaults, compiled
from trd_sdm.evidence.compiled import NAME, data_folder, fingerprint, read_compiled, write_compiled
from trd_sdm.evidence.folder import read_folder


@pytest.fixture
def made(folder: Path) -> Path:
    write_compiled(folder)
    return folder


def test_it_equals_the_files_it_was_made_from(made: Path) -> None:
    library, faults = read_folder(made)
    assert faults == []
    assert read_compiled(made) == library


def test_a_second_writing_is_the_same_to_the_byte(made: Path) -> None:
    before = (made / NAME).read_bytes()
    assert write_compiled(made) == made / NAME
    assert (made / NAME).read_bytes() == before
    assert not list(made.glob(f".{NAME}*"))


def test_it_is_plain_json(made: Path) -> None:
    held = json.loads((made / NAME).read_text(encoding="utf-8"))
    assert set(held) == {"fingerprint", "check", "library"}
    assert held["fingerprint"] == fingerprint(made)
    assert Library.model_validate(held["library"]).version == "1.1-reviewed"


@pytest.mark.parametrize("name", ["criteria.yaml", "sources.json", "options/ect.yaml", "library.yaml"])
def test_it_is_left_aside_once_a_file_changes(made: Path, name: str) -> None:
    with (made / name).open("a", encoding="utf-8") as file:
        file.write(" \n")
    assert read_compiled(made) is None


def test_it_is_left_aside_once_the_code_changes(made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = tmp_path / "code"
    shutil.copytree(Path(compiled.__file__).parent, code, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiled, "__file__", str(code / "compiled.py"))
    assert read_compiled(made) is not None
    (code / "checks.py").write_text("# changed\n", encoding="utf-8")
    assert read_compiled(made) is None


def test_line_ends_of_a_checkout_do_not_matter(made: Path) -> None:
    path = made / "criteria.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_compiled(made) is not None


@pytest.mark.parametrize(
    "change", [('"value":61.5', '"value":91.5'), (',"library":', ',"librar":'), ('{"fingerprint"', "")]
)
def test_it_is_left_aside_when_it_was_touched_itself(made: Path, change: tuple[str, str]) -> None:
    path = made / NAME
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    assert read_compiled(made) is None


@pytest.mark.parametrize("raw", [b"", b"{}", b"\xff\xfe", b'{"fingerprint":"'])
def test_it_is_left_aside_when_it_is_something_else(made: Path, raw: bytes) -> None:
    (made / NAME).write_bytes(raw)
    assert read_compiled(made) is None


def test_faults_are_never_compiled(folder: Path) -> None:
    (folder / "options" / "ect.yaml").unlink()
    with pytest.raises(LibraryFaults, match="the order does not name the options; found ect"):
        write_compiled(folder)
    assert not (folder / NAME).exists()


def test_a_packaged_one_that_matches_is_what_the_files_say() -> None:
    held = read_compiled(data_folder())
    if held is not None:  # it is made when the package is built
        assert held == read_folder(data_folder())[0]

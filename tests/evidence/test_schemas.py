"""The schemas editors use are those of the models, and the packaged files keep them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.schemas import FOLDER, MODELS, schema_text, write_schemas

SCHEMAS = data_folder() / FOLDER
# The clinical files and the instruments have loaders of their own, and no schema for editors yet.
YAML = sorted([*data_folder().glob("*.yaml"), *data_folder().glob("options/*.yaml")])


@pytest.mark.parametrize("name", MODELS)
def test_a_stored_schema_is_the_models(name: str) -> None:
    stored = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    assert stored == schema_text(name), "run: python -m trd_sdm.evidence.schemas"


def test_writing_gives_one_file_a_kind(tmp_path: Path) -> None:
    written = write_schemas(tmp_path)
    assert sorted(path.name for path in written) == sorted(f"{name}.schema.json" for name in MODELS)


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_each_file_names_its_schema_on_its_first_line(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    said = first.removeprefix("# yaml-language-server: $schema=")
    assert said != first
    assert (path.parent / said).resolve().parent == SCHEMAS.resolve()
    assert (path.parent / said).is_file()


@pytest.mark.parametrize("path", [*YAML, data_folder() / "sources.json"], ids=lambda path: path.name)
def test_each_file_keeps_its_schema(path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    kind = "option" if path.parent.name == "options" else path.stem
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    errors = [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(data)]
    assert errors == []

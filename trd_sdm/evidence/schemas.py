"""JSON Schemas of the data files, for editors that complete and check while one types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from trd_sdm.evidence.assumptions import Assumptions
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.files import CriteriaFile, FindingsFile, LibraryFile, SourcesFile
from trd_sdm.evidence.option import OptionFile

FOLDER = "schemas"
MODELS: dict[str, type[BaseModel]] = {
    "option": OptionFile,
    "criteria": CriteriaFile,
    "assumptions": Assumptions,
    "findings": FindingsFile,
    "library": LibraryFile,
    "sources": SourcesFile,
}


def schema_text(name: str) -> str:
    """Give the JSON Schema of one kind of file, as it stands in its file."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **MODELS[name].model_json_schema(by_alias=True),
    }
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_schemas(folder: Path | None = None) -> tuple[Path, ...]:
    """Write the schemas beside the data.

    Returns
    -------
    tuple of Path
        The files written.
    """
    target = (folder or data_folder()) / FOLDER
    target.mkdir(exist_ok=True)
    written = []
    for name in MODELS:
        path = target / f"{name}.schema.json"
        path.write_text(schema_text(name), encoding="utf-8")
        written.append(path)
    return tuple(written)


if __name__ == "__main__":
    write_schemas()

"""A copy of the packaged data that a test may change, and the library as it ships."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from trd_sdm.evidence import Library, load_library
from trd_sdm.evidence.compiled import NAME, data_folder


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the packaged data to a folder a test may change."""
    target = tmp_path / "data"
    shutil.copytree(data_folder(), target, ignore=shutil.ignore_patterns(NAME, "*.md"))
    return target


@pytest.fixture
def edit(folder: Path) -> Callable[[str, Callable[[Any], None]], Path]:
    """Change one YAML file of the copied folder through its plain data."""

    def change(name: str, how: Callable[[Any], None]) -> Path:
        path = folder / name
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        how(data)
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return path

    return change

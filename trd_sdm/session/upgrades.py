"""Records of earlier versions, brought step by step to the form of today; nothing a person answered is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SCREEN_OF_1 = {"options": "options", "criteria": "matters", "weigh": "weigh", "numbers": "numbers"}


def _from_1(data: dict[str, Any]) -> dict[str, Any]:
    """Version 2 knows screens where version 1 knew four steps; all its other entries are new."""
    kept = {name: value for name, value in data.items() if name != "step"}
    if "step" in data:
        kept["screen"] = SCREEN_OF_1.get(str(data["step"]), data["step"])
    return kept


UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _from_1}
"""By the version it starts from, one step up."""


def upgraded(data: dict[str, Any]) -> dict[str, Any]:
    """Bring the data of a record to the version of today; data of today come back as they are.

    Examples
    --------
    >>> upgraded({"schema_version": 1, "step": "criteria"})
    {'schema_version': 2, 'screen': 'matters'}
    """
    version = data.get("schema_version", 1)
    while type(version) is int and version in UPGRADES:
        data = {**UPGRADES[version](data), "schema_version": version + 1}
        version += 1
    return data

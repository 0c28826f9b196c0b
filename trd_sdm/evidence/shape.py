"""From pydantic's errors to faults: each at its place and line, in words, and none hiding another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trd_sdm.evidence.base import LARGEST
from trd_sdm.evidence.faults import Fault, dotted, shown
from trd_sdm.evidence.reading import Document, Path_

M = TypeVar("M", bound=BaseModel)

_KINDS = {
    "string_type": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a block of entries",
    "model_type": "a block of entries",
    "model_attributes_type": "a block of entries",
    "mappingproxy_type": "a block of entries",
    "finite_number": "a finite number",
    "date_from_datetime_parsing": "a date such as 2026-11-23",
    "date_parsing": "a date such as 2026-11-23",
    "date_type": "a date such as 2026-11-23",
}
_LIMITS = {
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "string_too_long": "at most {max_length} letters",
    "string_too_short": "text that is not empty",
    "too_long": "at most {max_length} items",
    "too_short": "at least {min_length} items",
    "string_pattern_mismatch": "text of the form {pattern}",
}


def place_of(loc: tuple[int | str, ...], data: Any, *, missing: bool) -> Path_:
    """Give the path inside the data: pydantic's location without the names of union branches."""
    path: list[str | int] = []
    holder: Any = data
    for step in loc:
        known: Any = holder if isinstance(holder, dict) else {}
        if isinstance(holder, list):
            known = dict(enumerate(holder))
        if step in known:
            path.append(step)
            holder = known[step]
    if missing and loc:
        path.append(loc[-1])
    return tuple(path)


def said(error: ErrorDetails, fields: list[str]) -> tuple[str, str]:
    """Say what is wrong, and what is allowed.

    Parameters
    ----------
    error : ErrorDetails
        One thing that a validation found.
    fields : list of str
        Entries that may stand there, where one is not known.
    """
    kind, context = error["type"], error.get("ctx", {})
    if _is_whole_with_point(error):
        return "a whole number is written without a decimal point", f"{error['input']:.0f}"
    if kind == "missing":
        return "this entry is missing", "it must be there"
    if kind == "extra_forbidden":
        return "there is no such entry", ", ".join(fields) if fields else "the entries the schema names"
    if kind == "literal_error":
        return "this is not one of the words allowed", str(context.get("expected", ""))
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        tags = str(context.get("expected_tags", "")) or "a known type"
        name = str(context.get("discriminator", "type")).strip("'")
        return f'"{name}" does not name a known one', tags
    if kind in _KINDS:
        return "this is of the wrong kind", _KINDS[kind]
    if kind in {"too_long", "too_short"} and isinstance(error["input"], str):
        kind = f"string_{kind}"  # the same limit, said of letters
    if kind in _LIMITS:
        return "this is outside what is allowed", _LIMITS[kind].format(**context)
    if kind == "value_error":
        return str(error["msg"]).removeprefix("Value error, "), "text" if "empty" in error["msg"] else ""
    return str(error["msg"]), ""


def found_there(error: ErrorDetails) -> str:
    """Say what stands there: a number as it is spelled where the spelling is what is wrong."""
    if error["type"] == "missing":
        return shown(None)
    return repr(error["input"]) if _is_whole_with_point(error) else shown(error["input"])


def _is_whole_with_point(error: ErrorDetails) -> bool:
    value = error["input"]
    return error["type"] == "int_type" and isinstance(value, float) and abs(value) < LARGEST and value.is_integer()


def faults_of(error: ValidationError, data: Any, document: Document, at: Path_, model: type[BaseModel]) -> list[Fault]:
    """Give pydantic's errors as faults of a document.

    Parameters
    ----------
    error : ValidationError
        What validating `data` raised.
    data : object
        The data validated, found at `at` in the document.
    """
    faults: list[Fault] = []
    seen: set[tuple[Path_, str]] = set()
    for detail in error.errors(include_url=False):
        path = place_of(detail["loc"], data, missing=detail["type"] == "missing")
        fields = list(model.model_fields) if len(detail["loc"]) == 1 else []
        message, allowed = said(detail, fields)
        if (path, message) in seen:  # each branch of a plain union says the same
            continue
        seen.add((path, message))
        there = (*at, *path)
        faults.append(Fault(document.file, dotted(there), document.line(there), found_there(detail), allowed, message))
    return faults


def lenient(
    model: type[M], data: Any, document: Document, at: Path_, stand_ins: Mapping[str, Any]
) -> tuple[M | None, frozenset[str], list[Fault]]:
    """Validate a block; where some entries fail, put stand-ins there so that the rest can still be checked.

    Returns
    -------
    value : model or None
        The block, with stand-ins for broken entries; None where even that does not hold.
    broken : frozenset of str
        Entries that failed.
    faults : list of Fault
        One for each failure.
    """
    try:
        return model.model_validate(data), frozenset(), []
    except ValidationError as error:
        faults = faults_of(error, data, document, at, model)
        broken = frozenset(str(detail["loc"][0]) for detail in error.errors(include_url=False) if detail["loc"])
    if not isinstance(data, dict):
        return None, broken, faults
    mended = {key: value for key, value in data.items() if key in model.model_fields and key not in broken}
    mended |= {key: stand_ins[key] for key in broken if key in stand_ins}
    try:
        return model.model_validate(mended), broken, faults
    except ValidationError:
        return None, broken, faults

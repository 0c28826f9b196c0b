"""One option's file, checked cell by cell so that a fault in one place hides none in another."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import ValidationError

from trd_sdm.evidence.assumptions import Baseline
from trd_sdm.evidence.checks import check_estimate
from trd_sdm.evidence.criterion import Criterion
from trd_sdm.evidence.estimate import Cell
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.option import Fact, OptionFile
from trd_sdm.evidence.reading import Document
from trd_sdm.evidence.shape import lenient
from trd_sdm.evidence.template import TemplateFault, fields, render

_CELL_STAND_INS: Mapping[str, Any] = {
    "unit": "-",
    "distribution": {"type": "no_good_data"},
    "certainty": {"level": "very_low", "reason": "-"},
    "directness": "other",
    "rationale": "-",
}
_TEXT = "-"
_LISTS = ("upsides", "downsides", "questions")
_WORDS = ("name", "what_it_is", "before", "during", "after", "worth_raising_if", "think_twice_if")
_OPTION_STAND_INS: Mapping[str, Any] = {
    "id": "unnamed",
    "short_name": _TEXT,
    "practical_key": None,
    "replaces_current_drug": False,
    "who_should_not": {},
    "text": dict.fromkeys(_WORDS, _TEXT) | {name: [_TEXT] * 3 for name in _LISTS},
}


class Shared(Protocol):
    """What an option is checked against."""

    @property
    def bibliography(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def findings(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def criteria(self) -> Mapping[str, Criterion]: ...  # noqa: D102
    @property
    def options(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def baseline(self) -> Baseline | None: ...  # noqa: D102


@dataclass
class OptionDraft:
    """What could be made of an option's file."""

    id: str
    document: Document
    file: OptionFile | None = None
    cells: dict[str, Cell] = field(default_factory=dict)
    sound: bool = True
    """Whether every cell, the facts and the sentences have the right shape."""
    faults: list[Fault] = field(default_factory=list)


def check_option(document: Document, name: str, shared: Shared) -> OptionDraft:
    """Check one option file; `name` is the id its file name gives it."""
    draft = OptionDraft(name, document)
    data = document.data
    if not isinstance(data, dict):
        draft.sound = False
        draft.faults = [document.fault((), "this is no option", found=data, allowed="a block of entries")]
        return draft
    head, broken, draft.faults = lenient(OptionFile, {**data, "cells": {}}, document, (), _OPTION_STAND_INS)
    if "id" not in broken and isinstance(data.get("id"), str) and data["id"] != name:
        message = "the id differs from the name of the file"
        draft.faults.append(document.fault(("id",), message, found=data["id"], allowed=name))
    raw = data.get("cells")
    if not isinstance(raw, dict):
        message = "the cells are missing" if raw is None else "this is of the wrong kind"
        draft.faults.append(document.fault(("cells",), message, found=raw, allowed="one cell for each criterion"))
        raw = {}
        draft.sound = False
    _check_cells(draft, raw, shared)
    if head is not None:
        if "facts" in broken:
            head = head.model_copy(update={"facts": _sound_facts(data["facts"])})
        _check_facts(draft, head, shared)
        draft.file = head.model_copy(update={"cells": draft.cells})
    draft.sound &= head is not None and not broken & {"text", "facts"}
    return draft


def _check_cells(draft: OptionDraft, raw: dict[str, Any], shared: Shared) -> None:
    stored = {key: criterion for key, criterion in shared.criteria.items() if not criterion.is_derived}
    document = draft.document
    for key in stored:
        if key not in raw:
            message = f"the cell for {key} is missing"
            draft.faults.append(
                document.fault(("cells", key), message, allowed="a cell, of type no_good_data if need be")
            )
            draft.sound = False
    for key, entry in raw.items():
        at = ("cells", key)
        if key not in stored and shared.criteria:
            message = "this criterion is computed, not stored" if key in shared.criteria else "this is no criterion"
            draft.faults.append(document.fault(at, message, found=key, allowed=", ".join(stored)))
            continue
        cell, broken, faults = lenient(Cell, entry, document, at, _CELL_STAND_INS)
        draft.faults += faults
        draft.sound &= not broken and cell is not None
        if cell is None:
            continue
        draft.cells[key] = cell
        if key in stored and shared.baseline is not None:
            draft.faults += (
                document.fault((*at, *issue.path), issue.message, found=issue.found, allowed=issue.allowed)
                for issue in check_estimate(cell, stored[key], shared, broken)  # type: ignore[arg-type]
            )


def _sound_facts(raw: Any) -> dict[str, Fact]:
    """Give the facts that can be read, so that one broken fact does not hide what is wrong with the others."""
    sound = {}
    for key, entry in raw.items() if isinstance(raw, dict) else ():
        with suppress(ValidationError):
            sound[key] = Fact.model_validate(entry)
    return sound


def _check_facts(draft: OptionDraft, head: OptionFile, shared: Shared) -> None:
    for key, fact in head.facts.items():
        at = ("facts", key)
        if fact.source is None:
            if fact.basis == "evidence" or fact.note is None:
                allowed = "a source, or basis: judgement or by_definition with a note that says why"
                draft.faults.append(
                    draft.document.fault((*at, "source"), "a number without a source", found=None, allowed=allowed)
                )
        elif fact.source not in shared.bibliography:
            draft.faults.append(
                draft.document.fault(
                    (*at, "source"),
                    "this source is not known",
                    found=fact.source,
                    allowed="an id of sources.json",
                )
            )
        for place, finding in enumerate(fact.evidence):
            if finding not in shared.findings:
                path = (*at, "evidence", place)
                draft.faults.append(
                    draft.document.fault(
                        path, "this finding is not known", found=finding, allowed="an id of findings.yaml"
                    )
                )


def option_faults_in_text(draft: OptionDraft, cells: Mapping[str, Mapping[str, Cell]]) -> list[Fault]:
    """Check that every field of every sentence can be filled in."""
    if draft.file is None:
        return []
    if not draft.sound:
        return _unknown_facts_in_text(draft)
    faults: list[Fault] = []
    used: set[str] = set()
    for place, line in draft.file.text.items():
        path = ("text", *(int(step) if step.isdigit() else step for step in place.split(".")))
        try:
            used |= {name for _, name, _ in fields(line)}
            render(line, cells, draft.file.facts, draft.id)
        except TemplateFault as fault:
            found = f"{{{fault.field}}}" if fault.field else line
            faults.append(draft.document.fault(path, fault.message, found=found, allowed=fault.allowed))
    if faults:
        return faults
    return [
        draft.document.fault(
            ("facts", key), "no sentence uses this fact", found=key, allowed="facts that a sentence uses"
        )
        for key in draft.file.facts
        if f"facts.{key}" not in used
    ]


def _unknown_facts_in_text(draft: OptionDraft) -> list[Fault]:
    """In a file with other faults, name the sentences that ask for a fact the file does not name at all.

    What asks for a broken cell or fact is left alone: that fault is told where it stands.
    """
    raw = draft.document.data
    named, text = raw.get("facts"), raw.get("text")
    facts = named if isinstance(named, dict) else {}
    faults = []
    for name, value in text.items() if isinstance(text, dict) else ():
        lines = enumerate(value) if isinstance(value, list) else [(None, value)]
        for place, line in lines:
            path = ("text", name) if place is None else ("text", name, place)
            with suppress(TemplateFault):
                asked = [field for _, field, _ in fields(line)] if isinstance(line, str) else []
                faults += [
                    draft.document.fault(
                        path, "there is no such fact", found=f"{{{field}}}", allowed=", ".join(facts) or "no facts"
                    )
                    for field in asked
                    if field.startswith("facts.") and field.removeprefix("facts.") not in facts
                ]
    return faults

"""Opening the safety rules: the packaged ones, checked as a whole against the library."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from trd_sdm.clinical.safety_rules import RulesFile, SafetyRules
from trd_sdm.clinical.safety_rules_check import (
    check_agreement,
    check_drugs,
    check_promises,
    check_reach,
    check_references,
)
from trd_sdm.clinical.safety_rules_drugs import DrugClasses
from trd_sdm.evidence import Library, LibraryFaults
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.reading import Document, read_together
from trd_sdm.evidence.shape import faults_of

M = TypeVar("M", bound=BaseModel)
RULES = "safety_rules.yaml"
DRUGS = "drug_classes.yaml"


def load_safety_rules(library: Library, folder: Path | None = None) -> SafetyRules:
    """Open the rules.

    Parameters
    ----------
    library : Library
        Whose options the rules speak of.
    folder : Path, optional
        Folder with ``safety_rules.yaml`` and ``drug_classes.yaml``; the packaged one by default.

    Raises
    ------
    LibraryFaults
        Naming every fault with file, place, line, what is there and what is allowed: an unknown fact, option,
        drug or source, a rule an option names that is missing, a rule that can never fire, or two rules of
        one source at odds.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> len(load_safety_rules(load_library()).rules)
    150
    """
    return _packaged(_Same(library)) if folder is None else _checked(library, folder)


class _Same:
    """A library held by who it is, so that the packaged rules are checked against it once."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __hash__(self) -> int:
        return id(self.library)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.library is other.library


@lru_cache(maxsize=4)
def _packaged(held: _Same) -> SafetyRules:
    return _checked(held.library, data_folder() / "clinical")


def _checked(library: Library, folder: Path) -> SafetyRules:
    rules, faults = _gather(folder, library, {})
    if rules is None:
        raise LibraryFaults(faults)
    return rules


def find_faults(folder: Path, library: Library, given: Mapping[str, Document]) -> list[Fault]:
    """Give every fault of the rules and the drugs in a folder; `given` documents stand in for its files by name."""
    return _gather(folder, library, given)[1]


def _gather(folder: Path, library: Library, given: Mapping[str, Document]) -> tuple[SafetyRules | None, list[Fault]]:
    documents, faults = read_together(folder, (RULES, DRUGS), given)
    return (None, faults) if faults else read_rules(documents[RULES], documents[DRUGS], library)


def read_rules(rules: Document, drugs: Document, library: Library) -> tuple[SafetyRules | None, list[Fault]]:
    """Check both documents as a whole; the rules are there only where there is no fault."""
    file, faults = _shaped(RulesFile, rules)
    classes, more = _shaped(DrugClasses, drugs)
    faults += more
    if file is None or classes is None:
        return None, faults
    faults += check_drugs(drugs, classes)
    if faults:
        return None, faults
    held = SafetyRules(**{name: getattr(file, name) for name in RulesFile.model_fields}, drugs=classes)
    faults += check_references(rules, held, library)
    if faults:
        return None, faults
    faults += check_promises(rules, held, library)
    faults += check_reach(rules, held)
    faults += check_agreement(rules, held)
    return (None if faults else held), faults


def _shaped(model: type[M], document: Document) -> tuple[M | None, list[Fault]]:
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, faults_of(error, document.data, document, (), model)

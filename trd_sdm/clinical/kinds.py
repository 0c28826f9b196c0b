"""The files of ``clinical/`` and ``instruments/`` as kinds that ``trd-sdm validate`` can check.

A file is checked with those it speaks of: the ones beside it where it lies in a data folder, else the packaged
ones. Faults of its neighbours are told only where this file brings them about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from trd_sdm.clinical import course, crisis, knowledge, safety_rules_load
from trd_sdm.evidence import Library, LibraryFaults, load_library
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.reading import Document, Unreadable, read_document, read_together
from trd_sdm.evidence.validate import Kind, register_folder, register_kind

CLINICAL, INSTRUMENTS = "clinical", "instruments"
Gather = Callable[[Path, Library, Mapping[str, Document]], list[Fault]]
Detect = Callable[[Any], bool]


def _under(folder: str, gather: Gather) -> Gather:
    """Let a check that names the files of one folder name them as the data folder does."""

    def gathered(home: Path, library: Library, given: Mapping[str, Document]) -> list[Fault]:
        inner = {name.removeprefix(f"{folder}/"): document for name, document in given.items()}
        asked = {document.file for document in given.values()}
        found = gather(home / folder, library, inner)
        return [fault if fault.file in asked else fault.in_file(f"{folder}/{fault.file}") for fault in found]

    return gathered


def _crisis_faults(folder: Path, _: Library, given: Mapping[str, Document]) -> list[Fault]:
    documents, faults = read_together(folder, (crisis.FILE,), given)
    return faults or crisis.read_crisis_lines(documents[crisis.FILE])[1]


KNOWLEDGE: Gather = knowledge.find_faults
RULES = _under(CLINICAL, safety_rules_load.find_faults)
COURSES = _under(CLINICAL, course.find_faults)
CRISIS = _under(CLINICAL, _crisis_faults)


def _who_cites(home: Path, library: Library, given: Mapping[str, Document]) -> list[Fault]:
    return [*KNOWLEDGE(home, library, given), *COURSES(home, library, given)]


def _holds(*names: str) -> Detect:
    return lambda data: isinstance(data, dict) and all(name in data for name in names)


def _is_rights(data: Any) -> bool:
    return isinstance(data, dict) and sum(name in data for name in knowledge.INSTRUMENTS) >= 2


def _is_instrument(name: str, data: Any) -> bool:
    return _holds("items", "scoring")(data) and data.get("id") == name


# name, place, how a loose file of this kind is known, and what checks it
FILES: tuple[tuple[str, str, Detect, Gather], ...] = (
    ("agents", "clinical/agents.yaml", _holds("agents"), KNOWLEDGE),
    ("trials", "clinical/trials.yaml", _holds("definition", "groups"), KNOWLEDGE),
    ("staging", "clinical/staging.yaml", _holds("maudsley"), KNOWLEDGE),
    ("lookalikes", "clinical/lookalikes.yaml", lambda _: False, KNOWLEDGE),  # like contributors, but for its name
    ("contributors", "clinical/contributors.yaml", _holds("about", "items"), KNOWLEDGE),
    ("adherence", "clinical/adherence.yaml", _holds("barriers"), KNOWLEDGE),
    ("residual", "clinical/residual.yaml", _holds("symptoms"), KNOWLEDGE),
    ("measures", "clinical/measures.yaml", _holds("measures", "outcome"), KNOWLEDGE),
    *((name, f"instruments/{name}.yaml", partial(_is_instrument, name), KNOWLEDGE) for name in knowledge.INSTRUMENTS),
    ("rights", f"instruments/{knowledge.RIGHTS}.yaml", _is_rights, KNOWLEDGE),
    ("crisis lines", f"clinical/{crisis.FILE}", _holds("fallback", "lines"), CRISIS),
    ("drug classes", f"clinical/{safety_rules_load.DRUGS}", _holds("classes", "drugs"), RULES),
    ("safety rules", f"clinical/{safety_rules_load.RULES}", _holds("rules", "washouts"), RULES),
    ("courses", f"clinical/{course.FILE}", _holds("courses"), COURSES),
    ("clinical sources", f"clinical/{course.SOURCES}", lambda _: False, _who_cites),  # a loose one is of kind sources
)


def _home(path: Path) -> Path | None:
    """Give the data folder a file of ``clinical/`` or ``instruments/`` lies in, if it lies in one."""
    folder = path.absolute().parent
    whole = folder.name in (CLINICAL, INSTRUMENTS) and all(
        (folder.parent / name).is_dir() for name in (CLINICAL, INSTRUMENTS)
    )
    return folder.parent if whole else None


def _library(home: Path) -> Library:
    """Give the library beside the clinical files, or the packaged one where there is none in order."""
    if home == data_folder() or not (home / "criteria.yaml").is_file():
        return load_library()
    try:
        return load_library(home)
    except LibraryFaults:
        return load_library()  # its own faults are told when the library is checked


def _check(at: str, gather: Gather, document: Document, path: Path) -> list[Fault]:
    home = _home(path) or data_folder()
    library = _library(home)
    found = list(dict.fromkeys(gather(home, library, {at: document})))
    others = [fault for fault in found if fault.file != document.file]
    if others:
        try:
            sound = read_document(data_folder() / at, at)
        except Unreadable:
            return found
        anyway = gather(home, library, {at: sound})
        found = [fault for fault in found if fault.file == document.file or fault not in anyway]
    return [fault if fault.file == document.file else fault.in_file(str(home / fault.file)) for fault in found]


def _check_folder(folder: Path) -> list[Fault]:
    if not (folder / CLINICAL).is_dir() and not (folder / INSTRUMENTS).is_dir():
        return []  # the evidence alone may be kept in a folder of its own
    library = _library(folder)
    found = [fault for gather in (KNOWLEDGE, RULES, CRISIS, COURSES) for fault in gather(folder, library, {})]
    return list(dict.fromkeys(found))


for _name, _at, _detect, _gather in FILES:
    register_kind(Kind(_name, _detect, partial(_check, _at, _gather), _at))
register_folder(CLINICAL, _check_folder)

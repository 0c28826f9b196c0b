"""Everything the clinical rules of past trials, checks and measures know, read and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from trd_sdm.clinical.adherence import AdherenceFile
from trd_sdm.clinical.agents import AgentTable
from trd_sdm.clinical.checks import Checklist
from trd_sdm.clinical.instruments import Instrument, Right, Rightslist
from trd_sdm.clinical.measures import MeasuresFile
from trd_sdm.clinical.residual import ResidualFile
from trd_sdm.clinical.sourced import cited, named_options
from trd_sdm.clinical.staging import StagingFile
from trd_sdm.clinical.trials_data import TrialsFile
from trd_sdm.evidence import Library, Source, load_library
from trd_sdm.evidence.base import Frozen, FrozenDict
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.faults import Fault, LibraryFaults
from trd_sdm.evidence.folder import check_sources, whole
from trd_sdm.evidence.reading import Document, Unreadable, read_document

M = TypeVar("M", bound=BaseModel)
FILES: Mapping[str, type[BaseModel]] = {
    "agents": AgentTable,
    "trials": TrialsFile,
    "staging": StagingFile,
    "lookalikes": Checklist,
    "contributors": Checklist,
    "adherence": AdherenceFile,
    "residual": ResidualFile,
    "measures": MeasuresFile,
}
INSTRUMENTS = ("phq9", "gad7", "sure")
RIGHTS = "rights"


class Clinical(Frozen):
    """What the clinical rules know. `bibliography` holds the sources of the evidence and its own."""

    agents: AgentTable
    trials: TrialsFile
    staging: StagingFile
    lookalikes: Checklist
    contributors: Checklist
    adherence: AdherenceFile
    residual: ResidualFile
    measures: MeasuresFile
    instruments: FrozenDict[Instrument]
    rights: FrozenDict[Right]
    bibliography: FrozenDict[Source]

    def choices(self, instrument: str) -> tuple[int, ...]:
        """Give the scores an answer to an instrument may have."""
        held = self.instruments[instrument]
        held = self.instruments[held.answers_as] if held.answers_as else held
        return tuple(choice.score for choice in held.answers)


def load_clinical(folder: Path | str | None = None) -> Clinical:
    """Open what the clinical rules know.

    Parameters
    ----------
    folder : Path, optional
        A data folder that holds ``clinical/`` and ``instruments/``; the packaged one by default, which
        is read once and then kept.

    Raises
    ------
    LibraryFaults
        Naming every fault with file, place, line, what is there and what is allowed.

    Examples
    --------
    >>> load_clinical().agents.find("Zyprexa") is None, load_clinical().agents.find("REMERON")
    (True, 'mirtazapine')
    """
    return _packaged() if folder is None else _read(Path(folder))


@lru_cache(maxsize=1)
def _packaged() -> Clinical:
    return _read(data_folder())


def _read(folder: Path) -> Clinical:
    library = load_library()
    held, rights, own, faults = _gather(folder, library, {})
    if faults or rights is None:
        raise LibraryFaults(faults)
    shown = {key: _as_scored(right, held["instruments"].get(key)) for key, right in rights.measures.items()}
    return Clinical(**held, rights=shown, bibliography={**library.bibliography, **own})


def find_faults(folder: Path, library: Library, given: Mapping[str, Document]) -> list[Fault]:
    """Give every fault of the files read here.

    Parameters
    ----------
    folder : Path
        A data folder that holds ``clinical/`` and ``instruments/``.
    library : Library
        Whose options and sources the files may name.
    given : mapping of str to Document
        Documents to take in place of files of the folder, by name such as ``clinical/agents.yaml``.
    """
    return _gather(folder, library, given)[3]


def _gather(
    folder: Path, library: Library, given: Mapping[str, Document]
) -> tuple[dict[str, Any], Rightslist | None, dict[str, Source], list[Fault]]:
    shelf = _Shelf(folder, given)
    held: dict[str, Any] = {name: shelf.read(f"clinical/{name}.yaml", model) for name, model in FILES.items()}
    held["instruments"] = {key: shelf.read(f"instruments/{key}.yaml", Instrument) for key in INSTRUMENTS}
    rights = shelf.rights()
    sources = shelf.document("clinical/sources.json")
    own: dict[str, Source] = {}
    if sources is not None:
        own, found = check_sources(sources)
        shelf.faults += found
        twice = [key for key in own if key in library.bibliography]
        shelf.faults += [sources.fault((), "this source stands in the evidence too", found=key) for key in twice]
    shelf.faults += _unknown(held, shelf, {**library.bibliography, **own}, library.options)
    if rights is not None:
        shelf.faults += _rights_faults(held, shelf, rights)
    return held, rights, own, shelf.faults


def _as_scored(right: Right, instrument: Instrument | None) -> Right:
    """Give what is known of a score, from the instrument's own file where its wording stands here."""
    if instrument is None:
        return right
    scoring = instrument.scoring
    known = {"range": scoring.range, "bands": scoring.bands, "remission_below": scoring.remission_below}
    return right.model_copy(update=known)


class _Shelf:
    """The documents read so far, and every fault in them."""

    def __init__(self, folder: Path, given: Mapping[str, Document]) -> None:
        self.folder = folder
        self.given = given
        self.faults: list[Fault] = []
        self.documents: dict[str, Document] = {}

    def document(self, name: str) -> Document | None:
        try:
            self.documents[name] = self.given.get(name) or read_document(self.folder / name, name)
        except Unreadable as refused:
            self.faults.append(refused.fault)
            return None
        return self.documents[name]

    def read(self, name: str, model: type[M]) -> M | None:
        document = self.document(name)
        if document is None:
            return None
        value, found = whole(model, document)
        self.faults += found
        return value

    def rights(self) -> Rightslist | None:
        name = f"instruments/{RIGHTS}.yaml"
        document = self.document(name)
        if document is None:
            return None
        lines = {("measures", *path): line for path, line in document.lines.items()}
        under = Document(document.file, {"measures": document.data}, lines)
        value, found = whole(Rightslist, under)
        self.faults += (replace(fault, place=fault.place.removeprefix("measures").lstrip(".")) for fault in found)
        return value


def _unknown(
    held: dict[str, Any], shelf: _Shelf, bibliography: Mapping[str, Source], options: Mapping[str, Any]
) -> Iterator[Fault]:
    for name in FILES:
        value, document = held[name], shelf.documents.get(f"clinical/{name}.yaml")
        if value is None or document is None:
            continue
        for path, key in cited(value):
            if key not in bibliography:
                allowed = "an id of sources.json or clinical/sources.json"
                yield document.fault(path, "this source is not known", found=key, allowed=allowed)
        for path, key in named_options(value):
            if key not in options:
                yield document.fault(path, "this option is not known", found=key, allowed=", ".join(options))


def _rights_faults(held: dict[str, Any], shelf: _Shelf, rights: Rightslist) -> Iterator[Fault]:
    """Wording stands here only of what may be shown; every score has its right and its name."""
    for key, instrument in held["instruments"].items():
        right = rights.measures.get(key)
        document = shelf.documents.get(f"instruments/{key}.yaml")
        if instrument is not None and document is not None:
            if right is None or right.status != "embed":
                yield document.fault(("items",), "the wording of this may not be shown", allowed="embed in rights.yaml")
            if instrument.id != key:
                yield document.fault(("id",), "the id differs from the file's name", found=instrument.id, allowed=key)
            if instrument.answers_as and instrument.answers_as not in held["instruments"]:
                yield document.fault(("answers_as",), "this instrument is not known", found=instrument.answers_as)
    scores, document = held["measures"], shelf.documents.get("clinical/measures.yaml")
    wanted = [key for key in rights.measures if key != "sure"]
    if scores is not None and document is not None and set(scores.measures) != set(wanted):
        yield document.fault(("measures",), "the measures differ from rights.yaml", allowed=", ".join(wanted))
    known = scores.measures if scores is not None else {}
    for name in ("lookalikes", "contributors"):
        listed, document = held[name], shelf.documents.get(f"clinical/{name}.yaml")
        if listed is not None and document is not None:
            yield from _screen_faults(listed, document, known)


def _screen_faults(listed: Checklist, document: Document, known: Mapping[str, Any]) -> Iterator[Fault]:
    for key, item in listed.items.items():
        for place, screen in enumerate(item.screens):
            if screen not in known:
                at = ("items", key, "screens", place)
                yield document.fault(at, "this measure is not known", found=screen, allowed=", ".join(known))

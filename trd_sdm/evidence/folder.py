"""A data folder read as a whole: every file, every fault, and a library only when there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from trd_sdm.evidence.assumptions import Assumptions, Baseline
from trd_sdm.evidence.criteria_check import check_criteria
from trd_sdm.evidence.criterion import Criterion
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.files import FindingsFile, LibraryFile, SourcesFile
from trd_sdm.evidence.library import Library
from trd_sdm.evidence.option import Option
from trd_sdm.evidence.option_check import OptionDraft, check_option, option_faults_in_text
from trd_sdm.evidence.reading import Document, Unreadable, read_document
from trd_sdm.evidence.shape import faults_of
from trd_sdm.evidence.source import Finding, Source

M = TypeVar("M", bound=BaseModel)
NAMES = ("library.yaml", "criteria.yaml", "assumptions.yaml", "findings.yaml", "sources.json")
OPTIONS = "options"
OPTION_LIMIT = 100


@dataclass
class Shelf:
    """What the shared files hold so far; cells are checked against it."""

    bibliography: Mapping[str, Source] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    baseline: Baseline | None = None
    assumptions: Assumptions | None = None
    about: LibraryFile | None = None


def whole(model: type[M], document: Document) -> tuple[M | None, list[Fault]]:
    """Validate a document as one model."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, faults_of(error, document.data, document, (), model)


def check_sources(document: Document) -> tuple[dict[str, Source], list[Fault]]:
    """Check a bibliography: its shape, and that no id stands twice."""
    held, faults = whole(SourcesFile, document)
    found: dict[str, Source] = {}
    for place, source in enumerate(held.root if held else ()):
        if source.id in found:
            faults.append(
                document.fault(
                    (place, "id"),
                    "this source stands here twice",
                    found=source.id,
                    allowed="each source once",
                )
            )
        found[source.id] = source
    return found, faults


def check_findings(document: Document, bibliography: Mapping[str, Source]) -> tuple[dict[str, Finding], list[Fault]]:
    """Check findings: their shape, and that each names a known source."""
    held, faults = whole(FindingsFile, document)
    found = {key: Finding(id=key, **dict(entry)) for key, entry in (held.findings if held else {}).items()}
    for key, finding in found.items():
        if bibliography and finding.source not in bibliography:
            at = ("findings", key, "source")
            faults.append(
                document.fault(at, "this source is not known", found=finding.source, allowed="an id of sources.json")
            )
    return found, faults


def check_about(document: Document, shelf: Shelf) -> tuple[LibraryFile | None, list[Fault]]:
    """Check ``library.yaml`` and the baseline in it."""
    held, faults = whole(LibraryFile, document)
    if held is None:
        return None, faults
    base = held.baseline
    for place, key in enumerate(base.sources):
        if shelf.bibliography and key not in shelf.bibliography:
            at: tuple[str | int, ...] = ("baseline", "sources", place)
            faults.append(document.fault(at, "this source is not known", found=key, allowed="an id of sources.json"))
    cited = [(("baseline", "evidence", i), key) for i, key in enumerate(base.evidence)]
    cited_checks = [
        (("baseline", "cross_checks", i, "evidence"), check.evidence) for i, check in enumerate(base.cross_checks)
    ]
    for path, key in (*cited, *cited_checks):
        if shelf.findings and key not in shelf.findings:
            faults.append(
                document.fault(path, "this finding is not known", found=key, allowed="an id of findings.yaml")
            )
    if not 0 < base.adjustable_low <= base.per_100 <= base.adjustable_high < 100:
        allowed = "adjustable_low <= per_100 <= adjustable_high, between 0 and 100"
        faults.append(
            document.fault(
                ("baseline", "per_100"),
                "the baseline leaves its own range",
                found=base.per_100,
                allowed=allowed,
            )
        )
    for name, number in (("p", 100 * base.p), ("distribution", base.distribution.per_100)):
        if abs(number - base.per_100) > 0.05:
            faults.append(
                document.fault(
                    ("baseline", name),
                    "this differs from per_100",
                    found=round(number, 2),
                    allowed=f"{base.per_100:g}",
                )
            )
    return held, faults


def read_shared(folder: Path) -> tuple[Shelf, list[Fault]]:
    """Read everything in a data folder but the options."""
    shelf, faults = Shelf(), []
    documents: dict[str, Document] = {}
    for name in NAMES:
        try:
            documents[name] = read_document(folder / name, name)
        except Unreadable as refused:
            faults.append(refused.fault)
    if "sources.json" in documents:
        shelf.bibliography, found = check_sources(documents["sources.json"])
        faults += found
    if "findings.yaml" in documents:
        shelf.findings, found = check_findings(documents["findings.yaml"], shelf.bibliography)
        faults += found
    if "criteria.yaml" in documents:
        shelf.criteria, found = check_criteria(documents["criteria.yaml"])
        faults += found
    if "assumptions.yaml" in documents:
        shelf.assumptions, found = whole(Assumptions, documents["assumptions.yaml"])
        faults += found
    if "library.yaml" in documents:
        shelf.about, found = check_about(documents["library.yaml"], shelf)
        faults += found
        shelf.baseline = shelf.about.baseline if shelf.about else None
    return shelf, faults


def read_folder(folder: Path) -> tuple[Library | None, list[Fault]]:
    """Read and check a whole data folder.

    Returns
    -------
    library : Library or None
        The library; None as soon as there is one fault.
    faults : list of Fault
        Everything found, in the order of the files.
    """
    shelf, faults = read_shared(folder)
    paths = sorted((folder / OPTIONS).glob("*.yaml"))
    if not paths:
        faults.append(Fault(OPTIONS, "", None, "no files", "one file an option, <id>.yaml", "there are no options"))
    if len(paths) > OPTION_LIMIT:
        faults.append(
            Fault(
                OPTIONS,
                "",
                None,
                f"{len(paths)} files",
                f"at most {OPTION_LIMIT}",
                "there are too many options",
            )
        )
        return None, faults
    shelf.options = {path.stem: None for path in paths}
    drafts: list[OptionDraft] = []
    for path in paths:
        name = f"{OPTIONS}/{path.name}"
        try:
            document = read_document(path, name)
        except Unreadable as refused:
            faults.append(refused.fault)
            continue
        draft = check_option(document, path.stem, shelf)
        faults += draft.faults
        drafts.append(draft)
    cells = {draft.id: draft.cells for draft in drafts}
    for draft in drafts:
        faults += option_faults_in_text(draft, cells)
    order = shelf.about.order if shelf.about else ()
    faults += _order_faults(order, shelf)
    if faults or shelf.about is None or shelf.assumptions is None:
        return None, faults
    files = {draft.id: draft.file for draft in drafts if draft.file is not None}
    about = shelf.about
    library = Library(
        version=about.version,
        compiled=about.compiled,
        title=about.title,
        status=about.status,
        criteria=dict(shelf.criteria),
        options={key: Option.of(files[key], cells) for key in order},
        bibliography=dict(shelf.bibliography),
        findings=dict(shelf.findings),
        assumptions=shelf.assumptions,
        baseline=about.baseline,
    )
    return library, []


def _order_faults(order: tuple[str, ...], shelf: Shelf) -> list[Fault]:
    if not order or sorted(order) == sorted(shelf.options):
        return []
    stray = [key for key in order if key not in shelf.options] + [key for key in shelf.options if key not in order]
    stray += [key for key in dict.fromkeys(order) if order.count(key) > 1]
    return [
        Fault(
            "library.yaml",
            "order",
            None,
            ", ".join(stray),
            "every file of options/ once",
            "the order does not name the options",
        )
    ]

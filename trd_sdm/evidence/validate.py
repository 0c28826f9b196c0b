"""Checking any file a person brings: `validate_path` gives every fault with its place, and raises nothing.

Kinds of file are pluggable: other parts of the package add theirs with `register_kind`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trd_sdm.evidence.assumptions import Assumptions
from trd_sdm.evidence.criteria_check import check_criteria
from trd_sdm.evidence.estimate import Cell
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.folder import (
    OPTIONS,
    Shelf,
    check_about,
    check_findings,
    check_sources,
    read_folder,
    read_shared,
    whole,
)
from trd_sdm.evidence.loading import load_library
from trd_sdm.evidence.option_check import check_option, option_faults_in_text
from trd_sdm.evidence.reading import Document, Unreadable, read_document


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that can be checked.

    Parameters
    ----------
    name : str
        What it is called in messages.
    detect : callable
        Whether a document is meant to be of this kind; sees the plain data and must not raise.
    check : callable
        Gives the faults of a document; the path says where it lies.
    at : str, optional
        Its place in a data folder, such as ``clinical/trials.yaml``: a file that lies there is of this kind,
        whatever it holds.
    """

    name: str
    detect: Callable[[Any], bool]
    check: Callable[[Document, Path], list[Fault]]
    at: str | None = None

    def lies_at(self, path: Path) -> bool:
        """Say whether a path ends in the place of this kind."""
        return self.at is not None and path.absolute().parts[-2:] == tuple(self.at.split("/"))


_kinds: list[Kind] = []
_folder_checks: dict[str, Callable[[Path], list[Fault]]] = {}


def register_kind(kind: Kind) -> None:
    """Add a kind of file; one of the same name takes the place of the earlier one."""
    _kinds[:] = [known for known in _kinds if known.name != kind.name] + [kind]


def register_folder(name: str, check: Callable[[Path], list[Fault]]) -> None:
    """Add a check of a whole data folder; one of the same name takes the place of the earlier one."""
    _folder_checks[name] = check


def kinds() -> tuple[str, ...]:
    """Give the names of the kinds that can be checked, a data folder apart."""
    return tuple(kind.name for kind in _kinds)


def validate_path(path: Path | str) -> list[Fault]:
    """Check one file, or a whole data folder.

    Parameters
    ----------
    path : Path
        An option, criteria, assumptions, findings, sources or library file, a file of any other
        registered kind, or a folder that holds ``criteria.yaml`` and ``options/``.

    Returns
    -------
    list of Fault
        Everything wrong, each with its place; empty when the file is in order. A file that is too
        large, binary or otherwise not readable gives exactly one fault.

    Notes
    -----
    An option or findings file is checked against the data folder it lies in, else against the packaged
    library.
    """
    path = Path(path)
    if path.is_dir():
        if (path / "criteria.yaml").exists() or (path / OPTIONS).is_dir():
            found = [*read_folder(path)[1], *(fault for check in _folder_checks.values() for fault in check(path))]
            return [fault.in_file(str(path / fault.file)) for fault in found]
        return [Fault(str(path), "", None, "", "a folder with criteria.yaml and options/", "this is no data folder")]
    try:
        document = read_document(path)
    except Unreadable as refused:
        return [refused.fault]
    at_home = (kind for kind in _kinds if kind.lies_at(path))
    alike = (kind for kind in reversed(_kinds) if kind.detect(document.data))
    for kind in (*at_home, *alike):
        return kind.check(document, path)
    named = ", ".join(kinds())
    return [
        document.fault((), "this is none of the kinds of file that can be checked", found=document.data, allowed=named)
    ]


def _holds(*names: str, at_least: int = 1) -> Callable[[Any], bool]:
    return lambda data: isinstance(data, dict) and sum(name in data for name in names) >= at_least


def _home(path: Path, *, levels: int) -> Path | None:
    """Give the data folder a file lies in, if it lies in one."""
    folder = path.absolute().parents[levels - 1] if len(path.absolute().parents) >= levels else path.parent
    return folder if (folder / "criteria.yaml").is_file() and (folder / "sources.json").is_file() else None


def _surroundings(path: Path, *, levels: int) -> tuple[Shelf, dict[str, Mapping[str, Cell]]]:
    """Give what a file is checked against, and the cells of the other options."""
    home = _home(path, levels=levels)
    if home is None:
        library = load_library()
        shelf = Shelf(library.bibliography, library.findings, library.criteria, dict(library.options), library.baseline)
        return shelf, {key: option.estimates for key, option in library.options.items()}
    shelf, _ = read_shared(home)
    cells: dict[str, Mapping[str, Cell]] = {}
    shelf.options = {other.stem: None for other in (home / OPTIONS).glob("*.yaml")}
    for other in sorted((home / OPTIONS).glob("*.yaml")):
        try:
            cells[other.stem] = check_option(read_document(other), other.stem, shelf).cells
        except Unreadable:
            continue  # said when that file itself is checked
    return shelf, cells


def _check_option(document: Document, path: Path) -> list[Fault]:
    shelf, cells = _surroundings(path, levels=2)
    said = document.data.get("id")
    at_home = path.parent.name == OPTIONS
    name = path.stem if at_home or not isinstance(said, str) else said
    shelf.options = {**shelf.options, name: None}
    draft = check_option(document, name, shelf)
    return draft.faults + option_faults_in_text(draft, {**cells, name: draft.cells})


def _check_findings(document: Document, path: Path) -> list[Fault]:
    shelf, _ = _surroundings(path, levels=1)
    return check_findings(document, shelf.bibliography)[1]


def _check_about(document: Document, path: Path) -> list[Fault]:
    shelf, _ = _surroundings(path, levels=1)
    return check_about(document, shelf)[1]


def _is_bibliography(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], dict) and "id" in data[0]


register_kind(Kind("library", _holds("baseline", "compiled", "order", at_least=2), _check_about))
register_kind(Kind("sources", _is_bibliography, lambda document, _: check_sources(document)[1]))
register_kind(Kind("findings", _holds("findings"), _check_findings))
register_kind(
    Kind(
        "assumptions",
        _holds("certainty_widening", "band_tails", "no_good_data", "near_tie_points"),
        lambda document, _: whole(Assumptions, document)[1],
    )
)
register_kind(Kind("criteria", _holds("criteria"), lambda document, _: check_criteria(document)[1]))
register_kind(Kind("option", _holds("cells", "text", "who_should_not", "short_name", at_least=2), _check_option))

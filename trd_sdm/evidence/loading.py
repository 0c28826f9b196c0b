"""Opening the library: the packaged one by default, or any data folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from trd_sdm.evidence.compiled import data_folder, read_compiled
from trd_sdm.evidence.faults import LibraryFaults
from trd_sdm.evidence.library import Library


def load_library(path: Path | str | None = None) -> Library:
    """Open the evidence.

    Parameters
    ----------
    path : Path, optional
        A data folder laid out like the packaged one; the packaged one by default, which is read once
        and then kept.

    Returns
    -------
    Library
        Whole and checked: every cell there, every number sourced, in range and in agreement with its
        derivation.

    Raises
    ------
    LibraryFaults
        Naming every fault with file, place, line, what is there and what is allowed.

    Examples
    --------
    >>> library = load_library()
    >>> library.estimate("ect", "response").value
    61.5
    >>> library.options["ect"].text.upsides[0]
    'About 62 in 100 feel much better by course end, 38 do not; 41 and 59 in one trial'
    """
    return _packaged() if path is None else _checked(Path(path))


@lru_cache(maxsize=1)
def _packaged() -> Library:
    folder = data_folder()
    return read_compiled(folder) or _checked(folder)


def _checked(folder: Path) -> Library:
    from trd_sdm.evidence.folder import read_folder

    library, faults = read_folder(folder)
    if library is None:
        raise LibraryFaults(faults)
    return library

"""The made-up case that ships: a whole record with sixteen weeks of follow-up, to look around in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trd_sdm.evidence.compiled import data_folder
from trd_sdm.session.record_file import parse_record

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record

FILE = "example.json"


def example_text() -> str:
    """Give the text of the example's file."""
    return (data_folder() / "records" / FILE).read_text(encoding="utf-8")


def example(library: Library) -> Record:
    """Give the example as a record of the evidence of today; it is nobody's, so no older numbers were ever shown.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> case = example(load_library())
    >>> case.mode, len(case.tracking.courses), len(case.past.trials)
    ('teaching', 2, 3)
    """
    return parse_record(example_text(), library, FILE).with_(library_version=library.version)

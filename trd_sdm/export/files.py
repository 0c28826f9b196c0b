"""Every file that can leave the app: its name, what is in it, and how it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trd_sdm.session.replay import of_appraisal
from trd_sdm.session.saved import to_file

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.export.drawings import Drawing
    from trd_sdm.export.gathered import Gathered

For = Literal["person", "clinic"]
Content = str | bytes


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file.

    Parameters
    ----------
    id : str
    label : str
        What the button says.
    about : str
        What is in it, in one sentence.
    whom : str
        Whether it is made for the person or for the clinic.
    name : str
        Of the file, with a place for the day; it names nobody.
    kind : str
        Its media type.
    make : callable
        Gives its content from what was gathered and the evidence.
    """

    id: str
    label: str
    about: str
    whom: For
    name: str
    kind: str
    make: Callable[[Gathered, Library], Content]

    def file_name(self, held: Gathered) -> str:
        """Give the name of the file for the day it is made."""
        return self.name.format(held.on.isoformat())


FORMS: dict[str, str] = {"svg": "image/svg+xml", "png": "image/png"}
"""What a chart can be saved as, with its media type."""


def chart_name(held: Gathered, drawing: Drawing, form: str) -> str:
    """Give the name of a chart's file for the day it is made."""
    return f"{STEM}-{drawing.stem}-{held.on.isoformat()}.{form}"


def _handout(held: Gathered, _: Library) -> bytes:
    from trd_sdm.export.handout import handout

    return handout(held)


def _large(held: Gathered, _: Library) -> bytes:
    from trd_sdm.export.handout import handout

    return handout(held, large=True)


def _take_home(held: Gathered, _: Library) -> str:
    from trd_sdm.export.take_home import take_home

    return take_home(held)


def record_copy(held: Gathered, evidence: Library) -> str:
    """Give the record's file as the app saves it: in the form of today, with its checksum and what it comes to.

    It names its minute where it is made for today, else the day it is made for.
    """
    computed = of_appraisal(held.go_on().appraisal, held.on)
    now = dt.datetime.now().astimezone()
    return to_file(held.record, evidence, computed=computed, made=now if held.on == now.date() else held.on)


def _note(held: Gathered, _: Library) -> str:
    from trd_sdm.export.note import note

    return note(held)


def _long_note(held: Gathered, _: Library) -> str:
    from trd_sdm.export.note import note

    return note(held, long=True)


def _fhir(held: Gathered, _: Library) -> str:
    from trd_sdm.export.fhir import fhir_bundle

    return fhir_bundle(held)


def _csv(held: Gathered, _: Library) -> str:
    from trd_sdm.export.comparison import comparison_csv

    return comparison_csv(held)


STEM = "choosing-together"
EXPORTS: tuple[Export, ...] = (
    Export(
        "handout",
        "Handout (PDF)",
        "Our plan, and the numbers with their sources.",
        "person",
        f"{STEM}-handout-{{}}.pdf",
        "application/pdf",
        _handout,
    ),
    Export(
        "handout_large",
        "Handout in large print (PDF)",
        "Easier to read, on more pages.",
        "person",
        f"{STEM}-handout-large-{{}}.pdf",
        "application/pdf",
        _large,
    ),
    Export(
        "take_home",
        "Page to try at home",
        "Move the sliders again, with no internet.",
        "person",
        f"{STEM}-at-home-{{}}.html",
        "text/html",
        _take_home,
    ),
    Export(
        "record",
        "Copy of this talk",
        "Open it here again to go on.",
        "person",
        f"{STEM}-{{}}.json",
        "application/json",
        record_copy,
    ),
    Export(
        "note",
        "Short note",
        "Plain text for the record: what was weighed, the fit, the choice and the plan.",
        "clinic",
        f"{STEM}-note-{{}}.txt",
        "text/plain",
        _note,
    ),
    Export(
        "note_long",
        "Long note",
        "The same with reasons, past trials one by one, and what is still open.",
        "clinic",
        f"{STEM}-note-long-{{}}.txt",
        "text/plain",
        _long_note,
    ),
    Export(
        "fhir",
        "FHIR bundle",
        "Answers, scores, goals and plan for a record system. No person is named in it.",
        "clinic",
        f"{STEM}-fhir-{{}}.json",
        "application/fhir+json",
        _fhir,
    ),
    Export(
        "csv",
        "Table (CSV)",
        "Every number of the comparison, with its sources, for a spreadsheet.",
        "clinic",
        f"{STEM}-numbers-{{}}.csv",
        "text/csv",
        _csv,
    ),
)

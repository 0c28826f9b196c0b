"""``trd-sdm note``, ``csv`` and their like: make one export from a saved record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trd_sdm.cli.messages import day_or_refuse, library_or_refuse, refuse, say_faults

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered

RecordFile = Annotated[Path, typer.Argument(metavar="RECORD.json", help="A record file saved from the session app.")]
To = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write.")]
MaybeTo = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; the screen by default.")
]
On = Annotated[str | None, typer.Option(help="Day it is made for, YYYY-MM-DD; today by default.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


def note(
    record: RecordFile,
    *,
    output: MaybeTo = None,
    long: Annotated[bool, typer.Option("--long", help="With reasons, trials and open checks.")] = False,
    on: On = None,
    force: Force = False,
) -> None:
    """Write the note for the record, as plain text."""
    from trd_sdm.export.note import note as make

    _made(record, output, on, lambda held: make(held, long=long), force=force)


def handout(
    record: RecordFile,
    *,
    output: To,
    large: Annotated[bool, typer.Option("--large", help="In large print.")] = False,
    on: On = None,
    force: Force = False,
) -> None:
    """Make the handout as a tagged PDF: what was talked about, the plan, and the numbers."""
    from trd_sdm.export.handout import handout as make

    _made(record, output, on, lambda held: make(held, large=large), force=force)


def take_home(record: RecordFile, *, output: To, on: On = None, force: Force = False) -> None:
    """Make the page to take home: one HTML file that weighs anew with no server and no network."""
    from trd_sdm.export.take_home import take_home as make

    _made(record, output, on, make, force=force)


def fhir(
    record: RecordFile,
    *,
    output: To,
    with_handout: Annotated[
        bool, typer.Option("--handout/--no-handout", help="Whether the handout stands in it whole.")
    ] = True,
    on: On = None,
    force: Force = False,
) -> None:
    """Make a FHIR R4B bundle: answers, scores, goals, plan and papers; no person stands in it."""
    from trd_sdm.export.fhir import fhir_bundle

    _made(record, output, on, lambda held: fhir_bundle(held, with_handout=with_handout), force=force)


def chart(
    record: RecordFile,
    *,
    output: To,
    which: Annotated[
        str, typer.Option(help="fit, first, burden, changes, calendar, chance:ID, number:ID or course:ID.")
    ] = "fit",
    whose: Annotated[str, typer.Option(help="Whose ratings: patient, clinician or shared.")] = "patient",
    on: On = None,
    force: Force = False,
) -> None:
    """Draw one chart as SVG or PNG; the ending of FILE says which. ID is a criterion, or a questionnaire."""
    from trd_sdm.export.pictures import chart_file
    from trd_sdm.session.record import WHOSE

    view = next((known for known in WHOSE if known == whose), None)
    if view is None:
        refuse(f"--whose: {whose!r} is nobody; allowed are {', '.join(WHOSE)}")
    form = output.suffix.lower()
    if form not in (".svg", ".png"):
        refuse(f"{output}: a chart is an .svg or a .png file; end the name with one of these")
    _made(
        record, output, on, lambda held: chart_file(held, view, "svg" if form == ".svg" else "png", which), force=force
    )


def csv(record: RecordFile, *, output: MaybeTo = None, on: On = None, force: Force = False) -> None:
    """Write the comparison as a table for a spreadsheet."""
    from trd_sdm.export.comparison import comparison_csv

    _made(record, output, on, comparison_csv, force=force)


def record(record: RecordFile, *, output: To, on: On = None, force: Force = False) -> None:
    """Write the record anew as the app saves it: in the form of today, with its checksum and what it comes to."""
    from trd_sdm.export.files import record_copy

    _made(record, output, on, lambda held: record_copy(held, library_or_refuse()), force=force)


def _made(
    record: Path, output: Path | None, on: str | None, make: Callable[[Gathered], str | bytes], *, force: bool
) -> None:
    """Read the record, make the export, and write it; nothing is written when anything is wrong."""
    from trd_sdm.export.gathered import ExportStopped

    day = day_or_refuse(on)
    if output is not None:
        _may_write(output, record, force=force)
    held = _gathered(record, day)
    try:
        made = make(held)
    except (ExportStopped, ValueError, RuntimeError) as error:
        refuse(f"{record}: {error}")
    if output is None:
        typer.echo(made, nl=False)
        return
    try:
        output.write_bytes(made.encode() if isinstance(made, str) else made)
    except OSError as error:
        refuse(f"{output}: this could not be written ({error.strerror})")
    say_faults([f"wrote {output}"])


def _gathered(record: Path, day: dt.date) -> Gathered:
    from trd_sdm.export.gathered import gather
    from trd_sdm.session.record_file import RecordError, read_record

    library = library_or_refuse()
    try:
        held = read_record(record, library)
    except RecordError as error:
        refuse(*error.faults)
    if held.library_version != library.version:
        say_faults([f"note: made with evidence {held.library_version}; the numbers are from {library.version}"])
    return gather(held, library, on=day)


def _may_write(output: Path, record: Path, *, force: bool) -> None:
    if output.exists() and record.exists() and output.samefile(record):
        refuse(f"{output}: this is the record itself; give another file")
    if output.is_dir():
        refuse(f"{output}: this is a folder; give a file")
    if output.exists() and not force:
        refuse(f"{output}: this file is there already; give another name, or --force to write over it")
    if not output.parent.is_dir():
        refuse(f"{output}: the folder {output.parent} is not there")

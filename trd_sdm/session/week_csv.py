"""The weekly notes as a CSV table: one row a day, safe to open in a spreadsheet, and read back whole or not at all."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from trd_sdm.evidence.faults import shown
from trd_sdm.session.series import AS_SCORES, IN_FULL
from trd_sdm.session.tracking import WEEKS_AT_MOST, Daily, SuicidalThoughts, Tracking, WeekEntry
from trd_sdm.session.week_answers import day_of

if TYPE_CHECKING:
    from trd_sdm.clinical.knowledge import Clinical

FAULTS_AT_MOST = 50
FORMULA = ("=", "+", "-", "@", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Signs that begin a formula, after any blanks, and the quote that keeps a text from being one."""
DATE = "date"
PLAIN = ("side_effects", "missed_doses")
NOTE = "note"
TOTALS = {f"total_{name}": name for name in IN_FULL}
"""Totals taken elsewhere of the questionnaires that are asked in full here, by column."""


@dataclass(frozen=True, slots=True)
class CsvFault:
    """One thing wrong in one cell.

    Examples
    --------
    >>> print(CsvFault(3, "phq9_mood", '"4"', "0, 1, 2, 3 or nothing"))
    row 3, column phq9_mood: found "4"; allowed: 0, 1, 2, 3 or nothing
    """

    row: int
    column: str
    found: str
    allowed: str

    def __str__(self) -> str:
        where = f"row {self.row}" + (f", column {self.column}" if self.column else "")
        return f"{where}: found {self.found}; allowed: {self.allowed}"


class CsvError(ValueError):
    """A table that is not taken in; `faults` holds everything found, up to a limit."""

    def __init__(self, faults: tuple[CsvFault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def columns(clinical: Clinical) -> tuple[str, ...]:
    """Give the names of the columns, in their order."""
    answers = [f"{name}_{item.id}" for name in IN_FULL for item in clinical.instruments[name].items]
    ratings = [f"rating_{name}" for name in get_args(Daily)]
    thoughts = [f"suicidal_{name}" for name in SuicidalThoughts.model_fields]
    return (DATE, *answers, *TOTALS, *AS_SCORES, *ratings, *thoughts, *PLAIN, NOTE)


def to_csv(tracking: Tracking, clinical: Clinical) -> str:
    """Write the notes as a table; an answer not given is an empty cell.

    A note that a spreadsheet would take for a formula gets a straight quote in front, which reading takes away.
    """
    held = io.StringIO()
    writer = csv.DictWriter(held, columns(clinical), lineterminator="\r\n")
    writer.writeheader()
    for entry in tracking.entries:
        writer.writerow(_row(entry))
    return held.getvalue()


def _row(entry: WeekEntry) -> dict[str, Any]:
    row: dict[str, Any] = {DATE: entry.on.isoformat()}
    for answered in entry.answers:
        row |= {f"{answered.instrument}_{item}": value for item, value in answered.answers.items()}
    known = {name: name for name in AS_SCORES} | {name: column for column, name in TOTALS.items()}
    row |= {known[held.measure]: f"{held.score:g}" for held in entry.scores if held.measure in known}
    row |= {f"rating_{name}": value for name, value in entry.ratings.items()}
    row |= {f"suicidal_{name}": value for name, value in entry.suicidal if value is not None}
    row |= {name: value for name in PLAIN if (value := getattr(entry, name)) is not None}
    if entry.note is not None:
        row[NOTE] = f"'{entry.note}" if _is_read_as_formula(entry.note) else entry.note
    return row


def read_csv(text: str, clinical: Clinical) -> tuple[WeekEntry, ...]:
    """Read a table of notes, in the order of its days.

    Parameters
    ----------
    text : str
        Columns may stand in any order, and any but ``date`` may be left out.
    clinical : Clinical

    Raises
    ------
    CsvError
        Naming every fault with its row and column; nothing is taken in then.
    """
    rows, faults = _rows(text.removeprefix("\ufeff"), columns(clinical))
    entries: dict[dt.date, WeekEntry] = {}
    for number, row in rows:
        found = list(_faults_of(row, clinical))
        faults += [CsvFault(number, column, shown(held), allowed) for column, held, allowed in found]
        if found:
            continue
        entry = _entry(row)
        if entry.on in entries:
            faults.append(CsvFault(number, DATE, shown(row[DATE]), "each day once"))
        entries[entry.on] = entry
    if len(rows) > WEEKS_AT_MOST:
        faults.append(CsvFault(len(rows), "", f"{len(rows)} rows", f"at most {WEEKS_AT_MOST}"))
    if faults:
        raise CsvError(tuple(faults[:FAULTS_AT_MOST]))
    return tuple(entries[day] for day in sorted(entries))


def _rows(text: str, known: tuple[str, ...]) -> tuple[list[tuple[int, dict[str, str]]], list[CsvFault]]:
    """Give the rows by column, with their numbers; the heading is row 1."""
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return [], [CsvFault(1, "", f"text that is no table ({error})", "a table with commas, as saved from here")]
    heading = [name.strip() for name in lines[0]] if lines else []
    if DATE not in heading:
        return [], [CsvFault(1, DATE, "no such column", f"a heading with {DATE} in it")]
    faults = [CsvFault(1, name, "a column we do not know", ", ".join(known)) for name in heading if name not in known]
    faults += [CsvFault(1, name, "this column twice", "each column once") for name in known if heading.count(name) > 1]
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(heading):
            there = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            faults.append(CsvFault(number, "", there, f"{len(heading)}, as in the heading"))
            continue
        rows.append((number, dict(zip(heading, cells, strict=True))))
    return ([] if faults else rows), faults


def _faults_of(row: Mapping[str, str], clinical: Clinical) -> Iterator[tuple[str, str, str]]:
    """Give the column, what is there and what is allowed, for each cell that cannot be read."""
    for column, cell in row.items():
        if column == DATE:
            try:
                day_of(cell.strip())
            except ValueError:
                yield column, cell, "a day such as 2026-11-23"
        elif column == NOTE:
            if len(_note(cell)) > 500:
                yield column, cell, "at most 500 characters"
        elif cell.strip():
            allowed, low, high, whole = _limits(column, clinical)
            value = _number(cell)
            if value is None or not low <= value <= high or (whole and not value.is_integer()):
                yield column, cell, allowed


def _limits(column: str, clinical: Clinical) -> tuple[str, float, float, bool]:
    """Give what a cell of a column may hold: in words, least, most, and whether only whole numbers."""
    instrument = column.partition("_")[0]
    if instrument in IN_FULL:
        choices = clinical.choices(instrument)
        return f"{', '.join(map(str, choices))} or nothing", min(choices), max(choices), True
    if column in AS_SCORES or column in TOTALS:
        low, high = clinical.rights[TOTALS.get(column, column)].range or (0, 0)
        return f"a number from {low} to {high}, or nothing", low, high, False
    most = 100 if column == "missed_doses" else 10
    return f"a whole number from 0 to {most}, or nothing", 0, most, True


def _number(cell: str) -> float | None:
    text = cell.strip()
    if not text.isascii() or not text.removeprefix("-").replace(".", "", 1).isdigit() or len(text) > 12:
        return None
    return float(text)


def _is_read_as_formula(note: str) -> bool:
    return note.lstrip().startswith(FORMULA) or note.startswith(("\t", "\r", "\n"))


def _note(cell: str) -> str:
    return cell.removeprefix("'") if cell.startswith("'") else cell


def _entry(row: Mapping[str, str]) -> WeekEntry:
    given = {name: float(cell) for name, cell in row.items() if name not in (DATE, NOTE) and cell.strip()}
    note = _note(row.get(NOTE, ""))
    held: dict[str, Any] = {
        "on": day_of(row[DATE].strip()),
        "answers": tuple({"instrument": name, "answers": part} for name in IN_FULL if (part := _part(given, name))),
        "scores": tuple(
            {"measure": TOTALS.get(column, column), "score": given[column]}
            for column in (*TOTALS, *AS_SCORES)
            if column in given
        ),
        "ratings": _part(given, "rating"),
        "suicidal": _part(given, "suicidal"),
        "note": note if note.strip() else None,
    }
    return WeekEntry.model_validate(held | {name: int(given[name]) for name in PLAIN if name in given})


def _part(given: Mapping[str, float], head: str) -> dict[str, int]:
    return {name.removeprefix(f"{head}_"): int(value) for name, value in given.items() if name.startswith(f"{head}_")}


def with_rows(tracking: Tracking, rows: tuple[WeekEntry, ...]) -> Tracking:
    """Put the days of a table beside the days that are there.

    Raises
    ------
    CsvError
        If a day is there already with other notes, or there would be too many.
    """
    there = {entry.on: entry for entry in tracking.entries}
    clash = [row for row in rows if there.get(row.on, row) != row]
    if clash:
        allowed = "a day that is not there yet, or with the same notes"
        raise CsvError(
            tuple(CsvFault(rows.index(row) + 2, DATE, f"{row.on} with other notes", allowed) for row in clash)
        )
    merged = there | {row.on: row for row in rows}
    try:
        return Tracking(courses=tracking.courses, entries=tuple(merged[day] for day in sorted(merged)))
    except ValidationError:
        raise CsvError((CsvFault(1, "", f"{len(merged)} days in all", f"at most {WEEKS_AT_MOST}"),)) from None

"""The record as a file: beside it stands what it was made with, and a checksum that tells a changed file.

The record itself holds no numbers. What the evidence said of the options on the table goes into the file, so that
a record opened years later can say which numbers are others now. See docs/decisions/2026-11-27-saved-files.md.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationError

from trd_sdm import __version__
from trd_sdm.clinical.days import NamedDay, NamedMinute, minute
from trd_sdm.evidence.base import Frozen, FrozenDict, Number, Text
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.reading import Document, Unreadable, parse_text, read_text
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import SAVED, RecordError, record_of
from trd_sdm.session.replay import Computed
from trd_sdm.session.values import is_own

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.evidence.estimate import Estimate

Mark = Annotated[str, Field(strict=True, pattern=r"^[0-9a-f]{12}$", description="Start of a SHA-256, in hex.")]
Sum = Annotated[str, Field(strict=True, pattern=r"^sha256:[0-9a-f]{64}$")]
Short = Annotated[Text, Field(max_length=80)]


class Figure(Frozen):
    """What the evidence said of one option on one thing that matters.

    Parameters
    ----------
    value, low, high : float, optional
        In the criterion's unit; nothing where there was no good data.
    certainty : str
    mark : str
        Of everything that stands behind the number: its distribution, its sources, its reservations.
    """

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    certainty: Short
    mark: Mark

    @classmethod
    def of(cls, estimate: Estimate) -> Figure:
        """Take down one estimate."""
        held = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
        return cls(**held, certainty=estimate.certainty.level, mark=_mark(estimate.model_dump(mode="json")))


class Stamp(Frozen):
    """What a file was made with.

    Parameters
    ----------
    app, evidence : str
        Versions of this package and of the evidence.
    numbers : mapping
        By option on the table and criterion picked, what the evidence said.
    assumptions : str
        Mark of the assumptions of the sums.
    computed : Computed, optional
        What the record came to when it was saved.
    saved_at : datetime, optional
        The minute the file was made, in UTC; nothing in files of earlier versions.
    saved_on : date, optional
        The day the file was made, in files that name no minute.
    checksum : str
        Over the record and the rest of this stamp; how the file is laid out changes nothing.
    """

    app: Short
    evidence: Short
    numbers: Annotated[FrozenDict[FrozenDict[Figure]], Field(max_length=64)]
    assumptions: Mark
    computed: Computed | None = None
    saved_at: NamedMinute | None = None
    saved_on: NamedDay | None = None
    checksum: Sum

    @property
    def made(self) -> dt.datetime | dt.date | None:
        """The minute the file was made; of an earlier version the day, or the day its record was judged for."""
        return self.saved_at or self.saved_on or (None if self.computed is None else self.computed.on)


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that is another one now; `now` is nothing where the evidence no longer has it."""

    option: str
    criterion: str
    before: Figure
    now: Figure | None

    @property
    def shows(self) -> bool:
        """Whether the number or its certainty is another one, and not only what stands behind it."""
        return self.now is None or self.before.model_copy(update={"mark": self.now.mark}) != self.now


@dataclass(frozen=True, slots=True)
class Opened:
    """A record from a file, and what is to be said about the file.

    Parameters
    ----------
    record : Record
        As it stands in the file, with the evidence version it was made with.
    stamp : Stamp or None
        Nothing in files of the first versions, and in files written by hand.
    was_changed : bool
        Whether the file was changed after it was saved, by hand or by a fault.
    differences : tuple of Difference
        Numbers that are others now.
    other_assumptions : bool
        Whether the sums rest on other assumptions now.
    """

    record: Record
    stamp: Stamp | None = None
    was_changed: bool = False
    differences: tuple[Difference, ...] = ()
    other_assumptions: bool = False


def to_file(
    record: Record, library: Library, *, computed: Computed | None = None, made: dt.datetime | dt.date | None = None
) -> str:
    """Give the text of a record's file; `open_text` reads it back.

    Parameters
    ----------
    record : Record
    library : Library
    computed : Computed, optional
        What the record came to, so that `trd-sdm replay` can do the sums again.
    made : datetime or date, optional
        The moment the file is made, so that of two copies the newer is known; or the day alone.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> library = load_library()
    >>> record = Record(library_version=library.version, seed=7)
    >>> opened = open_text(to_file(record, library), library)
    >>> opened.record == record, opened.was_changed, opened.differences
    (True, False, ())
    """
    held = json.loads(record.with_(library_version=library.version).to_json())
    stamp: dict[str, Any] = {
        "app": __version__,
        "evidence": library.version,
        "numbers": _numbers(record, library),
        "assumptions": _mark(library.assumptions.model_dump(mode="json")),
    }
    if computed is not None:
        stamp["computed"] = computed.model_dump(mode="json")
    if isinstance(made, dt.datetime):
        stamp["saved_at"] = minute(made).isoformat(timespec="minutes")
    elif made is not None:
        stamp["saved_on"] = made.isoformat()
    stamp["checksum"] = _checksum(held, stamp)
    return json.dumps({**held, SAVED: stamp}, indent=1, ensure_ascii=False) + "\n"


def open_file(path: Path, library: Library) -> Opened:
    """Open a record's file.

    Raises
    ------
    RecordError
        If the file is not read, is no record, or names what the evidence does not know.
    """
    try:
        return open_text(read_text(path), library, str(path))
    except Unreadable as error:
        raise RecordError([error.fault]) from None


def open_text(text: str, library: Library, file: str = "the record") -> Opened:
    """Open the text of a record's file; see `open_file`. A file without a stamp opens too."""
    try:
        document = parse_text(text, file)
    except Unreadable as error:
        raise RecordError([error.fault]) from None
    record = record_of(document, library)
    stamp = read_stamp(document)
    if stamp is None:
        return Opened(record)
    held = {name: value for name, value in document.data.items() if name != SAVED}
    rest = {name: value for name, value in document.data[SAVED].items() if name != "checksum"}
    return Opened(
        record=record,
        stamp=stamp,
        was_changed=_checksum(held, rest) != stamp.checksum,
        differences=tuple(_differences(stamp, library)),
        other_assumptions=stamp.assumptions != _mark(library.assumptions.model_dump(mode="json")),
    )


def stamp_of(opened: Opened) -> dict[str, Any] | None:
    """Give what is needed to show the differences of a file again; nothing where there are none."""
    if opened.stamp is None or not opened.differences:
        return None
    return opened.stamp.model_dump(mode="json", exclude={"computed"})


def shown_again(record: Record, stamp: Any, library: Library) -> Opened | None:
    """Give a record with what `stamp_of` gave; nothing where it is none, or where nothing differs any more."""
    try:
        held = Stamp.model_validate(stamp)
    except ValidationError:
        return None
    differences = tuple(_differences(held, library))
    return Opened(record, stamp=held, differences=differences) if differences else None


def read_stamp(document: Document) -> Stamp | None:
    """Give the stamp of a document, or nothing where there is none.

    Raises
    ------
    RecordError
        If there is one that does not hold.
    """
    if not isinstance(document.data, dict) or SAVED not in document.data:
        return None
    try:
        return Stamp.model_validate(document.data[SAVED])
    except ValidationError as error:
        from trd_sdm.evidence.shape import faults_of

        raise RecordError(faults_of(error, document.data[SAVED], document, (SAVED,), Stamp)) from None


def stamp_faults(document: Document) -> tuple[Fault, ...]:
    """Give what is wrong with the stamp of a document."""
    try:
        read_stamp(document)
    except RecordError as error:
        return error.faults
    return ()


def _numbers(record: Record, library: Library) -> dict[str, dict[str, Any]]:
    criteria = [name for name in record.criteria if not is_own(name) and name in library.criteria]
    return {
        option: {name: Figure.of(library.estimate(option, name)).model_dump(mode="json") for name in sorted(criteria)}
        for option in sorted(record.shortlist)
        if option in library.options
    }


def _differences(stamp: Stamp, library: Library) -> list[Difference]:
    found = []
    for option, figures in stamp.numbers.items():
        for criterion, before in figures.items():
            known = option in library.options and criterion in library.criteria
            now = Figure.of(library.estimate(option, criterion)) if known else None
            if now != before:
                found.append(Difference(option, criterion, before, now))
    return found


def _mark(value: Any) -> str:
    return _digest(value)[:12]


def _checksum(record: dict[str, Any], stamp: dict[str, Any]) -> str:
    return f"sha256:{_digest([record, stamp])}"


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()

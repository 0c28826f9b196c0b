"""Crisis lines by country, with the day each was checked; where there is none, the gap is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from trd_sdm.evidence import LibraryFaults
from trd_sdm.evidence.base import Frozen, Text
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.reading import Document, Unreadable, read_document
from trd_sdm.evidence.shape import faults_of

FILE = "crisis_lines.yaml"
NO_ANSWER = "If a number does not answer, call your local emergency number."

Country = Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2}$", description="Two letters of ISO 3166, such as GB.")]


class CrisisLine(Frozen):
    """One line.

    Parameters
    ----------
    dial : str, optional
        The number to call, as a phone dials it; nothing where the line is not called. It is never read out of
        `contact`: hours or a second number in those words would be dialled too.
    verified_on : date or None
        The day the number was last checked with its owner; nothing where nobody has yet.
    """

    country: Country
    name: Annotated[Text, Field(max_length=120)]
    contact: Annotated[Text, Field(max_length=120)]
    dial: Annotated[str, Field(strict=True, pattern=r"^\+?[0-9]{3,15}$")] | None = None
    url: Annotated[Text, Field(max_length=300, pattern=r"^https://\S+$")]
    verified_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LocalLine:
    """A line as it is shown on one day.

    Attributes
    ----------
    line : CrisisLine
    is_confirmed : bool
        Whether somebody checked the number with its owner lately.
    """

    line: CrisisLine
    is_confirmed: bool

    @property
    def text(self) -> str:
        """Name, contact and when it was checked, in one line."""
        return f"{self.line.name}: {self.line.contact}. {self.checked}"

    @property
    def checked(self) -> str:
        """When the number was checked; one that was not, or long ago, is not called wrong."""
        if self.line.verified_on is None:
            return "Your clinic has not confirmed this number yet."
        return f"Checked on {self.line.verified_on.isoformat()}{'' if self.is_confirmed else ', not since'}."


@dataclass(frozen=True, slots=True)
class LocalHelp:
    """What to show in one country: its lines, the gap where there is none, and always the emergency number.

    Attributes
    ----------
    country : str or None
        Nothing where none was chosen; `lines` then holds those of every country.
    """

    country: str | None
    lines: tuple[LocalLine, ...]
    gap: str
    emergency: str

    @property
    def if_no_answer(self) -> str:
        """What to do where a number does not answer; empty where none is shown."""
        return NO_ANSWER if self.lines else ""


class CrisisLines(Frozen):
    """Every line known, and what holds everywhere.

    Parameters
    ----------
    check_again_after_days : int
        A check older than this no longer counts as one.
    fallback : str
        Where to turn in any country.
    """

    fallback: Annotated[Text, Field(max_length=200)]
    check_again_after_days: Annotated[int, Field(strict=True, ge=1, le=365)]
    lines: Annotated[tuple[CrisisLine, ...], Field(max_length=500)]

    @model_validator(mode="after")
    def _once(self) -> CrisisLines:
        named = [(line.country, line.name) for line in self.lines]
        twice = sorted({name for name in named if named.count(name) > 1})
        if twice:
            raise ValueError(f"{twice[0][1]} stands twice for {twice[0][0]}; each line once")
        return self

    @property
    def countries(self) -> tuple[str, ...]:
        """Countries for which a line is known."""
        return tuple(dict.fromkeys(line.country for line in self.lines))

    def local(self, country: str | None, on: dt.date) -> LocalHelp:
        """Give what to show in a country on a day; the lines of every country where none was chosen.

        Examples
        --------
        >>> help_ = load_crisis_lines().local("FR", dt.date(2026, 11, 23))
        >>> help_.lines, help_.gap
        ((), 'We have no crisis line for this country.')
        """
        lines = (line for line in self.lines if country in (None, line.country))
        found = tuple(LocalLine(line, self._is_confirmed(line, on)) for line in lines)
        gap = "" if found else "We have no crisis line for this country."
        return LocalHelp(country, found, gap, f"Are you in danger now? Do not wait. Turn to {self.fallback}.")

    def _is_confirmed(self, line: CrisisLine, on: dt.date) -> bool:
        age = None if line.verified_on is None else (on - line.verified_on).days
        return age is not None and 0 <= age <= self.check_again_after_days


def load_crisis_lines(path: Path | None = None) -> CrisisLines:
    """Open the crisis lines, the packaged ones by default.

    Raises
    ------
    LibraryFaults
        Naming every fault with file, place, line, what is there and what is allowed.
    """
    return _packaged() if path is None else _opened(path, str(path))


@lru_cache(maxsize=1)
def _packaged() -> CrisisLines:
    return _opened(data_folder() / "clinical" / FILE, FILE)


def _opened(path: Path, name: str) -> CrisisLines:
    try:
        document = read_document(path, name)
    except Unreadable as refused:
        raise LibraryFaults([refused.fault]) from None
    lines, faults = read_crisis_lines(document)
    if lines is None:
        raise LibraryFaults(faults)
    return lines


def read_crisis_lines(document: Document) -> tuple[CrisisLines | None, list[Fault]]:
    """Check a document as a whole."""
    try:
        return CrisisLines.model_validate(document.data), []
    except ValidationError as error:
        return None, faults_of(error, document.data, document, (), CrisisLines)

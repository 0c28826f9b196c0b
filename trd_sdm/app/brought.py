"""A file that was opened beside what is on the screen, until somebody says what to do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trd_sdm.present import bringing as words
from trd_sdm.session.bringing import Beside, Copy, beside, copy_of
from trd_sdm.session.merge import CannotMerge, Side, merge
from trd_sdm.session.record import Record
from trd_sdm.session.saved import Opened


@dataclass(frozen=True, slots=True)
class Brought:
    """A file beside the record; see `bring_beside`.

    Parameters
    ----------
    name : str
        Of the file.
    opened : Opened
    first, second : Copy
        What is on the screen, and what the file holds.
    beside : Beside, optional
        Both side by side; nothing where there is nothing to join.
    why_not : str
        Why there is nothing to join, in a sentence.
    is_joining : bool
        Whether somebody asked for the two to be joined.
    chosen : mapping
        By place where both differ, which of the two somebody picked.
    """

    name: str
    opened: Opened
    first: Copy
    second: Copy
    beside: Beside | None = None
    why_not: str = ""
    is_joining: bool = False
    chosen: Mapping[str, Side] = field(default_factory=dict)

    @property
    def holds(self) -> dict[str, Side]:
        """Which of the two holds, for every place where both differ."""
        if self.beside is None:
            return {}
        return {one.place: self.beside.preset for one in self.beside.conflicts} | dict(self.chosen)

    def begin(self) -> Brought:
        """Look at what joining would do."""
        return replace(self, is_joining=self.beside is not None)

    def choose(self, place: str, side: Side) -> Brought:
        """Pick one of the two for one place."""
        return replace(self, chosen={**self.chosen, place: side})

    def choose_all(self, side: Side) -> Brought:
        """Pick one of the two everywhere."""
        return replace(self, chosen=dict.fromkeys(self.holds, side))

    def joined(self, record: Record) -> Record:
        """Give what comes of both, with the choices made.

        Parameters
        ----------
        record : Record
            The one on the screen.

        Raises
        ------
        CannotMerge
            If what comes of it is no whole record.
        """
        return merge(record, self.second.record, self.holds, rest="first")


def bring_beside(name: str, opened: Opened, record: Record, now: Copy, *, on: dt.date) -> Brought:
    """Put a file beside what is on the screen.

    Parameters
    ----------
    name : str
    opened : Opened
    record : Record
        Of the file, as this page shows it.
    now : Copy
        What is on the screen.
    on : date
        Today.
    """
    made = Brought(name, opened, now, replace(copy_of(opened, on=on), record=record))
    if now.record.mode != record.mode:
        return replace(made, why_not=words.OTHER_KIND)
    try:
        found = beside(now, made.second)
    except CannotMerge as error:
        return replace(made, why_not=f"{words.NOT_ONE} For whoever looks after it: {error}")
    return replace(made, why_not=words.ADDS_NOTHING) if found.adds_nothing else replace(made, beside=found)

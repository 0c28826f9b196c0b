"""One conversation as a page sees it: the record with its history, what stands beside it, and its appraisal."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Any

from trd_sdm.app.aside import ASIDE, Aside
from trd_sdm.clinical.safety_stop import STOP
from trd_sdm.session.answers import AnswerError, answer
from trd_sdm.session.appraisal import Appraisal
from trd_sdm.session.assessment import assess, reviewed, today
from trd_sdm.session.bringing import Copy, Known, noted
from trd_sdm.session.changes import what_changed
from trd_sdm.session.history import History
from trd_sdm.session.record import LOOKING, Record
from trd_sdm.session.record_library import library_of

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.review import Review

ACTS = ("undo", "redo")
MADE = f"{ASIDE}copy_made"
"""Stands beside a record that was saved or changed: the moment, or the day alone, and which of the two."""


def _goes_on(key: str) -> bool:
    """Whether a question may still be answered while the safety stop holds."""
    return key in (*LOOKING, "country") or key.startswith("safety.")


class Conversation:
    """The record of one page with its history.

    Parameters
    ----------
    library : Library
        The evidence.
    record : Record, optional
        Where to begin; a fresh one with its own seed when left out.
    """

    def __init__(self, library: Library, record: Record | None = None) -> None:
        self.evidence = library
        self.history = History(record or self.fresh())
        self.aside = Aside()
        """What stands on the page beside the record: drafts, and ways of looking."""
        self._appraised: tuple[Record, Appraisal] | None = None

    def fresh(self) -> Record:
        """Give an empty record. Its seed is drawn, so that no option stands first for everybody."""
        return Record(
            library_version=self.evidence.version,
            seed=secrets.randbits(32),
            draws=self.evidence.assumptions.draws.value,
        )

    @property
    def record(self) -> Record:
        """The record now."""
        return self.history.now

    @property
    def library(self) -> Library:
        """The evidence as this conversation sees it, with what the pair added: for everything that is shown."""
        return library_of(self.record, self.evidence)

    @property
    def appraisal(self) -> Appraisal:
        """What the record now comes to; computed once for each record."""
        if self._appraised is None or self._appraised[0] is not self.record:
            self._appraised = (self.record, assess(self.record, self.evidence).appraisal)
        return self._appraised[1]

    @property
    def review(self) -> Review:
        """What stands before any comparison: trials, checks, verdicts, the safety stop; judged for today."""
        return reviewed(self.record, self.evidence)

    def take(self, key: str, value: Any) -> None:
        """Take one answer; see `trd_sdm.session.answers`.

        Raises
        ------
        AnswerError
            If it cannot be taken; nothing has changed then.
        """
        if self.record.is_stopped and not _goes_on(key):
            raise AnswerError(STOP)
        changed = answer(self.record, key, value, self.evidence)
        if key in LOOKING:
            self.history = self.history.look(changed)
        elif changed != self.record:
            self.history = self.history.change(key, changed)
            self._note_made("changed", dt.datetime.now(dt.UTC))

    def beside(self, head: str) -> dict[str, Any]:
        """Give what stands beside this record, by what follows a head in its key."""
        return self.aside.of(self.record.seed, head)

    def put_aside(self, key: str, value: Any) -> None:
        """Put something beside this record."""
        self.aside = self.aside.put(self.record.seed, key, value)

    def drop_aside(self, head: str) -> None:
        """Take away what stands beside this record: it was kept, or is not wanted."""
        self.aside = self.aside.drop(self.record.seed, head)

    def act(self, name: str) -> str:
        """Undo or redo one answer, turn to where it stands, and say what changed.

        Returns
        -------
        str
            A sentence; when there is nothing to undo or redo, that.

        Raises
        ------
        AnswerError
            While the safety stop holds, where it would turn to another conversation.
        """
        before = self.record
        history = self.history.undo() if name == "undo" else self.history.redo()
        if history.now.seed != before.seed:
            self._not_while_stopped()
        self.history = history
        done = "Undone" if name == "undo" else "Done again"
        if self.record == before:
            return f"There is nothing to {name}."
        change = what_changed(before, self.record, self.evidence)
        if self.record.seed == before.seed:
            self._note_made("changed", dt.datetime.now(dt.UTC))
        self.history = self.history.look(self.record.with_(**change.shown))
        return f"{done}: {change.words}"

    def keep_safety_of(self, other: Record) -> None:
        """Keep the answers about safety of a record that is not kept otherwise."""
        if other.seed == self.record.seed:
            self.history = self.history.look(self.record.keeping_safety_of(other))

    @property
    def copy(self) -> Copy:
        """The record with the minute or day it was saved or changed, else the last day noted in it."""
        try:
            when, by = self.beside(MADE)[""]
            made = dt.datetime.fromisoformat(when) if "T" in when else dt.date.fromisoformat(when)
            return Copy.made(self.record, made, "saved" if by == "saved" else "changed")
        except (KeyError, TypeError, ValueError):  # not noted, or not by us
            return noted(self.record, on=today())

    def _note_made(self, by: Known, when: dt.datetime | dt.date) -> None:
        self.put_aside(MADE, [when.isoformat(), by])

    def _not_while_stopped(self) -> None:
        if self.record.is_stopped:
            raise AnswerError(f"{STOP} Nothing is opened or cleared until a clinician has said what was done.")

"""What the session page knows: a conversation, the files that are opened, and what the tab keeps. No widget in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from trd_sdm.app.aside import ASIDE
from trd_sdm.app.brought import Brought, bring_beside
from trd_sdm.app.conversation import MADE, Conversation
from trd_sdm.evidence.faults import Fault
from trd_sdm.present.bringing import NOT_JOINED
from trd_sdm.session.answers import CRITERIA_AT_MOST, OPTIONS_AT_MOST, AnswerError, is_answer
from trd_sdm.session.assessment import today
from trd_sdm.session.examples import example
from trd_sdm.session.kept_history import HistoryKeeper, history_of
from trd_sdm.session.merge import CannotMerge
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import RecordError
from trd_sdm.session.safety_answers import signs_found
from trd_sdm.session.saved import Opened, open_text, shown_again, stamp_of

if TYPE_CHECKING:
    from trd_sdm.evidence import Library

ACKNOWLEDGED = "safety.acknowledge"
OTHER_NUMBERS = f"{ASIDE}other_numbers"
WAITS = f"{ASIDE}copy_waits"
"""Stands there while a file waits, so that a page loaded again can say that it is gone."""


class SessionModel(Conversation):
    """The state of one page.

    Parameters
    ----------
    library : Library
        The evidence.
    record : Record, optional
        Where to begin; a fresh one with its own seed when left out.
    """

    def __init__(self, library: Library, record: Record | None = None) -> None:
        super().__init__(library, record)
        self.opened: Opened | None = None
        """What was opened last, with what is to be said of its file."""
        self.brought: Brought | None = None
        """A file that waits beside the record until somebody says what to do with it."""
        self._keeper = HistoryKeeper()

    def open(self, text: str, file: str) -> None:
        """Replace the record by one from a file; undo brings the old one back.

        Raises
        ------
        RecordError
            If the file holds no whole record; nothing has changed then.
        AnswerError
            While the safety stop holds.
        """
        self._not_while_stopped()
        self._replace(*self._read(text, file))

    def bring(self, text: str, file: str) -> None:
        """Open a file: at once where nothing is here yet, else beside the record as `brought`.

        Raises
        ------
        RecordError
            If the file holds no whole record; nothing has changed then.
        AnswerError
            While the safety stop holds.
        """
        self._not_while_stopped()
        opened, record = self._read(text, file)
        if self.record.is_blank("visit", "country"):
            self._replace(opened, record)
        else:
            self.brought = bring_beside(file, opened, record, self.copy, on=today())
            self.put_aside(WAITS, file)

    def open_brought(self) -> Brought | None:
        """Put the file that waits in place of the record, and give it; undo brings the old record back."""
        self._not_while_stopped()
        if brought := self.leave_brought():
            self._replace(brought.opened, brought.second.record)
        return brought

    def join_brought(self) -> Brought | None:
        """Join the file that waits with the record in one step, and give it.

        Undo takes it out again, but for answers about safety.

        Raises
        ------
        AnswerError
            If the two cannot be one, or the safety stop holds; nothing has changed then.
        """
        self._not_while_stopped()
        if self.brought is None:
            return None
        try:
            _, joined = self._read(self.brought.joined(self.record).to_json(), self.brought.name)
        except (CannotMerge, RecordError) as error:
            raise AnswerError(f"{NOT_JOINED} For whoever looks after it: {error}") from None
        self._go_on_with("join", self.brought.opened, joined)
        self._note_made("changed", dt.datetime.now(dt.UTC))
        return self.leave_brought()

    def leave_brought(self) -> Brought | None:
        """Let the file that waits go, and give it."""
        brought, self.brought = self.brought, None
        self.drop_aside(WAITS)
        return brought

    def _replace(self, opened: Opened, record: Record) -> None:
        # The day that was open when the copy was saved is past: notes of today must not land on it.
        self._go_on_with("open", opened, record.with_(followed_day=None))
        if stamp_of(opened) is None:
            self.drop_aside(OTHER_NUMBERS)
        made = opened.stamp.made if opened.stamp else None
        if made is not None:
            self._note_made("saved", made)
        else:
            self.drop_aside(MADE)

    def _go_on_with(self, act: str, opened: Opened, record: Record) -> None:
        """Put a record made of a file in place of the one now, and keep what is to be said of the file."""
        self.opened = opened
        self.history = self.history.change(act, record)
        if stamp := stamp_of(opened):
            self.put_aside(OTHER_NUMBERS, stamp)

    @property
    def other_numbers(self) -> Opened | None:
        """The file opened last, while its numbers are others now and nobody has said that they were looked at."""
        stamp = self.beside(OTHER_NUMBERS).get("")
        return shown_again(self.record, stamp, self.evidence) if stamp else None

    def _read(self, text: str, file: str) -> tuple[Opened, Record]:
        """Read a file with a record this page can show: whole, and no larger than a conversation may be."""
        opened = open_text(text, self.evidence, file)
        record = opened.record
        faults = [
            Fault(file, place, None, str(len(chosen)), f"at most {most}", "too many to talk about on one page")
            for place, chosen, most in (
                ("shortlist", record.shortlist, OPTIONS_AT_MOST),
                ("criteria", record.criteria, CRITERIA_AT_MOST),
            )
            if len(chosen) > most
        ]
        if faults:
            raise RecordError(faults)
        found = signs_found(record, dt.datetime.now(dt.UTC))
        return opened, found.with_(library_version=self.evidence.version)

    def open_example(self) -> None:
        """Put the made-up case in place of the record; undo brings the old one back.

        Raises
        ------
        AnswerError
            While the safety stop holds.
        """
        self._not_while_stopped()
        self.opened = None
        self.history = self.history.change("open", example(self.evidence))

    def start_again(self) -> None:
        """Begin with an empty record; undo brings the old one back.

        Raises
        ------
        AnswerError
            While the safety stop holds.
        """
        self._not_while_stopped()
        self.opened = None
        self.history = self.history.change("start_again", self.fresh())

    def kept_steps(self, record: str) -> dict[str, str]:
        """Give undo and redo as the tab keeps them beside the record."""
        return self._keeper.texts(self.history, record)

    def restore(
        self,
        record: str | None,
        journal: Iterable[tuple[str, Any]],
        *,
        aside: str | None = None,
        steps: Mapping[str, str] | None = None,
    ) -> list[str]:
        """Take back what the tab kept: its last record, what stood beside it, undo and redo, then the newer answers.

        Returns
        -------
        list of str
            A sentence for each answer that could not be taken back.

        Raises
        ------
        RecordError
            If the record kept cannot be opened.
        """
        if record is not None:
            before = self.record
            self.opened, kept = self._read(record, "the record kept in this tab")
            self.history = history_of(kept, record, steps or {}, self.evidence.version)
            self.keep_safety_of(before)
        self.aside = self.aside.from_json(self.record.seed, aside)
        lost = []
        for key, value in journal:
            if key.startswith(ASIDE):
                self.put_aside(key, value)
                continue
            if not is_answer(key) or key == ACKNOWLEDGED:
                continue  # a press that never reached us, such as undo, is not repeated unseen
            try:
                self.take(key, value)
            except AnswerError as error:
                lost.append(str(error))
        return lost

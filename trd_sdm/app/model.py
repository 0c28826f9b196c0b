"""What the session page knows: the record with its history, and its appraisal. No widget in it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from trd_sdm.app.aside import ASIDE, Aside
from trd_sdm.clinical.safety_stop import STOP
from trd_sdm.evidence.faults import Fault
from trd_sdm.session.answers import CRITERIA_AT_MOST, OPTIONS_AT_MOST, AnswerError, answer, is_answer
from trd_sdm.session.appraisal import Appraisal
from trd_sdm.session.assessment import assess, reviewed
from trd_sdm.session.changes import what_changed
from trd_sdm.session.examples import example
from trd_sdm.session.history import History
from trd_sdm.session.kept_history import HistoryKeeper, history_of
from trd_sdm.session.record import LOOKING, Record
from trd_sdm.session.record_file import RecordError
from trd_sdm.session.record_library import library_of
from trd_sdm.session.safety_answers import signs_found
from trd_sdm.session.saved import Opened, open_text, shown_again, stamp_of

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.review import Review

ACTS = ("undo", "redo")
ACKNOWLEDGED = "safety.acknowledge"
OTHER_NUMBERS = f"{ASIDE}other_numbers"


def _goes_on(key: str) -> bool:
    """Whether a question may still be answered while the safety stop holds."""
    return key in (*LOOKING, "country") or key.startswith("safety.")


class SessionModel:
    """The state of one page.

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
        self.opened: Opened | None = None
        """What was opened last, with what is to be said of its file."""
        self._keeper = HistoryKeeper()
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
        self.history = self.history.look(changed) if key in LOOKING else self.history.change(key, changed)

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
        self.history = self.history.look(self.record.with_(**change.shown))
        return f"{done}: {change.words}"

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
        self.history = self.history.change("open", self._opened(text, file))
        self.drop_aside(OTHER_NUMBERS)
        if self.opened is not None and (stamp := stamp_of(self.opened)):
            self.put_aside(OTHER_NUMBERS, stamp)

    @property
    def other_numbers(self) -> Opened | None:
        """The file opened last, while its numbers are others now and nobody has said that they were looked at."""
        stamp = self.beside(OTHER_NUMBERS).get("")
        return shown_again(self.record, stamp, self.evidence) if stamp else None

    def _opened(self, text: str, file: str) -> Record:
        """Read a record this page can show: whole, and no larger than a conversation may be."""
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
        self.opened = opened
        found = signs_found(record, dt.datetime.now(dt.UTC))
        return found.with_(library_version=self.evidence.version)

    def keep_safety_of(self, other: Record) -> None:
        """Keep the answers about safety of a record that is not kept otherwise."""
        if other.seed == self.record.seed:
            self.history = self.history.look(self.record.keeping_safety_of(other))

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

    def _not_while_stopped(self) -> None:
        if self.record.is_stopped:
            raise AnswerError(f"{STOP} Nothing is opened or cleared until a clinician has said what was done.")

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
            kept, before = self._opened(record, "the record kept in this tab"), self.record
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

"""Undo and redo over whole records."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trd_sdm.session.record import LOOKING, Record

KEPT = 200
TYPED = (
    "why",
    "disagrees",
    "note",
    "notes",
    "put_back",
    "if_helps",
    "if_partly",
    "if_not",
    "safety_plan",
    "own_targets",
    "own_questions",
    "tasks",
    "anchor",
    "contact",
)
"""Names within the keys of answers that are typed: what is typed into one field in a row is one step of undo."""


def _in_one_go(key: str) -> bool:
    """Whether answers to a key come in many small steps, as from a slider or a field of text."""
    return key.startswith(("weights.", "concerns.")) or not set(key.split(".")).isdisjoint(TYPED)


@dataclass(frozen=True, slots=True)
class History:
    """The record now, what it was, and what was undone.

    Moves of one slider in a row are one step, and so are words typed into one field: undo brings back what stood
    before the first.
    """

    now: Record
    past: tuple[Record, ...] = ()
    future: tuple[Record, ...] = ()
    last_key: str | None = None

    def change(self, key: str, record: Record) -> History:
        """Go on to a new record, reached by answering one question."""
        if record == self.now:
            return self
        past = self.past if key == self.last_key and _in_one_go(key) else (*self.past, self.now)[-KEPT:]
        return History(record, past, (), key)

    def look(self, record: Record) -> History:
        """Go on to a record that shows the same answers in another way; undo passes over it."""
        return replace(self, now=record, last_key=None)

    def undo(self) -> History:
        """Go back one answer, and stay at the screen that is shown."""
        if not self.past:
            return self
        back = self._as_shown(self.past[-1])
        return History(back, self.past[:-1], (self.now, *self.future), None)

    def redo(self) -> History:
        """Take back the last undo."""
        if not self.future:
            return self
        return History(self._as_shown(self.future[0]), (*self.past, self.now), self.future[1:], None)

    def _as_shown(self, record: Record) -> Record:
        """Look at another record in the same way; no undo takes an answer about safety away.

        A record with another seed is another conversation, perhaps of another person: the safety log of one does
        not go into the other. While a stop holds, `SessionModel.act` does not go back to one.
        """
        shown = record.with_(**{name: getattr(self.now, name) for name in LOOKING})
        return shown.keeping_safety_of(self.now) if shown.seed == self.now.seed else shown

"""All notes: the days as a table, one of them to open or take away, and the table as a file, out and in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.aside import ASIDE
from trd_sdm.app.follow_up.page import FollowUpScreenPage
from trd_sdm.app.pages.page import box, show_part
from trd_sdm.app.parts import ActionButton, Markup, OpenFile, Select
from trd_sdm.present import follow_up as words
from trd_sdm.present.disclaimer import day_words
from trd_sdm.session.series import FOLLOWED, value_of

PICK, OPEN, AWAY, EXPORT, IMPORT = f"{ASIDE}day", "open_day", "take_day_away", "export_csv", "import_csv"


class NotesPage(FollowUpScreenPage):
    """The list of days and what can be done with them."""

    name: ClassVar[str] = "notes"
    label: ClassVar[str] = "All notes"
    lead: ClassVar[str] = "see all notes"
    title: ClassVar[str] = "All notes"
    why: ClassVar[str] = "Every day that was noted. You can open one again, or take the whole table with you."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the table and the buttons."""
        self.table = Markup()
        self.pick = Select(PICK, "A day", [], empty="Pick a day")
        self.open_day = ActionButton(OPEN, "Open this day", kind="secondary")
        self.away = ActionButton(AWAY, "Take this day away", kind="quiet")
        self.export = ActionButton(EXPORT, "Save the table as CSV", kind="secondary")
        self.bring = OpenFile(
            IMPORT,
            "Bring in a table (CSV)",
            accept=".csv,text/csv",
            detail="A table saved from here, or one with the same columns. A day that is there is not overwritten.",
        )
        self.parts = [self.pick, self.open_day, self.away, self.export, self.bring]
        row = box([self.open_day, self.away], "trd-row")
        self.one_day = box([self.pick, row], "trd-card", "trd-screen-only")
        return [
            box([self.table], "trd-card"),
            self.one_day,
            box([self.export, self.bring], "trd-card", "trd-screen-only"),
        ]

    def refresh(self) -> None:
        """Show the days."""
        entries = self.model.record.tracking.entries
        scores: dict[dt.date, dict[str, str]] = {}
        for entry in entries:
            found = {name: value_of(entry, name, self.model.clinical) for name in FOLLOWED}
            known = self.model.clinical.measures.measures
            scores[entry.on] = {known[name].name: f"{value:g}" for name, value in found.items() if value is not None}
        self.table.html = words.entries_table(entries, scores)
        days = [{"id": entry.on.isoformat(), "label": day_words(entry.on)} for entry in reversed(entries)]
        picked = self.picked
        if days != self.pick.options:
            self.pick.value = None
            self.pick.options = days
        self.pick.value = picked
        for button in (self.open_day, self.away):
            button.disabled = picked is None
        self.away.detail = "" if picked else "Pick a day first."
        show_part(self.one_day, bool(entries))
        self.export.disabled = not entries

    @property
    def picked(self) -> str | None:
        """The day picked, while there are notes of it."""
        day = self.model.beside(PICK).get("")
        return day if day in {entry.on.isoformat() for entry in self.model.record.tracking.entries} else None

    def hear(self, key: str, value: Any) -> bool:
        """Open the day that is picked, or take it away."""
        del value
        if key == OPEN and self.picked:
            self.model.take("followed_day", self.picked)
            self.model.take("followed_screen", "week")
        elif key == AWAY and self.picked:
            self.model.take(f"week.{self.picked}", None)
        else:
            return key in (OPEN, AWAY)
        return True

"""The last screen: everything that can be taken along, one button each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import FileOut, Page, box
from trd_sdm.app.pages.pictures import PictureCard, handed_out, line
from trd_sdm.app.parts import ActionButton, Markup
from trd_sdm.export.files import EXPORTS, Export
from trd_sdm.export.gathered import gather
from trd_sdm.present.choice import warned
from trd_sdm.present.safety import asked_words
from trd_sdm.session.screens import Screen

KEY = "export."
MAKING = "Making {}..."
HEADINGS = {"person": "To take home", "clinic": "For the clinic"}
SAFETY_SAID = "Staying safe: {}"
KEPT_NOWHERE = "Files go to your browser; none stays on the server. On a shared computer, delete them afterwards."


OTHERS = "For the clinic: notes, tables and pictures"


class TakeHomePage(Page):
    """One button an export, what is in it in one sentence, and a line that says what was made."""

    name: ClassVar[Screen] = "take_home"
    label: ClassVar[str] = "Take home"
    lead: ClassVar[str] = "take it home"
    title: ClassVar[str] = "What would you like to take along?"
    why: ClassVar[str] = "Pick what helps."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the buttons in two groups."""
        self.said, self.open = Markup(live=True), Markup()
        self.buttons = {
            export.id: ActionButton(f"{KEY}{export.id}", export.label, detail=export.about, kind="secondary")
            for export in EXPORTS
        }
        self.pictures = PictureCard(self.model)
        self.parts = [*self.buttons.values(), *self.pictures.parts]
        cards = [
            box(
                [
                    Markup(f'<h3 class="trd-side-title">{escape(heading)}</h3>'),
                    *(self.buttons[export.id] for export in EXPORTS if export.whom == whom),
                ],
                "trd-card",
                "trd-exports",
            )
            for whom, heading in HEADINGS.items()
        ]
        first, *others = cards
        return [
            self.open,
            self.said,
            first,
            self.fold(OTHERS, [*others, self.pictures.widget]),
            Markup(f'<p class="trd-help">{escape(KEPT_NOWHERE)}</p>'),
        ]

    def refresh(self) -> None:
        """Offer the charts there are now; say what to know before anything is taken along."""
        record, review = self.model.record, self.model.review
        told = asked_words(record.safety, review.on)
        safety = f"<p class='trd-help'>{SAFETY_SAID.format(told)}</p>" if told and not review.safety_stop.holds else ""
        self.open.html = warned(record, self.model.library, review) + safety
        self.pictures.refresh()

    def act(self, key: str) -> bool:
        """Make one export and hand it out; what cannot be made is told in a sentence."""
        export = next((one for one in EXPORTS if f"{KEY}{one.id}" == key), None)
        if export is not None:
            self._hand_out(_inner(export.label), lambda: self._made(export))
        elif self.pictures.makes(key):
            self._hand_out(self.pictures.label, lambda: self.pictures.made(key))
        else:
            return False
        return True

    def _hand_out(self, what: str, make: Callable[[], FileOut]) -> None:
        self.said.html = line(MAKING.format(what))
        file, self.said.html = handed_out(make)
        self.outbox += [file] if file else []

    def _made(self, export: Export) -> FileOut:
        held = gather(self.model.record, self.model.evidence)
        return FileOut(export.file_name(held), export.make(held, self.model.evidence), export.kind)


def _inner(label: str) -> str:
    """Put a button's words in the middle of a sentence; an abbreviation keeps its capitals."""
    return f"the {label if label[:2].isupper() else label[:1].lower() + label[1:]}"

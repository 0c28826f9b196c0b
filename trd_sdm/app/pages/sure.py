"""Four questions about the choice; a "no" leads to the screen that mends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page, box
from trd_sdm.app.parts import ActionButton, Choices, Markup
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.present import sure as words
from trd_sdm.present.choice import warned
from trd_sdm.session.screens import Screen

ABOUT = "Where these questions come from"


class SurePage(Page):
    """The SURE test in its own words, with its score and its source."""

    name: ClassVar[Screen] = "sure"
    label: ClassVar[str] = "Four questions"
    lead: ClassVar[str] = "four questions"
    title: ClassVar[str] = "Four questions about your choice"
    why: ClassVar[str] = "They show what is still open."

    def build(self) -> Sequence[widgets.Widget]:
        """Make a question and a button for each item."""
        self.instrument = load_clinical().instruments["sure"]
        answers = [{"id": str(answer.score), "label": answer.text} for answer in self.instrument.answers]
        self.questions = {
            item.id: Choices(f"sure.{item.id}", item.text, answers, multiple=False) for item in self.instrument.items
        }
        self.leads = {
            item.id: ActionButton(f"sure_go_{item.id}", words.GO[item.opens_step], kind="secondary")
            for item in self.instrument.items
            if item.opens_step is not None
        }
        self.score, self.warning = Markup(live=True), Markup(live=True)
        self.parts = [*self.questions.values(), *self.leads.values()]
        cards = []
        for name, question in self.questions.items():
            question.add_class("trd-segments")
            cards.append(box([question, *([self.leads[name]] if name in self.leads else [])], "trd-question"))
        return [
            self.warning,
            box(cards, "trd-card", "trd-column"),
            self.score,
            self.fold(ABOUT, [Markup(words.rights_html(self.instrument))]),
        ]

    def act(self, key: str) -> bool:
        """Turn to the screen that mends a "no"."""
        for item in self.instrument.items:
            if item.opens_step is not None and key == self.leads[item.id].key:
                self.model.take("screen", words.OPENS[item.opens_step])
                return True
        return False

    def refresh(self) -> None:
        """Show what was answered, and where each "no" leads."""
        answers = self.model.record.sure
        self.warning.html = warned(self.model.record, self.model.library, self.model.review)
        for name, question in self.questions.items():
            question.value = str(answers[name]) if name in answers else None
        for name, lead in self.leads.items():
            lead.layout.display = None if answers.get(name) == 0 else "none"
        self.score.html = words.score_html(self.instrument, answers)

"""What matters, picked from cards in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page
from trd_sdm.app.parts import Choices, Markup
from trd_sdm.present.overlaps import overlap_notes
from trd_sdm.present.ranges import range_sentence
from trd_sdm.session.answers import CRITERIA_AT_MOST
from trd_sdm.session.screens import Screen

GROUPS = {
    "benefit": "What it can do",
    "harms": "New trouble it can bring",
    "load": "What it asks of you",
    "access": "Getting it",
}


class CriteriaPage(Page):
    """Cards of all criteria, each with its fixed range; the slider asks the question later."""

    name: ClassVar[Screen] = "matters"
    label: ClassVar[str] = "What matters"
    lead: ClassVar[str] = "what matters"
    title: ClassVar[str] = "What matters here?"
    why: ClassVar[str] = (
        "Pick the few things that should count in this choice, for either of you. Leave out what does not."
    )

    def build(self) -> Sequence[widgets.Widget]:
        """Make the cards and the line about overlaps."""
        cards = [
            {
                "id": criterion.id,
                "label": criterion.plain,
                "detail": range_sentence(criterion),
                "group": GROUPS[criterion.group],
                "badge": "Worked out from two others" if criterion.is_derived else "",
            }
            for criterion in self.model.library.criteria.values()
        ]
        self.choices = Choices(
            "criteria", "Things that may matter", cards, min=1, max=CRITERIA_AT_MOST, noun="things", columns=2
        )
        self.overlaps = Markup(live=True)
        self.parts = [self.choices]
        return [self.overlaps, self.choices]

    def refresh(self) -> None:
        """Show what is picked, and say so where two of them count the same thing twice."""
        record, library = self.model.record, self.model.library
        self.choices.value = list(record.criteria)
        self.overlaps.html = overlap_notes(record.criteria, library)

"""What matters, picked from cards in plain words, with room for what is not among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.concerns import Concerns
from trd_sdm.app.pages.page import Page, box
from trd_sdm.app.parts import ActionButton, Choices, Markup, Select
from trd_sdm.present.concerns import LEANING, LEANING_HELP, NOT_SURE
from trd_sdm.present.overlaps import joined_card, overlap_notes
from trd_sdm.present.ranges import range_sentence
from trd_sdm.session import values
from trd_sdm.session.answers import CRITERIA_AT_MOST
from trd_sdm.session.screens import Screen

CRITERIA_AT_LEAST = 3
GROUPS = {
    "own": "Your own",
    "benefit": "What it can do",
    "harms": "New trouble it can bring",
    "load": "What it asks of you",
    "access": "Getting it",
}


DERIVED = "Worked out from two others."
RANGES = "Say how far each one goes"
MORE = "Something else, and where you lean"


class CriteriaPage(Page):
    """Where the person leans, cards of all criteria, each with its fixed range, and own concerns."""

    name: ClassVar[Screen] = "matters"
    label: ClassVar[str] = "What matters"
    lead: ClassVar[str] = "what matters"
    title: ClassVar[str] = "What matters here?"
    why: ClassVar[str] = "Pick what counts, for either of you."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the question about leaning, the cards, the line about overlaps, and the fields for own concerns."""
        options = [
            {"id": option.id, "label": option.text.name}
            for option in self.model.library.options.values()
            if not option.hidden_by_default
        ]
        self.leaning = Select(
            "leanings.first",
            LEANING,
            [{"id": values.NOT_SURE, "label": NOT_SURE}, *options],
            help=LEANING_HELP,
        )
        self.choices = Choices(
            "criteria",
            "Things that may matter",
            self._cards(),
            min=CRITERIA_AT_LEAST,
            max=CRITERIA_AT_MOST,
            noun="things",
            columns=2,
        )
        self.choices.add_class("trd-legend-said")
        self.overlaps = Markup(live=True)
        self.joined = ActionButton("join", "", kind="secondary")
        self.concerns = Concerns(self.model)
        self.told = box([self.overlaps, self.joined], "trd-column")
        more = self.fold(MORE, [self.concerns.widget, box([self.leaning], "trd-card")])
        return [self.brief(RANGES, self.choices), self.told, more]

    def _cards(self) -> list[dict[str, Any]]:
        return [
            {
                "id": criterion.id,
                "label": criterion.plain,
                "detail": (f"{DERIVED} " if criterion.is_derived else "") + range_sentence(criterion),
                "group": GROUPS[criterion.group],
            }
            for criterion in self.model.library.criteria.values()
        ]

    def refresh(self) -> None:
        """Show what is picked, and say so where two of them count the same thing twice."""
        record, library = self.model.record, self.model.library
        if (cards := self._cards()) != self.choices.options:
            # The value must fit the cards at every moment, so it makes way while the cards change.
            self.choices.value = []
            self.choices.options = cards
        self.choices.value = list(record.criteria)
        self.overlaps.html = overlap_notes(record.criteria, library)
        card = joined_card(record.criteria, library)
        (self.told.remove_class if self.overlaps.html or card else self.told.add_class)("trd-nothing")
        self.joined.layout.display = None if card else "none"
        if card:
            self.joined.label = f"Count \u201c{library.criteria[card].plain}\u201d in their place"
        self.concerns.refresh()
        hidden = record.leanings.first
        if hidden not in {None, *(option["id"] for option in self.leaning.options)}:
            # One that is hidden at first stays once somebody leans to it.
            self.leaning.options = [
                *self.leaning.options,
                {"id": hidden, "label": library.options[str(hidden)].text.name},
            ]
        self.leaning.value = hidden
        self.parts = [self.choices, self.joined, *self.concerns.parts, self.leaning]

    def act(self, key: str) -> bool:
        """Put the card that joins two others in their place."""
        record, library = self.model.record, self.model.library
        card = joined_card(record.criteria, library)
        if key != self.joined.key or card is None:
            return False
        parts = library.criteria[card].derived_from
        kept = [name for name in record.criteria if name not in parts]
        self.model.take("criteria", [name for name in library.criteria if name in {*kept, card}])
        return True

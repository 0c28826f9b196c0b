"""Options side by side: the same sections for each, and their chances as 100 people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.concerns import ConcernRatings
from trd_sdm.app.pages.gates import needs_options
from trd_sdm.app.pages.page import Page, Params, box, hosted, show_part
from trd_sdm.app.parts import Choices, Markup
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.present import cards, conflicts, tables
from trd_sdm.present.chances import shown_chances, window_note
from trd_sdm.present.charts import icons
from trd_sdm.present.labels import option_label
from trd_sdm.present.standings import Shown, badge, shown
from trd_sdm.present.sureness import notes_html
from trd_sdm.session.beside import beside, table_order
from trd_sdm.session.record import BESIDE_AT_MOST
from trd_sdm.session.record_library import additions
from trd_sdm.session.screens import Screen


def beside_choices(key: str, legend: str, *, at_least: int) -> Choices:
    """Make the choice of what stands side by side; `set_beside` fills it."""
    made = Choices(key, legend, [], min=at_least, max=BESIDE_AT_MOST, noun="options", columns=4)
    made.add_class("trd-beside-choices")
    return made


def set_beside(choices: Choices, model: SessionModel) -> None:
    """Give the options on the table, in their fixed order, each with its verdict, and mark those side by side."""
    offered = [
        {"id": key, "label": model.library.options[key].short_name, "badge": badge(model.review.standing(key))}
        for key in table_order(model.record)
    ]
    # The value must fit what is offered at every moment, so it makes way while that changes.
    if offered != choices.options:
        choices.value = []
        choices.options, choices.max = offered, min(BESIDE_AT_MOST, len(offered))
    choices.value = list(beside(model.record))


def standings(model: SessionModel, options: Sequence[str]) -> dict[str, Shown]:
    """Say where the safety rules stand on each option."""
    rules = load_safety_rules(model.evidence)
    return {key: shown(model.review.standing(key), rules) for key in options}


MORE = "More chances"


class BesidePage(Page):
    """Cards of two to four options, section by section, and icon arrays below."""

    name: ClassVar[Screen] = "cards"
    label: ClassVar[str] = "Side by side"
    lead: ClassVar[str] = "side by side"
    title: ClassVar[str] = "What each option would be like"
    why: ClassVar[str] = "Open a part to read more."

    @classmethod
    def why_not(cls, model: SessionModel) -> str:
        """Open once a few options are picked."""
        return needs_options(model)

    def build(self) -> Sequence[widgets.Widget]:
        """Make the choice, the cards and the place of the pictures; `refresh` fills them."""
        self.choices = beside_choices("beside", "Which ones side by side?", at_least=2)
        self.ratings = ConcernRatings(self.model)
        self.rated = self.ratings.carded()
        self.cards = Markup()
        self.chances = Markup()
        self.pictures = box([], "trd-panels")
        self.later = box([], "trd-panels")
        self.more = self.fold(MORE, [self.later])
        self.drawn_for: object = None
        return [
            self.fold("Which ones side by side", [self.choices]),
            self.cards,
            self.rated,
            self.chances,
            self.pictures,
            self.more,
            Markup(f"<style>{tables.table_css()}{cards.card_css()}</style>"),
        ]

    def refresh(self) -> None:
        """Fill the cards; draw the pictures anew only when other options or chances are shown."""
        record, library = self.model.record, self.model.library
        options = beside(record)
        set_beside(self.choices, self.model)
        self.ratings.refresh()
        show_part(self.rated, bool(self.ratings.sliders))
        self.parts = [self.choices, *self.ratings.parts]
        self.cards.html = cards.card_html(library, options, standings(self.model, options))
        wanted = (options, shown_chances(library, record.criteria))
        drawn_for = (*wanted, additions(record), record.large_type, record.visit.path)
        if drawn_for != self.drawn_for:
            self._draw(*wanted)
            self.drawn_for = drawn_for

    def _draw(self, options: tuple[str, ...], chances: tuple[str, ...]) -> None:
        library = self.model.library
        labels = [option_label(library.options[key]) for key in options]
        disagree = conflicts.conflict_html(conflicts.conflicts(library, options, chances))
        self.chances.html = f"<h3>The chances</h3>{disagree}"
        shown_charts: list[widgets.Widget] = []
        for key in chances:
            chart = icons.icon_chart(labels, library.criteria[key], sizes=self.sizes)
            picture = hosted(
                f"icons-{key}",
                chart,
                icons.describe(library, key, labels),
                icons.icon_params(library, key, options),
            )
            twin = icons.twin(library, key, labels)
            notes = window_note(library, key, options) + notes_html(library, key, options, twin, prefix="icons")
            picture.children = [*picture.children, Markup(notes)]
            shown_charts.append(picture)
        at_first = len(shown_charts) if self.model.record.visit.path == "full" else 1
        self.pictures.children, self.later.children = shown_charts[:at_first], shown_charts[at_first:]
        self.more.layout.display = None if self.later.children else "none"

    def charts(self) -> Params:
        """Give the parameters of the icon arrays."""
        record, library = self.model.record, self.model.library
        options = beside(record)
        return {
            f"icons-{key}": icons.icon_params(library, key, options) for key in shown_chances(library, record.criteria)
        }

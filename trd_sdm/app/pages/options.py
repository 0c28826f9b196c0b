"""Which options to talk about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page
from trd_sdm.app.parts import ActionButton, Choices
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.present.families import family
from trd_sdm.present.standings import shown
from trd_sdm.session.answers import OPTIONS_AT_LEAST, OPTIONS_AT_MOST
from trd_sdm.session.record import STAY
from trd_sdm.session.screens import Screen

if TYPE_CHECKING:
    from trd_sdm.evidence import Option

ALWAYS = "Always on the table"
UNRANKED = "Too little proof to rank"
SHOW_HIDDEN = "Show what is only used in research"
HIDE_HIDDEN = "Hide what is only used in research"


class OptionsPage(Page):
    """Cards of all options; staying is always chosen."""

    name: ClassVar[Screen] = "options"
    label: ClassVar[str] = "Options"
    lead: ClassVar[str] = "choose some options"
    title: ClassVar[str] = "Which options shall we talk about?"
    why: ClassVar[str] = "Picking one decides nothing."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the cards and the button for what is only used in research."""
        self.shows_hidden = False
        self.choices = Choices(
            "shortlist",
            "Options",
            self._cards(),
            min=OPTIONS_AT_LEAST,
            max=OPTIONS_AT_MOST,
            noun="options",
            columns=2,
        )
        self.choices.add_class("trd-legend-said")  # the heading asks it
        self.hidden = ActionButton("show_hidden", SHOW_HIDDEN, kind="quiet")
        self.parts = [self.choices, self.hidden]
        research = self.fold("Only used in research", [self.hidden])
        return [self.brief("Say what each one is", self.choices), research]

    def _cards(self) -> list[dict[str, Any]]:
        """Cards of the options on show: one that is hidden at first stays once it is on the table."""
        chosen = self.model.record.shortlist
        return [
            self._card(option)
            for option in self.model.library.options.values()
            if self.shows_hidden or not option.hidden_by_default or option.id in chosen
        ]

    def _card(self, option: Option) -> dict[str, Any]:
        """Give one card. An option a rule calls not suitable says so with the reason, and can still be talked about."""
        held = shown(self.model.review.standing(option.id), load_safety_rules(self.model.evidence))
        always = ALWAYS if option.id == STAY else UNRANKED if option.do_not_rank else ""
        told = [option.text.what_it_is]
        if held.why:
            told.append(f"{held.badge}: {held.why}")
        if held.put_back:
            told.append(f"Put back by the clinician: {held.put_back}")
        return {
            "id": option.id,
            "label": option.text.name,
            "detail": " ".join(told),
            "group": family(option),
            "fixed": option.id == STAY,
            "badge": "; ".join(filter(None, (held.badge, always))),
        }

    def act(self, key: str) -> bool:
        """Show or hide what is only used in research."""
        if key != self.hidden.key:
            return False
        self.shows_hidden = not self.shows_hidden
        return True

    def refresh(self) -> None:
        """Show what is on the table."""
        chosen = list(self.model.record.shortlist)
        # The value must fit the cards at every moment, so it makes way while the cards change.
        if (cards := self._cards()) != self.choices.options:
            self.choices.value = [STAY]
            self.choices.options = cards
        self.choices.value = chosen
        self.hidden.label = HIDE_HIDDEN if self.shows_hidden else SHOW_HIDDEN

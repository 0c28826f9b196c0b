"""First step: which options to talk about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page
from trd_sdm.app.parts import Choices
from trd_sdm.present.families import family
from trd_sdm.session.answers import OPTIONS_AT_LEAST, OPTIONS_AT_MOST
from trd_sdm.session.record import STAY


class OptionsPage(Page):
    """Cards of all options; staying is always chosen."""

    name: ClassVar[str] = "options"
    title: ClassVar[str] = "Which options shall we talk about?"
    why: ClassVar[str] = (
        "Pick a few to look at side by side. You can change this at any time. Picking one decides nothing."
    )

    def build(self) -> Sequence[widgets.Widget]:
        """Make the cards."""
        options = self.model.library.options.values()
        cards = [
            {
                "id": option.id,
                "label": option.text.name,
                "detail": option.text.what_it_is,
                "group": family(option),
                "fixed": option.id == STAY,
                "badge": "Always on the table" if option.id == STAY else "Weak proof" if option.do_not_rank else "",
            }
            for option in options
        ]
        self.choices = Choices(
            "shortlist",
            "Options",
            cards,
            min=OPTIONS_AT_LEAST,
            max=OPTIONS_AT_MOST,
            noun="options",
            columns=2,
        )
        self.parts = [self.choices]
        return [self.choices]

    def refresh(self) -> None:
        """Show what is on the table."""
        self.choices.value = list(self.model.record.shortlist)

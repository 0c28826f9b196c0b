"""What the past treatments add up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page
from trd_sdm.app.parts import Markup
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.present import adds_up, citing
from trd_sdm.present.labels import option_names
from trd_sdm.session.screens import Screen


class AddsUpPage(Page):
    """The definition, why steps failed, signs of a rushed label, and two stages."""

    name: ClassVar[Screen] = "adds_up"
    label: ClassVar[str] = "What it adds up to"
    lead: ClassVar[str] = "what it adds up to"
    title: ClassVar[str] = "What it adds up to"
    why: ClassVar[str] = "Why a step did not help tells us more than how many steps there were."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the one block; `refresh` fills it."""
        self.shelf = citing.Shelf.of(load_clinical().bibliography)
        self.found, self.sources = Markup(), Markup()
        return [self.found, self.sources]

    def refresh(self) -> None:
        """Say what the list comes to now."""
        self.found.html = adds_up.html(self.model.review, option_names(self.model.library), self.shelf)
        self.sources.html = citing.source_list(self.shelf)

"""The first screen: which kind of talk it is, how much time there is, who is here, what today is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page, box
from trd_sdm.app.parts import ActionButton, Choices
from trd_sdm.present.follow_up import EXAMPLE
from trd_sdm.present.roles import ABOUT, MODES, PATHS, PRESENT
from trd_sdm.session.screens import Screen

MORE = "Who is here, and why"

EXAMPLE_KEY = "example"


class WelcomePage(Page):
    """Four questions; none of them needs an answer to go on."""

    name: ClassVar[Screen] = "welcome"
    label: ClassVar[str] = "Welcome"
    title: ClassVar[str] = "Let's look at this together"
    why: ClassVar[str] = "We say what matters, look at options, and leave with a plan. You can stop at any time."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the four questions."""
        self.mode = Choices("mode", "What is this talk?", _cards(MODES), multiple=False, confirmed=True)
        self.path = Choices("visit.path", "How much time is there?", _cards(PATHS), multiple=False)
        self.present = Choices("visit.present", "Who is here?", _cards(PRESENT), columns=3)
        self.about = Choices("visit.about", "What is today about?", _cards(ABOUT), columns=3)
        self.example = ActionButton(EXAMPLE_KEY, EXAMPLE, kind="quiet")
        self.parts = [self.mode, self.path, self.present, self.about, self.example]
        return [
            box([self.mode, self.path, self.example], "trd-card"),
            self.fold(MORE, [box([self.present, self.about], "trd-card")]),
        ]

    def refresh(self) -> None:
        """Show what was answered."""
        record = self.model.record
        self.mode.value, self.path.value = record.mode, record.visit.path
        self.present.value, self.about.value = list(record.visit.present), list(record.visit.about)
        begun = len(record.shortlist) > 1 or record.criteria or record.tracking.entries or record.past.trials
        offered = not begun and record.mode == "teaching" and record.visit.path == "full"
        self.example.layout.display = None if offered else "none"

    def act(self, key: str) -> bool:
        """Open the made-up case."""
        if key != EXAMPLE_KEY:
            return False
        self.model.open_example()
        return True


def _cards(named: dict[str, tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": key, "label": label, "detail": detail} for key, (label, detail) in named.items()]

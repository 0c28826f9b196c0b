"""The way through the follow-up: four screens, and the one about safety."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trd_sdm.app.follow_up.notes import NotesPage
from trd_sdm.app.follow_up.now import NowPage
from trd_sdm.app.follow_up.treatments import TreatmentsPage
from trd_sdm.app.follow_up.week import WeekPage
from trd_sdm.app.pages.page import Page
from trd_sdm.app.pages.safety import SafetyPage
from trd_sdm.app.way import Way

_PAGES: tuple[type[Page], ...] = (NowPage, WeekPage, NotesPage, TreatmentsPage, SafetyPage)


class FollowUpWay(Way):
    """Every screen is a step of its own, and each can be opened unless the safety stop holds."""

    field: ClassVar[str] = "followed_screen"
    pages: ClassVar[Mapping[Any, type[Page]]] = {page.name: page for page in _PAGES}
    labels: ClassVar[Mapping[Any, str]] = {page.name: page.label for page in _PAGES}
    screens_of: ClassVar[Mapping[Any, tuple[str, ...]]] = {page.name: (page.name,) for page in _PAGES}

    def stops_at(self, screen: str) -> bool:
        """Stop at every screen."""
        return screen in self.pages

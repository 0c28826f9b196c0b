"""The way through the conversation: which screens there are, which can be opened now, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from trd_sdm.app.screens import PAGES, STEP_LABELS
from trd_sdm.clinical.safety_stop import STOP
from trd_sdm.session.screens import SCREENS_OF, on_path

if TYPE_CHECKING:
    from trd_sdm.app.model import SessionModel
    from trd_sdm.app.pages.page import Page

SAFETY = "safety"


class Way:
    """What can be opened, for the record as it is now.

    While the safety stop holds, only the screen about safety can be opened.

    Parameters
    ----------
    model : SessionModel
    """

    field: ClassVar[str] = "screen"
    """Field of the record that says which screen is shown."""
    pages: ClassVar[Mapping[Any, type[Page]]] = PAGES
    labels: ClassVar[Mapping[Any, str]] = STEP_LABELS
    screens_of: ClassVar[Mapping[Any, tuple[str, ...]]] = SCREENS_OF

    def __init__(self, model: SessionModel) -> None:
        self.model = model
        self.order: tuple[str, ...] = tuple(self.pages)

    @property
    def here(self) -> str:
        """The screen the record says is shown."""
        return str(getattr(self.model.record, self.field))

    def why_not(self, screen: str) -> str:
        """Say why a screen cannot be opened yet; nothing where it can."""
        if self.model.record.is_stopped and screen != SAFETY:
            return STOP
        return self.pages[screen].why_not(self.model)

    def first_open(self, screen: str) -> str:
        """Give the screen itself where it can be opened, else the nearest one before it that can."""
        if self.model.record.is_stopped and SAFETY in self.pages:
            return SAFETY
        before = [name for name in self._known(screen) if not self.why_not(name)]
        return before[-1] if before else self.order[0]

    def _known(self, screen: str) -> tuple[str, ...]:
        """Give the screens up to this one; one without a page stands for the first of all."""
        return self.order[: self.order.index(screen) + 1] if screen in self.order else self.order[:1]

    def beside(self, screen: str, by: int) -> str | None:
        """Give the screen that Next (+1) or Back (-1) goes to on the path chosen, or nothing at its end."""
        place = self.order.index(screen)
        others = self.order[place + 1 :] if by > 0 else self.order[:place][::-1]
        return next((name for name in others if self.stops_at(name)), None)

    def stops_at(self, screen: str) -> bool:
        """Say whether Next stops at a screen, on the path chosen."""
        return on_path(screen, self.model.record.visit.path)

    def lead(self, screen: str) -> str:
        """Give the words of the button that goes on to a screen."""
        page = self.pages[screen]
        return f"Next: {page.lead or page.label.lower()}"

    def steps(self) -> list[dict[str, Any]]:
        """Give the steps with their screens, as the navigation draws them."""
        return [
            {
                "id": step,
                "label": self.labels[step],
                "screens": [
                    {"id": name, "label": self.pages[name].label, "why_not": self.why_not(name)}
                    for name in screens
                    if name in self.pages
                ],
            }
            for step, screens in self.screens_of.items()
            if any(name in self.pages for name in screens)
        ]

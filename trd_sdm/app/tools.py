"""The quiet row at the foot of every screen, and the pause at its head: what is at hand wherever one is."""

from __future__ import annotations

from trd_sdm.app.conversation import ACTS
from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.page import box
from trd_sdm.app.parts import ActionButton, InputPart, OpenFile, Pause

LARGER, SMALLER = "Make the type larger", "Make the type smaller"


class Tools:
    """Undo, redo, type size, print, save, open and start again; `parts` are their inputs.

    Attributes
    ----------
    row : widget
        The row of all of them.
    pause : Pause
        Stands at the head of the page.
    """

    def __init__(self) -> None:
        acts = [ActionButton(name, name.capitalize(), kind="quiet") for name in ACTS]
        self.type_size = ActionButton("type_size", LARGER, kind="quiet")
        printer = ActionButton("print", "Print this page", kind="quiet")
        save = ActionButton("save", "Save a copy", kind="quiet")
        opener = OpenFile("open", "Open a saved copy", accept=".json,application/json")
        again = ActionButton("start_again", "Start again", kind="quiet")
        self.parts: list[InputPart] = [*acts, self.type_size, printer, save, opener, again]
        self.row = box(self.parts, "trd-tools")
        self.pause = Pause()

    def change_type(self, model: SessionModel) -> None:
        """Make the type large, or take it back."""
        model.take("large_type", not model.record.large_type)

    def refresh(self, model: SessionModel) -> None:
        """Say what the button for the type would do."""
        self.type_size.label = SMALLER if model.record.large_type else LARGER

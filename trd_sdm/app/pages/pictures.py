"""Any chart of the talk as a picture: pick one, and save it as SVG or PNG."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from trd_sdm.app.aside import ASIDE
from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.page import FileOut, box
from trd_sdm.app.parts import ActionButton, InputPart, Markup, Select
from trd_sdm.export.drawings import FIT, Drawing, drawings
from trd_sdm.export.files import FORMS, chart_name
from trd_sdm.export.gathered import ExportStopped, Gathered, HandoutError, gather
from trd_sdm.export.pictures import chart_file
from trd_sdm.export.story import view
from trd_sdm.session.assessment import today

WHICH = f"{ASIDE}picture"
KEY = "picture."
HEADING = "Pictures of the charts"
ABOUT = "Each says what it was made with. SVG stays sharp at any size; PNG is for a slide or a letter."
SAVED = "Saved as {}, where your browser keeps downloads."
NOT_MADE = "This was not made: {}. Nothing is lost."
NONE = "There is no chart to save now."


def handed_out(make: Callable[[], FileOut]) -> tuple[FileOut | None, str]:
    """Make a file and say so as HTML; what cannot be made is told in a sentence."""
    try:
        file = make()
    except (ExportStopped, HandoutError, ValueError) as error:
        return None, line(NOT_MADE.format(str(error).rstrip(".")))
    return file, line(SAVED.format(file.name))


def line(text: str) -> str:
    """Give a sentence about a file as HTML."""
    return f'<p class="trd-notice-line">{escape(text)}</p>'


class PictureCard:
    """A list of the charts there are, a button for each kind of file, and why the others are not there.

    Parameters
    ----------
    model : SessionModel
    only : str
        Where given, only charts whose id begins so.
    """

    def __init__(self, model: SessionModel, only: str = "") -> None:
        self.model, self.only = model, only
        self._kept: tuple[Gathered, dict[str, Drawing]] | None = None
        self.which = Select(WHICH, "Which chart?", [])
        self.which.empty = "Pick one"
        self.buttons = {
            form: ActionButton(f"{KEY}{form}", f"Save as {form.upper()}", kind="secondary") for form in FORMS
        }
        self.missing = Markup()
        self.parts: list[InputPart] = [self.which, *self.buttons.values()]
        self.widget = box(
            [
                Markup(f'<h3 class="trd-side-title">{escape(HEADING)}</h3><p class="trd-help">{escape(ABOUT)}</p>'),
                self.which,
                box(list(self.buttons.values()), "trd-row"),
                self.missing,
            ],
            "trd-card",
            "trd-screen-only",
        )

    @property
    def label(self) -> str:
        """What the picked chart is called, for the middle of a sentence."""
        known = self._worked_out()[1]
        return f"picture: {known[self.picked].label}" if self.picked in known else "picture"

    @property
    def picked(self) -> str:
        """The chart that is picked: the one asked for while it is there, else the first."""
        there = [one.id for one in self._worked_out()[1].values() if not one.why_not]
        asked = str(self.model.beside(WHICH).get(""))
        return asked if asked in there else there[0] if there else FIT

    def refresh(self) -> None:
        """Offer what can be drawn now, and say what cannot and why."""
        known = self._worked_out()[1].values()
        options = [{"id": one.id, "label": one.label} for one in known if not one.why_not]
        if options != self.which.options:
            self.which.value = None
            self.which.options = options
        self.which.value = self.picked if options else None
        for button in self.buttons.values():
            button.disabled = not options
        reasons = dict.fromkeys(one.why_not for one in known if one.why_not)
        said = [*([] if options else [NONE]), *(f"{why[:1].upper()}{why[1:]}." for why in reasons)]
        self.missing.html = "".join(f'<p class="trd-help">{escape(line)}</p>' for line in said)

    def makes(self, key: str) -> bool:
        """Say whether a key is one of the buttons."""
        return key in {button.key for button in self.buttons.values()}

    def handed_out(self, key: str) -> tuple[FileOut | None, str]:
        """Make the file a button stands for, with a sentence as HTML that says so; nothing with why not."""
        return handed_out(lambda: self.made(key))

    def made(self, key: str) -> FileOut:
        """Draw the picked chart as the file a button stands for.

        Raises
        ------
        ExportStopped
            While the safety stop holds.
        ValueError
            If there is nothing to draw.
        """
        (held, known), form = self._worked_out(), key.removeprefix(KEY)
        name = chart_name(held, known[self.picked], form)
        return FileOut(name, chart_file(held, view(held), "svg" if form == "svg" else "png", self.picked), FORMS[form])

    def _worked_out(self) -> tuple[Gathered, dict[str, Drawing]]:
        """Give the record with what it comes to and its charts; worked out once for each record and day."""
        record, day = self.model.record, today()
        if self._kept is None or self._kept[0].record is not record or self._kept[0].on != day:
            held = gather(record, self.model.evidence, on=day)
            known = {key: one for key, one in drawings(held, view(held)).items() if key.startswith(self.only)}
            self._kept = (held, known)
        return self._kept

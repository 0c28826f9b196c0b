"""What every screen of the app is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.model import SessionModel
from trd_sdm.app.parts import ChartHost, Choices, Fold, InputPart, Markup, folding
from trd_sdm.present.help import Turn, help_html, turn_html
from trd_sdm.present.theme import LARGE, NORMAL, TypeSizes

if TYPE_CHECKING:
    import altair as alt

Params = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file that a screen hands to the person's browser; its name names nobody."""

    name: str
    content: str | bytes
    kind: str


class Page:
    """One screen: built when it is first opened, hidden and shown afterwards.

    Subclasses set `name`, `label` (a word or two, for the way through), `title` and `why`, and build their parts in
    `build`. `lead` says what Next does when it leads here; by default it names the label.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    lead: ClassVar[str] = ""
    title: ClassVar[str]
    why: ClassVar[str]

    def __init__(self, model: SessionModel) -> None:
        self.model = model
        self.parts: list[InputPart] = []
        self.folds: list[Fold] = []
        self.is_unfolded = model.record.visit.path == "full"
        self.outbox: list[FileOut] = []
        self.heading = Markup()
        self.say_turn(None)
        self.widget = widgets.VBox([self.heading, *self.build()])
        self.widget.add_class("trd-step")
        self.refresh()

    def say_turn(self, turn: Turn | None) -> None:
        """Head the screen, with whose turn it is; on most screens that never changes."""
        self.heading.html = (
            f'<header class="trd-step-header">{turn_html(self.name, turn)}'
            f'<h2 id="trd-heading-{self.name}" tabindex="-1" data-trd-heading="{self.name}">{escape(self.title)}</h2>'
            f"<p>{escape(self.why)}</p>{help_html(self.name)}</header>"
        )

    def fold(self, label: str, children: Sequence[widgets.Widget], *classes: str) -> widgets.VBox:
        """Put what may wait behind a button: closed on the short path, open on the full one."""
        fold = Fold(label, is_open=self.is_unfolded)
        self.folds.append(fold)
        made = folding(fold, children)
        for name in classes:
            made.add_class(name)
        return made

    def brief(self, label: str, choices: Choices) -> widgets.VBox:
        """Show the words under each choice on demand, where there are many; those of what is chosen always."""
        fold = Fold(label, is_open=self.is_unfolded)
        self.folds.append(fold)
        return box([fold, choices], "trd-folding", "trd-brief")

    @property
    def sizes(self) -> TypeSizes:
        """Type of the page now; a chart built with it is built anew when it changes."""
        return LARGE if self.model.record.large_type else NORMAL

    @classmethod
    def why_not(cls, model: SessionModel) -> str:
        """Say in one sentence what is missing before this screen can be opened; nothing where it can."""
        del model
        return ""

    def build(self) -> Sequence[widgets.Widget]:
        """Make the screen's widgets and list its input parts in `parts`."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Set every part to what the record says."""

    def act(self, key: str) -> bool:
        """Do what a button of this screen does that changes no record; say whether it was one of ours."""
        del key
        return False

    def hear(self, key: str, value: Any) -> bool:
        """Take an answer that stays on this screen and changes no record; say whether it was one of ours."""
        del value
        return self.act(key)

    def charts(self) -> Params:
        """Give the parameters of the screen's charts for the record as it is."""
        return {}

    def show(self, *, shown: bool) -> None:
        """Show or hide the screen; another path opens or closes what may wait."""
        unfolded = self.model.record.visit.path == "full"
        if unfolded != self.is_unfolded:
            self.is_unfolded = unfolded
            for fold in self.folds:
                fold.is_open = unfolded
        # The short path leaves out words that were said before.
        (self.widget.remove_class if unfolded else self.widget.add_class)("trd-short")
        show_part(self.widget, shown)


def hosted(chart_id: str, chart: alt.LayerChart, description: str, params: Mapping[str, Any]) -> widgets.VBox:
    """Put a chart on a card; its title becomes the card's heading, and how to read it stands below that."""
    spec = chart.to_dict()
    heading = spec.pop("title")
    under = heading.get("subtitle") or ""
    subtitle = under if isinstance(under, str) else " ".join(under)
    host = ChartHost(chart_id, spec, heading["text"], description, params=params, subtitle=subtitle)
    return box([host], "trd-card", "trd-chart-card")


def show_part(widget: widgets.Widget, shown: bool) -> None:  # noqa: FBT001 -- reads as what is shown
    """Show or hide one block of a screen."""
    widget.layout.display = None if shown else "none"


def box(children: Sequence[widgets.Widget], *classes: str) -> widgets.VBox:
    """Stack widgets in one block that the page's style sheet lays out."""
    made = widgets.VBox(list(children))
    for name in classes:
        made.add_class(name)
    return made

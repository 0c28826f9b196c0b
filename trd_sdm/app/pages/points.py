"""How much each thing matters: each of the two alone, then both side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.gates import needs_criteria
from trd_sdm.app.pages.page import Page, Params, box, hosted
from trd_sdm.app.pages.rating import rating_slider
from trd_sdm.app.parts import Choices, Markup, RangeSlider
from trd_sdm.present import points
from trd_sdm.present.charts import points as chart
from trd_sdm.present.labels import criterion_label
from trd_sdm.present.ranges import swing_question, swing_words
from trd_sdm.present.roles import SURENESS, WHO
from trd_sdm.present.tables import table_css
from trd_sdm.session.record import ROLES
from trd_sdm.session.record_library import additions
from trd_sdm.session.screens import Screen
from trd_sdm.session.values import Role

ALONE = {
    "patient": "Clinician, please look away.",
    "clinician": "This is for the clinician. The patient's ratings stay hidden here.",
}
DESCRIBED = "A line from 0 to 100 for each thing, with a mark for each of you. The same is said in words and a table."


HOW_SURE = "How sure are you of these?"


class PointsPage(Page):
    """Sliders of one person at a time with the swing of each range, how sure they are, and both side by side."""

    name: ClassVar[Screen] = "points"
    label: ClassVar[str] = "How much"
    lead: ClassVar[str] = "say how much each thing matters"
    title: ClassVar[str] = "How much does each thing matter?"
    why: ClassVar[str] = "Give 100 to the change that matters most to you. Rate the others against it."

    @classmethod
    def why_not(cls, model: SessionModel) -> str:
        """Open once something that matters is picked."""
        return needs_criteria(model)

    def build(self) -> Sequence[widgets.Widget]:
        """Make what does not depend on the things picked; `refresh` makes the rest."""
        self.whose = Choices(
            "whose",
            "Who is rating?",
            [
                {"id": "patient", "label": WHO["patient"]},
                {"id": "clinician", "label": WHO["clinician"]},
                {"id": "shared", "label": "Side by side"},
            ],
            multiple=False,
            confirmed=True,
            value="patient",
        )
        self.whose.add_class("trd-segments")
        self.whose.add_class("trd-segments-3")
        self.sure = {
            role: Choices(
                f"sureness.{role}",
                HOW_SURE,
                [{"id": key, "label": label, "detail": detail} for key, (label, detail) in SURENESS.items()],
                multiple=False,
                columns=3,
            )
            for role in ROLES
        }
        for sure in self.sure.values():
            sure.add_class("trd-legend-said")
        self.sliders: dict[tuple[Role, str], RangeSlider] = {}
        self.held = {role: box([], "trd-sliders") for role in ROLES}
        self.panels = {
            role: box(
                [Markup(f"<p>{ALONE[role]}</p>"), self.held[role], self.fold(HOW_SURE, [self.sure[role]])], "trd-card"
            )
            for role in ROLES
        }
        self.words = Markup()
        self.picture = box([])
        self.both = box([self.picture, box([self.words], "trd-card")], "trd-column")
        self.drawn_for: object = None
        return [self.whose, *self.panels.values(), self.both]

    def refresh(self) -> None:
        """Draw anew if other things are picked; otherwise set what the record says."""
        record, library = self.model.record, self.model.library
        picked = (record.criteria, additions(record), record.large_type, record.visit.path)
        if picked != self.drawn_for:
            self._draw()
            self.drawn_for = picked
        for (role, criterion), slider in self.sliders.items():
            slider.value = record.weights.of(role).get(criterion)
        for role, panel in self.panels.items():
            panel.layout.display = None if role == record.whose else "none"
            self.sure[role].value = getattr(record.sureness, role)
        self.both.layout.display = None if record.whose == "shared" else "none"
        labels = [criterion_label(library.criteria[name]) for name in record.criteria]
        self.say_turn("both" if record.whose == "shared" else record.whose)
        # Nobody sees the other's ratings before both are put side by side.
        said = points.side_by_side(record, library, labels) if record.whose == "shared" else ""
        self.words.html = f"<style>{table_css()}</style>{said}" if said else ""
        self.whose.value = record.whose
        self.parts = [self.whose, *self.sure.values(), *self.sliders.values()]

    def _draw(self) -> None:
        criteria = [self.model.library.criteria[name] for name in self.model.record.criteria]
        self.sliders = {}
        for role, panel in self.held.items():
            for criterion in criteria:
                question = swing_words(criterion) if self.is_unfolded else swing_question(criterion)
                self.sliders[role, criterion.id] = rating_slider(role, criterion_label(criterion), question)
            panel.children = [self.sliders[role, criterion.id] for criterion in criteria]
        labels = [criterion_label(criterion) for criterion in criteria]
        params = self.charts()
        self.picture.children = [
            hosted("points", chart.points_chart(labels, sizes=self.sizes), DESCRIBED, params["points"])
        ]

    def charts(self) -> Params:
        """Give the parameters of the chart; while one person rates, it holds nothing of the other."""
        record = self.model.record
        if record.whose != "shared":
            return {"points": chart.points_params({}, {}, record.criteria)}
        return {"points": chart.points_params(record.weights.patient, record.weights.clinician, record.criteria)}

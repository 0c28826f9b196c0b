"""How much each thing matters to each of them, beside what that makes of the options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.gates import needs_criteria, needs_options
from trd_sdm.app.pages.page import Page, Params, box, hosted
from trd_sdm.app.parts import Choices, Markup, RangeSlider
from trd_sdm.present import twins
from trd_sdm.present.charts import first, fit
from trd_sdm.present.labels import criterion_label, option_label
from trd_sdm.present.roles import WHO
from trd_sdm.present.theme import text_on
from trd_sdm.session.answers import weight_key
from trd_sdm.session.record import ROLES
from trd_sdm.session.screens import Screen
from trd_sdm.session.values import Role


class WeighPage(Page):
    """Sliders of both roles, one role shown at a time, and the two charts they drive."""

    name: ClassVar[Screen] = "weigh"
    label: ClassVar[str] = "Weigh"
    lead: ClassVar[str] = "weigh them"
    title: ClassVar[str] = "How much does each thing matter?"
    why: ClassVar[str] = "Move a slider and watch the picture follow. There is no right answer."

    @classmethod
    def why_not(cls, model: SessionModel) -> str:
        """Open once something that matters and a few options are picked."""
        return needs_criteria(model) or needs_options(model)

    def build(self) -> Sequence[widgets.Widget]:
        """Make what does not depend on the options and criteria picked; `refresh` makes the rest."""
        self.whose = Choices(
            "whose",
            "Whose view?",
            [{"id": role, "label": WHO[role]} for role in ROLES],
            multiple=False,
            confirmed=True,
            value="patient",
        )
        self.order = Choices(
            "order",
            "Order of the options",
            [{"id": "fixed", "label": "As listed"}, {"id": "fit", "label": "By fit"}],
            multiple=False,
            confirmed=True,
            value="fixed",
        )
        self.fixed_parts = [self.whose, self.order]
        for choice in self.fixed_parts:
            choice.add_class("trd-segments")
        self.sliders: dict[tuple[Role, str], RangeSlider] = {}
        self.panels = {role: box([], "trd-card", "trd-sliders") for role in ROLES}
        self.notes = Markup()
        self.coverage = Markup(live=True)
        self.twin = Markup()
        self.picture = box([], "trd-weigh-main")
        self.drawn_for: object = None
        return [
            box(
                [
                    box([self.whose, *self.panels.values()], "trd-weigh-side"),
                    box([self.picture, self.twin, self.notes], "trd-weigh-main"),
                ],
                "trd-two-columns",
            )
        ]

    def refresh(self) -> None:
        """Draw anew if other options or criteria are picked; otherwise set what the record says."""
        record = self.model.record
        picked = (self.model.appraisal.options, record.criteria, record.concerns)
        if picked != self.drawn_for:
            self._draw()
            self.drawn_for = picked
        for (role, criterion), slider in self.sliders.items():
            slider.value = record.weights.of(role).get(criterion)
        for role, panel in self.panels.items():
            panel.layout.display = None if role == record.whose else "none"
        self.whose.value, self.order.value = record.whose, record.order
        self.coverage.html = twins.coverage(self.model.appraisal, record)
        self.twin.html = twins.charts_in_words(self.model.appraisal, record, self.model.library)

    def _draw(self) -> None:
        model, record = self.model, self.model.record
        criteria = [model.library.criteria[name] for name in record.criteria]
        self.sliders = {}
        for role, panel in self.panels.items():
            for criterion in criteria:
                label = criterion_label(criterion)
                self.sliders[role, criterion.id] = RangeSlider(
                    weight_key(role, criterion.id),
                    criterion.plain,
                    help=criterion.swing_question,
                    low_words="Does not matter",
                    high_words="Matters most",
                    unrated_words="Not rated yet: tap the line",
                    color=label.colour,
                    letter=label.code,
                    ink=text_on(label.colour),
                    step=1,
                )
            title = Markup(f'<h3 class="trd-side-title">{WHO[role]}</h3>')
            panel.children = [title, *(self.sliders[role, criterion.id] for criterion in criteria)]
        options = [option_label(model.library.options[name]) for name in model.appraisal.options]
        labels = [criterion_label(criterion) for criterion in criteria]
        params = self.charts()
        described = "Bars from 0 to 100. The same is said in words below and in a table in the next step."
        self.picture.children = [
            self.order,
            self.coverage,
            hosted("fit", fit.fit_chart(options, labels), described, params["fit"]),
            hosted("first", first.first_chart(options), described, params["first"]),
        ]
        self.notes.html = twins.cautions(record, model.library)
        self.parts = [*self.fixed_parts, *self.sliders.values()]

    def charts(self) -> Params:
        """Give the parameters of both charts for the role that is shown."""
        record, appraisal = self.model.record, self.model.appraisal
        shown, order = appraisal.roles[record.whose], appraisal.shown_order(record)
        return {
            "fit": fit.fit_params(shown, order, appraisal.unknown),
            "first": first.first_params(shown, order),
        }

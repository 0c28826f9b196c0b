"""How much each thing matters to each of them, beside what that makes of the options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.burden import BurdenPicture
from trd_sdm.app.pages.concerns import RateLead
from trd_sdm.app.pages.gates import needs_criteria, needs_options
from trd_sdm.app.pages.page import Page, Params, box, hosted
from trd_sdm.app.pages.rating import rating_slider
from trd_sdm.app.parts import Choices, Markup, RangeSlider
from trd_sdm.present import tables, twins, weighing
from trd_sdm.present.charts import first, fit
from trd_sdm.present.labels import criterion_label, option_label
from trd_sdm.present.ranges import swing_question
from trd_sdm.present.roles import WHO
from trd_sdm.session.record import ROLES, WHOSE
from trd_sdm.session.record_library import additions
from trd_sdm.session.screens import Screen
from trd_sdm.session.values import Role

SHOWN, HIDDEN = "shown", "hidden"
DESCRIBED = "Bars from 0 to 100. The same is said in words below and in a table on the page of numbers."


OFTEN = "How often each comes out first"
LOOKS = "Order and total"
BURDEN = "Gains beside burdens"


class WeighPage(Page):
    """Sliders of both roles, one role shown at a time, and the charts they drive."""

    name: ClassVar[Screen] = "weigh"
    label: ClassVar[str] = "Weigh"
    lead: ClassVar[str] = "weigh them"
    title: ClassVar[str] = "How do the options fit?"
    why: ClassVar[str] = "There is no right answer."

    @classmethod
    def why_not(cls, model: SessionModel) -> str:
        """Open once something that matters and a few options are picked."""
        return needs_criteria(model) or needs_options(model)

    def build(self) -> Sequence[widgets.Widget]:
        """Make what does not depend on the options and criteria picked; `refresh` makes the rest."""
        self.whose = _segments("whose", "Whose view?", {role: WHO[role] for role in WHOSE}, "patient")
        self.whose.add_class("trd-segments-3")
        self.order = _segments("order", "Order of the options", {"fixed": "As listed", "fit": "By fit"}, "fixed")
        self.total = _segments("total", "The total", {SHOWN: "Show it", HIDDEN: "Hide it"}, SHOWN)
        self.fixed_parts = [self.whose, self.order, self.total]
        self.sliders: dict[tuple[Role, str], RangeSlider] = {}
        self.panels = {role: box([], "trd-card", "trd-sliders") for role in ROLES}
        self.at_hand = Markup()
        self.at_hand.add_class("trd-at-hand-place")
        self.both = Markup()
        self.both_card = box([self.both], "trd-card")
        self.notes = Markup()
        self.gone = Markup()
        self.coverage = Markup(live=True)
        self.ties = Markup(live=True)
        self.twin = Markup()
        self.picture = box([], "trd-weigh-picture")
        self.first = box([])
        self.often = self.fold(OFTEN, [self.first])
        self.burden = BurdenPicture(self.model)
        burden = self.fold(BURDEN, [self.burden.widget])
        self.drawn_for: object = None
        side = box([self.whose, *self.panels.values(), self.at_hand, self.both_card], "trd-weigh-side")
        looks = self.fold(LOOKS, [box([self.order, self.total], "trd-row")])
        self.rate = RateLead(self.model)
        main = box([looks, self.coverage, self.rate.button, self.ties, self.picture], "trd-weigh-main")
        below = [self.often, Markup(f"<style>{tables.table_css()}</style>"), self.twin, self.gone, self.notes, burden]
        return [box([side, main], "trd-two-columns"), box(below, "trd-column")]

    def act(self, key: str) -> bool:
        """Show or hide the total, or turn to the ratings of own concerns."""
        if key == self.total.key:
            self.model.take("show_total", self.total.value == SHOWN)
            return True
        return self.rate.act(key)

    def refresh(self) -> None:
        """Draw anew if other options or criteria are picked; otherwise set what the record says."""
        record, library, appraisal = self.model.record, self.model.library, self.model.appraisal
        self.burden.refresh()
        picked = (
            *(appraisal.options, record.criteria, record.seed, additions(record)),
            *(record.show_total, record.large_type, record.visit.path, self._dashed()),
        )
        if picked != self.drawn_for:
            self._draw()
            self.drawn_for = picked
        for (role, criterion), slider in self.sliders.items():
            slider.value = record.weights.of(role).get(criterion)
        for role, panel in self.panels.items():
            panel.layout.display = None if role == record.whose else "none"
        self.both_card.layout.display = None if record.whose == "shared" else "none"
        if record.whose == "shared":
            self.both.html = weighing.both_ratings_html(record, library)
        self.whose.value, self.order.value = record.whose, record.order
        self.total.value = SHOWN if record.show_total else HIDDEN
        self.order.layout.display = None if record.show_total else "none"
        self.at_hand.html = self._fits_at_hand()
        self.rate.refresh()
        self.coverage.html = twins.coverage(appraisal, record)
        self.ties.html = twins.ties(appraisal, record, library)
        self.twin.html = twins.charts_in_words(appraisal, record, library)
        self.parts = [*self.fixed_parts, self.rate.button, *self.sliders.values(), *self.burden.parts]

    def _draw(self) -> None:
        model, record = self.model, self.model.record
        labels = [criterion_label(model.library.criteria[name]) for name in record.criteria]
        questions = {label.id: swing_question(model.library.criteria[label.id]) for label in labels}
        self.sliders = {}
        for role, panel in self.panels.items():
            made = {(role, label.id): rating_slider(role, label, questions[label.id]) for label in labels}
            title = Markup(f'<h3 class="trd-side-title">{WHO[role]}</h3>')
            panel.children = [title, *made.values()]
            self.sliders |= made
        options = [option_label(model.library.options[name]) for name in model.appraisal.options]
        params, shown = self.charts(), record.show_total
        chart = fit.fit_chart(options, labels, sizes=self.sizes, show_total=shown, dashed=self._dashed())
        self.picture.children = [hosted("fit", chart, DESCRIBED, params["fit"])]
        self.often.layout.display = None if shown else "none"
        chart = first.first_chart(options, sizes=self.sizes)
        self.first.children = [hosted("first", chart, DESCRIBED, params["first"])] if shown else []
        self.gone.html = weighing.left_out(model.appraisal, model.review, model.library)
        self.notes.html = twins.cautions(record, model.library)

    def _dashed(self) -> str:
        return fit.dashed_key(self.model.appraisal.unknown, self.model.appraisal.counted_as_none)

    def _fits_at_hand(self) -> str:
        """Give the fits in short, for a screen on which the picture is below the sliders that move it."""
        record, appraisal = self.model.record, self.model.appraisal
        if record.whose == "shared" or not record.show_total:
            return ""
        labels = [option_label(self.model.library.options[name]) for name in appraisal.shown_order(record)]
        return weighing.fits_at_hand(appraisal.roles[record.whose], labels)

    def charts(self) -> Params:
        """Give the parameters of all charts for the role that is shown."""
        record, appraisal = self.model.record, self.model.appraisal
        shown = appraisal.roles[record.whose]
        order = appraisal.shown_order(record) if record.show_total else appraisal.options
        gaps = (appraisal.unknown, appraisal.counted_as_none)
        drawn = {"fit": fit.fit_params(shown, order, *gaps, show_total=record.show_total)}
        if record.show_total:
            drawn["first"] = first.first_params(shown, order, appraisal.unranked)
        return {**drawn, **self.burden.charts()}


def _segments(key: str, legend: str, labels: dict[str, str], value: str) -> Choices:
    options = [{"id": name, "label": label} for name, label in labels.items()]
    made = Choices(key, legend, options, multiple=False, confirmed=True, value=value)
    made.add_class("trd-segments")
    return made

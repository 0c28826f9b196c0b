"""The numbers behind the picture, each with its certainty and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.beside import standings
from trd_sdm.app.pages.gates import needs_criteria, needs_options
from trd_sdm.app.pages.page import Page, Params, box, hosted
from trd_sdm.app.parts import Markup
from trd_sdm.present import cards, conflicts, readings, tables
from trd_sdm.present.chances import window_note
from trd_sdm.present.charts import measures
from trd_sdm.present.labels import criterion_label, option_label
from trd_sdm.present.roles import WHOSE
from trd_sdm.present.standings import left_out_html
from trd_sdm.present.sureness import notes_html
from trd_sdm.session.beside import table_order
from trd_sdm.session.record_library import additions
from trd_sdm.session.screens import Screen


class NumbersPage(Page):
    """One picture a criterion with its reasons, then the evidence as one table, and the fit in points."""

    name: ClassVar[Screen] = "numbers"
    label: ClassVar[str] = "The numbers"
    lead: ClassVar[str] = "see the numbers"
    title: ClassVar[str] = "The numbers behind the picture"
    why: ClassVar[str] = "What is known about each option, how sure we are, and where it comes from."

    @classmethod
    def why_not(cls, model: SessionModel) -> str:
        """Open once something that matters and a few options are picked."""
        return needs_criteria(model) or needs_options(model)

    def build(self) -> Sequence[widgets.Widget]:
        """Make the blocks; `refresh` fills them."""
        self.notes = Markup()
        self.pictures = box([], "trd-panels")
        self.evidence = Markup()
        self.fit = Markup()
        self.shown_for: object = None
        style = Markup(f"<style>{tables.table_css()}{cards.card_css()}</style>")
        return [self.notes, self.pictures, self.evidence, self.fit, style]

    def refresh(self) -> None:
        """Fill the tables; the pictures and the evidence only when other options or criteria are picked."""
        record, library, appraisal = self.model.record, self.model.library, self.model.appraisal
        table = table_order(record)
        said = {library.options[key].short_name: one for key, one in standings(self.model, table).items()}
        disagree = conflicts.conflict_html(conflicts.conflicts(library, table, record.criteria))
        self.notes.html = left_out_html(said) + disagree
        options = [option_label(library.options[name]) for name in appraisal.options]
        criteria = [criterion_label(library.criteria[name]) for name in record.criteria]
        self.fit.html = (
            '<details class="trd-details" id="numbers-fit"><summary>The fit in points</summary>'
            + "".join(
                f"<section><h3>{escape(WHOSE[role])}</h3>"
                + tables.fit_table(
                    appraisal.roles[role], options, criteria, appraisal.unknown, appraisal.counted_as_none
                )
                + "</section>"
                for role in appraisal.roles
            )
            + "</details>"
        )
        picked = (table, record.criteria)
        shown = (*picked, additions(record), record.large_type)
        if shown != self.shown_for:
            self._draw(*picked)
            self.evidence.html = (
                '<details class="trd-details" id="numbers-evidence"><summary>What is known, in one table</summary>'
                + tables.evidence_table(library, *picked)
                + '</details><details class="trd-details" id="numbers-sources"><summary>Sources</summary>'
                + tables.source_list(library, *picked)
                + "</details>"
            )
            self.shown_for = shown

    def _draw(self, table: tuple[str, ...], criteria: tuple[str, ...]) -> None:
        library = self.model.library
        labels = [option_label(library.options[key]) for key in table]
        shown_charts = []
        for key in criteria:
            others = bool(readings.readings(library, key, table))
            hollow = measures.any_hollow(library, key, table)
            chart = measures.measure_chart(
                labels, library.criteria[key], others=others, hollow=hollow, sizes=self.sizes
            )
            params = measures.measure_params(library, key, table)
            picture = hosted(f"measures-{key}", chart, measures.describe(library, key, labels), params)
            twin = measures.twin(library, key, labels)
            below = window_note(library, key, table) + notes_html(library, key, table, twin, prefix="numbers")
            picture.children = [*picture.children, Markup(below)]
            shown_charts.append(picture)
        self.pictures.children = shown_charts

    def charts(self) -> Params:
        """Give the parameters of the pictures."""
        record, library = self.model.record, self.model.library
        table = table_order(record)
        return {f"measures-{key}": measures.measure_params(library, key, table) for key in record.criteria}

"""The numbers behind the picture, each with its certainty and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.gates import needs_criteria, needs_options
from trd_sdm.app.pages.page import Page
from trd_sdm.app.parts import Markup
from trd_sdm.present import tables
from trd_sdm.present.labels import criterion_label, option_label
from trd_sdm.present.roles import WHOSE
from trd_sdm.session.record_library import additions
from trd_sdm.session.screens import Screen


class NumbersPage(Page):
    """Fit in points, the evidence by option and criterion, and the list of sources."""

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
        """Make the three blocks; `refresh` fills them."""
        self.fit = Markup()
        self.evidence = Markup()
        self.shown_for: object = None
        return [Markup(f"<style>{tables.table_css()}</style>"), self.fit, self.evidence]

    def refresh(self) -> None:
        """Fill the tables; the evidence only when other options or criteria are picked."""
        record, library, appraisal = self.model.record, self.model.library, self.model.appraisal
        options = [option_label(library.options[name]) for name in appraisal.options]
        criteria = [criterion_label(library.criteria[name]) for name in record.criteria]
        self.fit.html = "".join(
            f"<section><h3>{escape(WHOSE[role])}</h3>"
            + tables.fit_table(appraisal.roles[role], options, criteria, appraisal.unknown)
            + "</section>"
            for role in appraisal.roles
        )
        picked = (appraisal.options, record.criteria)
        if (*picked, additions(record)) != self.shown_for:
            self.evidence.html = (
                "<section><h3>What is known</h3>"
                + tables.evidence_table(library, *picked)
                + '</section><details class="trd-details" open><summary>Sources</summary>'
                + tables.source_list(library, *picked)
                + "</details>"
            )
            self.shown_for = (*picked, additions(record))

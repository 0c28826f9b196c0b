"""Past treatments: what was tried, each judged at once."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page, box
from trd_sdm.app.parts import Checklist, Entries, Markup, NumberField, Select
from trd_sdm.clinical.adequacy import COURSE, PROXY
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.trials import TRIALS_AT_MOST
from trd_sdm.present import citing
from trd_sdm.present import trials as words
from trd_sdm.present.checklists import YES_NO
from trd_sdm.session.screens import Screen


class TrialsPage(Page):
    """The list of treatments with its verdicts, and what is known of the episode."""

    name: ClassVar[Screen] = "trials"
    label: ClassVar[str] = "Past treatments"
    lead: ClassVar[str] = "past treatments"
    title: ClassVar[str] = "What was tried before?"
    why: ClassVar[str] = "A treatment that had no fair chance can still be one. So we look at each by itself."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the list and the questions on the episode."""
        clinical = load_clinical()
        self.shelf = citing.Shelf.of(clinical.bibliography)
        self.list = Entries(
            "past.trials",
            words.LEGEND,
            words.fields(clinical.agents),
            noun="Treatment",
            help=words.HELP,
            empty=words.EMPTY,
            max=TRIALS_AT_MOST,
        )
        asked = [{"key": "past.complete", "label": words.COMPLETE}]
        self.complete = Checklist("complete", words.EPISODE, asked, YES_NO, compact=True, count_words="")
        self.complete.help = words.COMPLETE_HELP
        self.months = NumberField("past.episode_months", words.MONTHS, min=0, max=1200, step=1, unit="months")
        severity = [{"id": key, "label": label} for key, label in words.SEVERITY.items()]
        self.severity = Select("past.severity", words.SEVERITY_LABEL, severity, help=words.SEVERITY_HELP)
        self.sources = Markup()
        self.parts = [self.list, self.complete, self.months, self.severity]
        about = (
            f'<details class="trd-details"><summary>{escape(words.HOW_JUDGED)}</summary>'
            f'<p class="trd-fine">{escape(PROXY)} {escape(COURSE)}</p></details>'
        )
        episode = box([self.complete, self.months, self.severity], "trd-card")
        return [self.list, Markup(about), episode, self.sources]

    def refresh(self) -> None:
        """Show the list with its verdicts."""
        past, review = self.model.record.past, self.model.review
        self.list.value = [words.entry(trial) for trial in past.trials]
        self.list.rows = [words.row(trial, judged, self.shelf) for trial, judged in review.trials]
        self.complete.value = {} if past.complete == "unknown" else {"past.complete": past.complete}
        self.months.value = past.episode_months
        self.severity.value = past.severity
        self.sources.html = citing.source_list(self.shelf)

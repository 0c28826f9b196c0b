"""Everyday life: what gets in the way of a treatment, and what is left where one helped in part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page
from trd_sdm.app.parts import Checklist, Markup, TextField
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.present import checklists as words
from trd_sdm.present import citing
from trd_sdm.present.labels import option_names
from trd_sdm.session.screens import Screen

BARRIERS = "What gets in the way of taking a treatment?"
SYMPTOMS = "What is still there?"
NOTE = "Anything else, in your own words"


class EverydayPage(Page):
    """Barriers with what may help, and symptoms that are left with what to aim at."""

    name: ClassVar[Screen] = "everyday"
    label: ClassVar[str] = "Everyday life"
    lead: ClassVar[str] = "everyday life"
    title: ClassVar[str] = "Everyday life"
    why: ClassVar[str] = "What is hard from day to day shows what could help, and where to aim next."

    def build(self) -> Sequence[widgets.Widget]:
        """Make both lists with a note each."""
        clinical = load_clinical()
        self.shelf = citing.Shelf.of(clinical.bibliography)
        told = "{done} of {all} asked"
        self.barriers = Checklist(
            "barriers", BARRIERS, words.barrier_rows(clinical.adherence), words.YES_NO, compact=True, count_words=told
        )
        self.barriers.help = clinical.adherence.about.text
        self.symptoms = Checklist(
            "symptoms", SYMPTOMS, words.symptom_rows(clinical.residual), words.YES_NO, compact=True, count_words=told
        )
        self.symptoms.help = clinical.residual.about.text
        self.notes = {name: TextField(f"{name}.note", NOTE, lines=2) for name in ("adherence", "residual")}
        self.sources = Markup()
        self.parts = [self.barriers, self.symptoms, *self.notes.values()]
        return [self.barriers, self.notes["adherence"], self.symptoms, self.notes["residual"], self.sources]

    def refresh(self) -> None:
        """Show what was answered, and what follows from it."""
        record, review = self.model.record, self.model.review
        self.barriers.value = {f"adherence.barriers.{key}": held for key, held in record.adherence.barriers.items()}
        self.barriers.after = words.barrier_after(review.adherence, self.shelf)
        self.symptoms.value = {f"residual.symptoms.{key}": held for key, held in record.residual.symptoms.items()}
        self.symptoms.after = words.symptom_after(review.residual, option_names(self.model.library), self.shelf)
        self.notes["adherence"].value = record.adherence.note
        self.notes["residual"].value = record.residual.note
        self.sources.html = citing.source_list(self.shelf)

"""Look-alikes and contributors: two checklists, and the questionnaires that go with them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page, box
from trd_sdm.app.parts import Checklist, Markup, NumberField
from trd_sdm.clinical.checks import CheckAnswers, CheckKind
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.present import checklists, citing
from trd_sdm.present import questionnaires as words
from trd_sdm.session.assessment import today
from trd_sdm.session.screens import Screen


class _ChecksPage(Page):
    """One checklist: what to ask, what it would change, what came of it."""

    kind: ClassVar[CheckKind]

    def build(self) -> Sequence[widgets.Widget]:
        """Make the list; `refresh` fills in the answers."""
        self.clinical = load_clinical()
        self.shelf = citing.Shelf.of(self.clinical.bibliography)
        held = getattr(self.clinical, self.kind)
        rows = checklists.check_rows(self.kind, held, self.clinical, self.shelf)
        self.list = Checklist(f"{self.kind}_list", self.label, rows, checklists.STATUS)
        self.list.help = held.about.text
        self.sources = Markup()
        self.parts = [self.list]
        return [self.list, self.sources]

    def refresh(self) -> None:
        """Show what was answered, and what follows from it."""
        held: CheckAnswers = getattr(self.model.record, self.kind)
        self.list.value = {f"{self.kind}.answers.{key}": value for key, value in held.answers.items()} | {
            f"{self.kind}.notes.{key}": value for key, value in held.notes.items()
        }
        summary = next(one for one in self.model.review.checks if one.kind == self.kind)
        self.list.after = checklists.check_after(summary, self.shelf)
        self.sources.html = citing.source_list(self.shelf)


class LookalikesPage(_ChecksPage):
    """What looks like depression or stands beside it, with questionnaires and scores."""

    kind: ClassVar[CheckKind] = "lookalikes"
    name: ClassVar[Screen] = "lookalikes"
    label: ClassVar[str] = "Look-alikes"
    lead: ClassVar[str] = "look-alikes"
    title: ClassVar[str] = "Could it be something else, or something more?"
    why: ClassVar[str] = "If another problem is behind it, another plan helps. Ask what fits; you can skip the rest."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the list, the questionnaires and the fields for scores."""
        head, sources = super().build()
        self.forms = {name: self._form(name) for name in words.IN_FULL}
        self.scores = {
            key: NumberField(
                f"scores.{key}", f"{known.name} ({known.about})", min=right.range[0], max=right.range[1], step=1
            )
            for key, known in self.clinical.measures.measures.items()
            if (right := self.clinical.rights[key]).status == "score_only" and right.range
        }
        self.readings = Markup(live=True)
        self.parts += [*self.forms.values(), *self.scores.values()]
        heading = Markup(f"<h3>{escape(words.FULL_HEADING)}</h3><p class='trd-fine'>{escape(words.SAFETY_NOTE)}</p>")
        entered = Markup(f"<h3>{escape(words.SCORES_HEADING)}</h3><p class='trd-fine'>{escape(words.SCORES_HELP)}</p>")
        fields = box([*self.scores.values()], "trd-field-grid")
        return [
            head,
            box([heading, *self.forms.values()], "trd-card"),
            box([entered, fields, self.readings], "trd-card"),
            sources,
        ]

    def _form(self, name: str) -> Checklist:
        held = self.clinical.instruments[name]
        form = Checklist(
            f"{name}_form",
            f"{held.name}: {self.clinical.measures.measures[name].about}",
            words.rows(held),
            words.answers(held, self.clinical),
            folded=True,
            compact=True,
            count_words="{done} of {all} answered",
        )
        form.help = held.recall or self.clinical.instruments[words.IN_FULL[0]].recall or ""
        form.foot = words.rights_line(held)
        return form

    def refresh(self) -> None:
        """Show the answers of today, and how the scores read."""
        record = self.model.record
        for name, form in self.forms.items():
            form.value = words.answered(record, name, today())
        entered = {one.measure: one.score for one in record.scores if one.on == today()}
        for key, field in self.scores.items():
            field.value = entered.get(key)
        self.readings.html = words.score_html(self.model.review, record, self.clinical, self.shelf)
        super().refresh()


class ContributorsPage(_ChecksPage):
    """What may hold depression in place from outside."""

    kind: ClassVar[CheckKind] = "contributors"
    name: ClassVar[Screen] = "contributors"
    label: ClassVar[str] = "What may add to it"
    lead: ClassVar[str] = "what may add to it"
    title: ClassVar[str] = "What may add to it?"
    why: ClassVar[str] = "Some things in the body or in other medicines keep low mood going. They can be treated."

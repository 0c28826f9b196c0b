"""Health and medicines: what the safety rules have to know before an option can be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.aside import ASIDE
from trd_sdm.app.pages.page import Page, box
from trd_sdm.app.parts import ActionButton, Checklist, Combobox, Entries, Markup, Select
from trd_sdm.clinical.facts import DRUGS_AT_MOST
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.present import citing
from trd_sdm.present import health as words
from trd_sdm.present.labels import option_names
from trd_sdm.present.words import listed
from trd_sdm.session.screens import Screen

DRAFTS = f"{ASIDE}drugs"


class HealthPage(Page):
    """Age, medicines, and yes or no to what the options on the table ask."""

    name: ClassVar[Screen] = "health"
    label: ClassVar[str] = "Health and medicines"
    lead: ClassVar[str] = "health and medicines"
    title: ClassVar[str] = "Health and medicines"
    why: ClassVar[str] = "Some options do not go with some illnesses or medicines. So we ask before we compare."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the lists; `refresh` asks what the options on the table need."""
        self.clinical = load_clinical()
        self.rules = load_safety_rules(self.model.evidence)
        self.asked = words.asked_by(self.rules)
        self.shelf = citing.Shelf.of_rules(self.rules)
        self.shows_all = False
        self.age = Select("facts.age", "Age", words.ages())
        fields = words.drug_fields(self.clinical.agents, self.rules)
        self.drugs = Entries("facts.drugs", words.DRUGS, fields, noun="Medicine", required=["name"], max=DRUGS_AT_MOST)
        self.drugs.drafts_key = DRAFTS
        self.drugs.help, self.drugs.empty = words.DRUGS_HELP, words.DRUGS_EMPTY
        complete = [
            {"key": "facts.all_drugs_listed", "label": words.ALL_NOW},
            {"key": "facts.all_stopped_listed", "label": words.ALL_STOPPED},
        ]
        self.complete = Checklist("all_listed", words.WHOLE, complete, words.YES_NO, compact=True, count_words="")
        self.from_trials = Markup(live=True)
        self.planned: dict[str, Combobox] = {}
        self.planned_box = box([], "trd-field-grid")
        self.planned_card = box([Markup(f"<h3>{escape(words.PLANNED_HEADING)}</h3>"), self.planned_box], "trd-card")
        self.facts = Checklist("facts_list", words.LEGEND, [], words.YES_NO, compact=True, help=words.HELP)
        self.facts.count_words = "{done} of {all} answered"
        self.note = Markup(live=True)
        self.all = ActionButton("show_all_facts", words.SHOW_ALL, kind="quiet")
        self.sources = Markup()
        self.parts = [self.age, self.drugs, self.complete, self.facts, self.all]
        taken = box([self.age, self.drugs, self.from_trials, self.complete], "trd-card")
        return [taken, self.planned_card, self.facts, self.note, self.all, self.sources]

    def act(self, key: str) -> bool:
        """Show every question, or only those that matter for the options on the table."""
        if key != self.all.key:
            return False
        self.shows_all = not self.shows_all
        return True

    def refresh(self) -> None:
        """Show what was answered, what is asked, and what each answer touches."""
        record, review = self.model.record, self.model.review
        names, table = option_names(self.model.library), record.shortlist
        facts = record.facts
        self.age.value = None if facts.age == "unknown" else facts.age
        self.drugs.value = [words.drug_entry(use) for use in facts.drugs]
        self.drugs.drafts = drafts if isinstance(drafts := self.model.beside(DRAFTS).get(""), list) else []
        self.drugs.rows = [words.drug_row(use, self.rules) for use in facts.drugs]
        held = {"facts.all_drugs_listed": facts.all_drugs_listed, "facts.all_stopped_listed": facts.all_stopped_listed}
        self.complete.value = {key: value for key, value in held.items() if value != "unknown"}
        added = listed(list(review.taken_from_trials))
        self.from_trials.html = f"<p class='trd-fine'>{escape(words.FROM_TRIALS.format(added))}</p>" if added else ""
        rows = words.rows(self.rules, self.asked, table, names, every=self.shows_all)
        if rows != self.facts.rows:
            self.facts.rows = rows
        given = words.answered(facts)
        self.facts.value = given
        shown = {row["key"] for row in rows}
        relevant = self.model.library.options if self.shows_all else table
        self.facts.after = words.touched(
            review, self.asked, [key for key in given if key in shown], relevant, names, self.shelf
        )
        self.note.html = f"<p class='trd-fine'>{escape(words.FIRST_ONLY if rows else words.NONE_ASKED)}</p>"
        self.all.label = words.SHOW_FEWER if self.shows_all else words.SHOW_ALL
        self._plan(table, names)
        self.sources.html = citing.source_list(self.shelf)

    def _plan(self, table: tuple[str, ...], names: dict[str, str]) -> None:
        """Ask which medicine is planned for each option on the table that starts one."""
        wanted = [option for option in table if self.rules.starts.get(option)]
        if list(self.planned) != wanted:
            options = words.drugs_listed(self.clinical.agents, self.rules)
            kept = self.planned
            self.planned = {
                option: kept.get(option)
                or Combobox(f"facts.planned.{option}", names[option], options, help=words.PLANNED, max_length=80)
                for option in wanted
            }
            self.planned_box.children = list(self.planned.values())
            self.parts = [part for part in self.parts if part not in kept.values()] + list(self.planned.values())
        for option, field in self.planned.items():
            field.value = next(iter(self.model.record.facts.planned.get(option, ())), None)
        self.planned_card.layout.display = None if self.planned else "none"

"""Staying safe: the questions a clinician asks, where to turn, and the stop that only a clinician's word lifts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from typing import Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.aside import ASIDE, show_draft
from trd_sdm.app.pages.page import Page, box, show_part
from trd_sdm.app.parts import ActionButton, Choices, Markup, TextField
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.present import safety as words
from trd_sdm.session.answers import AnswerError
from trd_sdm.session.assessment import today
from trd_sdm.session.safety_answers import last_check
from trd_sdm.session.screens import Screen
from trd_sdm.session.signs import SELF_HARM

ACKNOWLEDGE = "acknowledge"
DRAFT = f"{ASIDE}acknowledge."
WITH_YOU = "clinician_with_you"


class SafetyPage(Page):
    """Questions, local lines, and, while the stop holds, what the clinician did."""

    name: ClassVar[Screen] = "safety"
    label: ClassVar[str] = "Staying safe"
    lead: ClassVar[str] = "staying safe"
    title: ClassVar[str] = "Staying safe"
    why: ClassVar[str] = "Safety comes first. If you are not safe, we stop and help."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the stop, the questions and the lines; `refresh` shows what fits."""
        self.is_with_you: str | None = None
        self.stopped_by: object = None
        self.stop = Markup(live=True, comes_forward=True)
        countries = _options(words.countries())
        self.country = Choices("country", "Which country are you in?", countries, multiple=False, columns=3)
        self.lines = Markup()
        self.by = TextField(f"{DRAFT}by", words.BY, help=words.BY_HELP, max_length=120, lines=1)
        self.done = TextField(f"{DRAFT}done", words.DONE, help=words.DONE_HELP, max_length=2000, lines=3)
        self.go_on = ActionButton(ACKNOWLEDGE, words.GO_ON, kind="primary")
        # Somebody at home answers alone; what lifts the stop is not laid before them.
        self.with_you = Choices(
            WITH_YOU, words.WITH_YOU, _options(words.WITH_YOU_ANSWERS), multiple=False, confirmed=True
        )
        self.with_you.add_class("trd-segments")
        self.alone = Markup(live=True)
        self.form = box([Markup("<h3>For the clinician</h3>"), self.by, self.done, self.go_on], "trd-column")
        self.acting = box([self.with_you, self.alone, self.form], "trd-card", "trd-column")
        self.questions = {"item9": self._item9(), **{key: _yes_no(key, text) for key, text in words.QUESTIONS.items()}}
        self.acted = Markup()
        self.open = Markup(live=True)
        self.parts = [*self.questions.values(), self.country, self.with_you, self.by, self.done, self.go_on]
        self.country.add_class("trd-legend-said")
        country = self.fold("Choose your country", [self.country])
        self.folds[-1].is_open = self.is_unfolded and self.model.record.country is None
        self.turn = box([Markup("<h3>Where to turn</h3>"), self.lines])
        help_ = box([self.turn, country], "trd-card")
        rights = self.fold("Whose question this is", [self._rights()])
        # The form leads from the time it asks about into the question, so its words stand before it.
        recall = load_clinical().instruments[SELF_HARM[0]].recall or ""
        lead = Markup(f"<p>{words.ASK}</p><p class='trd-help'>{escape(recall)}</p>")
        asked = box([lead, *self.questions.values(), self.open, rights], "trd-card", "trd-asked")
        return [self.stop, self.acting, help_, asked, self.acted]

    def _item9(self) -> Choices:
        name, item = SELF_HARM
        held = load_clinical().instruments[name]
        text = next(one.text for one in held.items if one.id == item)
        answers = [{"id": str(one.score), "label": one.text} for one in held.answers]
        return Choices("safety.answer.item9", text, answers, multiple=False, columns=4)

    def _rights(self) -> Markup:
        held = load_clinical().instruments[SELF_HARM[0]]
        return Markup(f"<p class='trd-note'>{held.name}, item 9. {held.rights.owner} {held.rights.notice or ''}</p>")

    def refresh(self) -> None:
        """Show the stop where it holds, what was answered in this talk, and where to turn."""
        record, hold = self.model.record, self.model.review.safety_stop
        self.stop.html = words.stop_panel(hold, record.country, today(), record.plan.safety_plan)
        self.lines.html = words.local_help(record.country, today())
        if (stopped_by := (record.seed, record.safety.checks)) != self.stopped_by:
            # Who is there is asked anew for each sign, and after each reload; the tab does not keep it.
            self.stopped_by, self.is_with_you = stopped_by, None
            self.model.drop_aside(f"{DRAFT}by")
        with_you = self.is_with_you if hold.holds else None
        for part, shown in (
            (self.turn, not hold.holds),  # the panel of the stop says where to turn
            (self.acting, hold.holds),
            (self.form, with_you == "yes"),
            (self.alone, with_you == "no"),
        ):
            show_part(part, shown)
        self.alone.html = words.alone_panel(record.country, today()) if with_you == "no" else ""
        self.country.value = record.country if record.country in words.countries() else None
        last = last_check(record, dt.datetime.now(dt.UTC))
        for key, choices in self.questions.items():
            told = None if last is None else getattr(last, key)
            choices.value = None if told in (None, "unknown") else str(told)
        open_ = sum(choices.value is None for choices in self.questions.values())
        begun = open_ < len(self.questions)
        self.open.html = f"<p class='trd-help'>{words.not_asked_words(open_)}</p>" if begun else ""
        self.acted.html = words.acted_on(record.safety.acknowledgements)
        self.with_you.value = with_you
        show_draft({"by": self.by, "done": self.done}, self.draft)
        self.go_on.detail = "" if all(map(str.strip, self.draft.values())) else words.FIRST

    @property
    def draft(self) -> dict[str, str]:
        """Who acted and what was done, as far as it is written; until it is said to be done."""
        held = self.model.beside(DRAFT)
        return {name: str(held.get(name) or "") for name in ("by", "done")}

    def hear(self, key: str, value: Any) -> bool:
        """Add what the clinician wrote to the log, once it is said to be done."""
        if key == WITH_YOU:
            self.is_with_you = value
            return True
        if key != ACKNOWLEDGE:
            return False
        if self.is_with_you != "yes":
            raise AnswerError(words.NEEDS_CLINICIAN)
        self.model.take("safety.acknowledge", self.draft)
        self.model.drop_aside(DRAFT)
        return True


def _options(named: dict[str, str]) -> list[dict[str, str]]:
    return [{"id": key, "label": label} for key, label in named.items()]


def _yes_no(key: str, text: str) -> Choices:
    asked = Choices(f"safety.answer.{key}", text, _options(words.YES_NO), multiple=False)
    asked.add_class("trd-segments")
    return asked

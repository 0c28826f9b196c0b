"""The review on one screen, and where each option on the table stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page, box
from trd_sdm.app.parts import ActionButton, InputPart, Markup, TextField
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.clinical.verdicts import gap_lifts
from trd_sdm.present.review_summary import ANSWER_THERE, asks_under_health, standing_html, summary_html
from trd_sdm.session.answers import AnswerError
from trd_sdm.session.screens import Screen

ANSWER = "answer_open"
REASON, PUT_BACK, TAKE_OUT = "reason.", "put_it_back.", "take_out."
AFTER_GAP = "After the gap between drugs."
LEFT_OUT = "It is left out of the picture. A clinician may put it back, with a reason."


class ReviewPage(Page):
    """What to put right first, what is open, and the verdict on each option on the table."""

    name: ClassVar[Screen] = "review"
    label: ClassVar[str] = "Summary"
    lead: ClassVar[str] = "what we found"
    title: ClassVar[str] = "Before we choose: what we found"
    why: ClassVar[str] = "Look at this together."

    def build(self) -> Sequence[widgets.Widget]:
        """Make both halves; `refresh` fills them."""
        self.summary = Markup()
        self.answer = ActionButton(ANSWER, ANSWER_THERE, kind="secondary")
        self.standings = box([], "trd-card")
        self.reasons: dict[str, str] = {}
        self.texts: dict[str, Markup] = {}
        self.made_for: object = None
        self.parts = [self.answer]
        return [box([self.summary, self.answer], "trd-card"), self.standings]

    def refresh(self) -> None:
        """Show the review of the record as it is; make new fields only for other options."""
        review, record = self.model.review, self.model.record
        rules = load_safety_rules(self.model.evidence)
        self.summary.html = summary_html(review, record, load_clinical(), rules)
        self.answer.layout.display = None if asks_under_health(review, record) else "none"
        listed = {option: review.standing(option) for option in record.shortlist}
        acts = {
            option: TAKE_OUT if held.put_back else PUT_BACK
            for option, held in listed.items()
            if held.verdict.level == "not_suitable"
        }
        if (made_for := (record.shortlist, acts)) != self.made_for:
            self._make(record.shortlist, acts)
            self.made_for = made_for
        for option, text in self.texts.items():
            text.html = standing_html(review, option, self.model.library, rules)

    def _make(self, options: Sequence[str], acts: dict[str, str]) -> None:
        self.texts = {option: Markup() for option in options}
        self.parts = [self.answer]
        shown: list[widgets.Widget] = [Markup("<h3>The options on the table</h3>")]
        for option in options:
            shown.append(self.texts[option])
            if option in acts:
                parts = self._act(option, acts[option])
                self.parts += parts
                shown.append(box(parts, "trd-put-back"))
        self.standings.children = shown

    def _act(self, option: str, act: str) -> list[InputPart]:
        name = self.model.library.options[option].short_name
        if act == TAKE_OUT:
            return [ActionButton(f"{TAKE_OUT}{option}", f"Leave {name} out again")]
        standing = self.model.review.standing(option)
        if gap_lifts(standing.verdict):
            self.reasons.setdefault(option, f"{AFTER_GAP} {self.model.review.washouts[option].text}"[:500])
        asked = f"Clinician: why put {name} back?"
        why = TextField(f"{REASON}{option}", asked, self.reasons.get(option), help=LEFT_OUT, lines=2)
        return [why, ActionButton(f"{PUT_BACK}{option}", f"Put {name} back")]

    def hear(self, key: str, value: Any) -> bool:
        """Keep a reason while it is written; put an option back with it, or leave it out again."""
        head, dot, option = key.partition(".")
        match f"{head}{dot}":
            case "reason.":
                self.reasons[option] = value or ""
            case "put_it_back.":
                if not self.reasons.get(option, "").strip():
                    raise AnswerError("Write the reason first. It goes into the record and onto the printout.")
                self.model.take(f"put_back.{option}", self.reasons.pop(option))
            case "take_out.":
                self.model.take(f"put_back.{option}", None)
            case _ if key == ANSWER:
                self.model.take("screen", "health")
            case _:
                return False
        return True

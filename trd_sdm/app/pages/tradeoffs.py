"""Forced choices that test the ratings, and what to do where the two do not go together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.gates import needs_criteria
from trd_sdm.app.pages.page import Page, box
from trd_sdm.app.parts import ActionButton, Choices, Markup
from trd_sdm.present import tradeoffs as words
from trd_sdm.present.roles import WHO
from trd_sdm.session.coherence import Contradiction, Mend, coherence, mends
from trd_sdm.session.record import ROLES
from trd_sdm.session.screens import Screen
from trd_sdm.session.tradeoff_questions import next_question, questions_asked
from trd_sdm.session.values import Role

MENDS_AT_MOST = 8
LEAVE, LOOK = "clash.leave", "clash.look"


class TradeoffsPage(Page):
    """One thing at a time: a question, or, where answers and ratings do not agree, what clashes and its mends."""

    name: ClassVar[Screen] = "tradeoffs"
    label: ClassVar[str] = "Check it"
    lead: ClassVar[str] = "check it with a few questions"
    title: ClassVar[str] = "Would you trade one for the other?"
    why: ClassVar[str] = (
        "Three to five short questions test the ratings. There is no right answer. They show what to talk about."
    )

    @classmethod
    def why_not(cls, model: SessionModel) -> str:
        """Open once something that matters is picked."""
        return needs_criteria(model)

    def build(self) -> Sequence[widgets.Widget]:
        """Make the question, its three answers, and the buttons that mend."""
        self.whose = Choices(
            "whose",
            "Who is answering?",
            [{"id": role, "label": WHO[role]} for role in ROLES],
            multiple=False,
            confirmed=True,
            value="patient",
        )
        self.whose.add_class("trd-segments")
        self.question = Markup(live=True)
        self.answers = {
            name: ActionButton(f"tradeoff.{name}", label, kind="secondary") for name, label in words.WORTH.items()
        }
        self.last = ActionButton("tradeoff.back", words.TAKE_LAST_BACK, kind="quiet")
        self.agreement = Markup(live=True)
        self.look = ActionButton(LOOK, words.LOOK, kind="secondary")
        self.clash = Markup(live=True)
        self.mends = [ActionButton(f"mend.{place}", "", kind="secondary") for place in range(MENDS_AT_MOST)]
        self.leave = ActionButton(LEAVE, words.LEAVE, kind="quiet")
        self.offered: tuple[Mend, ...] = ()
        self.shown: object = None
        self.left: object = None
        self.parts = [self.whose, *self.answers.values(), self.last, self.look, *self.mends, self.leave]
        answers = box(list(self.answers.values()), "trd-row", "trd-answers")
        self.asking = box([self.question, answers, self.last], "trd-card")
        self.told = box([self.agreement, self.look], "trd-column")
        self.clashing = box([self.clash, *self.mends, self.leave], "trd-card", "trd-column")
        return [self.whose, self.clashing, self.asking, self.told]

    @property
    def role(self) -> Role:
        """Whose answers these are; side by side shows the patient's."""
        whose = self.model.record.whose
        return "patient" if whose == "shared" else whose

    def refresh(self) -> None:
        """Ask the next question, and say what does not go together."""
        record, library, role = self.model.record, self.model.library, self.role
        question, asked = next_question(record, role, library), questions_asked(record, role)
        self.whose.value = role
        self.say_turn(role)
        if question is not None:
            self.question.html = words.question_html(question, asked + 1, library)
        else:
            self.question.html = f"<p><b>{words.NO_MORE if asked else words.NOTHING_TO_ASK}</b></p>"
        for button in self.answers.values():
            button.layout.display = None if question is not None else "none"
        self.last.layout.display = None if any(one.role == role for one in record.tradeoffs) else "none"
        found = coherence(record, role, library)
        one = found.contradictions[0] if found.contradictions else None
        # A clash stands in place of the next question, so that its mends are never read as answers to that one.
        self.shown = None if one is None else (role, one.answers, one.rated)
        waits = one is not None and question is not None and self.left == self.shown
        self._mend(None if waits else one)
        self.asking.layout.display = None if one is None or waits else "none"
        self.leave.layout.display = None if question is not None else "none"
        self.look.layout.display = None if waits else "none"
        told = found.answered and (one is None or waits)
        self.agreement.html = f"<p>{words.agreement(found)}</p>" if told else ""
        (self.told.remove_class if told else self.told.add_class)("trd-nothing")

    def _mend(self, one: Contradiction | None) -> None:
        """Name what clashes and offer what would mend it; nothing where nothing does."""
        record, library, role = self.model.record, self.model.library, self.role
        self.clashing.layout.display = None if one is not None else "none"
        self.clash.html = "" if one is None else words.clash_html(one, record, role, library)
        self.offered = () if one is None else mends(record, role, one, library)[:MENDS_AT_MOST]
        for place, button in enumerate(self.mends):
            button.layout.display = None if place < len(self.offered) else "none"
            if place < len(self.offered):
                button.label, button.detail = words.mend_words(self.offered[place], record, role, library)

    def act(self, key: str) -> bool:
        """Take an answer, take the last one back, take the mend that was picked, or leave what clashes for now."""
        if key in (LEAVE, LOOK):
            self.left = self.shown if key == LEAVE else None
            return True
        head, _, what = key.partition(".")
        record, role = self.model.record, self.role
        if head == "mend" and int(what) < len(self.offered):
            mend = self.offered[int(what)]
            self.model.take(mend.key, mend.value)
            return True
        if head != "tradeoff":
            return head == "mend"
        held = [one.model_dump() for one in record.tradeoffs]
        if what == "back":
            mine = [place for place, one in enumerate(record.tradeoffs) if one.role == role]
            self.model.take("tradeoffs", [one for place, one in enumerate(held) if place != mine[-1]] if mine else held)
            return True
        question = next_question(record, role, self.model.library)
        if question is not None:
            self.model.take("tradeoffs", [*held, question.answered(what).model_dump()])
        return True

"""Where the person leans now, what they choose, and whether both agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.gates import needs_options
from trd_sdm.app.pages.page import Page, box, show_part
from trd_sdm.app.parts import ActionButton, Choices, Markup, TextField
from trd_sdm.present import choice as words
from trd_sdm.present.review_summary import ANSWER_THERE
from trd_sdm.session.record_names import NOT_TODAY
from trd_sdm.session.screens import Screen
from trd_sdm.session.values import NOT_SURE

LEAN = "Where you lean now"


class ChoicePage(Page):
    """Two questions with words beside each; none of them needs an answer to go on."""

    name: ClassVar[Screen] = "choice"
    label: ClassVar[str] = "Your choice"
    lead: ClassVar[str] = "your choice"
    title: ClassVar[str] = "What do you choose?"
    why: ClassVar[str] = "The picture does not decide. You two do."

    @classmethod
    def why_not(cls, model: SessionModel) -> str:
        """Open once there is something to choose between."""
        return needs_options(model)

    def build(self) -> Sequence[widgets.Widget]:
        """Make the questions; `refresh` puts in the options on the table."""
        self.first = Markup()
        self.leaning = Choices("leanings.now", words.LEANING, [], multiple=False)
        self.disagrees = TextField("leanings.disagrees", words.DISAGREES, help=words.DISAGREES_HELP)
        self.choice = Choices("choice.option", words.CHOICE, [], multiple=False)
        self.choice.add_class("trd-said-above")
        self.to_review = ActionButton("to_review", words.TO_REVIEW, kind="secondary")
        self.to_health = ActionButton("to_health", ANSWER_THERE, kind="secondary")
        self.why_so = TextField("choice.why", words.WHY)
        answers = [{"id": key, "label": label} for key, label in words.ANSWERS.items()]
        self.together = Choices("choice.together", words.TOGETHER, answers, multiple=False, columns=3)
        self.note = Markup(live=True)
        self.parts = [
            *(self.leaning, self.disagrees, self.choice, self.to_review),
            *(self.to_health, self.why_so, self.together),
        ]
        return [
            self.fold(LEAN, [box([self.first, self.leaning, self.disagrees], "trd-card")]),
            box([self.choice, self.to_review, self.note, self.to_health, self.why_so, self.together], "trd-card"),
        ]

    def act(self, key: str) -> bool:
        """Turn to the screen where a clinician can put an option back, or where what is open is answered."""
        screens = {self.to_review.key: "review", self.to_health.key: "health"}
        if key not in screens:
            return False
        self.model.take("screen", screens[key])
        return True

    def refresh(self) -> None:
        """Show the options on the table, and what was answered."""
        record, library = self.model.record, self.model.library
        blocked = words.blocked(record, self.model.review)
        self.first.html = words.first_leaning(record, library)
        self._set(self.leaning, [*self._cards({}), _card(NOT_SURE, words.NOT_SURE_LABEL)], record.leanings.now)
        not_today = _card(NOT_TODAY, words.NOT_TODAY_LABEL, words.NOT_TODAY_DETAIL)
        self._set(self.choice, [*self._cards(blocked), not_today], record.choice.option)
        show_part(self.to_review, bool(blocked))
        self.disagrees.value, self.why_so.value = record.leanings.disagrees, record.choice.why
        self.together.value = record.choice.together
        chosen = record.choice.option
        asks = chosen is not None and not self.model.review.against(chosen)
        is_open = asks and bool(words.open_words(self.model.review, str(chosen)))
        show_part(self.to_health, is_open)
        self.note.html = words.choice_note(record, library, self.model.review)

    def _cards(self, blocked: dict[str, str]) -> list[dict[str, Any]]:
        """Give every option on the table in the record's own order; one that is not suitable cannot be chosen."""
        put_back = words.put_back_notes(self.model.review)
        appraisal, options = self.model.appraisal, self.model.library.options
        return [
            _card(
                name,
                options[name].text.name,
                blocked.get(name, put_back.get(name, "")),
                disabled=name in blocked,
                badge=words.NOT_SUITABLE if name in blocked else "",
            )
            for name in (*appraisal.options, *appraisal.left_out)
        ]

    def _set(self, part: Choices, cards: list[dict[str, Any]], value: str | None) -> None:
        """Put in other cards only where they changed; an answer about what left the table shows no more."""
        if cards != part.options:
            part.value = None
            part.options = cards
        part.value = value if value in {card["id"] for card in cards} else None


def _card(name: str, label: str, detail: str = "", *, disabled: bool = False, badge: str = "") -> dict[str, Any]:
    return {"id": name, "label": label, "detail": detail, "disabled": disabled, "badge": badge}

"""The written plan: what should get better, how and when it is judged, what happens then, and the shape of the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import Page, box, show_part
from trd_sdm.app.pages.plan_judge import JudgeCard
from trd_sdm.app.pages.plan_parts import DayCard, NextCard, PlanCard, TargetsCard, TryCard
from trd_sdm.app.parts import ActionButton, Markup
from trd_sdm.clinical.course import load_courses
from trd_sdm.present import plan as words
from trd_sdm.present.choice import against_words
from trd_sdm.session.plan import Plan
from trd_sdm.session.plan_defaults import offer, with_offer
from trd_sdm.session.screens import Screen

FOLLOWING = "Follow it week by week"
FITS = "Days and checks that fit it"
USE_OFFER, FOLLOW = "use_offer", "follow_plan"


class PlanPage(Page):
    """Cards of one question each; nothing is filled in unless somebody says so."""

    name: ClassVar[Screen] = "plan"
    label: ClassVar[str] = "Plan"
    lead: ClassVar[str] = "write the plan"
    title: ClassVar[str] = "Our plan"
    why: ClassVar[str] = "Leave out what you like."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the cards."""
        self.courses = load_courses()
        self.offer = Markup()
        self.use_offer = ActionButton(USE_OFFER, words.USE, kind="secondary")
        self.offered = box([self.offer, self.use_offer], "trd-card", "trd-offer", "trd-screen-only")
        self.follow = ActionButton(FOLLOW, "Follow this plan from its first day", kind="secondary")
        self.following = Markup(live=True)
        self.judge = JudgeCard(self.model, self.courses)
        self.cards: tuple[PlanCard, ...] = (
            TryCard(self.model),
            TargetsCard(self.model),
            self.judge,
            NextCard(self.model),
            DayCard(self.model),
        )
        self.parts = [self.use_offer, self.follow, *(part for card in self.cards for part in card.parts)]
        first, *rest = self.cards
        self.last = box([self.following, self.follow], "trd-card")
        self.fitting = self.fold(FITS, [self.offered])
        return [
            first.widget,
            self.fitting,
            *(self.fold(card.label, [card.widget]) for card in rest),
            self.fold(FOLLOWING, [self.last]),
        ]

    @property
    def plan(self) -> Plan:
        """The plan of the record."""
        return self.model.record.plan

    def refresh(self) -> None:
        """Show what was answered, and what could be used."""
        plan, library = self.plan, self.model.library
        for card in self.cards:
            card.refresh()
        shown = plan.option is not None and plan.option in self.courses
        show_part(self.fitting, shown)
        if plan.option is not None and shown:
            offered, name = offer(plan.option, self.courses), library.options[plan.option].short_name
            self.offer.html = words.offer_panel(offered, name, plan, self.courses.bibliography)
            self.use_offer.disabled = with_offer(plan, offered, words.due_words) == plan
            self.use_offer.detail = "All of this is in the plan." if self.use_offer.disabled else ""
        self._refresh_following()

    def _refresh_following(self) -> None:
        record, plan = self.model.record, self.plan
        running = [one for one in record.tracking.courses if one.option == plan.option and one.ended_on is None]
        names = {key: option.short_name for key, option in self.model.library.options.items()}
        self.following.html = words.started_words(running[-1].started_on, names[running[-1].option]) if running else ""
        ready = plan.option is not None and plan.starts_on is not None
        # With nothing but its button, the card is not for paper.
        (self.last.remove_class if running else self.last.add_class)("trd-screen-only")
        self.follow.disabled = bool(running) or not ready
        against = against_words(self.model.review, plan.option or "")
        self.follow.detail = against if ready and not running else "" if ready or running else words.NOT_READY

    def hear(self, key: str, value: Any) -> bool:
        """Take up what was offered, follow the plan, or let a card hear it."""
        if key == USE_OFFER and self.plan.option is not None:
            taken = with_offer(self.plan, offer(self.plan.option, self.courses), words.due_words)
            self.model.take("planned.offer", taken)
        elif key == FOLLOW:
            start = {"option": self.plan.option, "started_on": self.plan.starts_on}
            self.model.take("course.start", start)
        else:
            return any(card.hear(key, value) for card in self.cards)
        return True

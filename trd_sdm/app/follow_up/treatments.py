"""Treatments: what is followed, starting one, agreeing on the days for it, and ending one with what was learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.aside import ASIDE, show_draft
from trd_sdm.app.follow_up.page import FollowUpScreenPage
from trd_sdm.app.pages.page import box, show_part
from trd_sdm.app.parts import ActionButton, DateField, InputPart, Markup, NumberField, Select, TextField
from trd_sdm.present import follow_up as words
from trd_sdm.session.answers import AnswerError
from trd_sdm.session.assessment import today
from trd_sdm.session.courses import kind_of
from trd_sdm.session.plan_defaults import offer

START, END, AGREE = "start_course", "end_course", "agree_days"
START_DRAFT, END_DRAFT = f"{ASIDE}start.", f"{ASIDE}end."
AS_DAY = ("started_on", "ended_on")


class TreatmentsPage(FollowUpScreenPage):
    """The courses of a record."""

    name: ClassVar[str] = "treatments"
    label: ClassVar[str] = "Treatments"
    lead: ClassVar[str] = "see the treatments"
    title: ClassVar[str] = "Treatments"
    why: ClassVar[str] = "What is being tried, from when to when. When one ends, what you learned goes on with you."

    def build(self) -> Sequence[widgets.Widget]:
        """Make the list and the two forms."""
        self.list = Markup()
        self.ended = Markup(live=True)
        self.agree = ActionButton(AGREE, "Add the days that fit it", kind="secondary")
        options = [{"id": key, "label": option.text.name} for key, option in self.model.library.options.items()]
        self.start_parts: dict[str, InputPart] = {
            "option": Select(f"{START_DRAFT}option", "What do you start?", options, empty="Pick a treatment"),
            "started_on": DateField(f"{START_DRAFT}started_on", "First day"),
            "agent": TextField(f"{START_DRAFT}agent", "Which drug or therapy?", lines=1, max_length=80),
        }
        self.chosen, self.against = Markup(), Markup(live=True)
        self.start_now = ActionButton(START, "Follow this treatment", kind="secondary")
        self.end_parts: dict[str, InputPart] = {
            "place": Select(f"{END_DRAFT}place", "Which treatment ends?", [], empty="Pick a treatment"),
            "ended_on": DateField(f"{END_DRAFT}ended_on", "Last day"),
            "outcome": _select("outcome", "What came of it?", words.OUTCOME_WORDS),
            "stopped": _select("stopped", "Why does it end?", words.STOPPED_WORDS),
            "adherence": _select("adherence", "How was it taken?", words.TAKEN_WORDS),
            "daily_dose": NumberField(f"{END_DRAFT}daily_dose", "Highest daily dose", min=0.01, max=1e5, unit="mg"),
            "augmenting": TextField(f"{END_DRAFT}augmenting", "Which drug was it added to?", lines=1, max_length=80),
            "learned": TextField(f"{END_DRAFT}learned", words.LEARNED, help=words.LEARNED_HELP),
        }
        self.end_now = ActionButton(END, "End this treatment", kind="secondary")
        self.parts = [
            self.agree,
            *self.start_parts.values(),
            self.start_now,
            *self.end_parts.values(),
            self.end_now,
        ]
        self.ending = box(
            [Markup("<h3>End one</h3>"), *self.end_parts.values(), self.end_now], "trd-card", "trd-screen-only"
        )
        return [
            box([self.list, self.ended, self.agree], "trd-card"),
            self.ending,
            box(
                [
                    *(Markup("<h3>Start one</h3>"), self.chosen, *self.start_parts.values()),
                    *(self.against, self.start_now),
                ],
                "trd-card",
                "trd-screen-only",
            ),
        ]

    def refresh(self) -> None:
        """Show the courses and the drafts of both forms."""
        follow, names = self.model.followed, self.model.names
        self.list.html = words.treatments_list(follow, names, self.model.review)
        running = [
            {"id": str(view.place), "label": names.get(view.course.option, view.course.option)}
            for view in follow.running
        ]
        show_part(self.ending, bool(running))
        show_part(self.agree, self._without_days() is not None)
        place = self.end_parts["place"]
        if place.options != running:
            if place.options:  # the one that was picked may stand at another place now
                self.model.drop_aside(f"{END_DRAFT}place")
            place.value = None
            place.options = running
        show_part(self.end_parts["daily_dose"], self._ends_a_drug())
        show_part(self.end_parts["augmenting"], self._ends_a_drug())
        option = self.model.to_start
        show_part(self.chosen, option is not None)
        self.chosen.html = words.chosen_words(option, names, self.model.review, self.model.record) if option else ""
        picked = self.start.get("option")
        self.against.html = words.against_panel(picked if picked != option else None, self.model.review)
        show_draft(self.start_parts, self.start)
        show_draft(self.end_parts, self.end)

    @property
    def start(self) -> dict[str, Any]:
        """What is typed of a treatment that starts; what was chosen stands there first, unless a rule bars it now."""
        option = self.model.to_start
        offered = None if option is None or self.model.review.against(option) else option
        plan = self.model.record.plan
        agreed = plan.starts_on if offered is not None and plan.option == offered else None
        return {"started_on": (agreed or today()).isoformat(), "option": offered} | self.model.beside(START_DRAFT)

    @property
    def end(self) -> dict[str, Any]:
        """What is typed of a treatment that ends; which one goes by its place among those that run."""
        held = {"ended_on": today().isoformat()} | self.model.beside(END_DRAFT)
        running = {str(view.place) for view in self.model.followed.running}
        return held if held.get("place") in running else held | {"place": None}

    def _ends_a_drug(self) -> bool:
        place = self.end.get("place")
        return place is not None and kind_of(self.model.record.tracking.courses[int(place)].option) == "drug"

    def _without_days(self) -> int | None:
        """Give the course that runs and has no days agreed on, where its course offers some."""
        for view in self.model.followed.running:
            offered = offer(view.course.option, self.model.courses).points
            if not view.looks and offered:
                return view.place
        return None

    def hear(self, key: str, value: Any) -> bool:
        """Start, end or agree."""
        del value
        acts = {START: self._start, END: self._end, AGREE: self._agree}
        if key not in acts:
            return False
        self.ended.html = ""
        acts[key]()
        return True

    def _start(self) -> None:
        if not self.start.get("option") or not self.start.get("started_on"):
            raise AnswerError("Pick a treatment and its first day.")
        self.model.take("course.start", _given(self.start))
        self.model.drop_aside(START_DRAFT)

    def _end(self) -> None:
        if not self.end.get("place") or not self.end.get("ended_on"):
            raise AnswerError("Pick the treatment that ends, and its last day.")
        held = _given(self.end)
        dose = {"daily_dose": float(held["daily_dose"])} if "daily_dose" in held else {}
        self.model.take("course.end", {**held, "place": int(held["place"]), **dose})
        self.model.drop_aside(END_DRAFT)
        self.ended.html = f"<p>{words.ENDED}</p>"

    def _agree(self) -> None:
        place = self._without_days()
        if place is not None:
            option = self.model.record.tracking.courses[place].option
            points = offer(option, self.model.courses).points
            self.model.take("course.agree", {"place": place, "decision_points": points})


def _given(draft: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in draft.items() if value is not None}


def _select(name: str, label: str, named: Mapping[str, str]) -> Select:
    return Select(f"{END_DRAFT}{name}", label, [{"id": key, "label": text} for key, text in named.items()])

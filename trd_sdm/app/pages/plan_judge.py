"""The card of the plan that says how and when it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.aside import ASIDE, show_draft
from trd_sdm.app.pages.page import box
from trd_sdm.app.pages.plan_parts import PlanCard
from trd_sdm.app.parts import ActionButton, Markup, NumberField, Select
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.present import plan as words
from trd_sdm.present.plan_words import KINDS
from trd_sdm.session.answers import AnswerError
from trd_sdm.session.assessment import today
from trd_sdm.session.plan import ANY_SCORE
from trd_sdm.session.plan_defaults import check_days, goals, late_gain_of, latest_score, score_range
from trd_sdm.session.series import FOLLOWED

if TYPE_CHECKING:
    from trd_sdm.app.model import SessionModel
    from trd_sdm.clinical.course import Courses

USE_SCORE, ADD_POINT, AWAY = "use_score", "add_point", "take_point_away"
DRAFT = f"{ASIDE}point."
NO_DRAFT = {"kind": "checkpoint"}
GOAL = "use_goal_"


class JudgeCard(PlanCard):
    """How and when it is judged: the score, the goal, the days, the checks along the way."""

    label: ClassVar[str] = "How we judge it, and when"

    def __init__(self, model: SessionModel, courses: Courses) -> None:
        self.courses = courses
        self.clinical = load_clinical()
        super().__init__(model)

    def build(self) -> Sequence[widgets.Widget]:
        """Make the questions about the score, and the list of days."""
        known = self.clinical.measures.measures
        measures = [{"id": name, "label": f"{known[name].name} ({known[name].about})"} for name in FOLLOWED]
        self.measure = Select("plan.measure", words.MEASURE, measures, empty="Not chosen")
        self.baseline = NumberField("plan.baseline", words.BASELINE, min=0.0, max=ANY_SCORE)
        self.use_score = ActionButton(USE_SCORE, words.USE, kind="quiet")
        self.goal = NumberField("plan.goal", words.GOAL, min=0.0, max=ANY_SCORE)
        self.scores = {"baseline": self.baseline, "goal": self.goal}
        self.goals = {name: ActionButton(f"{GOAL}{name}", words.USE, kind="quiet") for name in ("half", "well")}
        self.points = Markup(live=True)
        kinds = [{"id": key, "label": label} for key, label in KINDS.items()]
        self.kind = Select(f"{DRAFT}kind", "What kind of look?", kinds, empty="Not chosen")
        self.week = NumberField(f"{DRAFT}week", "After how many weeks?", min=0.0, max=208.0, step=1.0, unit="weeks")
        self.add = ActionButton(ADD_POINT, "Add this day", kind="secondary")
        self.away_of = Select(f"{DRAFT}away", "Take a day away", [], empty="Pick a day")
        self.away = ActionButton(AWAY, "Take it away", kind="quiet")
        self.late = Markup()
        self.checks = Markup()
        self.checks.add_class("trd-offer")
        self.parts = [self.measure, self.baseline, self.use_score, self.goal, *self.goals.values()]
        self.parts += [self.kind, self.week, self.add, self.away_of, self.away]
        goals = box(list(self.goals.values()), "trd-row")
        self.about_scores = Markup(live=True)
        score = box([self.measure, self.baseline, self.use_score, self.goal, goals, self.about_scores])
        self.taking = box([self.away_of, self.away], "trd-screen-only")
        days = box(
            [
                self.points,
                self.late,
                box([self.kind, self.week], "trd-week-grid", "trd-screen-only"),
                self.add,
                self.taking,
            ]
        )
        return [
            Markup("<h3>How we judge it</h3>"),
            score,
            Markup(f"<h3>{words.POINTS}</h3>"),
            days,
            Markup("<h3>Checks along the way</h3>"),
            self.checks,
        ]

    def refresh(self) -> None:
        """Show score, goal, days and checks."""
        plan = self.plan
        self.measure.value = plan.measure
        self._refresh_scores()
        held = latest_score(self.model.record, plan.measure, self.clinical, today()) if plan.measure else None
        shown = held is not None and held.value != plan.baseline
        self.use_score.layout.display = None if shown else "none"
        if held is not None:
            self.use_score.label = words.use_score_words(held.value, held.on)
        offered = goals(plan, self.clinical)
        for name, button in self.goals.items():
            button.layout.display = None if name in offered and offered[name] != plan.goal else "none"
            if name in offered:
                button.label = words.goal_words(name, offered[name])
        self.points.html = words.points_list(plan.decision_points, plan.starts_on)
        self.late.html = words.late_panel(late_gain_of(plan, self.courses), self.courses.bibliography)
        self.checks.html = str(words.checks_list(plan.checks) + words.dates_list(check_days(plan, self.courses)))
        days = [
            {"id": str(place), "label": f"{KINDS[point.kind]} (week {point.week})"}
            for place, point in enumerate(plan.decision_points)
        ]
        self.taking.layout.display = None if days else "none"
        if days != self.away_of.options:
            if self.away_of.options:  # the day that was picked may stand at another place now
                self.model.drop_aside(f"{DRAFT}away")
            self.away_of.value = None
            self.away_of.options = days
        show_draft({"kind": self.kind, "week": self.week, "away": self.away_of}, self.draft)

    def _refresh_scores(self) -> None:
        """Show both scores, each held to the range of what is followed; one that a file brought stays as it is."""
        span = score_range(self.plan, self.clinical)
        for name, part in self.scores.items():
            held = getattr(self.plan, name)
            ends = [*(span or (0.0, ANY_SCORE)), *([] if held is None else [held])]
            part.min, part.max = float(min(ends)), float(max(ends))
            part.help = words.range_words(*span) if span else ""
            part.value = held
        self.about_scores.html = words.about_scores(self.plan, self.clinical, span)

    @property
    def draft(self) -> dict[str, Any]:
        """What is typed of a day, and not yet added or taken away."""
        return NO_DRAFT | self.model.beside(DRAFT)

    def hear(self, key: str, value: Any) -> bool:
        """Add a day or take one away, or take up what was offered."""
        if key == ADD_POINT:
            self._add()
        elif key == AWAY:
            if self.away_of.value is None:
                raise AnswerError("Pick the day that goes.")
            self.model.take("planned.points.away", int(self.away_of.value))
            self.model.drop_aside(f"{DRAFT}away")
        elif key == USE_SCORE and self.plan.measure:
            held = latest_score(self.model.record, self.plan.measure, self.clinical, today())
            self.model.take("plan.baseline", held.value if held else None)
        elif key.startswith(GOAL):
            self.model.take("plan.goal", goals(self.plan, self.clinical).get(key.removeprefix(GOAL)))
        else:
            return False
        return True

    def _add(self) -> None:
        kind, week = self.draft.get("kind"), self.draft.get("week")
        if kind is None or week is None:
            raise AnswerError("Say what kind of look it is, and after how many weeks.")
        self.model.take("planned.points.add", {"kind": kind, "week": int(week)})
        for name in ("kind", "week"):
            self.model.drop_aside(f"{DRAFT}{name}")

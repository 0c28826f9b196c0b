"""The cards of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.aside import ASIDE, show_draft
from trd_sdm.app.pages.page import box
from trd_sdm.app.parts import (
    ActionButton,
    Choices,
    DateField,
    InputPart,
    Markup,
    NumberField,
    Select,
    TextField,
    TimeField,
)
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.present import plan as words
from trd_sdm.present import safety
from trd_sdm.present.choice import against_words
from trd_sdm.present.plan_words import IF_HELPS, IF_NOT, IF_PARTLY, KINDS, SYMPTOMS
from trd_sdm.session.answers import AnswerError
from trd_sdm.session.assessment import today
from trd_sdm.session.courses import TALKING
from trd_sdm.session.plan_answers import WHO, asked, own_questions, own_targets
from trd_sdm.session.plan_defaults import QUESTIONS, check_days, goals, late_gain_of, latest_score
from trd_sdm.session.series import FOLLOWED

if TYPE_CHECKING:
    from trd_sdm.app.model import SessionModel
    from trd_sdm.clinical.course import Courses
    from trd_sdm.session.plan import Plan

USE_CHOICE, USE_SCORE, ADD_POINT, AWAY = "use_choice", "use_score", "add_point", "take_point_away"
DRAFT = f"{ASIDE}point."
NO_DRAFT = {"kind": "checkpoint"}
GOAL = "use_goal_"


class PlanCard:
    """Some questions of the plan on one card; `label` names it where it waits behind a fold.

    Parameters
    ----------
    model : SessionModel
    """

    label: ClassVar[str] = ""

    def __init__(self, model: SessionModel) -> None:
        self.model = model
        self.parts: list[InputPart] = []
        self.widget = box(self.build(), "trd-card")

    @property
    def plan(self) -> Plan:
        """The plan of the record."""
        return self.model.record.plan

    def build(self) -> Sequence[widgets.Widget]:
        """Make the questions and list them in `parts`."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show what was answered."""

    def hear(self, key: str, value: Any) -> bool:
        """Take an answer or a press that is this card's own; say whether it was."""
        del key, value
        return False


class TryCard(PlanCard):
    """What is tried, and from when."""

    def build(self) -> Sequence[widgets.Widget]:
        """Make the two questions and the offer to take the choice over."""
        options = [{"id": key, "label": option.text.name} for key, option in self.model.library.options.items()]
        self.option = Select("plan.option", words.OPTION, options, empty="Not chosen")
        self.use = ActionButton(USE_CHOICE, words.USE, kind="secondary")
        self.starts = DateField("plan.starts_on", words.STARTS)
        self.against = Markup(live=True)
        self.parts = [self.option, self.use, self.starts]
        return [self.option, self.against, self.use, self.starts]

    def refresh(self) -> None:
        """Show the option; offer the choice where the plan is for nothing or for something else."""
        choice, library = self.model.record.choice.option, self.model.library
        self.option.value = self.plan.option
        told = against_words(self.model.review, self.plan.option or "")
        self.against.html = f"<aside class='trd-aside'><p>{escape(told)}</p></aside>" if told else ""
        self.starts.value = self.plan.starts_on.isoformat() if self.plan.starts_on else None
        offered = choice if choice in library.options and choice != self.plan.option else None
        self.use.layout.display = None if offered else "none"
        if offered:
            self.use.label = f"Plan for what you chose: {library.options[offered].short_name}"
            self.use.detail = against_words(self.model.review, offered)

    def hear(self, key: str, value: Any) -> bool:
        """Take the choice over."""
        del value
        if key != USE_CHOICE:
            return False
        self.model.take("plan.option", self.model.record.choice.option)
        return True


class TargetsCard(PlanCard):
    """What should get better."""

    label: ClassVar[str] = "What should get better"

    def build(self) -> Sequence[widgets.Widget]:
        """Make the cards of symptoms and the field for own words."""
        symptoms = [{"id": key, "label": label} for key, label in SYMPTOMS.items()]
        self.symptoms = Choices("planned.symptoms", words.TARGETS, symptoms, max=5, help=words.TARGETS_HELP, columns=3)
        self.own = TextField("planned.own_targets", words.OWN_TARGETS, help=words.OWN_TARGETS_HELP)
        self.parts = [self.symptoms, self.own]
        return [self.symptoms, self.own]

    def refresh(self) -> None:
        """Show the targets."""
        self.symptoms.value = [target.symptom for target in self.plan.targets if target.symptom]
        self.own.value = "\n".join(own_targets(self.plan)) or None


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
        self.baseline = NumberField("plan.baseline", words.BASELINE, min=0.0, max=1000.0)
        self.use_score = ActionButton(USE_SCORE, words.USE, kind="quiet")
        self.goal = NumberField("plan.goal", words.GOAL, min=0.0, max=1000.0)
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
        score = box([self.measure, self.baseline, self.use_score, self.goal, goals])
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
        self.measure.value, self.baseline.value, self.goal.value = plan.measure, plan.baseline, plan.goal
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


class NextCard(PlanCard):
    """What happens then, who does what, and what to ask."""

    label: ClassVar[str] = "What we do then"

    def build(self) -> Sequence[widgets.Widget]:
        """Make the fields."""
        self.then = {
            "if_helps": TextField("plan.if_helps", IF_HELPS, help=words.IF_HELPS_HELP),
            "if_partly": TextField("plan.if_partly", IF_PARTLY, help=words.IF_PARTLY_HELP),
            "if_not": TextField("plan.if_not", IF_NOT, help=words.IF_NOT_HELP),
        }
        self.tasks = {
            who: TextField(f"planned.tasks.{who}", words.WHO_LABELS[who], help=words.TASK_HELP, lines=2) for who in WHO
        }
        five = [{"id": key, "label": question} for key, question in QUESTIONS.items()]
        self.questions = Choices("planned.questions", words.QUESTIONS, five, columns=1)
        self.own = TextField("planned.own_questions", words.OWN_QUESTIONS, help=words.OWN_QUESTIONS_HELP)
        self.parts = [*self.then.values(), *self.tasks.values(), self.questions, self.own]
        return [
            Markup("<h3>What we do then</h3>"),
            *self.then.values(),
            Markup("<h3>Who does what</h3>"),
            box(list(self.tasks.values()), "trd-week-grid"),
            self.questions,
            self.own,
        ]

    def refresh(self) -> None:
        """Show what was written."""
        for name, part in self.then.items():
            part.value = getattr(self.plan, name)
        for who, part in self.tasks.items():
            part.value = "\n".join(task.what for task in self.plan.tasks if task.who == who) or None
        self.questions.value = asked(self.plan)
        self.own.value = "\n".join(own_questions(self.plan)) or None


class DayCard(PlanCard):
    """Protecting the day, a talking therapy beside it, and the safety plan."""

    label: ClassVar[str] = "The day, and if it gets worse"

    def build(self) -> Sequence[widgets.Widget]:
        """Make the fields, the wake time first."""
        self.wake = TimeField("planned.day.wake_time", words.WAKE, help=words.WAKE_HELP)
        self.anchor = TextField("planned.day.anchor", words.ANCHOR, help=words.ANCHOR_HELP, lines=2)
        self.contact = TextField("planned.day.contact", words.CONTACT, help=words.CONTACT_HELP, lines=2)
        library = self.model.library
        therapies = [{"id": key, "label": library.options[key].text.name} for key in TALKING]
        self.alongside = Choices("plan.alongside", words.ALONGSIDE, therapies, columns=2)
        self.safety = TextField("plan.safety_plan", words.SAFETY_PLAN, help=words.SAFETY_PLAN_HELP, lines=2)
        self.lines = Markup()
        self.parts = [self.wake, self.anchor, self.contact, self.alongside, self.safety]
        return [
            Markup("<h3>Protecting the day</h3>"),
            self.wake,
            self.anchor,
            self.contact,
            self.alongside,
            Markup("<h3>If it gets worse</h3>"),
            self.safety,
            self.lines,
        ]

    def refresh(self) -> None:
        """Show what was written, and where to turn."""
        day = self.plan.day
        self.wake.value = day.wake_time.strftime("%H:%M") if day.wake_time else None
        self.anchor.value, self.contact.value = day.anchor, day.contact
        self.alongside.value = [key for key in self.plan.alongside if key in TALKING]
        self.safety.value = self.plan.safety_plan
        self.lines.html = safety.local_help(self.model.record.country, today())

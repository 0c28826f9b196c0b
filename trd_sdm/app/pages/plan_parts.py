"""The cards of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from trd_sdm.app.pages.page import box
from trd_sdm.app.parts import (
    ActionButton,
    Choices,
    DateField,
    InputPart,
    Markup,
    Select,
    TextField,
    TimeField,
)
from trd_sdm.present import plan as words
from trd_sdm.present import safety
from trd_sdm.present.choice import against_words
from trd_sdm.present.plan_words import IF_HELPS, IF_NOT, IF_PARTLY, SYMPTOMS
from trd_sdm.session.assessment import today
from trd_sdm.session.courses import TALKING
from trd_sdm.session.plan_answers import WHO, asked, own_questions, own_targets
from trd_sdm.session.plan_defaults import QUESTIONS

if TYPE_CHECKING:
    from trd_sdm.app.model import SessionModel
    from trd_sdm.session.plan import Plan

USE_CHOICE = "use_choice"


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

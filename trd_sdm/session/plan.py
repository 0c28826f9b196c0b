"""The written plan: what should get better, how and when it is judged, and what happens then."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from trd_sdm.clinical.days import NamedDay
from trd_sdm.clinical.sourced import Note
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Number, Whole

TARGETS_AT_MOST = 5
LINES_AT_MOST = 12
ANY_SCORE = 1000.0
"""The highest score a file may hold, whatever the measure; an answer is held to the measure's own range."""

Symptom = Literal[
    "mood",
    "interest",
    "sleep",
    "energy",
    "clear_thinking",
    "anxiety",
    "appetite",
    "getting_going",
    "work",
    "self_care",
    "people",
]
Kind = Literal["early_signal", "full_trial", "checkpoint"]
Who = Literal["patient", "clinician", "team", "family_or_friend"]


class Target(Frozen):
    """One thing that should get better: picked from the list, said in the person's words, or both."""

    symptom: Symptom | None = None
    words: Note | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Target:
        if self.symptom is None and self.words is None:
            raise ValueError("a target needs a symptom from the list or a few words")
        return self


class DecisionPoint(Frozen):
    """A day on which the two look at this together.

    Parameters
    ----------
    kind : str
        ``early_signal``, ``full_trial``, or another ``checkpoint``.
    week : int
        Weeks after the start.
    what : str, optional
        What is looked at.
    """

    kind: Kind
    week: Annotated[Whole, Field(ge=0, le=208)]
    what: Note | None = None


class Task(Frozen):
    """Something one of them does, in words."""

    who: Who
    what: Note
    by: NamedDay | None = None


class Day(Frozen):
    """Protecting the day: when to get up, one thing that always happens, and a person who asks for little."""

    wake_time: dt.time | None = None
    anchor: Note | None = None
    contact: Note | None = None


class Plan(Frozen):
    """What the two agreed on; everything may still be open.

    Parameters
    ----------
    option : str, optional
        What is tried; nothing while nothing was chosen.
    starts_on : date, optional
        First day of the course.
    targets : tuple of Target
        What should get better.
    measure : str, optional
        Key of the measure that is followed, such as ``phq9``.
    baseline, goal : float, optional
        Score at the start, and the score aimed for.
    decision_points : tuple of DecisionPoint
        In the order of their weeks.
    if_helps, if_partly, if_not : str, optional
        What happens next in each case; ``if_not`` is the backup plan.
    checks : mapping
        By test or check, in words, when it is due.
    tasks : tuple of Task
        Who does what.
    day : Day
    alongside : tuple of str
        Talking therapies or habits that run alongside, as option ids.
    questions : tuple of str
        For the next appointment.
    safety_plan : str, optional
        Where the person's safety plan is kept, in words.
    """

    option: Key | None = None
    starts_on: NamedDay | None = None
    targets: Annotated[tuple[Target, ...], Field(max_length=TARGETS_AT_MOST)] = ()
    measure: Key | None = None
    baseline: Annotated[Number, Field(ge=0, le=ANY_SCORE)] | None = None
    goal: Annotated[Number, Field(ge=0, le=ANY_SCORE)] | None = None
    decision_points: Annotated[tuple[DecisionPoint, ...], Field(max_length=LINES_AT_MOST)] = ()
    if_helps: Note | None = None
    if_partly: Note | None = None
    if_not: Note | None = None
    checks: FrozenDict[Note] = Field(default={}, validate_default=True, max_length=20)
    tasks: Annotated[tuple[Task, ...], Field(max_length=LINES_AT_MOST)] = ()
    day: Day = Field(default_factory=Day)
    alongside: Annotated[tuple[Key, ...], Field(max_length=4)] = ()
    questions: Annotated[tuple[Note, ...], Field(max_length=LINES_AT_MOST)] = ()
    safety_plan: Note | None = None

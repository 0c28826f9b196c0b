"""The weeks after a choice: one entry a week, and the course of treatment it belongs to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from trd_sdm.clinical.days import NamedDay
from trd_sdm.clinical.measures import InstrumentAnswers, MeasureScore
from trd_sdm.clinical.sourced import Note
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Whole
from trd_sdm.session.plan import Plan
from trd_sdm.session.values import Choice, Leanings

WEEKS_AT_MOST = 520
COURSES_AT_MOST = 20

Ten = Annotated[Whole, Field(ge=0, le=10)]
Daily = Literal[
    "mood", "interest", "sleep_timing", "sleep_quality", "energy", "clear_thinking", "work", "self_care", "people"
]
"""What is rated from 0 (as bad as it gets) to 10 (well)."""


class SuicidalThoughts(Frozen):
    """Thoughts of suicide in one week; anything above nothing leads to the safety stop.

    Parameters
    ----------
    frequency, intensity : int
        From 0 (none) to 10.
    control : int, optional
        How well the person can steer them, from 0 (not at all) to 10 (fully).
    """

    frequency: Ten | None = None
    intensity: Ten | None = None
    control: Ten | None = None


class WeekEntry(Frozen):
    """What was noted on one day.

    Parameters
    ----------
    on : date
    answers : tuple of InstrumentAnswers
        PHQ-9 and GAD-7 in full.
    scores : tuple of MeasureScore
        Scores taken elsewhere: QIDS-SR16, MADRS, ISI, WSAS.
    ratings : mapping
        Of `Daily`, from 0 to 10.
    suicidal : SuicidalThoughts
    side_effects : int, optional
        How much side effects weigh, from 0 (not at all) to 10.
    missed_doses : int, optional
        In the last seven days.
    note : str, optional
    """

    on: NamedDay
    answers: Annotated[tuple[InstrumentAnswers, ...], Field(max_length=4)] = ()
    scores: Annotated[tuple[MeasureScore, ...], Field(max_length=8)] = ()
    ratings: FrozenDict[Ten] = Field(default={}, validate_default=True, max_length=20)
    suicidal: SuicidalThoughts = Field(default_factory=SuicidalThoughts)
    side_effects: Ten | None = None
    missed_doses: Annotated[Whole, Field(ge=0, le=100)] | None = None
    note: Note | None = None


class Decision(Frozen):
    """What was decided before a course, kept with it once it has ended and the next talk begins.

    Parameters
    ----------
    choice : Choice
    leanings : Leanings
    sure : mapping
        Answers to the four questions, 1 for yes and 0 for no.
    """

    choice: Choice = Field(default_factory=Choice)
    leanings: Leanings = Field(default_factory=Leanings)
    sure: FrozenDict[Annotated[Whole, Field(ge=0, le=1)]] = Field(default={}, validate_default=True, max_length=8)


class TreatmentCourse(Frozen):
    """One course of treatment with the plan it was started on.

    Parameters
    ----------
    option : str
        Id of an option.
    started_on : date
    ended_on : date, optional
        Nothing while it goes on.
    agent : str, optional
        Which drug or therapy, in words.
    plan : Plan
        As agreed when it started.
    decision : Decision, optional
        Once it has ended, what was decided before it.
    """

    option: Key
    started_on: NamedDay
    ended_on: NamedDay | None = None
    agent: Note | None = None
    plan: Plan = Field(default_factory=Plan)
    decision: Decision | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> TreatmentCourse:
        if self.ended_on is not None and self.ended_on < self.started_on:
            raise ValueError("a course ends on or after the day it started")
        return self


class Tracking(Frozen):
    """Everything noted since, in the order of its days; one entry a day."""

    courses: Annotated[tuple[TreatmentCourse, ...], Field(max_length=COURSES_AT_MOST)] = ()
    entries: Annotated[tuple[WeekEntry, ...], Field(max_length=WEEKS_AT_MOST)] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Tracking:
        days = [entry.on for entry in self.entries]
        if days != sorted(set(days)):
            raise ValueError("entries stand in the order of their days, one a day")
        return self

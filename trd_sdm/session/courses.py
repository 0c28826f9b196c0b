"""Starting and ending a course of treatment; what came of it becomes one of the past trials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from trd_sdm.clinical.agents import Dose
from trd_sdm.clinical.days import NamedDay
from trd_sdm.clinical.sourced import Answer, Name, Note
from trd_sdm.clinical.trials import Adherence, Kind, Outcome, Stopped, Trial
from trd_sdm.evidence.base import Frozen, Key, Whole
from trd_sdm.session.plan import LINES_AT_MOST, DecisionPoint, Plan
from trd_sdm.session.tracking import Decision, Tracking, TreatmentCourse
from trd_sdm.session.values import Choice, Leanings
from trd_sdm.session.visit import About

if TYPE_CHECKING:
    from trd_sdm.session.record import Record

DAYS_A_WEEK = 7
TALKING = ("behavioural_activation", "cbt", "ipt", "trauma_focused")
OTHER = ("tdcs", "vns", "dbs")
ABOUT_NEXT: dict[Outcome, About] = {
    "none": "after_a_trial",
    "partial": "after_a_trial",
    "good_then_lost": "after_a_trial",
    "not_tolerated": "side_effects",
}
"""What the next talk is about, by what came of a course; else how it has been going."""


class Start(Frozen):
    """A course as it starts; the plan of the record goes with it."""

    option: Key
    started_on: NamedDay
    agent: Note | None = None


class End(Frozen):
    """What came of a course.

    Parameters
    ----------
    place : int
        Which course of the record, from 0.
    ended_on : date
    outcome, stopped, adherence : str
        As for a past trial.
    daily_dose : float, optional
        Highest daily dose.
    augmenting : str, optional
        The drug it was added to.
    finished_course : str
    learned : str, optional
        What was learned, in the person's words.
    """

    place: Annotated[Whole, Field(ge=0)]
    ended_on: NamedDay
    outcome: Outcome = "unknown"
    stopped: Stopped = "unknown"
    adherence: Adherence = "unknown"
    daily_dose: Dose | None = None
    augmenting: Name | None = None
    finished_course: Answer = "unknown"
    learned: Note | None = None


class Agree(Frozen):
    """The days the two agree on for a course that runs, as its decision points."""

    place: Annotated[Whole, Field(ge=0)]
    decision_points: Annotated[tuple[DecisionPoint, ...], Field(max_length=LINES_AT_MOST)]


def changed(record: Record, rest: str, value: Any) -> Record:
    """Take ``course.start``, ``course.end`` or ``course.agree``.

    Raises
    ------
    ValueError
        With a sentence, if the key is neither or the course cannot start or end.
    """
    if rest == "start":
        return started(record, Start.model_validate(value))
    if rest == "end":
        return ended(record, End.model_validate(value))
    if rest == "agree":
        return agreed(record, Agree.model_validate(value))
    raise ValueError(f"course.{rest} is not a question this page asks; allowed are course.start, .end and .agree")


def started(record: Record, start: Start) -> Record:
    """Start a course; the plan as it stands goes with it, from its first day.

    Raises
    ------
    ValueError
        If a course of the same option still runs.
    """
    courses = record.tracking.courses
    if any(course.option == start.option and course.ended_on is None for course in courses):
        raise ValueError("this treatment is being followed already; end that course first")
    plan = record.plan.model_copy(update={"option": start.option, "starts_on": start.started_on})
    course = TreatmentCourse(option=start.option, started_on=start.started_on, agent=start.agent, plan=plan)
    held = tuple(sorted((*courses, course), key=lambda one: one.started_on))
    return record.with_(tracking=Tracking(courses=held, entries=record.tracking.entries))


def ended(record: Record, end: End) -> Record:
    """End a course: it becomes a past trial, and the next talk begins with what was learned.

    What should get better, the measure, the shape of the day and the safety plan are kept for the next plan; what
    belonged to this option alone, the choice and its reasons among it, goes with the course.

    Raises
    ------
    ValueError
        If there is no such course, it has ended already, or the day lies before its start.
    """
    courses = record.tracking.courses
    if end.place >= len(courses):
        raise ValueError(f"there is no course {end.place + 1}; {len(courses)} are followed here")
    course = courses[end.place]
    if course.ended_on is not None:
        raise ValueError(f"this course ended on {course.ended_on.isoformat()} already")
    if end.ended_on < course.started_on:
        raise ValueError(f"The last day is before the first one, {course.started_on.isoformat()}.")
    # Where plan or choice is about another treatment, it goes on.
    goes_on = not {record.plan.option, record.choice.option} <= {None, course.option}
    decision = None if goes_on else _decision(record)
    closed = TreatmentCourse.model_validate({**dict(course), "ended_on": end.ended_on, "decision": decision})
    held = (*courses[: end.place], closed, *courses[end.place + 1 :])
    past = record.past.model_copy(update={"trials": (*record.past.trials, trial_of(closed, end))})
    kept = record.with_(
        tracking=Tracking(courses=held, entries=record.tracking.entries), past=type(past).model_validate(dict(past))
    )
    if goes_on:
        return kept
    visit = kept.visit.model_copy(update={"about": (ABOUT_NEXT.get(end.outcome, "follow_up"),)})
    return kept.with_(plan=next_plan(kept.plan), choice=Choice(), leanings=Leanings(), sure={}, visit=visit)


def _decision(record: Record) -> Decision | None:
    """Give what was decided, or nothing where nothing was."""
    found = Decision(choice=record.choice, leanings=record.leanings, sure=dict(record.sure))
    return None if found == Decision() else found


def agreed(record: Record, agree: Agree) -> Record:
    """Set the decision points of a course that runs.

    Raises
    ------
    ValueError
        If there is no such course, or it has ended.
    """
    courses = record.tracking.courses
    if agree.place >= len(courses) or courses[agree.place].ended_on is not None:
        raise ValueError(f"there is no course {agree.place + 1} that still runs")
    course = courses[agree.place]
    plan = course.plan.model_copy(update={"decision_points": agree.decision_points})
    changed_one = TreatmentCourse.model_validate({**dict(course), "plan": plan})
    held = (*courses[: agree.place], changed_one, *courses[agree.place + 1 :])
    return record.with_(tracking=Tracking(courses=held, entries=record.tracking.entries))


def trial_of(course: TreatmentCourse, end: End) -> Trial:
    """Give the past trial a course becomes; its weeks are those from its first day to its last."""
    days = (end.ended_on - course.started_on).days
    return Trial(
        kind=kind_of(course.option),
        agent=None if course.agent is None else course.agent[:80],
        daily_dose=end.daily_dose,
        weeks=round(days / DAYS_A_WEEK, 1),
        adherence=end.adherence,
        outcome=end.outcome,
        stopped=end.stopped,
        in_episode="yes",
        augmenting=end.augmenting,
        finished_course=end.finished_course,
        note=end.learned,
    )


def kind_of(option: str) -> Kind:
    """Say what kind of trial a course of an option is.

    Examples
    --------
    >>> kind_of("cbt"), kind_of("augment_lithium"), kind_of("rtms")
    ('psychotherapy', 'drug', 'rtms')
    """
    if option in TALKING:
        return "psychotherapy"
    if option == "ect":
        return "ect"
    if option == "rtms":
        return "rtms"
    return "other" if option in OTHER else "drug"


def next_plan(plan: Plan) -> Plan:
    """Give what of a plan holds for whatever comes next."""
    kept = ("targets", "measure", "day", "alongside", "safety_plan")
    return Plan.model_validate({name: getattr(plan, name) for name in kept})

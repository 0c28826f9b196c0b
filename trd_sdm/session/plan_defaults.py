"""What a plan may begin with: taken from the course of the option, offered, and never filled in by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.course import decision_points, late_gain
from trd_sdm.clinical.course_plans import weeks_of
from trd_sdm.session.plan import LINES_AT_MOST, DecisionPoint, Plan

if TYPE_CHECKING:
    from trd_sdm.clinical.course import Courses
    from trd_sdm.clinical.course_data import Checkpoint, LateGain, Monitoring
    from trd_sdm.clinical.knowledge import Clinical
    from trd_sdm.session.record import Record

NOTE_AT_MOST = 500
CHECKS_AT_MOST = 20
QUESTIONS: dict[str, str] = {
    "diagnosis": "What else could it be, and what else do I have that matters here?",
    "trials": "Which of my past treatments were a fair trial?",
    "next_step": "What is the next step, and why does it fit me?",
    "judge": "How and when will we judge whether it helps?",
    "worse": "What do we do if it gets worse? What is my safety plan?",
}
"""Five questions for the next appointment, each one press away."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the course of an option suggests.

    Parameters
    ----------
    option : str
    points : tuple of DecisionPoint
        With what each look means; those whose week is not known are left out and told in `gaps`.
    tests : tuple of Monitoring
        What is checked along the way.
    late : LateGain or None
        How many without a gain still respond later.
    sources : tuple of str
        Of the decision points.
    gaps : tuple of str
        What our sources do not say.
    """

    option: str
    points: tuple[DecisionPoint, ...]
    tests: tuple[Monitoring, ...]
    late: LateGain | None
    sources: tuple[str, ...]
    gaps: tuple[str, ...]


def offer(option: str, courses: Courses) -> Offer:
    """Give what a plan for an option may begin with.

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> [(point.kind, point.week) for point in offer("rtms", load_courses()).points]
    [('early_signal', 3), ('full_trial', 6)]
    """
    course = courses[option]
    held = decision_points(course)
    points = tuple(point for one in held if (point := _point(one)) is not None)
    named = dict.fromkeys(source for one in held if one.known for source in one.sources)
    gaps = tuple(one.gap for one in held if one.gap is not None)
    return Offer(
        option,
        points[:LINES_AT_MOST],
        course.monitoring[:CHECKS_AT_MOST],
        late_gain(courses, option),
        tuple(named),
        gaps,
    )


def _point(checkpoint: Checkpoint) -> DecisionPoint | None:
    if checkpoint.week is None:
        return None
    kind = "checkpoint" if checkpoint.kind == "review" else checkpoint.kind
    return DecisionPoint(kind=kind, week=checkpoint.week, what=checkpoint.means[:NOTE_AT_MOST])


def with_offer(plan: Plan, offered: Offer, due: Callable[[Monitoring], str]) -> Plan:
    """Take the offer up: decision points that are not there yet, and checks nothing was written for.

    Parameters
    ----------
    plan : Plan
        What the two wrote themselves stays as it is.
    offered : Offer
    due : callable
        Says in words when a test is due.
    """
    had = {(point.kind, point.week) for point in plan.decision_points}
    new = [point for point in offered.points if (point.kind, point.week) not in had]
    points = sorted((*plan.decision_points, *new), key=lambda point: point.week)[:LINES_AT_MOST]
    said = {test.what: due(test) for test in offered.tests}
    checks = dict(list({**said, **plan.checks}.items())[:CHECKS_AT_MOST])
    return type(plan).model_validate({**dict(plan), "decision_points": tuple(points), "checks": checks})


def late_gain_of(plan: Plan, courses: Courses) -> LateGain | None:
    """Give how many still respond later on what is planned, where a source speaks of it."""
    return late_gain(courses, plan.option) if plan.option is not None and plan.option in courses else None


@dataclass(frozen=True, slots=True)
class Held:
    """The last score of a measure, and its day; the day may not be known."""

    value: float
    on: dt.date | None


def latest_score(record: Record, measure: str, clinical: Clinical, on: dt.date) -> Held | None:
    """Give the last score of a measure up to a day: from the weekly notes, a questionnaire, or a score entered.

    Scores without a day count only where no other is there.
    """
    from trd_sdm.clinical.measures import score
    from trd_sdm.session.series import series_of

    found = [Held(point.value, point.on) for point in series_of(record.tracking, measure, clinical).points]
    for answered in record.questionnaires:
        if answered.instrument == measure:
            instrument = clinical.instruments[measure]
            total = score(instrument, answered.answers, clinical.choices(measure)).total
            found += [Held(float(total), answered.on)] if total is not None else []
    found += [Held(entered.score, entered.on) for entered in record.scores if entered.measure == measure]
    dated = [(held.on, held) for held in found if held.on is not None and held.on <= on]
    undated = [held for held in found if held.on is None]
    if dated:
        return max(dated, key=lambda pair: pair[0])[1]
    return undated[-1] if undated else None


def score_range(plan: Plan, clinical: Clinical) -> tuple[int, int] | None:
    """Give the lowest and the highest score of the measure that is followed; nothing where none is.

    Examples
    --------
    >>> from trd_sdm.clinical.knowledge import load_clinical
    >>> from trd_sdm.session.plan import Plan
    >>> score_range(Plan(measure="phq9"), load_clinical()), score_range(Plan(), load_clinical())
    ((0, 27), None)
    """
    right = clinical.rights.get(plan.measure) if plan.measure else None
    return right.range if right else None


def goals(plan: Plan, clinical: Clinical) -> dict[str, float]:
    """Give goals to offer: half of the first score, and the highest score in remission by the measure's own rule.

    Examples
    --------
    >>> from trd_sdm.clinical.knowledge import load_clinical
    >>> from trd_sdm.session.plan import Plan
    >>> goals(Plan(measure="phq9", baseline=17.0), load_clinical())
    {'half': 8.0, 'well': 4.0}
    """
    from trd_sdm.session.series import FOLLOWED, remission_of

    if plan.measure not in FOLLOWED:
        return {}
    offered = {}
    if plan.baseline:
        offered["half"] = float(int(plan.baseline * (1 - clinical.measures.outcome.response_drop)))
    well = remission_of(clinical.rights[plan.measure])
    return offered if well is None else {**offered, "well": float(well)}


@dataclass(frozen=True, slots=True)
class CheckDay:
    """A check in one week of treatment: the day the week begins, and whether it falls there in any case."""

    on: dt.date
    what: str
    sure: bool


def check_days(plan: Plan, courses: Courses, weeks: int = 12) -> tuple[CheckDay, ...]:
    """Give the checks of a plan by date, for its first weeks; none where the first day is not known.

    Only checks that stand in the plan are given, and only those whose weeks our sources name.

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> planned = Plan(option="augment_lithium", starts_on=dt.date(2026, 8, 3), checks={"heart trace": "Once."})
    >>> check_days(planned, load_courses())
    (CheckDay(on=datetime.date(2026, 8, 3), what='heart trace', sure=False),)
    """
    if plan.starts_on is None or plan.option is None or plan.option not in courses:
        return ()
    found = [
        CheckDay(plan.starts_on + dt.timedelta(weeks=max(0, week - 1)), test.what, bool(span.low))
        for test in courses[plan.option].monitoring
        if test.what in plan.checks
        for week, span in weeks_of(test, weeks).items()
    ]
    return tuple(sorted(found, key=lambda day: (day.on, day.what)))

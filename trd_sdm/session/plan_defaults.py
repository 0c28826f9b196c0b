"""What a plan may begin with: taken from the course of the option, offered, and never filled in by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.course import decision_points, late_gain
from trd_sdm.session.plan import LINES_AT_MOST, DecisionPoint

if TYPE_CHECKING:
    from trd_sdm.clinical.course import Courses
    from trd_sdm.clinical.course_data import Checkpoint, LateGain, Monitoring
    from trd_sdm.session.plan import Plan

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

"""What a plan may begin with: taken from the course of the option, offered, and never filled in by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.course import decision_points, late_gain
from trd_sdm.session.plan import LINES_AT_MOST, DecisionPoint

if TYPE_CHECKING:
    from trd_sdm.clinical.course import Courses
    from trd_sdm.clinical.course_data import AtWeeks, Checkpoint, LateGain, Monitoring
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
    checks : mapping
        By test, when it is due, in words.
    late : LateGain or None
        How many without a gain still respond later.
    sources : tuple of str
        Of the decision points.
    gaps : tuple of str
        What our sources do not say.
    """

    option: str
    points: tuple[DecisionPoint, ...]
    checks: dict[str, str]
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
    checks = {test.what: due for test in course.monitoring[:CHECKS_AT_MOST] if (due := due_words(test))}
    named = dict.fromkeys(source for one in held if one.known for source in one.sources)
    gaps = tuple(one.gap for one in held if one.gap is not None)
    return Offer(option, points[:LINES_AT_MOST], checks, late_gain(courses, option), tuple(named), gaps)


def _point(checkpoint: Checkpoint) -> DecisionPoint | None:
    if checkpoint.week is None:
        return None
    kind = "checkpoint" if checkpoint.kind == "review" else checkpoint.kind
    return DecisionPoint(kind=kind, week=checkpoint.week, what=checkpoint.means[:NOTE_AT_MOST])


def due_words(test: Monitoring) -> str:
    """Say when a test is due.

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> tests = {test.what: test for test in load_courses()["augment_lithium"].monitoring}
    >>> due_words(tests["lithium level in the blood, 12 hours after a dose"])
    'Week 1, 2, 3. Perhaps also week 4, 5, 6. Then every 13 weeks. And one week after each dose change.'
    """
    said: list[str] = []
    if test.at_weeks is not None:
        said += _at_weeks(test.at_weeks)
    if test.each_visit:
        said.append("At each visit")
    if test.then_every_weeks is not None:
        low, high = (int(end) for end in test.then_every_weeks.ends)
        said.append(f"{'Then every' if said else 'Every'} {low if low == high else f'{low} to {high}'} weeks")
    said += [text[:1].upper() + text[1:] for text in (test.also,) if text]
    if test.only_if is not None:
        said.append(f"Only if {test.only_if}")
    if test.gap is not None:
        said.append(test.gap.rstrip("."))
    return ". ".join(said) + "." if said else ""


def _at_weeks(weeks: AtWeeks) -> Iterator[str]:
    """Say the weeks that hold in any case, then those that may be added; week 0 is before the start."""
    perhaps = [week for week in weeks.most if week not in weeks.fewest]
    for held, lead in (
        (weeks.fewest, "Week"),
        (tuple(perhaps), "Perhaps also week" if weeks.fewest else "Perhaps week"),
    ):
        if 0 in held:
            yield "Before the start" if lead == "Week" else "Perhaps before the start"
        if named := ", ".join(str(week) for week in held if week):
            yield f"{lead} {named}"


def with_offer(plan: Plan, offered: Offer) -> Plan:
    """Take the offer up: decision points that are not there yet, and checks nothing was written for.

    What the two wrote themselves stays as it is.
    """
    had = {(point.kind, point.week) for point in plan.decision_points}
    new = [point for point in offered.points if (point.kind, point.week) not in had]
    points = sorted((*plan.decision_points, *new), key=lambda point: point.week)[:LINES_AT_MOST]
    checks = dict(list({**offered.checks, **plan.checks}.items())[:CHECKS_AT_MOST])
    return type(plan).model_validate({**dict(plan), "decision_points": tuple(points), "checks": checks})

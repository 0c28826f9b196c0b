"""What the weeks after a choice come to: how each course goes, and when to look at it together.

Nothing here says to change a treatment. It says that the day has come which the two agreed on, what the scores did,
and which of their own next steps they wrote down for that case.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trd_sdm.clinical.course import late_gain
from trd_sdm.clinical.measures import Change, change, early_gain
from trd_sdm.session.series import Point, Series, followed, series_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trd_sdm.clinical.course import Courses
    from trd_sdm.clinical.course_data import LateGain
    from trd_sdm.clinical.knowledge import Clinical
    from trd_sdm.session.plan import DecisionPoint
    from trd_sdm.session.record import Record
    from trd_sdm.session.tracking import TreatmentCourse

BEFORE_DAYS = 14
AFTER_DAYS = 7
"""A score from two weeks before to one week after the first day of a course is its first score."""
LOOKED_DAYS = 10
"""A score up to this many days before a decision point speaks for it."""
OPEN_DAYS = 28
"""How long a decision point stays open after its day, unless the next one comes before."""
DEFAULT_MEASURE = "phq9"

When = Literal["coming", "now", "passed"]
Outcome = Literal["helps", "partly", "not", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Look:
    """One decision point, on its day.

    Parameters
    ----------
    point : DecisionPoint
    on : date
    when : str
        Whether it is ``coming``, open ``now``, or has ``passed``.
    score : Point or None
        The score that speaks for it.
    outcome : str
        ``helps`` for response or remission, ``partly`` where a fifth of the score or more is gone, ``not`` where
        less is; ``cannot_tell`` without a first score and one for that day.
    is_judged : bool
        Whether the treatment has had its fair trial by then; before, no next step comes up.
    next_step : str or None
        What the two wrote down for that case; nothing where they wrote nothing, or it is too early to judge.
    late : LateGain or None
        How many still respond later on the same plan; only while it is early and there is no gain.
    """

    point: DecisionPoint
    on: dt.date
    when: When
    score: Point | None
    outcome: Outcome
    is_judged: bool
    next_step: str | None
    late: LateGain | None


@dataclass(frozen=True, slots=True)
class CourseView:
    """How one course goes.

    Parameters
    ----------
    place : int
        Which course of the record.
    course : TreatmentCourse
    series : Series
        Of the measure of its plan.
    first, latest : Point or None
        Score at the start, and the last one in the course.
    baseline : float or None
        The score written in the plan, else the first score.
    change : str
        What baseline and latest come to by the measure's published rule.
    weeks : int
        Full weeks so far, or until it ended.
    looks : tuple of Look
    """

    place: int
    course: TreatmentCourse
    series: Series
    first: Point | None
    latest: Point | None
    baseline: float | None
    change: Change
    weeks: int
    looks: tuple[Look, ...]

    @property
    def is_running(self) -> bool:
        """Whether it goes on."""
        return self.course.ended_on is None

    @property
    def now(self) -> Look | None:
        """The decision point that is open."""
        return next((look for look in self.looks if look.when == "now"), None)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Everything the follow-up shows of one record on one day.

    Parameters
    ----------
    on : date
    series : tuple of Series
        Measures with at least one score, the one of the running plan first.
    courses : tuple of CourseView
        In the order of their first days.
    days_since_entry : int or None
        Days since the last notes; nothing where there are none.
    """

    on: dt.date
    series: tuple[Series, ...]
    courses: tuple[CourseView, ...]
    days_since_entry: int | None

    @property
    def running(self) -> tuple[CourseView, ...]:
        """Courses that go on."""
        return tuple(view for view in self.courses if view.is_running)


def follow_up(record: Record, clinical: Clinical, courses: Courses, *, on: dt.date) -> FollowUp:
    """Work out what the notes of a record come to on a day.

    Parameters
    ----------
    record : Record
    clinical : Clinical
        With the measures and their published rules.
    courses : Courses
        With how many still respond later.
    on : date
        Today.
    """
    tracking = record.tracking
    measures = {course.plan.measure or DEFAULT_MEASURE for course in tracking.courses} | {*followed(tracking, clinical)}
    held = {measure: series_of(tracking, measure, clinical) for measure in measures}
    views = tuple(_view(place, course, held, clinical, courses, on) for place, course in enumerate(tracking.courses))
    names = list(followed(tracking, clinical))
    planned = [view.series.measure for view in views if view.is_running]
    names.sort(key=lambda name: name not in planned)
    last = max((entry.on for entry in tracking.entries if entry.on <= on), default=None)
    return FollowUp(
        on=on,
        series=tuple(held[name] for name in names),
        courses=views,
        days_since_entry=None if last is None else (on - last).days,
    )


def _view(
    place: int,
    course: TreatmentCourse,
    held: Mapping[str, Series],
    clinical: Clinical,
    courses: Courses,
    on: dt.date,
) -> CourseView:
    series = held[course.plan.measure or DEFAULT_MEASURE]
    end = min(on, course.ended_on or on)
    first = _first(series, course)
    latest = series.last(by=end, since=course.started_on)
    baseline = course.plan.baseline if course.plan.baseline is not None else (first.value if first else None)
    right, rules = clinical.rights[series.measure], clinical.measures.outcome
    looks = _Looks(course, series, baseline, clinical, late_gain(courses, course.option), on)
    return CourseView(
        place=place,
        course=course,
        series=series,
        first=first,
        latest=latest,
        baseline=baseline,
        change=change(right, baseline, latest.value if latest else None, rules),
        weeks=max(0, (end - course.started_on).days // 7),
        looks=looks.all(),
    )


def _first(series: Series, course: TreatmentCourse) -> Point | None:
    """Give the score nearest before the first day; else the first one shortly after it."""
    start = course.started_on
    before = series.last(by=start, since=start - dt.timedelta(days=BEFORE_DAYS))
    soon = [point for point in series.points if start < point.on <= start + dt.timedelta(days=AFTER_DAYS)]
    return before or (soon[0] if soon else None)


@dataclass(frozen=True, slots=True)
class _Looks:
    course: TreatmentCourse
    series: Series
    baseline: float | None
    clinical: Clinical
    late: LateGain | None
    on: dt.date

    def all(self) -> tuple[Look, ...]:
        points = self.course.plan.decision_points
        days = [self.course.started_on + dt.timedelta(weeks=point.week) for point in points]
        return tuple(self._look(point, days, place) for place, point in enumerate(points))

    def _look(self, point: DecisionPoint, days: list[dt.date], place: int) -> Look:
        day = days[place]
        when = self._when(day, days[place + 1 :])
        seen = self._speaks_for(day, when)
        outcome = self._outcome(seen)
        judged = point.kind == "full_trial" or (point.kind == "checkpoint" and self._after_full_trial(point))
        early = outcome == "not" and self.late is not None and point.week < self.late.by_week
        return Look(
            point=point,
            on=day,
            when=when,
            score=seen,
            outcome=outcome,
            is_judged=judged,
            next_step=self._next_step(outcome) if judged and when == "now" else None,
            late=self.late if early else None,
        )

    def _speaks_for(self, day: dt.date, when: When) -> Point | None:
        """Give the last score while the point is open, and the one nearest to its day once it has passed."""
        since = max(day - dt.timedelta(days=LOOKED_DAYS), self.course.started_on)
        if when == "coming":
            return None
        if when == "now":
            return self.series.last(by=self.on, since=since)
        until = day + dt.timedelta(days=AFTER_DAYS)
        near = [point for point in self.series.points if since <= point.on <= until]
        return min(near, key=lambda point: abs((point.on - day).days), default=None)

    def _after_full_trial(self, point: DecisionPoint) -> bool:
        return any(one.kind == "full_trial" and one.week <= point.week for one in self.course.plan.decision_points)

    def _when(self, day: dt.date, later: list[dt.date]) -> When:
        if self.on < day:
            return "coming"
        closed = min([*(one for one in later if one > day), day + dt.timedelta(days=OPEN_DAYS)])
        return "now" if self.course.ended_on is None and self.on < closed else "passed"

    def _outcome(self, seen: Point | None) -> Outcome:
        rules = self.clinical.measures.outcome
        if seen is None:
            return "cannot_tell"
        found = change(self.clinical.rights[self.series.measure], self.baseline, seen.value, rules)
        if found == "cannot_tell":
            return "cannot_tell"
        if found in ("response", "remission"):
            return "helps"
        return "partly" if early_gain(self.baseline, seen.value, rules) else "not"

    def _next_step(self, outcome: Outcome) -> str | None:
        plan = self.course.plan
        return {"helps": plan.if_helps, "partly": plan.if_partly, "not": plan.if_not, "cannot_tell": None}[outcome]

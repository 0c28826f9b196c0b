"""The calendar of the next weeks of one option: a row a week, waiting first, totals that follow from the rows."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import Literal

from trd_sdm.clinical.course_data import Checkpoint, Course, Monitoring
from trd_sdm.clinical.course_plans import (
    NONE,
    NOTHING,
    Load,
    Plan,
    Span,
    add_up,
    around_loads,
    plans,
    total,
    trips,
    weeks_of,
)
from trd_sdm.clinical.washout import Washout

WEEKS = 12
RowKind = Literal["before", "waiting", "treatment"]


@dataclass(frozen=True, slots=True)
class Due:
    """A test or measure in one week; `sure` is False where it depends on something."""

    what: str
    sure: bool
    only_if: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One week.

    Parameters
    ----------
    week : int
        Week of the calendar from 1; 0 for what comes before the start.
    starts : date or None
        First day of the week, where it can be dated.
    kind : str
        ``before``, ``waiting`` (a drug has to leave the body first; nothing else happens) or ``treatment``.
    treatment_week : int or None
        Week of treatment from 1.
    phases : tuple of str
        Names of the phases the week may fall in.
    load : Load
        Visits, hours, sessions at home and days without driving, each from low to high.
    trips : Span
        Trips for tests; their hours are within `load`.
    tests : tuple of Test
    felt : bool
        Whether a first gain falls in this week for some.
    looks : tuple of Checkpoint
        When to look at it together: the window of the checkpoint ends in this week.
    only_if_helps : bool
        Whether every visit of the week comes only if the treatment helps.
    not_known : tuple of str
        What our sources do not say about this week, so that it is not counted.
    driving_open : bool
        Whether a visit that is not counted would bring days without driving.
    """

    week: int
    starts: dt.date | None
    kind: RowKind
    treatment_week: int | None = None
    phases: tuple[str, ...] = ()
    load: Load = NOTHING
    trips: Span = NONE
    tests: tuple[Due, ...] = ()
    felt: bool = False
    looks: tuple[Checkpoint, ...] = ()
    only_if_helps: bool = False
    not_known: tuple[str, ...] = ()
    driving_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing falls in this week."""
        return self.load == NOTHING and not (self.tests or self.felt or self.looks or self.not_known)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The next weeks of one option.

    Parameters
    ----------
    option : str
    start : date or None
        First day of week 1 of the calendar.
    before : Row
        What comes before the first treatment; it has no date.
    rows : tuple of Row
        One a week.
    plans : tuple of Plan
        The ways the course may run; `load` holds the lowest and highest of their sums. A slow pace takes more
        weeks than a fast one, so the ends of single weeks need not add up to the ends of the total.
    load : Load
        Totals over all rows.
    trips : Span
        Trips for tests in all.
    waiting : int
        Weeks that pass before treatment may start.
    wait_text : str
        What is known of the wait, in plain words; empty where there is none.
    is_dated : bool
        Whether the weeks of treatment have dates.
    later : tuple of Checkpoint
        Looks that fall after the last week.
    not_counted : tuple of str
        What is missing in the totals, since our sources do not say.
    visits_known : bool
        False where not even one visit of the course is known: the totals then mean nothing.
    driving_known : bool
    """

    option: str
    start: dt.date | None
    before: Row
    rows: tuple[Row, ...]
    plans: tuple[Plan, ...]
    load: Load
    trips: Span
    waiting: int
    wait_text: str
    is_dated: bool
    later: tuple[Checkpoint, ...]
    not_counted: tuple[str, ...]
    visits_known: bool
    driving_known: bool

    @property
    def is_open(self) -> bool:
        """Whether visits beyond those counted may come, since our sources do not say."""
        return any(row.not_known for row in self.rows)


def calendar(
    course: Course, *, start: dt.date | None = None, washout: Washout | None = None, weeks: int = WEEKS
) -> Calendar:
    """Lay a course out over the next weeks.

    Parameters
    ----------
    course : Course
    start : date, optional
        First day of week 1; without it weeks are numbered and not dated.
    washout : Washout, optional
        Gaps after other drugs. Weeks before its first possible day are waiting weeks. Where that day is not
        known, this is said and the weeks of treatment are not dated; nor are they where a course always has a
        gap first and nothing is known of it.
    weeks : int
        Rows to make.

    Raises
    ------
    ValueError
        If there are no weeks, more than a year of them, or the wash-out is of another option.

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> made = calendar(load_courses()["esketamine"])
    >>> made.load.visits, made.rows[0].load.visits, made.rows[0].load.no_driving
    (Span(low=9.0, high=17.0), Span(low=2.0, high=2.0), Span(low=2.0, high=2.0))
    """
    if not 1 <= weeks <= 53:
        raise ValueError(f"A calendar has 1 to 53 weeks, but {weeks} were asked for.")
    if washout is not None and washout.option != course.option:
        raise ValueError(f"The wash-out is of {washout.option}, but the course is of {course.option}.")
    waiting, is_dated = _wait(course, start, washout, weeks)
    treated = weeks - waiting
    ways = plans(course, treated)
    tests = trips(course, treated)
    made = [_row(course, ways, tests, week) for week in range(treated + 1)]
    rows = [Row(week, _first_day(start, week), "waiting") for week in range(1, waiting + 1)]
    for row in made[1:]:
        number = waiting + row.week
        day = _first_day(start, number) if is_dated else None
        rows.append(replace(row, week=number, starts=day, treatment_week=row.week))
    return Calendar(
        option=course.option,
        start=start,
        before=made[0],
        rows=tuple(rows),
        plans=ways,
        load=around_loads([add_up(way.loads) for way in ways]) + add_up(load for load, _ in tests),
        trips=total(number for _, number in tests),
        waiting=waiting,
        wait_text=_wait_text(course, washout),
        is_dated=is_dated and start is not None,
        later=tuple(point for point in course.checkpoints if point.week is not None and point.week > treated),
        not_counted=_not_counted(course),
        visits_known=any(way.gap is None for phase in course.phases for way in phase.visits),
        driving_known=course.no_driving.days_per_visit.known,
    )


def _wait(course: Course, start: dt.date | None, washout: Washout | None, weeks: int) -> tuple[int, bool]:
    """Give the waiting weeks, and whether the weeks after them can be dated."""
    if washout is None:
        return 0, course.wait is None or not course.wait.known or course.wait.ends[0] == 0
    if start is None or washout.not_before is None or washout.not_before <= start:
        return 0, washout.is_known
    return min(weeks, math.ceil((washout.not_before - start).days / 7)), washout.is_known


def _wait_text(course: Course, washout: Washout | None) -> str:
    if washout is not None:
        return washout.text if washout.waits or not washout.is_known else ""
    if course.wait is None or not course.wait.known:
        return ""
    low, high = (int(end) for end in course.wait.ends)
    if low:
        return f"If you take a drug for depression now, a gap of {low} to {high} weeks comes before week 1."
    return f"After some drugs, a gap of up to {high} weeks comes before week 1."


def _first_day(start: dt.date | None, week: int) -> dt.date | None:
    return None if start is None else start + dt.timedelta(weeks=week - 1)


def _row(course: Course, ways: tuple[Plan, ...], tests: tuple[tuple[Load, Span], ...], week: int) -> Row:
    """Give a row by week of treatment."""
    by_id = {phase.id: phase for phase in course.phases}
    touched = dict.fromkeys(key for way in ways for key in way.phases[week])
    if week == 0:
        touched = dict.fromkeys(phase.id for phase in course.phases if phase.kind == "before")
    phases = [by_id[key] for key in by_id if key in touched]
    extra, number = tests[week]
    early = next(point for point in course.checkpoints if point.kind == "early_signal")
    first, last = early.first_week, early.week
    gaps = {phase.id: [way.gap for way in phase.visits if way.gap is not None] for phase in phases}
    rule = course.no_driving
    barred = not rule.days_per_visit.known or rule.days_per_visit.ends[1] > 0
    return Row(
        week=week,
        starts=None,
        kind="treatment" if week else "before",
        phases=tuple(phase.name for phase in phases),
        load=around_loads([way.loads[week] for way in ways]) + extra,
        trips=number,
        tests=tuple(_tests(course.monitoring, week)),
        felt=first is not None and last is not None and first <= week <= last,
        looks=tuple(point for point in course.checkpoints if week and point.week == week),
        only_if_helps=bool(phases) and all(phase.only_if_helps for phase in phases),
        not_known=tuple(dict.fromkeys(gap for held in gaps.values() for gap in held)),
        driving_open=barred and any(gaps[key] for key in gaps if key in rule.phases),
    )


def _tests(monitoring: tuple[Monitoring, ...], week: int) -> list[Due]:
    found = []
    for test in monitoring:
        falls = weeks_of(test, week).get(week)
        if falls is not None:
            found.append(Due(test.what, falls.low > 0, test.only_if, test.sources))
    return found


def _not_counted(course: Course) -> tuple[str, ...]:
    gaps = [way.gap for phase in course.phases for way in phase.visits if way.gap is not None]
    hours = [
        way.hours.gap for phase in course.phases for way in phase.visits if way.hours is not None and way.hours.gap
    ]
    driving = [course.no_driving.days_per_visit.gap] if course.no_driving.days_per_visit.gap else []
    return tuple(dict.fromkeys([*gaps, *hours, *driving]))

"""The calendar of one option as text, as a table, and as HTML with its sources; everything is escaped there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from trd_sdm.present import course_parts, course_words
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.gaps import NO_GOOD_DATA
from trd_sdm.present.tables import render

if TYPE_CHECKING:
    from trd_sdm.clinical.course import Courses
    from trd_sdm.clinical.course_calendar import Calendar, Row
    from trd_sdm.clinical.course_data import Checkpoint

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
HEADS = ("When", "Visits", "Time at the clinic", "Days without driving", "Tests", "What to look for")
WAIT = "Wait. Nothing starts yet."
_FRAMES = ("Visits: {}.", "Time at the clinic: {}.", "Days without driving: {}.", "Tests: {}.")
FELT = "A first gain may show."
LOOK = "Look at it together."
NOT_IN_STEP = "A slow course takes more weeks than a fast one. So the ends of the weeks need not add up to the total."


def calendar_twin(made: Calendar) -> Twin:
    """Give the weeks as a table: weeks that ask for the same stand in one row, the total stands last.

    Returns
    -------
    Twin
        Columns as in `HEADS`.
    """
    lines = [(_when(first, last), *_values(first)) for first, last in _runs(made.rows)]
    if not made.before.is_empty:
        lines.insert(1 if made.waiting else 0, ("Before the start", *_values(made.before)))
    lines.append((f"All {len(made.rows)} weeks", *_totals(made)))
    return Twin(HEADS, tuple(lines))


def _runs(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Give first and last row of each run of weeks that ask for the same."""

    def same(row: Row) -> Row:
        return replace(row, week=0, starts=None, treatment_week=None)

    for _, group in groupby(rows, key=same):
        held = list(group)
        yield held[0], held[-1]


def _when(first: Row, last: Row) -> str:
    said = f"Week {first.week}" if first.week == last.week else f"Weeks {first.week} to {last.week}"
    return f"{said}, from {day_words(first.starts)}" if first.starts else said


def _values(row: Row) -> tuple[str, ...]:
    if row.kind == "waiting":
        return (course_words.NONE, course_words.NONE, course_words.NONE, course_words.NONE, WAIT)
    visits = course_words.visit_words(row)
    visits += f", {course_words.HELPS}" if row.only_if_helps and row.load.visits.high + row.load.home.high else ""
    hours = course_words.time(row.load.hours)
    driving = course_words.amount(row.load.no_driving, "day")
    if row.not_known and not row.load.hours.high:
        hours = course_words.NOT_KNOWN
    if row.driving_open and not row.load.no_driving.high:
        driving = course_words.NOT_KNOWN
    looks = [LOOK, *(point.means for point in row.looks)] if row.looks else []
    seen = " ".join([*([FELT] if row.felt else []), *looks])
    return (visits, hours, driving, course_words.due_words(row.tests), seen or course_words.NONE)


def _totals(made: Calendar) -> tuple[str, ...]:
    hours = course_words.time(made.load.hours) if made.visits_known else NO_GOOD_DATA
    trips = course_words.amount(made.trips, "trip")
    return (course_words.visits_total(made), hours, course_words.driving_words(made), trips, _later(made.later))


def _later(points: Sequence[Checkpoint]) -> str:
    if not points:
        return course_words.NONE
    return " ".join(
        f"{course_words.LOOKS[point.kind]} comes later: after {course_words.window(point)}." for point in points
    )


def notes(made: Calendar) -> tuple[str, ...]:
    """Say what must be read beside the weeks: the wait, what is not counted, and how the total adds up."""
    said = [dated(made.wait_text)] if made.wait_text else []
    if made.start is not None and not made.is_dated:
        said.append("The weeks of treatment have no dates yet.")
    said += [f"Not counted: {gap}" for gap in made.not_counted]
    if made.visits_known and not _adds_up(made):
        said.append(NOT_IN_STEP)
    return tuple(said)


def dated(text: str) -> str:
    """Write the days within a text as people write them.

    Examples
    --------
    >>> dated("Not before 2026-12-25.")
    'Not before 25 December 2026.'
    """
    return _DAY.sub(lambda found: day_words(dt.date.fromisoformat(found[0])), text)


def _adds_up(made: Calendar) -> bool:
    rows = [made.before, *made.rows]
    for name in ("visits", "hours", "no_driving"):
        whole = getattr(made.load, name)
        spans = [getattr(row.load, name) for row in rows]
        low, high = sum(span.low for span in spans), sum(span.high for span in spans)
        if abs(low - whole.low) > 0.01 or abs(high - whole.high) > 0.01:
            return False
    return True


def calendar_text(name: str, made: Calendar) -> str:
    """Give the calendar as plain text: a line for each run of weeks.

    Parameters
    ----------
    name : str
        Name of the option.
    made : Calendar

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> from trd_sdm.clinical.course_calendar import calendar
    >>> print(calendar_text("Esketamine", calendar(load_courses()["esketamine"])).splitlines()[1])
    Before the start. Visits: 1 visit. Time at the clinic: 1 hour.
    """
    lines = [f"{name}: the next {len(made.rows)} weeks", *notes(made)]
    for when, *values in calendar_twin(made).rows:
        *asked, seen = (str(value) for value in values)
        if seen == WAIT:
            lines.append(f"{when}. {WAIT}")
            continue
        said = [frame.format(value) for frame, value in zip(_FRAMES, asked, strict=True) if value != course_words.NONE]
        told = f"{when}. {' '.join(said) or 'Nothing is set.'}"
        lines.append(f"{told} {seen}" if seen != course_words.NONE else told)
    return "\n".join(lines)


def calendar_html(name: str, made: Calendar, courses: Courses, *, prefix: str = "trd") -> str:
    """Give the calendar of one option as HTML: notes, weeks, and what each part rests on.

    Parameters
    ----------
    name : str
        Name of the option, as plain text.
    made : Calendar
    courses : Courses
        Where the course and its sources stand.
    prefix : str
        Start of the element ids, so that several calendars can stand on one page.

    Returns
    -------
    str
        HTML; `source_list` with the same option gives the list that its numbers point to.
    """
    return render("calendar.html.j2", **_shown(name, made, courses, prefix))


def _shown(name: str, made: Calendar, courses: Courses, prefix: str) -> dict[str, Any]:
    """Give what the template of one calendar needs."""
    rows = [{"name": when, "cells": values, "total": False} for when, *values in calendar_twin(made).rows]
    rows[-1]["total"] = True
    return {
        "name": name,
        "count": len(made.rows),
        "before": notes(made),
        "caption": "Weeks that ask for the same stand in one row.",
        "heads": HEADS,
        "rows": rows,
        "parts": course_parts.parts(courses[made.option], courses),
        "prefix": prefix,
    }


def source_list(option: str, courses: Courses, *, prefix: str = "trd") -> str:
    """Give the numbered sources of one option's course."""
    links = course_parts.links_of(courses[option], courses)
    return render("sources.html.j2", links=list(links.values()), prefix=prefix)


def calendars_html(calendars: Mapping[str, Calendar], names: Mapping[str, str], courses: Courses) -> str:
    """Give several calendars below each other as HTML, each one press away, with its sources.

    Parameters
    ----------
    calendars : mapping of str to Calendar
        By option, in the order to show.
    names : mapping of str to str
        By option, its name as plain text.
    courses : Courses
    """
    held = [
        {**_shown(names[key], made, courses, key), "links": list(course_parts.links_of(courses[key], courses).values())}
        for key, made in calendars.items()
    ]
    return render("calendars.html.j2", calendars=held)

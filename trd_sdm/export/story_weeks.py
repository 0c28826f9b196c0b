"""The part of the story that lays out the next weeks of what was chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.course import late_gain, load_courses
from trd_sdm.clinical.course_calendar import Calendar, calendar
from trd_sdm.clinical.sourced import cited
from trd_sdm.export.blocks import Block, Items, Section, Table, Text
from trd_sdm.present.calendar import calendar_twin, notes
from trd_sdm.present.course_words import late_gain_words, totals_words
from trd_sdm.present.disclaimer import day_words

if TYPE_CHECKING:
    from trd_sdm.clinical.course_data import LateGain
    from trd_sdm.export.gathered import Gathered
    from trd_sdm.present.sources import Link

HEAD = ("When", "Visits", "Clinic time", "No driving", "Tests", "What to look for")
WIDTHS = (4, 3, 3, 3, 3, 7)


@dataclass(frozen=True, slots=True)
class ChosenCourse:
    """The course of the option chosen, laid out, with every source it rests on."""

    made: Calendar
    gain: LateGain | None
    sources: tuple[str, ...]


def course_of(held: Gathered) -> ChosenCourse | None:
    """Lay out the weeks of the option chosen, after any gap between drugs.

    Nothing while nothing was chosen, or where a rule speaks against it by now: weeks on paper would read as a plan.
    """
    option = held.chosen
    courses = load_courses()
    if option is None or option not in courses or held.review.against(option):
        return None
    course = courses[option]
    made = calendar(course, start=held.record.plan.starts_on, washout=held.review.washouts.get(option))
    gain = late_gain(courses, option)
    keys = [key for _, key in cited(course)] + (list(gain.sources) if gain else [])
    return ChosenCourse(made, gain, tuple(dict.fromkeys(keys)))


def weeks_section(course: ChosenCourse, links: Mapping[str, Link], on: dt.date) -> Section:
    """Tell the weeks of a course: what they ask for in all, week by week, and what is not known."""
    twin = calendar_twin(course.made)
    rows = tuple(tuple(str(value) for value in row) for row in twin.rows)
    blocks: list[Block] = [
        Text(totals_words(course.made)),
        Table("", HEAD, rows, WIDTHS, "Week by week"),
    ]
    said = notes(course.made)
    if said:
        blocks.append(Items(tuple(said)))
    if course.gain:
        blocks.append(Text(late_gain_words(course.gain)))
    if course.sources:
        named = ", ".join(map(str, sorted(links[key].number for key in course.sources)))
        blocks.append(
            Text(f"From sources {named}. What no source says is our judgement or stands as not known.", "quiet")
        )
    return Section("weeks", _title(course, on), tuple(blocks))


def _title(course: ChosenCourse, on: dt.date) -> str:
    """Name the weeks; those that have begun are not the next ones any more."""
    start, weeks = course.made.start, len(course.made.rows)
    return f"The next {weeks} weeks" if start is None or start >= on else f"The {weeks} weeks from {day_words(start)}"

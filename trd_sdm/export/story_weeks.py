"""The part of the story that lays out the next weeks of what was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.course import late_gain, load_courses
from trd_sdm.clinical.course_calendar import Calendar, calendar
from trd_sdm.clinical.sourced import cited
from trd_sdm.export.blocks import Block, Items, Section, Table, Text
from trd_sdm.present.calendar import calendar_twin, notes
from trd_sdm.present.course_words import late_gain_words, totals_words

if TYPE_CHECKING:
    from trd_sdm.clinical.course_data import LateGain
    from trd_sdm.evidence import Source
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
    bibliography: Mapping[str, Source]


def course_of(held: Gathered) -> ChosenCourse | None:
    """Lay out the weeks of the option chosen, after any gap between drugs; nothing while nothing was chosen."""
    option = held.chosen
    courses = load_courses()
    if option is None or option not in courses:
        return None
    course = courses[option]
    made = calendar(course, start=held.record.plan.starts_on, washout=held.review.washouts.get(option))
    gain = late_gain(courses, option)
    keys = [key for _, key in cited(course)] + (list(gain.sources) if gain else [])
    return ChosenCourse(made, gain, tuple(dict.fromkeys(keys)), courses.bibliography)


def weeks_section(course: ChosenCourse, links: Mapping[str, Link]) -> Section:
    """Tell the next weeks: what they ask for in all, week by week, and what is not known."""
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
    return Section("weeks", f"The next {len(course.made.rows)} weeks", tuple(blocks))

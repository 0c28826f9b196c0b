"""What the course of an option rests on: each part in sentences, each sentence with its basis and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.course import decision_points, late_gain
from trd_sdm.clinical.sourced import cited
from trd_sdm.present import course_words, sources
from trd_sdm.present.sources import Link

if TYPE_CHECKING:
    from trd_sdm.clinical.course import Courses
    from trd_sdm.clinical.course_data import Course

OUR_READING = "Our reading of the sources."
JUDGEMENT = "Our judgement."


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with what it rests on; without a basis it says what a source says, or that none does."""

    text: str
    basis: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its sentences."""

    name: str
    lines: tuple[Line, ...]


def parts(course: Course, courses: Courses) -> tuple[Part, ...]:
    """Give the parts of a course as they are read: visits, driving, tests, looks, and what comes after."""
    return tuple(_parts(course, courses, links_of(course, courses)))


def links_of(course: Course, courses: Courses) -> dict[str, Link]:
    """Give the sources of a course, numbered in the order in which they are read."""
    gain = late_gain(courses, course.option)
    keys = [key for _, key in cited(course)] + (list(gain.sources) if gain else [])
    return sources.linked(keys, courses.bibliography)


def _rested(text: str, basis: str, keys: Iterable[str], links: Mapping[str, Link]) -> Line:
    named = tuple(links[key] for key in dict.fromkeys(keys))
    said = "" if basis == "stated" else OUR_READING if named else JUDGEMENT
    return Line(text, said, named)


def _parts(course: Course, courses: Courses, links: Mapping[str, Link]) -> Iterator[Part]:
    yield Part("Visits", tuple(_visit_lines(course, links)))
    rule = course.no_driving.days_per_visit
    strict = course.no_driving.strict
    keys = [*rule.sources, *(strict.weeks_after.sources if strict else ())]
    if rule.known:
        yield Part("Driving", (_rested(course.no_driving.text, rule.basis or "inferred", keys, links),))
    else:
        yield Part("Driving", (Line(course.no_driving.text),))
    if course.monitoring:
        yield Part(
            "Tests and checks",
            tuple(
                _rested(course_words.monitoring_words(test), test.basis, _keys(test), links)
                for test in course.monitoring
            ),
        )
    looks = [
        _rested(f"{course_words.look_words(point)}. {point.means}", point.basis or "inferred", _keys(point), links)
        if point.known
        else Line(f"{course_words.look_words(point)}. {point.gap}")
        for point in decision_points(course)
    ]
    gain = late_gain(courses, course.option)
    if gain is not None:
        looks.append(_rested(course_words.late_gain_words(gain), gain.basis, gain.sources, links))
    yield Part("When to look at it together", tuple(looks))
    after = [_rested(said.text, said.basis, said.sources, links) for said in (*course.continues, *course.also_done)]
    yield Part("After that", (*after, *(Line(gap) for gap in course.gaps)))


def _keys(value: object) -> list[str]:
    return [key for _, key in cited(value)]


def _visit_lines(course: Course, links: Mapping[str, Link]) -> Iterator[Line]:
    for phase in course.phases:
        for way in phase.visits:
            if way.gap is not None:
                yield Line(f"{phase.name}: {way.gap}")
                continue
            figures = [way.times, way.per_week, way.every_weeks, way.at_weeks, way.hours, phase.weeks]
            held = [figure for figure in figures if figure is not None]
            stated = all(figure.basis == "stated" for figure in held)
            name = f"{phase.name} ({course_words.HELPS})" if phase.only_if_helps else phase.name
            text = f"{name}: {course_words.pace_words(way, phase)}."
            keys = [key for figure in held for key in figure.sources]
            yield _rested(text, "stated" if stated else "inferred", keys, links)

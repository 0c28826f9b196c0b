"""The part of the story that tells how it has been going with what is followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from trd_sdm.export.blocks import Block, Heading, Section, Text
from trd_sdm.present.choice import against_words
from trd_sdm.present.course_words import late_gain_words
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.follow_up import FIRST_TALK, LOOK, NEXT, NO_NEXT, OUTCOMES, TOO_EARLY, next_look, where_it_stands

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered
    from trd_sdm.present.sources import Link
    from trd_sdm.session.follow_up import CourseView, Look

TITLE = "How it has been going"


def told_views(held: Gathered) -> tuple[CourseView, ...]:
    """Give the courses that are told: those that go on, else the one that ended last."""
    follow = held.followed()
    ended = sorted(follow.courses, key=lambda view: view.course.ended_on or view.course.started_on)
    return follow.running or tuple(ended[-1:])


def follow_up_sources(views: tuple[CourseView, ...]) -> tuple[str, ...]:
    """Give what the count of those who still respond later rests on, where it is told."""
    return tuple(key for view in views if view.now and view.now.late for key in view.now.late.sources)


def follow_up_section(held: Gathered, views: tuple[CourseView, ...], links: Mapping[str, Link]) -> Section:
    """Tell since when, what the score did, and whether a day has come to look at it together."""
    return Section("follow_up", TITLE, tuple(block for view in views for block in _told(held, view, links)))


def _told(held: Gathered, view: CourseView, links: Mapping[str, Link]) -> Iterator[Block]:
    yield Heading(held.option_name(view.course.option))
    if view.course.agent:
        yield Text(view.course.agent, "own")
    yield Text(where_it_stands(view))
    if view.is_running and (against := against_words(held.review, view.course.option)):
        yield Text(f"{against} {FIRST_TALK}", "strong")
    if view.now is not None:
        yield from _look(view.now, links)
    elif view.is_running:
        yield Text(next_look(view))


def _look(look: Look, links: Mapping[str, Link]) -> Iterator[Block]:
    yield Text(f"{LOOK}: week {look.point.week}, {day_words(look.on)}.", "strong")
    yield Text(OUTCOMES[look.outcome])
    if look.late is not None:
        named = ", ".join(str(links[key].number) for key in look.late.sources)
        yield Text(f"{late_gain_words(look.late)} (From source {named}.)")
    if look.next_step is not None:
        yield Text(NEXT)
        yield Text(look.next_step, "own")
    elif look.outcome != "cannot_tell":
        yield Text(NO_NEXT if look.is_judged else TOO_EARLY)

"""The part of the note for the record that tells how the weeks since went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trd_sdm.clinical.instruments import band_of
from trd_sdm.export.free_text import quoted
from trd_sdm.export.note_plan import against_lines
from trd_sdm.present.course_words import late_gain_words
from trd_sdm.present.follow_up import THOUGHTS_SHOWN, thoughts_words
from trd_sdm.present.numbers import plural
from trd_sdm.session.signs import thoughts_noted

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered
    from trd_sdm.session.follow_up import CourseView, Look
    from trd_sdm.session.series import Series
    from trd_sdm.session.tracking import Decision

CHANGE = {
    "remission": "remission by its published threshold",
    "response": "response (half of the first score or more is gone)",
    "no_response": "no response (less than half of the first score is gone)",
    "cannot_tell": "cannot tell: no first score, or no score since",
}
OUTCOME = {
    "helps": "response or remission",
    "partly": "a fifth of the first score or more is gone, but not half",
    "not": "less than a fifth of the first score is gone",
    "cannot_tell": "cannot tell: no first score, or no score near this day",
}
SCORES_SHOWN = 26
"""Scores named one by one in the long note, the last ones; half a year of weeks."""


def week_lines(held: Gathered, *, long: bool) -> Iterator[str]:
    """Tell each treatment that is followed, and in the long note the scores; nothing where nothing was noted."""
    follow = held.followed()
    entries = [entry for entry in held.record.tracking.entries if entry.on <= held.on]
    if entries:
        first, last = entries[0].on.isoformat(), entries[-1].on.isoformat()
        yield f"Notes on {plural(str(len(entries)), 'day')}, {first} to {last}. A week without notes is a gap."
    for view in follow.courses:
        yield from _course(held, view)
    if entries:
        side, missed = entries[-1].side_effects, entries[-1].missed_doses
        said = [f"side effects weigh {side} of 10"] if side is not None else []
        said += [f"doses missed in 7 days: {missed}"] if missed is not None else []
        yield f"Last notes, {entries[-1].on.isoformat()}: {'; '.join(said)}." if said else ""
    noted = [entry for entry in entries if thoughts_noted(entry)]
    for entry in noted if long else noted[-THOUGHTS_SHOWN:]:
        yield f"Thoughts of suicide noted {entry.on.isoformat()}: {thoughts_words(entry).rstrip('.')}."
    if long:
        yield from (_scores(one) for one in follow.series)


def _course(held: Gathered, view: CourseView) -> Iterator[str]:
    course = view.course
    agent = f" {quoted(course.agent)}" if course.agent else ""
    until = f"to {course.ended_on.isoformat()}, ended" if course.ended_on else "goes on"
    weeks = plural(str(view.weeks), "week")
    yield f"{held.option_name(course.option)}{agent}: from {course.started_on.isoformat()}, {until}; {weeks}."
    yield f"    {_score(held, view)}"
    if view.is_running:
        yield from (f"    {line}" for line in against_lines(held, course.option))
    if view.now is not None:
        yield from (f"    {line}" for line in _look(view.now))
    if course.decision is not None:
        yield from (f"    {line}" for line in _decided(held, course.decision))


def _decided(held: Gathered, decision: Decision) -> Iterator[str]:
    """Tell what was decided before a course that has ended."""
    agreed = {"yes": "both agreed", "no": "they did not agree", "unknown": "not said whether both agreed"}
    if decision.choice.option:
        yield f"Decided before it: {agreed[decision.choice.together]}."
    if decision.choice.why:
        yield f"Why, in the person's words: {quoted(decision.choice.why)}"
    if decision.leanings.disagrees:
        yield f"Saw it otherwise than the picture: {quoted(decision.leanings.disagrees)}"
    if decision.sure:
        score = sum(decision.sure.values())
        yield f"SURE test before it: {score} of {len(held.clinical.instruments['sure'].items)}."


def _score(held: Gathered, view: CourseView) -> str:
    parts = []
    if view.baseline is not None:
        parts.append(f"{view.baseline:g} at the start")
    if view.latest is not None:
        band = band_of(view.latest.value, held.clinical.rights[view.series.measure].bands)
        named = f" ({band})" if band else ""
        parts.append(f"{view.latest.value:g}{named} on {view.latest.on.isoformat()}")
    return f"{view.series.name}: {', '.join([*parts, CHANGE[view.change]])}."


def _look(look: Look) -> Iterator[str]:
    yield f"Time to look at this together: week {look.point.week} ({look.on.isoformat()}); {OUTCOME[look.outcome]}."
    if look.next_step is not None:
        yield f"Agreed for this case: {quoted(look.next_step)}"
    if look.late is not None:
        yield late_gain_words(look.late)


def _scores(series: Series) -> str:
    shown = series.points[-SCORES_SHOWN:]
    left = len(series.points) - len(shown)
    more = f" {left} earlier ones are in the record." if left else ""
    return f"{series.name}: {', '.join(f'{point.on.isoformat()} {point.value:g}' for point in shown)}.{more}"

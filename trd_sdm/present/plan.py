"""What the screen of the plan says: its questions, what is offered, and what the count of late gains means."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present.course_words import late_gain_words, monitoring_words
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.plan_words import KINDS, point_day
from trd_sdm.present.sources import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trd_sdm.clinical.course_data import LateGain, Monitoring
    from trd_sdm.clinical.knowledge import Clinical
    from trd_sdm.evidence.source import Source
    from trd_sdm.session.plan import DecisionPoint, Plan
    from trd_sdm.session.plan_defaults import CheckDay, Offer

TARGETS = "What should get better?"
TARGETS_HELP = "Pick up to five. These are what we look at."
OWN_TARGETS = "In your own words"
OWN_TARGETS_HELP = "One thing a line. For example: cook twice a week."
MEASURE = "Which score do we follow?"
BASELINE = "Score now"
GOAL = "Score we aim for"
OPTION = "What do we try?"
STARTS = "First day"
POINTS = "When we look at it together"
USE = "Use these"
IF_HELPS_HELP = "For example: go on, and meet each month."
IF_PARTLY_HELP = "For example: look at what is left, such as sleep."
IF_NOT_HELP = "The backup plan. For example: talk about the next option on our list."
WHO_LABELS = {
    "patient": "What I do",
    "clinician": "What my clinician does",
    "team": "What the team does",
    "family_or_friend": "What family or a friend does",
}
TASK_HELP = "One thing a line."
WAKE = "When do you get up?"
WAKE_HELP = "The same time each day, also after a bad night. This comes first."
ANCHOR = "One thing that always happens"
ANCHOR_HELP = "Small, each day, whatever the day is like. For example: tea outside before nine."
CONTACT = "A person who asks for little"
CONTACT_HELP = "For example: ten minutes with my sister. No need to talk. Write no full names."
ALONGSIDE = "Does a talking therapy run beside it?"
QUESTIONS = "Questions for the next appointment"
OWN_QUESTIONS = "Your own questions"
OWN_QUESTIONS_HELP = "One question a line."
SAFETY_PLAN = "Where is your safety plan kept?"
SAFETY_PLAN_HELP = "For example: on paper in the kitchen, and with my sister."
NOT_READY = "First say what you try, and from when."


def due_words(test: Monitoring) -> str:
    """Say when a test is due, without its name.

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> tests = load_courses()["augment_lithium"].monitoring
    >>> due_words(tests[2])
    'If your heart needs care: before the start.'
    """
    said = monitoring_words(test)
    name = f"{test.what}, if {test.only_if}" if test.only_if else test.what
    rest = said[len(name) :].lstrip(":. ")
    text = f"If {test.only_if}: {rest[:1].lower()}{rest[1:]}" if test.only_if else f"{rest[:1].upper()}{rest[1:]}"
    return text[:500]


def offer_panel(offered: Offer, name: str, plan: Plan, sources: Mapping[str, Source]) -> Markup:
    """Say what the course of an option suggests, as HTML; it is used only when somebody says so."""
    points = Markup("").join(
        Markup("<li><b>{}</b>. {} {}</li>").format(
            point_day(point, plan.starts_on), KINDS[point.kind], point.what or ""
        )
        for point in offered.points
    )
    checks = Markup("").join(
        Markup("<li><b>{}</b>: {}</li>").format(_first_up(test.what), due_words(test)) for test in offered.tests
    )
    gaps = Markup("").join(Markup("<p class='trd-note'>{}</p>").format(gap) for gap in offered.gaps)
    body = Markup("<h3>What fits {}</h3><p>We filled nothing in. Press the button below to use it.</p>").format(name)
    body += Markup("<h4>Days to look at it together</h4><ul>{}</ul>").format(points) if points else Markup("")
    body += gaps
    body += Markup("<h4>Checks along the way</h4><ul>{}</ul>").format(checks) if checks else Markup("")
    return body + _links(offered.sources, sources)


def late_panel(late: LateGain | None, sources: Mapping[str, Source]) -> Markup:
    """Say how many still respond later, with its source, as HTML; empty where no source speaks of the option."""
    if late is None:
        return Markup("")
    said = Markup("<p class='trd-said'>{}</p>").format(late_gain_words(late))
    return said + _links(late.sources, sources)


def _links(keys: tuple[str, ...], sources: Mapping[str, Source]) -> Markup:
    held = [sources[key] for key in keys if key in sources]
    if not held:
        return Markup("")
    links = Markup(", ").join(
        Markup("<a href='{}' target='_blank' rel='noopener noreferrer'>{}</a>").format(address(one), one.title)
        for one in held
    )
    return Markup("<p class='trd-note'>{}: {}</p>").format("Source" if len(held) == 1 else "Sources", links)


def points_list(points: tuple[DecisionPoint, ...], starts_on: dt.date | None) -> str:
    """List the days agreed on, as HTML; says so where there are none."""
    if not points:
        return "<p>No days are agreed on yet.</p>"
    items = Markup("").join(
        Markup("<li><b>{}</b>. {} {}</li>").format(point_day(point, starts_on), KINDS[point.kind], point.what or "")
        for point in points
    )
    return str(Markup("<ol class='trd-points'>{}</ol>").format(items))


def checks_list(checks: Mapping[str, str]) -> Markup:
    """List the checks along the way, as HTML."""
    if not checks:
        return Markup("<p>No checks are written down yet.</p>")
    items = Markup("").join(
        Markup("<li><b>{}</b>: {}</li>").format(_first_up(what), due) for what, due in checks.items()
    )
    return Markup("<ul>{}</ul>").format(items)


def dates_list(days: tuple[CheckDay, ...]) -> str:
    """List the checks by date, as HTML; empty where none can be dated."""
    if not days:
        return ""
    by_day: dict[dt.date, list[str]] = {}
    for day in days:
        by_day.setdefault(day.on, []).append(day.what if day.sure else f"{day.what} (if needed)")
    items = Markup("").join(
        Markup("<li><b>Week of {}</b>: {}</li>").format(day_words(on), "; ".join(held)) for on, held in by_day.items()
    )
    return str(Markup("<h4>By date, for the first 12 weeks</h4><ul>{}</ul>").format(items))


def started_words(day: dt.date, name: str) -> Markup:
    """Say that a course is followed from a day, as HTML."""
    return Markup(
        "<p>{} is followed from {}. Save a copy. Open it in the follow-up app to add the notes of each week.</p>"
    ).format(name, day_words(day))


def use_score_words(value: float, on: dt.date | None) -> str:
    """Say the score that could be used.

    Examples
    --------
    >>> use_score_words(16.0, dt.date(2026, 11, 3))
    'Use 16, noted on 3 November 2026'
    """
    return f"Use {value:g}" + (f", noted on {day_words(on)}" if on else "")


def goal_words(kind: str, value: float) -> str:
    """Say a goal that could be used.

    Examples
    --------
    >>> goal_words("half", 8.0), goal_words("well", 4.0)
    ('Half of it: 8', 'The range of being well: 4 or less')
    """
    return f"Half of it: {value:g}" if kind == "half" else f"The range of being well: {value:g} or less"


def range_words(low: float, high: float) -> str:
    """Say the range of a score.

    Examples
    --------
    >>> range_words(0, 27)
    'From 0 to 27.'
    """
    return f"From {low:g} to {high:g}."


def about_scores(plan: Plan, clinical: Clinical, span: tuple[int, int] | None) -> str:
    """Say, as HTML, where a score is outside the range of the measure, or the aim no lower than the score now.

    Nothing is refused here: what a file brought stays until somebody writes another number.
    """
    if span is None or plan.measure is None:
        return ""
    name = clinical.measures.measures[plan.measure].name
    held = ((BASELINE, plan.baseline), (GOAL, plan.goal))
    said = [
        f"\u201c{label}\u201d says {value:g}. The {name} goes from {span[0]} to {span[1]}. Please look at it again."
        for label, value in held
        if value is not None and not span[0] <= value <= span[1]
    ]
    if not said and plan.baseline is not None and plan.goal is not None and plan.goal >= plan.baseline:
        said.append(
            f"You aim for {plan.goal:g}, and the score now is {plan.baseline:g}. On the {name}, lower is better. "
            "Keep it if that is what you mean."
        )
    lines = Markup("").join(map(Markup("<p>{}</p>").format, said))
    return str(Markup('<aside class="trd-aside">{}</aside>').format(lines)) if said else ""


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]

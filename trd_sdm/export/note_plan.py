"""The part of the note for the record that tells the choice, the plan and how sure the person is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trd_sdm.export.free_text import quoted
from trd_sdm.present.plan_words import target_name
from trd_sdm.session.record_names import NOT_TODAY
from trd_sdm.session.values import NOT_SURE

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered

KIND = {"early_signal": "early signal", "full_trial": "full trial", "checkpoint": "checkpoint"}
NOT_DECIDED = "Nothing was decided yet."


def choice_lines(held: Gathered) -> Iterator[str]:
    """Tell what was decided, why, and where each leaned."""
    record = held.record
    choice, leanings = record.choice, record.leanings
    if choice.option is None:
        before = any(course.decision is not None for course in record.tracking.courses)
        yield f"{NOT_DECIDED} The last decision stands with its treatment, under FOLLOW-UP." if before else NOT_DECIDED
    elif choice.option == NOT_TODAY:
        yield "Decided together not to decide today." if choice.together == "yes" else "Not decided today."
    else:
        agreed = {"yes": "both agree", "no": "they do not agree", "unknown": "not said whether both agree"}
        yield f"Chosen: {held.option_name(choice.option)} ({agreed[choice.together]})."
        yield from against_lines(held, choice.option)
    if choice.why:
        yield f"Why, in the person's words: {quoted(choice.why)}"
    leaned = [
        f"{when} {'not sure' if option == NOT_SURE else held.option_name(option)}"
        for when, option in (("first", leanings.first), ("now", leanings.now))
        if option
    ]
    if leaned:
        yield f"The person leaned: {'; '.join(leaned)}."
    if leanings.disagrees:
        yield f"Sees it otherwise than the picture: {quoted(leanings.disagrees)}"


def against_lines(held: Gathered, option: str) -> Iterator[str]:
    """Tell which rules call an option not suitable by now, where nobody put it back."""
    found = held.review.against(option)
    if found:
        yield "A RULE NOW CALLS IT NOT SUITABLE, AND IT WAS NOT PUT BACK:"
        yield from (f"    {one.clinician} [{one.rule}, {one.basis}]" for one in found)


def plan_lines(held: Gathered, *, long: bool) -> Iterator[str]:
    """Tell the plan, with its decision points dated where the first day is known."""
    plan = held.record.plan
    if plan.option:
        start = f", from {plan.starts_on.isoformat()}" if plan.starts_on else ", first day not set"
        yield f"Tried: {held.option_name(plan.option)}{start}."
        yield from against_lines(held, plan.option)
    yield from _alongside(held)
    for target in plan.targets:
        yield f"Target: {': '.join(filter(None, (target_name(target), quoted(target.words))))}"
    if plan.measure:
        yield _followed(held)
    for point in plan.decision_points:
        day = plan.starts_on and plan.starts_on + dt.timedelta(weeks=point.week)
        when = f"week {point.week}{f' ({day.isoformat()})' if day else ''}"
        yield f"Decision point, {KIND[point.kind]}: {when}{f': {quoted(point.what)}' if point.what else ''}"
    for name, text in (("If it helps", plan.if_helps), ("If partly", plan.if_partly), ("If not", plan.if_not)):
        if text:
            yield f"{name}: {quoted(text)}"
    yield from (f"Check: {quoted(name)}: {quoted(due)}" for name, due in plan.checks.items())
    for task in plan.tasks:
        by = f", by {task.by.isoformat()}" if task.by else ""
        yield f"Task, {task.who.replace('_', ' ')}{by}: {quoted(task.what)}"
    yield f"Safety plan: {quoted(plan.safety_plan)}" if plan.safety_plan else "Safety plan: not recorded where it is."
    if long:
        yield from _day(held)
        yield from (f"Question for next time: {quoted(text)}" for text in plan.questions)


def _alongside(held: Gathered) -> Iterator[str]:
    alongside = held.record.plan.alongside
    if alongside:
        yield f"Alongside: {'; '.join(map(held.option_name, alongside))}."
    for key in alongside:
        yield from against_lines(held, key)


def _followed(held: Gathered) -> str:
    plan = held.record.plan
    known = held.clinical.measures.measures.get(plan.measure or "")
    both = (("baseline", plan.baseline), ("goal", plan.goal))
    ends = [f"{word} {value:g}" for word, value in both if value is not None]
    return f"Followed by: {known.name if known else plan.measure}{': ' if ends else ''}{', '.join(ends)}."


def _day(held: Gathered) -> Iterator[str]:
    day = held.record.plan.day
    if day.wake_time:
        yield f"Wake time: {day.wake_time:%H:%M}."
    yield f"Anchor of the day: {quoted(day.anchor)}" if day.anchor else ""
    yield f"Low-demand contact: {quoted(day.contact)}" if day.contact else ""


def sure_lines(held: Gathered) -> Iterator[str]:
    """Tell the four SURE answers; a score is given only when all are there."""
    items = held.clinical.instruments["sure"].items
    answers = held.record.sure
    if not any(item.id in answers for item in items):
        yield "SURE test: not asked."
        return
    said = [f"{item.id.replace('_', ' ')} {_yes_no(answers.get(item.id))}" for item in items]
    if all(item.id in answers for item in items):
        total = sum(answers[item.id] for item in items)
        conflict = held.clinical.instruments["sure"].scoring.conflict_at_or_below
        open_ = conflict is not None and total <= conflict
        said.append(f"total {total} of {len(items)}{', decisional conflict' if open_ else ''}")
    yield f"SURE test: {'; '.join(said)}."


def _yes_no(value: int | None) -> str:
    return "not asked" if value is None else ("yes" if value else "no")

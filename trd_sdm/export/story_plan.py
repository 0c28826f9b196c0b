"""The part of the story that tells the choice, the plan, and where to turn when things get worse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trd_sdm.export.blocks import Block, Heading, Items, Pairs, Section, Text
from trd_sdm.present.choice import against_words, open_words
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.plan_words import IF_HELPS, IF_NOT, IF_PARTLY, KINDS, WHO_DOES, point_day, target_words
from trd_sdm.present.safety import line_texts
from trd_sdm.present.words import listed, sentence
from trd_sdm.session.record_names import NOT_TODAY

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered
    from trd_sdm.session.plan import DecisionPoint, Plan

NOT_BEFORE = "Do not start it before you have talked about this with your clinician."
ASK_FIRST = "Answer them together before it starts."
CHANGE_NOTHING = "Do not stop or change a medicine on your own. Call first."
LOOK_TOGETHER = "On these days we look at how it goes, together."
GETS_WORSE = "If it gets worse, do not wait for the next visit. Call your clinic."
THOUGHTS = "If thoughts of ending your life come, or you cannot stay safe, get help right away."
NO_PLACE = "We have not noted where your safety plan is. Ask about it."
AGREED = {
    "yes": "We both agree.",
    "no": "We do not agree yet. That may be said here too.",
    "unknown": "",
}


def plan_sections(held: Gathered) -> tuple[Section, ...]:
    """Give the sections from the choice to the safety plan."""
    return (
        Section("choice", "What we chose, and why", tuple(_choice(held))),
        Section("plan", "Our plan", tuple(_plan(held))),
        Section("safety", "If things get worse", tuple(_safety(held))),
    )


def decided(held: Gathered) -> str:
    """Say what was decided in one sentence."""
    option = held.record.choice.option
    if option is None:
        return "Nothing was decided yet. That is all right."
    if option == NOT_TODAY:
        return "We chose not to decide today."
    return f"We chose: {held.option_name(option)}."


def _choice(held: Gathered) -> Iterator[Block]:
    choice = held.record.choice
    yield Text(decided(held), "strong")
    yield from _against(held, choice.option)
    if choice.why:
        yield Text(choice.why, "own")
    if choice.option and AGREED[choice.together]:
        yield Text(AGREED[choice.together])
    if held.record.leanings.disagrees:
        yield Text("I see it otherwise than the picture:")
        yield Text(held.record.leanings.disagrees, "own")


def _against(held: Gathered, option: str | None) -> Iterator[Block]:
    """Say beside an option what speaks against it by now; what was chosen is never shown without it."""
    if option and (told := against_words(held.review, option)):
        yield Text(f"{told} {NOT_BEFORE}", "strong")
    elif option and (told := open_words(held.review, option)):
        yield Text(f"{told} {ASK_FIRST}")


def _against_plan(held: Gathered) -> Iterator[Block]:
    """Say what speaks against what is planned, also where it was said beside the choice."""
    plan = held.record.plan
    for option in (plan.option, *plan.alongside):
        if option and held.review.against(option):
            yield from _against(held, option)


def _plan(held: Gathered) -> Iterator[Block]:
    plan = held.record.plan
    # What was not planned is named in one line; only what is mostly filled in by hand keeps a line to write on.
    what = [("What we try", held.option_name(held.chosen))] if held.chosen else []
    what.append(("First day", day_words(plan.starts_on) if plan.starts_on else ""))
    if plan.alongside:
        what.append(("Beside it", "; ".join(held.option_name(key) for key in plan.alongside)))
    yield Pairs(tuple(what))
    yield from _against_plan(held)
    if plan.targets:
        yield Heading("What should get better")
        yield Items(tuple(map(target_words, plan.targets)))
    measured = _measured(held)
    if measured:
        yield Text(measured)
    yield Heading("When we look at this together")
    if plan.decision_points:
        yield Text(LOOK_TOGETHER)
        yield Pairs(tuple((point_day(point, plan.starts_on), _point_words(point)) for point in plan.decision_points))
    else:
        yield Pairs((("We meet on", ""),))
    then = ((IF_HELPS, plan.if_helps), (IF_PARTLY, plan.if_partly), (IF_NOT, plan.if_not))
    if any(text for _, text in then):
        yield Heading("What happens then")
        yield Pairs(tuple((name, text) for name, text in then if text))
    if plan.checks or plan.tasks:
        yield Heading("Checks, and who does what")
        rows = [(name, due) for name, due in plan.checks.items()]
        rows += [
            (WHO_DOES[task.who] + (f", by {day_words(task.by)}" if task.by else ""), task.what) for task in plan.tasks
        ]
        yield Pairs(tuple(rows))
    yield from _day(held)
    if plan.questions:
        yield Heading("Questions for next time")
        yield Items(plan.questions)
    if left := _left_open(plan, held.chosen):
        yield Text(f"Left open for now: {listed(left)}.", "quiet")
    yield Text(CHANGE_NOTHING, "strong")


def _left_open(plan: Plan, chosen: str | None) -> list[str]:
    parts = {
        "what we try": chosen,
        "what should get better": plan.targets,
        "what happens if it helps": plan.if_helps,
        "what happens if it helps in part": plan.if_partly,
        "what happens if it does not help": plan.if_not,
        "questions for next time": plan.questions,
    }
    return [name for name, held in parts.items() if not held]


def _point_words(point: DecisionPoint) -> str:
    return f"{sentence(KINDS[point.kind])} {point.what or ''}".strip()


def _measured(held: Gathered) -> str:
    plan = held.record.plan
    if not plan.measure:
        return ""
    known = held.clinical.measures.measures.get(plan.measure)
    name = known.name if known else plan.measure
    ends = [
        f"{said} {value:g}"
        for said, value in (("At the start:", plan.baseline), ("We aim for:", plan.goal))
        if value is not None
    ]
    return " ".join([f"We follow it with the {name}.", *(f"{end}." for end in ends)])


def _day(held: Gathered) -> Iterator[Block]:
    day = held.record.plan.day
    if not (day.wake_time or day.anchor or day.contact):
        return
    yield Heading("Protecting my day")
    yield Pairs(
        (
            ("I get up at", f"{day.wake_time:%H:%M}" if day.wake_time else ""),
            ("One thing each day", day.anchor or ""),
            ("A person who asks for little", day.contact or ""),
        )
    )


def _safety(held: Gathered) -> Iterator[Block]:
    yield Text(f"{GETS_WORSE} {THOUGHTS}", "strong")
    yield Text(held.help.emergency)
    yield Items(line_texts(held.help))
    where = held.record.plan.safety_plan
    if where:
        yield Pairs((("My safety plan is here", where),))
    else:
        yield Text(NO_PLACE)

"""Goals and the plan as FHIR."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from trd_sdm.export.fhir_terms import SUBJECT, Made, loinc, score, text
from trd_sdm.present.choice import against_words
from trd_sdm.present.plan_words import IF_HELPS, IF_NOT, IF_PARTLY, KINDS, WHO_DOES, target_words

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered


def plan_resources(held: Gathered) -> tuple[list[Made], Made]:
    """Give a goal for each thing that should get better and for the score aimed at, and the plan."""
    plan = held.record.plan
    goals = [_goal(held, text(target_words(target)), {}) for target in plan.targets]
    aimed = _aimed(held)
    if aimed:
        goals.append(aimed)
    return goals, _care_plan(held)


def _goal(held: Gathered, said: str, more: Made) -> Made:
    plan = held.record.plan
    goal: Made = {
        "resourceType": "Goal",
        "lifecycleStatus": "active" if plan.option else "proposed",
        "description": {"text": said},
        "subject": SUBJECT,
        **more,
    }
    if plan.starts_on:
        goal["startDate"] = plan.starts_on.isoformat()
    return goal


def _aimed(held: Gathered) -> Made | None:
    plan, clinical = held.record.plan, held.clinical
    if plan.goal is None or plan.measure not in clinical.measures.measures:
        return None
    name = clinical.measures.measures[plan.measure].name
    instrument = clinical.instruments.get(plan.measure)
    coded = instrument and instrument.loinc
    measure = loinc(coded.total, f"{instrument.name} total score") if instrument and coded else {"text": name}
    target: Made = {"measure": measure, "detailQuantity": {**score(plan.goal), "comparator": "<="}}
    full = [point.week for point in plan.decision_points if point.kind == "full_trial"]
    if full and plan.starts_on:
        target["dueDate"] = (plan.starts_on + dt.timedelta(weeks=max(full))).isoformat()
    return _goal(held, f"{name} at {plan.goal:g} or below", {"target": [target]})


def _care_plan(held: Gathered) -> Made:
    plan, choice, against = held.record.plan, held.record.choice, _against(held)
    made: Made = {
        "resourceType": "CarePlan",
        "status": "on-hold" if against else "active" if plan.option else "draft",
        "intent": "plan",
        "title": "Plan agreed in a shared decision",
        "subject": SUBJECT,
        "created": held.on.isoformat(),
        "activity": _activities(held),
        "note": [{"text": said} for said in _notes(held)],
    }
    if held.chosen:
        made["description"] = text(held.option_name(held.chosen))
    if plan.starts_on:
        made["period"] = {"start": plan.starts_on.isoformat()}
    made["note"][:0] = [{"text": text(f"{held.option_name(key)}: {said}")} for key, said in against.items()]
    if choice.why:
        made["note"].insert(0, {"text": text(f"Why, in the person's words: {choice.why}")})
    return {name: value for name, value in made.items() if value not in ([], None)}


def _against(held: Gathered) -> dict[str, str]:
    """Give, by option decided on, the rule that speaks against it by now: the plan waits then, whatever was agreed."""
    plan = held.record.plan
    decided = dict.fromkeys((held.record.choice.option, plan.option, *plan.alongside))
    return {option: said for option in decided if option and (said := against_words(held.review, option))}


def _activities(held: Gathered) -> list[Made]:
    plan = held.record.plan
    tried = dict.fromkeys((*filter(None, (held.chosen,)), *plan.alongside))
    found = [_activity(held.option_name(option), {}, on_hold=bool(held.review.against(option))) for option in tried]
    for point in plan.decision_points:
        said = f"Week {point.week}: {KINDS[point.kind]} {point.what or ''}"
        day = plan.starts_on and (plan.starts_on + dt.timedelta(weeks=point.week)).isoformat()
        found.append(_activity(said, {"scheduledPeriod": {"start": day, "end": day}} if day else {}))
    for task in plan.tasks:
        when = {"scheduledPeriod": {"end": task.by.isoformat()}} if task.by else {}
        found.append(_activity(f"{WHO_DOES[task.who]}: {task.what}", when))
    for name, due in plan.checks.items():
        found.append(_activity(name, {"scheduledString": text(due)}))
    return found


def _activity(said: str, when: Made, *, on_hold: bool = False) -> Made:
    return {"detail": {"status": "on-hold" if on_hold else "not-started", "description": text(said), **when}}


def _notes(held: Gathered) -> list[str]:
    plan = held.record.plan
    named = (
        (IF_HELPS, plan.if_helps),
        (IF_PARTLY, plan.if_partly),
        (IF_NOT, plan.if_not),
        ("One thing each day", plan.day.anchor),
        ("A person who asks for little", plan.day.contact),
        ("Safety plan", plan.safety_plan),
        *(("Question for next time", question) for question in plan.questions),
    )
    return [text(f"{name}: {said}") for name, said in named if said]

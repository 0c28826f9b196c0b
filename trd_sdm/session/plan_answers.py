"""Answers to the screen of the plan that are more than one field: lists kept as picked cards and typed lines.

============================ ======================================================================
key                          value
============================ ======================================================================
``planned.symptoms``         list of symptoms; words already written beside one are kept
``planned.own_targets``      the person's own targets, one a line
``planned.tasks.WHO``        what one of them does, one thing a line
``planned.day.FIELD``        ``wake_time``, ``anchor`` or ``contact``
``planned.questions``        list of the five questions of `plan_defaults.QUESTIONS` that are asked
``planned.own_questions``    own questions, one a line
``planned.points.add``       a decision point: ``kind``, ``week``, ``what``
``planned.points.away``      the place of the decision point that goes, from 0
``planned.offer``            a whole plan, with what was offered taken up
============================ ======================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

from trd_sdm.session.plan import LINES_AT_MOST, TARGETS_AT_MOST, Day, DecisionPoint, Plan, Task, Who
from trd_sdm.session.plan_defaults import QUESTIONS, score_range

if TYPE_CHECKING:
    from trd_sdm.session.record import Record

SCORES = ("baseline", "goal")
WHO: tuple[Who, ...] = get_args(Who)


def planned(record: Record, rest: str, value: Any) -> Record:
    """Take one answer of the plan.

    Parameters
    ----------
    record : Record
    rest : str
        The key after ``planned.``, of the table above.
    value : object
        None takes the answer back.

    Raises
    ------
    ValueError
        With a sentence, if the key is none or the value not allowed.
    """
    plan = record.plan
    head, _, item = rest.partition(".")
    if rest == "offer":
        return record.with_(plan=Plan.model_validate(value))
    takers: dict[str, Any] = {
        "symptoms": lambda: _with(plan, targets=_symptoms(plan, value or ())),
        "own_targets": lambda: _with(plan, targets=_own_targets(plan, value)),
        "questions": lambda: _with(plan, questions=_questions(plan, value or ())),
        "own_questions": lambda: _with(plan, questions=_own_questions(plan, value)),
        "points.add": lambda: _with(plan, decision_points=_added(plan, value)),
        "points.away": lambda: _with(plan, decision_points=_away(plan, value)),
    }
    if rest in takers:
        return record.with_(plan=takers[rest]())
    if head == "tasks" and item in WHO:
        return record.with_(plan=_with(plan, tasks=_tasks(plan, item, value)))
    if head == "day" and item in Day.model_fields:
        return record.with_(plan=_with(plan, day=Day.model_validate({**dict(plan.day), item: value})))
    raise ValueError(f"planned.{rest} is not a question this page asks")


def check_score(plan: Plan, value: Any) -> None:
    """Refuse a score now, or one aimed for, that the measure followed does not have; a file may hold one all the same.

    Raises
    ------
    ValueError
        With the range.
    """
    from trd_sdm.clinical.knowledge import load_clinical

    span = score_range(plan, load_clinical())
    if span is None or isinstance(value, bool) or not isinstance(value, int | float):
        return
    if not span[0] <= value <= span[1]:
        raise ValueError(f"{value:g} is no score of this measure. From {span[0]} to {span[1]}.")


def lines_of(text: str | None) -> tuple[str, ...]:
    r"""Give the lines of a typed text that say something.

    Examples
    --------
    >>> lines_of("Walk.\n\n  Cook twice. ")
    ('Walk.', 'Cook twice.')
    """
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def own_targets(plan: Plan) -> tuple[str, ...]:
    """Give the targets in the person's words that belong to no symptom of the list."""
    return tuple(target.words for target in plan.targets if target.symptom is None and target.words)


def own_questions(plan: Plan) -> tuple[str, ...]:
    """Give the questions that are none of the five."""
    return tuple(question for question in plan.questions if question not in QUESTIONS.values())


def asked(plan: Plan) -> list[str]:
    """Give which of the five questions are asked."""
    return [key for key, question in QUESTIONS.items() if question in plan.questions]


def _with(plan: Plan, **changes: Any) -> Plan:
    return Plan.model_validate({**dict(plan), **changes})


def _few(held: tuple[Any, ...], most: int, what: str) -> tuple[Any, ...]:
    if len(held) > most:
        raise ValueError(f"{len(held)} {what} are too many; at most {most}")
    return held


def _symptoms(plan: Plan, picked: Any) -> tuple[Any, ...]:
    said = {target.symptom: target for target in plan.targets if target.symptom is not None}
    kept = tuple(said.get(symptom, {"symptom": symptom}) for symptom in picked)
    own = tuple(target for target in plan.targets if target.symptom is None)
    return _few((*kept, *own), TARGETS_AT_MOST, "targets")


def _own_targets(plan: Plan, text: str | None) -> tuple[Any, ...]:
    picked = tuple(target for target in plan.targets if target.symptom is not None)
    return _few((*picked, *({"words": line} for line in lines_of(text))), TARGETS_AT_MOST, "targets")


def _questions(plan: Plan, picked: Any) -> tuple[str, ...]:
    strays = [key for key in picked if key not in QUESTIONS]
    if strays:
        raise ValueError(f"{strays[0]} is none of the questions; allowed are {', '.join(QUESTIONS)}")
    five = tuple(question for key, question in QUESTIONS.items() if key in picked)
    return _few((*five, *own_questions(plan)), LINES_AT_MOST, "questions")


def _own_questions(plan: Plan, text: str | None) -> tuple[str, ...]:
    five = tuple(question for question in plan.questions if question in QUESTIONS.values())
    own = tuple(line for line in lines_of(text) if line not in QUESTIONS.values())
    return _few((*five, *own), LINES_AT_MOST, "questions")


def _tasks(plan: Plan, who: str, text: str | None) -> tuple[Any, ...]:
    """Set what one of them does; a day set for a thing that stays is kept."""
    had = {task.what: task for task in plan.tasks if task.who == who}
    new = {who: tuple(had.get(line, {"who": who, "what": line}) for line in lines_of(text))}
    held: tuple[Task | dict[str, str], ...] = tuple(
        task for one in WHO for task in new.get(one, tuple(task for task in plan.tasks if task.who == one))
    )
    return _few(held, LINES_AT_MOST, "things to do")


def _added(plan: Plan, value: Any) -> tuple[DecisionPoint, ...]:
    if not isinstance(value, Mapping):
        raise ValueError("a day to look at it needs its kind and its week")
    point = DecisionPoint.model_validate(dict(value))
    others = [held for held in plan.decision_points if (held.kind, held.week) != (point.kind, point.week)]
    return _few(tuple(sorted((*others, point), key=lambda held: held.week)), LINES_AT_MOST, "days")


def _away(plan: Plan, place: Any) -> tuple[DecisionPoint, ...]:
    points = plan.decision_points
    if isinstance(place, bool) or not isinstance(place, int) or not 0 <= place < len(points):
        raise ValueError(f"there is no such day; {len(points)} are agreed on")
    return (*points[:place], *points[place + 1 :])

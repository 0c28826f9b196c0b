"""What the plan, the choice and the ratings are called in plain words, on the screen and on paper alike."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.numbers import plural, whole

if TYPE_CHECKING:
    from trd_sdm.session.plan import DecisionPoint, Kind, Symptom, Target, Who

SYMPTOMS: dict[Symptom, str] = {
    "mood": "Mood",
    "interest": "Interest and joy",
    "sleep": "Sleep",
    "energy": "Energy",
    "clear_thinking": "Clear thinking",
    "anxiety": "Worry and fear",
    "appetite": "Appetite",
    "getting_going": "Getting going",
    "work": "Work and daily tasks",
    "self_care": "Looking after myself",
    "people": "Time with people",
}
KINDS: dict[Kind, str] = {
    "early_signal": "First look: is there any sign?",
    "full_trial": "Full look: has it had a fair try?",
    "checkpoint": "Look at this together",
}
WHO_DOES: dict[Who, str] = {
    "patient": "Me",
    "clinician": "My clinician",
    "team": "The team",
    "family_or_friend": "Family or a friend",
}
IF_HELPS = "If it helps"
IF_PARTLY = "If it helps in part"
IF_NOT = "If it does not help"
NOT_FILLED_IN = "Not filled in yet."

_STEPS = ((81, "very much"), (61, "a lot"), (41, "quite a lot"), (21, "some"), (1, "a little"))


def importance_words(points: float | None) -> str:
    """Say swing points in words.

    Examples
    --------
    >>> importance_words(90), importance_words(12), importance_words(0), importance_words(None)
    ('matters very much', 'matters a little', 'does not matter', 'not rated')
    """
    if points is None:
        return "not rated"
    said = next((words for least, words in _STEPS if whole(points) >= least), "")
    return f"matters {said}" if said else "does not matter"


def target_words(target: Target) -> str:
    """Say what should get better: the symptom, the person's words, or both.

    Examples
    --------
    >>> from trd_sdm.session.plan import Target
    >>> target_words(Target(symptom="sleep", words="Sleep through till five"))
    'Sleep: Sleep through till five'
    """
    return ": ".join(part for part in (target_name(target), target.words) if part)


def target_name(target: Target) -> str:
    """Name the symptom of a target; nothing where it has words only."""
    return SYMPTOMS[target.symptom] if target.symptom else ""


def point_day(point: DecisionPoint, starts_on: dt.date | None) -> str:
    """Say when a decision point falls: its week, and its day where the first day is known.

    Examples
    --------
    >>> from trd_sdm.session.plan import DecisionPoint
    >>> point_day(DecisionPoint(kind="early_signal", week=2), dt.date(2026, 12, 1))
    'After 2 weeks (15 December 2026)'
    >>> point_day(DecisionPoint(kind="full_trial", week=1), None)
    'After 1 week'
    """
    said = f"After {plural(str(point.week), 'week')}"
    return said if starts_on is None else f"{said} ({day_words(starts_on + dt.timedelta(weeks=point.week))})"

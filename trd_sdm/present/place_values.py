"""What stands at a place of a record, in plain words; words that people typed stand in quotes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trd_sdm.clinical.facts import DrugUse
from trd_sdm.present import checklists, choice, health, numbers, plan_words, roles, safety, trials
from trd_sdm.present.disclaimer import day_words
from trd_sdm.session.record_names import NOT_TODAY
from trd_sdm.session.values import NOT_SURE

if TYPE_CHECKING:
    from trd_sdm.present.places import PlaceNames
    from trd_sdm.session.merge import Place

YES_NO = {"yes": "Yes", "no": "No"}
STATUS = {one["id"]: one["label"] for one in checklists.STATUS}
PICKED: dict[str, Mapping[str, str]] = {
    "adherence": trials.ADHERENCE,
    "outcome": trials.OUTCOMES,
    "stopped": trials.STOPPED,
    "severity": trials.SEVERITY,
    "kind": trials.KINDS,
    "age": health.AGES,
    "path": {name: words for name, (words, _) in roles.PATHS.items()},
}
"""By the last name of a place, what its answers are called."""
ASKED = {
    "complete",
    "in_episode",
    "finished_course",
    "bilateral",
    "escort",
    "all_drugs_listed",
    "all_stopped_listed",
    "answers",
    "drug_groups",
    "recent_groups",
    "barriers",
    "symptoms",
}
"""Names within places that are answered with yes or no; elsewhere a yes is somebody's own word."""
UNITS = {
    "episode_months": "month",
    "weeks": "week",
    "waiting_weeks": "week",
    "travel_minutes": "minute",
    "days_off": "day",
    "missed_doses": "dose",
}
NOTHING = "Nothing was filled in"


def value_words(value: Any, at: Place, names: PlaceNames) -> str:
    """Say what stands at a place.

    Parameters
    ----------
    value : object
    at : tuple of str
    names : PlaceNames
    """
    match value:
        case DrugUse():
            last = f", last dose {day_words(value.last_dose)}" if value.last_dose else ""
            return (health.NOW if value.state == "current" else "Stopped") + last
        case dt.date():
            return day_words(value)
        case dt.time():
            return f"{value:%H:%M}"
        case str():
            return text_words(value, at, names) or quoted(value)
        case _:
            return _number(value, at, names)


def text_words(value: str, at: Place, names: PlaceNames) -> str | None:
    """Say a text that was picked from a list; nothing where somebody typed it."""
    last = at[-1]
    if at[0] in ("lookalikes", "contributors") and at[1] == "answers":
        return STATUS.get(value, value)
    if at == ("country",):
        return safety.country_name(value)
    if last == "option" or (at[0] == "leanings" and last != "disagrees"):
        return option_words(value, names)
    if last == "measure":
        known = names.clinical.measures.measures.get(value)
        return known.name if known else value
    if last in ASKED or at[1] in ASKED:
        return YES_NO.get(value, value)
    picked = PICKED.get(last, {}) if at[0] in ("past", "facts", "visit") else {}
    return picked.get(value)


def quoted(text: str) -> str:
    """Give what somebody typed, on one line and in quotes."""
    return f"\u201c{' '.join(text.split())}\u201d"


def option_words(key: str, names: PlaceNames) -> str:
    """Say an option, or an answer that names none."""
    return {NOT_SURE: choice.NOT_SURE_LABEL, NOT_TODAY: choice.NOT_TODAY_LABEL}.get(key) or names.option(key)


def item_words(item: Any, at: Place, names: PlaceNames) -> str:
    """Say one item of a list."""
    match at[-1]:
        case "targets":
            return plan_words.target_words(item)
        case "decision_points":
            return " ".join(
                filter(None, (f"{plan_words.point_day(item, None)}.", plan_words.KINDS[item.kind], item.what))
            )
        case "tasks":
            by = f", by {day_words(item.by)}" if item.by else ""
            return f"{plan_words.WHO_DOES[item.who]}: {quoted(item.what)}{by}"
        case _:
            return str(item) if at[0] == "facts" else option_words(item, names)


def _number(value: float, at: Place, names: PlaceNames) -> str:
    """Say a number; an answer to a questionnaire in its owner's words."""
    if "answers" in at or "questionnaires" in at:
        instrument = next((held for name, held in names.clinical.instruments.items() if _is_of(name, at)), None)
        scale = names.clinical.instruments[instrument.answers_as or instrument.id] if instrument else None
        return next((one.text for one in scale.answers if one.score == value), f"{value:g}") if scale else f"{value:g}"
    if at[0] == "sure":
        return {1: "Yes", 0: "No"}.get(int(value), f"{value:g}")
    if "ratings" in at or "suicidal" in at or at[-1] == "side_effects":
        return f"{value:g} of 10"
    return numbers.plural(f"{value:g}", UNITS[at[-1]]) if at[-1] in UNITS else f"{value:g}"


def _is_of(instrument: str, at: Place) -> bool:
    return any(step.startswith(f"{instrument} of ") for step in at)

"""What differs between two records, in words and as the place where it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trd_sdm.session.record import ROLES
from trd_sdm.session.record_names import NOT_TODAY
from trd_sdm.session.screens import Screen
from trd_sdm.session.values import NOT_SURE

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two records.

    Attributes
    ----------
    words : str
        What it is now, as a sentence without a subject.
    shown : dict
        Fields of the record that turn the page to it, such as the screen.
    """

    words: str
    shown: dict[str, Any]


PLACES: dict[str, tuple[str, Screen]] = {
    "visit": ("what today is about", "welcome"),
    "country": ("the country", "safety"),
    "past": ("past treatments", "trials"),
    "facts": ("health and safety answers", "health"),
    "lookalikes": ("other things it could be", "lookalikes"),
    "contributors": ("what may add to it", "contributors"),
    "adherence": ("day-to-day answers", "everyday"),
    "residual": ("what is left", "everyday"),
    "questionnaires": ("a questionnaire", "lookalikes"),
    "scores": ("a score", "lookalikes"),
    "put_back": ("an option put back", "review"),
    "concerns": ("your own concerns", "matters"),
    "sureness": ("how sure you are", "points"),
    "tradeoffs": ("a trade-off", "tradeoffs"),
    "bothers_now": ("what troubles you now", "local"),
    "local": ("local facts", "local"),
    "clinic": ("the clinic's facts", "local"),
    "leanings": ("where you lean", "choice"),
    "choice": ("the choice", "choice"),
    "sure": ("the four check questions", "sure"),
    "plan": ("the plan", "plan"),
    "tracking": ("the weekly notes", "plan"),
}
"""By field of the record, what it is called and the screen it stands on."""
WITH_CRITERIA: set[Screen] = {"matters", "points", "tradeoffs"}
"""Screens whose answers go with what was picked."""


def what_changed(before: Record, after: Record, library: Library) -> Change:
    """Say the difference between two records that one answer apart lie next to each other."""
    if before.seed != after.seed:
        return Change("another record.", {})
    if _is_wide(before, after):
        return Change("several answers at once.", {})
    if before.shortlist != after.shortlist:
        return Change(_sets(before.shortlist, after.shortlist, _options(library)), {"screen": "options"})
    if before.criteria != after.criteria:
        return Change(
            _sets(before.criteria, after.criteria, {**_criteria(library, before), **_criteria(library, after)}),
            {"screen": "matters"},
        )
    for role in ROLES:
        old, new = before.weights.of(role), after.weights.of(role)
        for criterion in after.criteria:
            if old.get(criterion) != new.get(criterion):
                points = "not rated" if new.get(criterion) is None else f"{new[criterion]:g} of 100"
                words = f"{role}, {_criteria(library, after)[criterion]}: {points}."
                rated_at = "points" if after.screen == "points" else "weigh"
                return Change(words, {"screen": rated_at, "whose": role})
    differ = [field for field in PLACES if getattr(before, field) != getattr(after, field)]
    if differ and len({PLACES[field][1] for field in differ}) == 1:
        words, screen = PLACES[differ[-1]]
        if "plan" in differ and after.screen == "calendar":
            words, screen = "the first day", "calendar"
        detail = _now(differ[-1], before, after, library)
        return Change(f"{words}: {detail}." if detail else f"{words}.", {"screen": screen})
    return Change("another record.", {})


def _is_wide(before: Record, after: Record) -> bool:
    """Whether more differs than one answer changes: another copy was joined, or is taken away again."""
    differ = {PLACES[field][1] for field in PLACES if getattr(before, field) != getattr(after, field)}
    weighed = before.criteria != after.criteria or before.weights != after.weights
    if weighed:
        differ -= WITH_CRITERIA
    return len(differ) + weighed + (before.shortlist != after.shortlist) > 1


def _now(field: str, before: Record, after: Record, library: Library) -> str:
    """Say what was picked, where an answer of a part is a pick; what was typed is not repeated."""
    if field == "choice" and before.choice.option != after.choice.option:
        return _picked(after.choice.option, library)
    if field == "leanings":
        for name, when in (("now", ""), ("first", "at first ")):
            if getattr(before.leanings, name) != getattr(after.leanings, name):
                return when + _picked(getattr(after.leanings, name), library)
    if field == "sure":
        item = next(
            (name for name in {**before.sure, **after.sure} if before.sure.get(name) != after.sure.get(name)), ""
        )
        return {1: "yes", 0: "no", None: "not answered"}[after.sure.get(item)]
    return ""


def _picked(option: str | None, library: Library) -> str:
    fixed = {None: "not answered", NOT_SURE: "not sure", NOT_TODAY: "not today"}
    return fixed[option] if option in fixed else _options(library)[str(option)]


def _options(library: Library) -> dict[str, str]:
    return {key: option.short_name for key, option in library.options.items()}


def _criteria(library: Library, record: Record) -> dict[str, str]:
    own = {concern.id: concern.text for concern in record.concerns}
    return {key: criterion.plain for key, criterion in library.criteria.items()} | own


def _sets(before: tuple[str, ...], after: tuple[str, ...], names: dict[str, str]) -> str:
    there = [names[key] for key in after if key not in before]
    gone = [names[key] for key in before if key not in after]
    said = [f"{', '.join(there)} put back"] if there else []
    said += [f"{', '.join(gone)} taken away"] if gone else []
    return f"{' and '.join(said) or 'another order'}."

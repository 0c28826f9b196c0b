"""What a place in a record is called: the question that an answer there belongs to, in the words of its screen."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from trd_sdm.present import choice, health, local_words, plan, plan_words, trials, week
from trd_sdm.present.disclaimer import day_words
from trd_sdm.session.changes import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trd_sdm.clinical.adherence import Barrier
    from trd_sdm.clinical.checks import CheckItem
    from trd_sdm.clinical.knowledge import Clinical
    from trd_sdm.clinical.residual import Residue
    from trd_sdm.clinical.safety_rules import SafetyRules
    from trd_sdm.evidence import Library
    from trd_sdm.session.merge import Place

TOPICS = {name: words for name, (words, _) in PLACES.items()} | {
    "weights": "what matters to you",
    "shortlist": "the options",
    "tracking": "treatments since",
}
"""By field of the record, what it is about."""
PLAN = {
    "option": plan.OPTION,
    "starts_on": plan.STARTS,
    "targets": plan.TARGETS,
    "measure": plan.MEASURE,
    "baseline": "Score at the start",
    "goal": plan.GOAL,
    "decision_points": plan.POINTS,
    "if_helps": plan_words.IF_HELPS,
    "if_partly": plan_words.IF_PARTLY,
    "if_not": plan_words.IF_NOT,
    "tasks": "Who does what",
    "alongside": plan.ALONGSIDE,
    "safety_plan": plan.SAFETY_PLAN,
    "wake_time": plan.WAKE,
    "anchor": plan.ANCHOR,
    "contact": plan.CONTACT,
}
COURSE = {"ended_on": "last day", "agent": "which drug or therapy"}
WEEK = {
    "side_effects": week.SIDE_EFFECTS[0],
    "missed_doses": week.MISSED,
    "note": "a note",
}
FACTS = {"age": "Age", "all_drugs_listed": health.ALL_NOW, "all_stopped_listed": health.ALL_STOPPED}
NAMED: dict[Place, str] = {
    ("country",): "Which country you are in",
    ("shortlist",): "Options on the table",
    ("weights",): "What was picked, and the points",
    ("clinic",): "The clinic's facts",
    ("choice",): choice.CHOICE,
    ("leanings", "first"): "Where you leaned at first",
    ("leanings", "now"): choice.LEANING,
    ("leanings", "disagrees"): "How you see it another way",
    ("visit", "path"): "How much time there is",
    ("visit", "note"): "What today is about, in words",
    ("past", "complete"): trials.COMPLETE,
    ("past", "episode_months"): trials.MONTHS,
    ("past", "severity"): trials.SEVERITY_LABEL,
    ("adherence", "note"): "A note on taking a treatment",
    ("residual", "note"): "A note on what is still there",
}


class PlaceNames:
    """Names the places of records.

    Parameters
    ----------
    clinical : Clinical
    rules : SafetyRules
    library : Library
    """

    def __init__(self, clinical: Clinical, rules: SafetyRules, library: Library) -> None:
        self.clinical, self.rules, self.library = clinical, rules, library
        fields = trials.fields(clinical.agents)
        self.trial = {str(field["name"]): str(field["label"]) for field in fields} | {"agent": "Name"}

    def topic(self, at: Place) -> str:
        """Say what a place is about; places of one topic stand together, and so do the notes of one day."""
        if at[:2] == ("tracking", "entries"):
            return f"Notes of {day_words(dt.date.fromisoformat(at[2]))}"
        words = TOPICS[at[0]]
        return words[:1].upper() + words[1:]

    def label(self, at: Place) -> str:
        """Name a place, by itself."""
        if at in NAMED:
            return NAMED[at]
        head, *rest = at
        within: dict[str, Callable[[list[str]], str]] = {
            "tracking": self._of_weeks,
            "past": self._of_trial,
            "plan": self._of_plan,
            "facts": self._of_facts,
            "local": self._of_local,
            "put_back": lambda rest: f"Why {self.option(rest[0])} was put back",
            "sure": self._of_sure,
            "questionnaires": lambda _: self._of_scores(at, dated=True),
            "scores": lambda _: self._of_scores(at, dated=True),
        }
        return within[head](rest) if head in within else self._of_checks(at)

    def option(self, key: str) -> str:
        """Name an option; one we do not know stands for itself."""
        return self.library.options[key].short_name if key in self.library.options else key

    def _of_weeks(self, rest: list[str]) -> str:
        part, key, *inner = rest
        if part == "entries":
            return f"{day_words(dt.date.fromisoformat(key))}: {self._of_day(inner)}"
        option, _, day = key.partition(" from ")
        what = _inside(self._of_plan(inner[1:])) if inner[0] == "plan" else COURSE[inner[0]]
        return f"{self.option(option)}, from {day_words(dt.date.fromisoformat(day[:10]))}: {what}"

    def _of_day(self, rest: list[str]) -> str:
        match rest:
            case ["ratings", name]:
                return _inside(week.DAILY.get(name, name))
            case ["suicidal", name]:
                return _inside(week.THOUGHTS[name][0])
            case ["answers" | "scores", *_]:
                return self._of_scores(tuple(rest), dated=False)
            case _:
                return _inside(WEEK[rest[0]])

    def _of_scores(self, at: Place, *, dated: bool) -> str:
        """Name a questionnaire with the number of its question, or a score; with its day where that is not said."""
        name, _, day = at[1].partition(" of ")
        measure = self.clinical.measures.measures.get(name)
        said = measure.name if measure else name
        if dated and day[:1].isdigit():
            said += f", {day_words(dt.date.fromisoformat(day[:10]))}"
        items = [item.id for item in self.clinical.instruments[name].items] if name in self.clinical.instruments else []
        return f"{said}, question {items.index(at[3]) + 1}" if at[-1] in items else f"{said}, score"

    def _of_trial(self, rest: list[str]) -> str:
        """Name a past treatment by its key, which is its kind and its name."""
        kind, _, name = rest[1].partition(" ")
        named = name and not name.startswith("(")
        return f"{name[:1].upper() + name[1:] if named else trials.KINDS[kind]}: {_inside(self.trial[rest[2]])}"

    def _of_local(self, rest: list[str]) -> str:
        return f"{self.option(rest[0])}: {_inside(local_words.FIELDS[rest[1]])}"

    def _of_sure(self, rest: list[str]) -> str:
        return next(item.text for item in self.clinical.instruments["sure"].items if item.id == rest[0])

    def _of_plan(self, rest: list[str]) -> str:
        return f"Check along the way: {rest[1]}" if rest[0] == "checks" else PLAN[rest[-1]]

    def _of_facts(self, rest: list[str]) -> str:
        match rest:
            case ["answers", fact]:
                known = self.rules.facts.get(fact)
                return known.question if known else fact
            case ["drug_groups", term]:
                return health.TAKING.format(self.rules.drugs.words(term))
            case ["recent_groups", term]:
                return health.RECENT.format(self.rules.drugs.words(term))
            case ["planned", option]:
                return f"{self.option(option)}: {_inside(health.PLANNED)}"
            case ["drugs", name]:
                return f"Medicine: {name}"
            case _:
                return FACTS[rest[0]]

    def _of_checks(self, at: Place) -> str:
        """Name an item of one of the lists; one that our list does not know stands for itself."""
        known: dict[str, Mapping[str, CheckItem | Barrier | Residue]] = {
            "lookalikes": self.clinical.lookalikes.items,
            "contributors": self.clinical.contributors.items,
            "adherence": self.clinical.adherence.barriers,
            "residual": self.clinical.residual.symptoms,
        }
        held = known[at[0]]
        name = held[at[2]].name if at[2] in held else at[2]
        return f"{name}: a note" if at[1] == "notes" else name


def _inside(label: str) -> str:
    """Give a label for the middle of a line; a name or an I keeps its capital."""
    return label if label[1:2].isupper() or label.startswith("I ") else label[:1].lower() + label[1:]

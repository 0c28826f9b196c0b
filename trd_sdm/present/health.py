"""The questions on health and medicines: which matter for the options on the table, and what an answer touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trd_sdm.clinical.conditions import AgeIn, FactIs, TakenWithin, Taking, Used, atoms
from trd_sdm.clinical.facts_vocabulary import AGE_BANDS, FACTS, FactGroup
from trd_sdm.clinical.verdicts import LEVEL_WORDS
from trd_sdm.present.citing import BASIS, Shelf
from trd_sdm.present.tables import render
from trd_sdm.present.words import listed

if TYPE_CHECKING:
    from trd_sdm.clinical.agents import AgentTable
    from trd_sdm.clinical.facts import DrugUse, PatientFacts
    from trd_sdm.clinical.safety_rules import SafetyRule, SafetyRules
    from trd_sdm.session.review import Review

GROUPS: dict[FactGroup, str] = {
    "pregnancy": "Pregnancy",
    "nerves": "Brain and nerves",
    "heart": "Heart and blood vessels",
    "glands": "Glands and weight",
    "organs": "Other organs",
    "mind": "Mind and safety",
    "allergies": "Allergies",
    "devices": "Metal and devices",
    "plans": "What is planned",
    "habits": "Habits",
    "access": "Getting there",
}
DRUG_GROUPS = "Kinds of medicines"
AGES = {
    "under_18": "Under 18",
    "from_18_to_24": "18 to 24",
    "from_25_to_64": "25 to 64",
    "from_65": "65 or over",
}
YES_NO = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}, {"id": "", "label": "Not known"}]
NOW = "Taken now"
STATES = [{"id": "current", "label": NOW}, {"id": "stopped", "label": "Stopped"}]
LEGEND = "Questions on health"
HELP = "Not known is a fair answer. It is never read as a no."
FIRST_ONLY = "These matter for the options on the table. More options bring more questions."
NONE_ASKED = "The options on the table ask for nothing here. Show all questions, or pick options under Compare first."
SHOW_ALL = "Show all questions"
SHOW_FEWER = "Show only what matters for the options on the table"
DRUGS = "Medicines taken now or stopped not long ago"
DRUGS_HELP = "With those from the pharmacy shelf. For a stopped one, the last day matters."
DRUGS_EMPTY = "No medicine is listed."
WHOLE = "Is the list whole?"
ALL_NOW = "Is every medicine taken now listed?"
ALL_STOPPED = "Is every medicine stopped in the last six weeks listed?"
PLANNED = "Which medicine is planned for it?"
PLANNED_HEADING = "Medicines planned for an option"
FROM_TRIALS = "Also counted as taken now, from Past treatments: {}."
NOTHING_HOLDS = "No rule on this answer holds for now. This is no proof of safety."
TAKING = "Do you take {}?"
RECENT = "Did you take {} in the last six weeks?"


@dataclass(frozen=True)
class Asked:
    """Which rules ask what: for each key of an answer, the options and the rules that read it."""

    by_key: Mapping[str, Mapping[str, tuple[SafetyRule, ...]]]

    def options(self, key: str, table: Iterable[str]) -> tuple[str, ...]:
        """Give the options on the table that ask for an answer."""
        return tuple(option for option in table if option in self.by_key.get(key, {}))


def asked_by(rules: SafetyRules) -> Asked:
    """Find out for every answer which options ask for it; a fact asks for all that a yes to it implies."""
    found: dict[str, dict[str, list[SafetyRule]]] = {}
    for rule in rules.rules:
        for key in sorted(set(_keys(rule, rules))):
            for option in rule.all_options:
                found.setdefault(key, {}).setdefault(option, []).append(rule)
    return Asked({key: {option: tuple(held) for option, held in by.items()} for key, by in found.items()})


def _keys(rule: SafetyRule, rules: SafetyRules) -> Iterable[str]:
    for atom in atoms(rule.when):
        match atom:
            case FactIs(fact=fact):
                yield f"facts.answers.{fact}"
                yield from (f"facts.answers.{other}" for other, below in rules.implied.items() if fact in below)
            case AgeIn():
                yield "facts.age"
            case Taking(taking=terms) | Used(used=terms):
                yield from (f"facts.drug_groups.{term}" for term in terms)
            case TakenWithin(taken_within=recent):
                for term in recent.drug:
                    yield f"facts.drug_groups.{term}"
                    yield f"facts.recent_groups.{term}"
            case _:
                continue


def rows(rules: SafetyRules, asked: Asked, table: Iterable[str], names: Mapping[str, str], *, every: bool) -> list[Any]:
    """Give the questions: those that the options on the table ask, or every one."""
    shown = tuple(table)
    entries = [(f"facts.answers.{fact}", rules.facts[fact]) for fact in FACTS if fact in rules.facts]
    found = [(key, list(GROUPS).index(entry.group), GROUPS[entry.group], entry.question) for key, entry in entries]
    for key in asked.by_key:
        field, _, term = key.removeprefix("facts.").partition(".")
        if field in ("drug_groups", "recent_groups"):
            text = (TAKING if field == "drug_groups" else RECENT).format(rules.drugs.words(term))
            found.append((key, len(GROUPS) + (field == "recent_groups"), DRUG_GROUPS, text))
    found.sort(key=lambda one: one[1])
    return [
        {"key": key, "label": text, "group": group, "body": _because(asked.options(key, shown), names)}
        for key, _, group, text in found
        if every or asked.options(key, shown)
    ]


def _because(options: tuple[str, ...], names: Mapping[str, str]) -> str:
    from markupsafe import escape

    if not options:
        return ""
    return f'<p class="trd-fine">Asked because of: {escape(listed([names[option] for option in options]))}</p>'


def answered(facts: PatientFacts) -> dict[str, str]:
    """Give what is answered, by key of its row."""
    return {
        f"facts.{field}.{key}": value
        for field in ("answers", "drug_groups", "recent_groups")
        for key, value in getattr(facts, field).items()
    }


def touched(
    review: Review, asked: Asked, given: Iterable[str], table: Iterable[str], names: Mapping[str, str], shelf: Shelf
) -> dict[str, str]:
    """Say below each answer which rules on it hold now, for the options on the table."""
    shown = tuple(table)
    told = {}
    for key in given:
        options = asked.options(key, shown)
        if not options:
            continue
        fired = [
            {"option": names[option], "level": one.level, "words": LEVEL_WORDS[one.level], "patient": one.patient}
            | {"basis": one.basis, "sources": one.sources}
            for option in options
            for one in review.verdicts[option].fired
            if one.rule in {rule.id for rule in asked.by_key[key][option]}
        ]
        told[key] = render(
            "review/touched.html.j2",
            fired=fired,
            rest="" if fired else NOTHING_HOLDS,
            shelf=shelf,
            basis_words=BASIS,
        )
    return told


def drug_fields(agents: AgentTable, rules: SafetyRules) -> list[dict[str, Any]]:
    """Give the form of one medicine."""
    return [
        {"name": "name", "kind": "combobox", "label": "Name", "max_length": 80, "options": drugs_listed(agents, rules)}
        | {"help": "Its own name, a brand name, or a kind of medicine."},
        {"name": "state", "kind": "select", "label": "Taken now or stopped?", "options": STATES, "empty": None}
        | {"default": "current"},
        {"name": "last_dose", "kind": "date", "label": "Day of the last dose", "when": {"state": ["stopped"]}}
        | {"drop": True, "help": "Leave it empty if it is not known."},
    ]


def drugs_listed(agents: AgentTable, rules: SafetyRules) -> list[dict[str, Any]]:
    """Give every medicine the rules or the agent table know, with all names, by name."""
    known: dict[str, list[str]] = {}
    for key, drug in rules.drugs.drugs.items():
        known[key.replace("_", " ")] = list(drug.names)
    for agent in agents.agents.values():
        known.setdefault(agent.name, []).extend(agent.spellings[1:])
    return [
        {"id": name, "label": name[0].upper() + name[1:], "also": sorted({*also} - {name})}
        for name, also in sorted(known.items())
    ]


def drug_entry(use: DrugUse) -> dict[str, Any]:
    """Give a medicine as the list holds it."""
    return use.model_dump(mode="json", exclude_defaults=True)


def drug_row(use: DrugUse, rules: SafetyRules) -> dict[str, str]:
    """Give the summary of a medicine."""
    from trd_sdm.present.disclaimer import day_words

    known = rules.drugs.resolve(use.name).key is not None
    state = NOW if use.state == "current" else "Stopped"
    when = f", last dose {day_words(use.last_dose)}" if use.last_dose else ""
    unknown = "" if known else '<p class="trd-fine">Not in our list. No rule can be checked for it.</p>'
    name = " ".join(use.name.split())
    return {"title": f"{name[:1].upper()}{name[1:]}{when}", "badge": state, "tone": "", "html": unknown}


def ages() -> list[dict[str, str]]:
    """Give the age bands."""
    return [{"id": band, "label": AGES[band]} for band in AGE_BANDS if band in AGES]

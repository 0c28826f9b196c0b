"""What the screen of past treatments asks, and how one treatment and its verdict are said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trd_sdm.clinical.adequacy import amount, weeks
from trd_sdm.present.citing import BASIS, Shelf
from trd_sdm.present.tables import render

if TYPE_CHECKING:
    from trd_sdm.clinical.adequacy import Judgement
    from trd_sdm.clinical.agents import AgentTable
    from trd_sdm.clinical.trials import Trial

KINDS = {
    "drug": "Medicine",
    "psychotherapy": "Talking therapy",
    "ect": "ECT",
    "rtms": "rTMS (magnetic stimulation)",
    "other": "Something else",
}
ADHERENCE = {"as_planned": "As planned", "some_missed": "Some doses missed", "many_missed": "Many doses missed"}
OUTCOMES = {
    "none": "No help",
    "partial": "Some help, but less than half better",
    "good": "Much better: at least half",
    "good_then_lost": "Much better, then it came back",
    "not_tolerated": "Side effects were too much",
}
STOPPED = {
    "still_taking": "It goes on now",
    "no_effect": "It did not help",
    "side_effects": "Side effects",
    "finished": "It was finished",
    "cost": "Cost",
    "access": "Hard to get",
    "own_choice": "Own choice",
    "other": "Another reason",
}
YES_NO = {"yes": "Yes", "no": "No"}
SEVERITY = {
    "subsyndromal": "Some signs, not a full depression",
    "mild": "Mild",
    "moderate": "Moderate",
    "severe": "Severe",
    "severe_psychotic": "Severe, with voices or false beliefs",
}
VERDICT = {
    "adequate": ("A fair trial", "yes"),
    "not_adequate": ("Not a fair trial", "no"),
    "cannot_tell": ("Cannot tell yet", "open"),
}
UNNAMED = {"drug": "A medicine, not named", "psychotherapy": "Talking therapy", "other": "Something else"}

LEGEND = "What was tried"
HELP = "One at a time, in any order. Leave out what you do not know: that is not a no."
EMPTY = "Nothing is listed yet. Add what was tried. Each one is looked at in its own right."
MEDICINE_HELP = "By its own name or a brand name. A name that is not in our list is kept."
COMPLETE = "Is everything tried in this episode listed?"
COMPLETE_HELP = "What is not listed counts as not known, until you say that all is listed."
MONTHS = "How long has this episode lasted?"
SEVERITY_LABEL = "How severe is it?"
SEVERITY_HELP = "For the clinician to judge. It counts in one of the scores on the next screen."
EPISODE = "This episode"
HOW_JUDGED = "How we judge a fair trial"


def _listed(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": key, "label": label} for key, label in words.items()]


def agents_listed(agents: AgentTable) -> list[dict[str, Any]]:
    """Give every agent of the table with all its names, by name."""
    found = [
        {"id": agent.name, "label": agent.name[0].upper() + agent.name[1:], "also": list(agent.spellings[1:])}
        for agent in agents.agents.values()
    ]
    return sorted(found, key=lambda one: str(one["label"]).casefold())


def fields(agents: AgentTable) -> list[dict[str, Any]]:
    """Give the form of one treatment."""
    drug = {"kind": ["drug"]}
    names = agents_listed(agents)
    units = {agent.name.lower(): agent.uses[0].unit.replace("/", " a ") for agent in agents.agents.values()}
    for agent in agents.agents.values():
        units |= dict.fromkeys((name.lower() for name in agent.spellings), units[agent.name.lower()])
    course = {"kind": ["psychotherapy", "ect", "rtms"]}
    return [
        {"name": "kind", "kind": "select", "label": "What was it?", "options": _listed(KINDS), "default": "drug"}
        | {"empty": None},
        {"name": "agent", "id": "drug", "kind": "combobox", "label": "Which medicine?", "help": MEDICINE_HELP}
        | {"options": names, "when": drug, "max_length": 80},
        {"name": "agent", "id": "name", "kind": "text", "label": "Which one?", "max_length": 80}
        | {"when": {"kind": ["psychotherapy", "other"]}},
        {"name": "daily_dose", "kind": "number", "label": "Highest dose in a day", "min": 0.001, "max": 100000}
        | {"unit": "mg", "unit_by": "agent", "units": units, "when": drug},
        {"name": "weeks", "kind": "number", "label": "Weeks at that dose", "min": 0, "max": 5200, "unit": "weeks"}
        | {"when": drug},
        {
            "name": "adherence",
            "kind": "select",
            "label": "How was it taken?",
            "options": _listed(ADHERENCE),
            "when": drug,
        },
        {"name": "finished_course", "kind": "select", "label": "Was the planned course finished?"}
        | {"options": _listed(YES_NO), "when": course},
        {"name": "bilateral", "kind": "select", "label": "Were both sides of the head treated?"}
        | {"options": _listed(YES_NO), "when": {"kind": ["ect"]}},
        {"name": "outcome", "kind": "select", "label": "What came of it?", "options": _listed(OUTCOMES)},
        {"name": "stopped", "kind": "select", "label": "Why did it stop?", "options": _listed(STOPPED)},
        {"name": "in_episode", "kind": "select", "label": "Was it in this episode?", "options": _listed(YES_NO)},
        {"name": "augmenting", "kind": "combobox", "label": "Added to which medicine?", "options": names}
        | {"help": "Leave this empty if it was taken on its own.", "when": drug, "max_length": 80},
        {"name": "note", "kind": "text", "label": "A note", "lines": 2, "max_length": 500, "wide": True},
    ]


def entry(trial: Trial) -> dict[str, Any]:
    """Give a treatment as the list holds it: only what is known."""
    return trial.model_dump(mode="json", exclude_defaults=True)


def trial_name(trial: Trial) -> str:
    """Give a treatment its short name."""
    if trial.kind in ("ect", "rtms"):
        return KINDS[trial.kind].partition(" (")[0]
    name = " ".join((trial.agent or "").split())
    return name[:1].upper() + name[1:] if name else UNNAMED[trial.kind]


def title(trial: Trial, unit: str | None) -> str:
    """Give a treatment in one line: name, dose and time.

    Examples
    --------
    >>> from trd_sdm.clinical.trials import Trial
    >>> title(Trial(agent="sertraline", daily_dose=100, weeks=8), "mg")
    'Sertraline, 100 mg a day, 8 weeks'
    """
    said = [trial_name(trial)]
    if trial.kind == "drug" and trial.daily_dose is not None:
        said.append(amount(trial.daily_dose, unit))
    if trial.kind == "drug" and trial.weeks is not None:
        said.append(weeks(trial.weeks))
    return ", ".join(said)


def row(trial: Trial, judged: Judgement, shelf: Shelf) -> dict[str, str]:
    """Give the summary of a treatment: its line, its verdict, and why."""
    badge, tone = VERDICT[judged.verdict]
    facts = [OUTCOMES.get(trial.outcome), trial.augmenting and f"added to {trial.augmenting}"]
    if trial.in_episode == "no":
        facts.append("in an earlier episode")
    html = render(
        "review/judgement.html.j2",
        judged=judged,
        facts="; ".join(filter(None, facts)),
        note=trial.note,
        asked=_asked(judged),
        shelf=shelf,
        basis_words=BASIS,
    )
    return {"title": title(trial, judged.thresholds.unit), "badge": badge, "tone": tone, "html": html}


def _asked(judged: Judgement) -> list[tuple[str, str]]:
    """Give the dose and the weeks that were asked for, each with its basis."""
    limits = judged.thresholds
    asked: list[tuple[str, str]] = []
    if limits.daily_dose is not None and limits.dose_basis:
        asked.append((f"at least {amount(limits.daily_dose, limits.unit)}", limits.dose_basis))
    if limits.weeks is not None and limits.weeks_basis:
        asked.append((f"at least {weeks(limits.weeks)}", limits.weeks_basis))
    return asked

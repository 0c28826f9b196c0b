"""What getting an option takes here, in words: what counts and how, what does not, and what may ease."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present import numbers
from trd_sdm.present.words import listed
from trd_sdm.session.local_facts import HOURS, may_ease, not_counted, visits_8wk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record

BOTHERS = "Does any of this trouble you now?"
BOTHERS_HELP = "Side effects of what you take today. We only count new trouble, so this changes no number."
FACTS = "What it takes to get each option here"
FACTS_HELP = "Fill in what you know and leave the rest empty. Days off are those in the first 8 weeks."
FIELDS = {
    "waiting_weeks": "Wait until it can start",
    "travel_minutes": "Travel, one way",
    "cost": "You pay each month",
    "days_off": "Days off you can take",
    "escort": "Can someone take you home?",
}
COUNTS = (
    "A wait sets how easy an option is to get, in steps: up to {0}, {1} and {2} weeks, and longer. Travel is added to "
    "clinic time, there and back. These rules are our own."
)
COSTS_COUNT = "What you pay sets the step of cost, as your clinic's file says."
COSTS_SHOWN = "What you pay is shown but not counted: no clinic file says which costs are low or high."
NOT_IN_SUM = "Who can come along and days off are not counted. We tell you where they may not fit."
NOT_COUNTED = {
    "escort": "Someone must take you home after this, and nobody can. Talk about it. It is not in the sum.",
}
NO_OPTIONS = "Pick some options first. Then you can fill in what each of them takes here."
CLINIC = "Open your clinic's file"
CLINIC_HELP = "A small file your clinic keeps, with waiting times, travel and costs."


def rules(record: Record, library: Library) -> str:
    """Say how local facts count, as HTML."""
    waits = [numbers.decimal(weeks) for weeks in library.assumptions.waiting_tiers.value]
    costs = COSTS_COUNT if record.clinic.cost_tiers else COSTS_SHOWN
    said = [COUNTS.format(*waits), costs, NOT_IN_SUM]
    if record.clinic.name:
        day = f" of {record.clinic.as_of:%-d %B %Y}" if record.clinic.as_of else ""
        said.insert(0, f"Facts from \u201c{record.clinic.name}\u201d{day} are filled in. You can change each of them.")
    lines = Markup("").join(Markup("<p>{}</p>").format(text) for text in said)
    return str(Markup('<details class="trd-details"><summary>How this counts</summary>{}</details>').format(lines))


def used(record: Record, library: Library, option: str) -> list[str]:
    """Say what of one option's facts is in the sum, and what is not; ``library`` is that of the conversation."""
    said = []
    for criterion in ("availability_tier", "cost_tier"):
        estimate = library.estimate(option, criterion)
        if estimate.here == "local":
            said.append(estimate.rationale)
    travel = library.estimate(option, HOURS[0])
    if travel.here == "travel" and travel.observed:
        said.append(f"{travel.observed} It is added to clinic time.")
    for what in not_counted(record, library, option):
        if what == "escort":
            said.append(NOT_COUNTED[what])
        elif what == "days_off":
            off = numbers.plural(numbers.decimal(record.local[option].days_off or 0.0), "day")
            visits = numbers.plural(numbers.decimal(visits_8wk(library, option) or 0.0), "visit")
            said.append(f"It takes about {visits} in 8 weeks, and you can take {off} off. This is not in the sum.")
        else:
            said.append("What you pay is shown here, and is not in the sum.")
    return said


def used_html(record: Record, library: Library, option: str) -> str:
    """Give the same as HTML; empty where nothing was filled in."""
    return str(Markup("").join(Markup("<p>{}</p>").format(text) for text in used(record, library, option)))


def beside_the_picture(record: Record, library: Library) -> list[str]:
    """Say which local facts the picture of this record uses, what does not fit, and what may ease."""
    said = []
    for option in record.shortlist:
        name = library.options[option].short_name
        for criterion in record.criteria:
            estimate = library.estimate(option, criterion)
            told = {"local": estimate.rationale, "travel": estimate.observed}.get(estimate.here or "")
            if told:
                said.append(f"{name}: {told}")
        said += [f"{name}: {NOT_COUNTED[what]}" for what in not_counted(record, library, option) if what in NOT_COUNTED]
    return said + ease_sentences(record, library)


def travel_gap(record: Record, library: Library, options: Sequence[str]) -> str:
    """Say for which options travel is not filled in, where it is for others: they would look nearer than they are."""
    known = [name for name in options if name in record.local and record.local[name].travel_minutes is not None]
    rest = [library.options[name].short_name for name in options if name not in known]
    if not known or not rest:
        return ""
    return f"Travel is not filled in for {listed(rest)}. So clinic time compares only in part."


def ease_sentences(record: Record, library: Library) -> list[str]:
    """Say what may ease what troubles the person now; no size, since no study read gives one."""
    said = []
    for criterion, options in may_ease(record, library).items():
        plain = library.criteria[criterion].plain
        if options:
            names = listed([library.options[name].short_name for name in options])
            said.append(
                f"{plain}: if the drug you take now causes it, it may ease with {names}, which takes its place. "
                "No study we read says by how much, so it is not in the sum."
            )
        else:
            said.append(f"{plain}: none of the options on the table takes the place of the drug you take now.")
    return said


def ease_html(record: Record, library: Library) -> str:
    """Give the same as HTML; empty where nothing troubles the person."""
    lines = Markup("").join(Markup("<li>{}</li>").format(text) for text in ease_sentences(record, library))
    return str(Markup('<aside class="trd-aside"><ul>{}</ul></aside>').format(lines)) if lines else ""

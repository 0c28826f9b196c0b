"""From the last dose of one drug to the first day another may start; where a date is missing, no day is given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from trd_sdm.clinical.conditions_situation import Situation
from trd_sdm.clinical.conditions_truth import Judgement, Question, Truth, all_of, any_of
from trd_sdm.clinical.facts import DrugUse, PatientFacts
from trd_sdm.clinical.facts_vocabulary import Answer
from trd_sdm.clinical.safety_rules import SafetyRules, WashoutEntry

CLEAR = "No gap is needed, as far as the rules go."
CANNOT_TELL = "We cannot tell the day yet. Some dates or drugs are not known."


@dataclass(frozen=True, slots=True)
class Wait:
    """One gap that has to pass.

    Parameters
    ----------
    washout : str
        Id of the interval.
    drug : str
        The drug that has to leave the body, as named in the facts.
    days : int
        From its last dose to the first day the option may start.
    longest_days : int or None
        What the most cautious source says, where sources differ.
    state : str
        ``dated``, ``still_taking`` or ``date_unknown``.
    earliest : date or None
        Last dose plus days, where dated.
    certain : bool
        False where it depends on something not known: which drug is planned, or what the drug is.
    sources : tuple of str
    basis, patient, clinician : str
    """

    washout: str
    drug: str
    days: int
    longest_days: int | None
    state: Literal["dated", "still_taking", "date_unknown"]
    earliest: dt.date | None
    certain: bool
    sources: tuple[str, ...]
    basis: str
    patient: str
    clinician: str


@dataclass(frozen=True, slots=True)
class Washout:
    """When an option may start, as far as gaps between drugs go.

    Parameters
    ----------
    option : str
    waits : tuple of Wait
        Every gap, the longest-lasting last.
    not_before : date or None
        The latest of the dates that could be computed; the option does not start before it in any case.
    questions : tuple of Question
        What is not known; while there is one, `earliest` is not given.
    """

    option: str
    waits: tuple[Wait, ...]
    not_before: dt.date | None
    questions: tuple[Question, ...]

    @property
    def is_known(self) -> bool:
        """Whether everything that bears on the day is known."""
        return not self.questions and all(wait.state == "dated" for wait in self.waits)

    @property
    def earliest(self) -> dt.date | None:
        """The first day the option may start: the latest of all gaps, or nothing where that is not known."""
        return self.not_before if self.is_known else None

    @property
    def text(self) -> str:
        """In plain words."""
        taking = [wait for wait in self.waits if wait.state == "still_taking" and wait.certain]
        if taking:
            longest = max(taking, key=lambda wait: wait.days)
            gap = "1 day" if longest.days == 1 else f"{longest.days} days"
            said = f"Not while you take {longest.drug}. Not before {gap} after the last dose."
            return f"{said} Never stop a drug on your own."
        if not self.is_known:
            held = f"Not before {self.not_before.isoformat()} in any case. " if self.not_before else ""
            return held + CANNOT_TELL
        return f"Not before {self.not_before.isoformat()}." if self.not_before else CLEAR


def washout(facts: PatientFacts, rules: SafetyRules, option: str) -> Washout:
    """Compute the gaps an option has to wait for.

    Parameters
    ----------
    facts : PatientFacts
        With the drugs taken now and stopped, and their last doses.
    rules : SafetyRules
    option : str
        Id of an option.

    Examples
    --------
    >>> from trd_sdm.clinical.safety_rules_load import load_safety_rules
    >>> from trd_sdm.evidence import load_library
    >>> rules = load_safety_rules(load_library())
    >>> facts = PatientFacts(all_drugs_listed="yes", all_stopped_listed="yes")
    >>> facts = facts.with_drug("fluoxetine", last_dose=dt.date(2026, 1, 1))
    >>> washout(facts, rules, "maoi").earliest
    datetime.date(2026, 2, 5)
    """
    facts = _with_groups_as_drugs(facts, rules)
    situation = Situation(facts, rules, option, None)
    waits: list[Wait] = []
    questions: set[Question] = set()
    for key, entry in rules.washouts.items():
        if option not in entry.options:
            continue
        starting = any_of(situation.planned(term) for term in entry.before) if entry.before else None
        if starting is not None and starting.truth is Truth.FALSE:
            continue
        touched = [found for use in facts.drugs if (found := _wait(situation, key, entry, use, starting))]
        waits += (wait for wait, _ in touched)
        for _, asked in touched:
            questions.update(asked)
        questions.update(_unlisted(situation, entry, starting))
    dated = [wait.earliest for wait in waits if wait.earliest is not None]
    ordered = sorted(waits, key=lambda wait: (wait.earliest or dt.date.max, wait.days, wait.washout, wait.drug))
    return Washout(option, tuple(ordered), max(dated, default=None), tuple(sorted(questions)))


def _wait(
    situation: Situation, key: str, entry: WashoutEntry, use: DrugUse, starting: Judgement | None
) -> tuple[Wait, tuple[Question, ...]] | None:
    drugs = situation.rules.drugs
    single = Situation(
        PatientFacts(drugs=(DrugUse(name=use.name),), all_drugs_listed="yes"), situation.rules, situation.option, None
    )
    member = any_of(single.taking(term) for term in entry.after)
    if member.truth is Truth.FALSE:
        return None
    if member.truth is Truth.UNKNOWN and drugs.resolve(use.name).key is not None and _is_settled(situation, entry, use):
        return None
    applies = all_of((member, starting)) if starting is not None else member
    state: Literal["dated", "still_taking", "date_unknown"] = "dated"
    earliest = None
    asked = list(applies.questions)
    if use.state == "current":
        state = "still_taking"
    elif use.last_dose is None:
        state = "date_unknown"
        asked.append(Question("last_dose", use.name, f"When was the last dose of {use.name}?"))
    else:
        earliest = use.last_dose + dt.timedelta(days=entry.days)
    certain = applies.truth is Truth.TRUE
    wait = Wait(
        key,
        use.name,
        entry.days,
        entry.longest_days,
        state,
        earliest,
        certain,
        entry.sources,
        entry.basis,
        entry.patient,
        entry.clinician,
    )
    return wait, tuple(asked)


def _is_settled(situation: Situation, entry: WashoutEntry, use: DrugUse) -> bool:
    """Say whether it was answered that no drug of the groups is, or was, taken."""
    answers = situation.facts.drug_groups if use.state == "current" else situation.facts.recent_groups
    return all(
        any(answers.get(group) == "no" for group in situation.rules.drugs.groups_of(term)) for term in entry.after
    )


def _unlisted(situation: Situation, entry: WashoutEntry, starting: Judgement | None) -> tuple[Question, ...]:
    """Give what is not known about drugs that are not in the list."""
    bare = Situation(situation.facts.with_(drugs=()), situation.rules, situation.option, None)
    others = any_of(bare.taken_within(term, entry.days) for term in entry.after)
    return (all_of((others, starting)) if starting is not None else others).questions


def _with_groups_as_drugs(facts: PatientFacts, rules: SafetyRules) -> PatientFacts:
    """Put a group answered with yes into the list where no listed drug explains it."""
    drugs, uses = rules.drugs, list(facts.drugs)
    kept: dict[str, dict[str, Answer]] = {}
    for field, state in (("drug_groups", "current"), ("recent_groups", "stopped")):
        answers: dict[str, Answer] = getattr(facts, field)
        kept[field] = {key: answer for key, answer in answers.items() if answer != "yes"}
        for key in answers.keys() - kept[field].keys():
            same = [use for use in facts.drugs if use.state == state]
            if not any(drugs.belongs(drugs.resolve(use.name).key, key) is Truth.TRUE for use in same):
                name = drugs.classes[key].name if key in drugs.classes else key
                uses.append(DrugUse.model_validate({"name": name, "state": state}))
    return facts.model_copy(update={"drugs": tuple(uses), **kept})

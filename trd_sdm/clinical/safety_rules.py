"""The safety rules as data: what each says, of which options, when, and where that comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.clinical.conditions import Condition
from trd_sdm.clinical.facts_vocabulary import FACTS, FactGroup, FactId
from trd_sdm.clinical.safety_rules_drugs import DrugClasses
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Text
from trd_sdm.evidence.option import RuleId

Level = Literal["not_suitable", "caution", "needs_monitoring", "nothing_found"]
Severity = Literal["absolute", "relative", "needs_monitoring"]
LEVELS: tuple[Level, ...] = ("not_suitable", "caution", "needs_monitoring", "nothing_found")  # gravest first
LEVEL_OF: Mapping[Severity, Level] = {
    "absolute": "not_suitable",
    "relative": "caution",
    "needs_monitoring": "needs_monitoring",
}

Options = Annotated[tuple[Key, ...], Field(min_length=1, max_length=64)]
Basis = Annotated[
    Literal["stated", "inferred"], Field(description="Whether the source says it, or it was drawn from the source.")
]


class RuleSource(Frozen):
    """Where a rule comes from, and how good the reading was (tier A to C)."""

    citation: Text
    tier: Literal["A", "B", "C"]
    where_read: Text | None = None
    doi: Text | None = None
    url: Annotated[Text, Field(pattern=r"^https?://\S+$")] | None = None


class FactEntry(Frozen):
    """A question: who can answer it, in plain words, in the clinician's, and what a yes implies."""

    group: FactGroup
    asked_of: Literal["patient", "clinician"]
    question: Text
    clinician: Text
    implies: tuple[FactId, ...] = ()


class WashoutEntry(Frozen):
    """How long after the last dose of a drug another may start.

    Parameters
    ----------
    after : tuple of str
        Drugs or groups that have to leave the body.
    before : tuple of str
        Drugs or groups that wait; empty for whatever the options start.
    days : int
        From the last dose to the first day the other may start.
    longest_days : int, optional
        What the most cautious source says, where sources differ.
    """

    after: Annotated[tuple[Key, ...], Field(min_length=1)]
    before: tuple[Key, ...] = ()
    options: Options
    days: Annotated[int, Field(strict=True, ge=1, le=366)]
    longest_days: Annotated[int, Field(strict=True, ge=1, le=366)] | None = None
    sources: Annotated[tuple[Key, ...], Field(min_length=1)]
    basis: Basis
    patient: Text
    clinician: Text


class SafetyRule(Frozen):
    """One rule.

    Parameters
    ----------
    options, by_analogy : tuple of str
        Options it was written for, and options it is applied to because nothing better was found for them.
    severity : str
        ``absolute``, ``relative`` or ``needs_monitoring``; see `level`.
    washouts : tuple of str
        Wash-outs after which the rule no longer holds.
    when : Condition
        What has to be so for the rule to fire.
    patient, clinician : str
        The reason in plain words, and in the clinician's.
    """

    id: RuleId
    options: Options
    by_analogy: tuple[Key, ...] = ()
    kind: Literal["condition", "interaction", "pregnancy"]
    severity: Severity
    basis: Basis
    sources: Annotated[tuple[Key, ...], Field(min_length=1)]
    washouts: tuple[Key, ...] = ()
    when: Condition
    patient: Text
    clinician: Text

    @property
    def level(self) -> Level:
        """The verdict it leads to where it fires."""
        return LEVEL_OF[self.severity]

    @property
    def all_options(self) -> tuple[str, ...]:
        """Every option it is judged for."""
        return (*self.options, *self.by_analogy)


class RulesFile(Frozen):
    """``safety_rules.yaml`` as a whole."""

    title: Text
    compiled: dt.date
    warning: Text
    starts: FrozenDict[tuple[Key, ...] | Literal["any"]]
    facts: FrozenDict[FactEntry]
    washouts: FrozenDict[WashoutEntry]
    rules: Annotated[tuple[SafetyRule, ...], Field(min_length=1, max_length=1000)]
    sources: FrozenDict[RuleSource]


class SafetyRules(RulesFile):
    """The rules with the drugs they speak of; load them with `load_safety_rules`, which checks the whole."""

    drugs: DrugClasses

    @cached_property
    def by_id(self) -> Mapping[str, SafetyRule]:
        """Every rule by its id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def implied(self) -> Mapping[str, frozenset[str]]:
        """For each fact, the facts that a yes to it makes true, itself among them."""
        return {fact: frozenset(self._below(fact, set())) for fact in FACTS}

    def _below(self, fact: str, seen: set[str]) -> set[str]:
        if fact not in seen:
            seen.add(fact)
            entry = self.facts.get(fact)
            for other in entry.implies if entry else ():
                self._below(other, seen)
        return seen

    def for_option(self, option: str) -> tuple[SafetyRule, ...]:
        """Give the rules judged for an option, in the order of the file."""
        return tuple(rule for rule in self.rules if option in rule.all_options)

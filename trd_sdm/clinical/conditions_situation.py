"""One person and one option, as a rule sees them: every condition judged true, false or unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from trd_sdm.clinical.conditions import (
    AgeIn,
    AllOf,
    Always,
    AnyOf,
    Condition,
    FactIs,
    Not,
    Planned,
    TakenWithin,
    Taking,
    Used,
)
from trd_sdm.clinical.conditions_truth import (
    HOLDS,
    HOLDS_NOT,
    Judgement,
    Question,
    Truth,
    all_of,
    any_of,
    negated,
    unknown,
)
from trd_sdm.clinical.facts import DrugUse, PatientFacts
from trd_sdm.clinical.safety_rules import SafetyRules

AGE = Question("age", "", "How old are you?")
TODAY = Question("date", "", "Which day is it today?")


@dataclass(frozen=True)
class Situation:
    """What is known, for one option, on one day.

    Parameters
    ----------
    facts : PatientFacts
    rules : SafetyRules
    option : str
        The option looked at; it decides which drugs would be started.
    on : date or None
        The day for which gaps after a last dose are counted; nothing leaves dated rules open.
    """

    facts: PatientFacts
    rules: SafetyRules
    option: str
    on: dt.date | None

    def judge(self, condition: Condition) -> Judgement:  # noqa: C901 -- one case for each word of the language
        """Judge a condition; where it is unknown, say which questions would settle it."""
        match condition:
            case AnyOf(parts=parts):
                return any_of(self.judge(part) for part in parts)
            case AllOf(parts=parts):
                return all_of(self.judge(part) for part in parts)
            case Not(part=part):
                return negated(self.judge(part))
            case Always():
                return HOLDS
            case FactIs(fact=fact):
                return self.fact(fact)
            case AgeIn(age=bands):
                return self._age(bands)
            case Taking(taking=terms):
                return any_of(self.taking(term) for term in terms)
            case TakenWithin(taken_within=recent):
                return any_of(self.taken_within(term, recent.days) for term in recent.drug)
            case Planned(planned=terms):
                return any_of(self.planned(term) for term in terms)
            case Used(used=terms):
                return any_of(judged for term in terms for judged in (self.taking(term), self.planned(term)))

    def fact(self, fact: str) -> Judgement:
        """Judge a fact. A yes spreads to what it implies, and wins over a no; a no spreads the other way."""
        if self._is_yes(fact):
            return HOLDS
        answers = self.facts.answers
        if any(answers.get(other) == "no" and not self._is_yes(other) for other in self.rules.implied[fact]):
            return HOLDS_NOT
        return unknown(Question("fact", fact, self.rules.facts[fact].question))

    def _is_yes(self, fact: str) -> bool:
        return any(answer == "yes" and fact in self.rules.implied[key] for key, answer in self.facts.answers.items())

    def _age(self, bands: Iterable[str]) -> Judgement:
        if self.facts.age == "unknown":
            return unknown(AGE)
        return HOLDS if self.facts.age in bands else HOLDS_NOT

    def taking(self, term: str) -> Judgement:
        """Judge whether a drug, or a drug of a group, is taken now."""
        uses = [use for use in self.facts.drugs if use.state == "current"]
        return self._any_use(
            term, uses, recent=False, is_whole=self.facts.all_drugs_listed == "yes", timing=lambda _: HOLDS
        )

    def stopped_within(self, term: str, days: int) -> Judgement:
        """Judge whether the last dose of a stopped drug lies fewer days back than said."""
        uses = [use for use in self.facts.drugs if use.state == "stopped"]
        return self._any_use(
            term,
            uses,
            recent=True,
            is_whole=self.facts.all_stopped_listed == "yes",
            timing=lambda use: self._fewer_days_back(use, days),
        )

    def taken_within(self, term: str, days: int) -> Judgement:
        """Judge whether a drug is taken now or was stopped fewer days back than said."""
        return any_of((self.taking(term), self.stopped_within(term, days)))

    def planned(self, term: str) -> Judgement:
        """Judge whether the option would start a drug, or a drug of a group."""
        starts = self.rules.starts[self.option]
        which = unknown(Question("planned", self.option, "Which drug is meant?"))
        fixed: list[Judgement] = []
        if starts != "any":
            fixed = [self._belongs(key, key, term, which) for key in starts]
            if not starts or any_of(fixed).truth is Truth.TRUE:
                return any_of(fixed)
        if self.option in self.facts.planned:
            drugs = self.rules.drugs
            names = self.facts.planned[self.option]
            return any_of(
                self._belongs(name, drugs.resolve(name).key, term, self._which_group(name, term)) for name in names
            )
        return any_of(fixed) if starts != "any" else which

    def _any_use(
        self, term: str, uses: list[DrugUse], *, recent: bool, is_whole: bool, timing: Callable[[DrugUse], Judgement]
    ) -> Judgement:
        """Join what the listed drugs, the answers about groups and the completeness of the list say."""
        drugs = self.rules.drugs
        answers = self.facts.recent_groups if recent else self.facts.drug_groups
        ask = unknown(self._ask_group(term, recent=recent))
        found = any_of(
            all_of(
                (
                    self._belongs(use.name, drugs.resolve(use.name).key, term, self._which_group(use.name, term)),
                    timing(use),
                )
            )
            for use in uses
        )
        groups = drugs.groups_of(term)
        named = [key for key, answer in answers.items() if answer == "yes"]
        by_group = any_of(
            all_of((self._belongs(key, key, term, ask), timing(DrugUse(name=drugs.words(key), state="stopped"))))
            for key in named
            if not self._listed(key, uses)
        )
        if Truth.TRUE in {found.truth, by_group.truth}:
            return HOLDS
        if any(answers.get(group) == "no" for group in groups):
            return found if self._listed(term, uses) else HOLDS_NOT
        if is_whole:
            return any_of((found, by_group))
        return any_of((found, by_group, ask))

    def _listed(self, group: str, uses: list[DrugUse]) -> bool:
        """Say whether a drug of a group is in the list, so that its own date counts."""
        drugs = self.rules.drugs
        return any(drugs.belongs(drugs.resolve(use.name).key, group) is Truth.TRUE for use in uses)

    def _belongs(self, name: str, key: str | None, term: str, ask: Judgement) -> Judgement:
        truth = self.rules.drugs.belongs(key, term)
        return {Truth.TRUE: HOLDS, Truth.FALSE: HOLDS_NOT}.get(truth, ask)

    def _which_group(self, name: str, term: str) -> Judgement:
        if self.rules.drugs.resolve(name).key is None:
            return unknown(Question("drug_name", name, f"Which drug is “{name}”? We do not know this name."))
        words = self.rules.drugs.words(term)
        return unknown(Question("drug_group", term, f"Is {name} {words}?"))

    def _ask_group(self, term: str, *, recent: bool) -> Question:
        words = self.rules.drugs.words(term)
        if recent:
            return Question("recent_group", term, f"Did you stop {words} in the last six weeks?")
        return Question("drug_group", term, f"Do you take {words} now?")

    def _fewer_days_back(self, use: DrugUse, days: int) -> Judgement:
        if use.last_dose is None:
            return unknown(Question("last_dose", use.name, f"When was the last dose of {use.name}?"))
        if self.on is None:
            return unknown(TODAY)
        return HOLDS if (self.on - use.last_dose).days < days else HOLDS_NOT

"""Finding facts for which a rule fires, and facts for which it does not: a rule without the first is dead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice, product

from trd_sdm.clinical.conditions import (
    AgeIn,
    AllOf,
    AnyOf,
    Atom,
    Condition,
    FactIs,
    Not,
    Planned,
    TakenWithin,
    Taking,
    Used,
)
from trd_sdm.clinical.conditions_situation import Situation
from trd_sdm.clinical.conditions_truth import Truth
from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.facts_vocabulary import AGE_BANDS
from trd_sdm.clinical.safety_rules import SafetyRules

WAYS_AT_MOST = 20_000
DAY = dt.date(2026, 1, 1)  # any day will do: only the days in between count

Literal_ = tuple[Atom, str, bool]
"""A simple condition, the one drug or band of it that is meant, and whether it should hold."""


def ways(condition: Condition, *, hold: bool) -> Iterator[tuple[Literal_, ...]]:
    """Give the ways a condition can be made to hold, or not to: each a list of simple conditions."""
    match condition:
        case Not(part=part):
            yield from ways(part, hold=not hold)
        case AnyOf(parts=parts) | AllOf(parts=parts):
            if isinstance(condition, AnyOf) is hold:
                for part in parts:
                    yield from ways(part, hold=hold)
            else:
                for chosen in product(*(tuple(ways(part, hold=hold)) for part in parts)):
                    yield tuple(literal for way in chosen for literal in way)
        case _:
            named = _named(condition)
            if hold:
                yield from (((condition, name, True),) for name in named)
            else:
                yield tuple((condition, name, False) for name in named)


def _named(atom: Atom) -> tuple[str, ...]:
    match atom:
        case FactIs(fact=fact):
            return (fact,)
        case AgeIn(age=bands):
            return bands
        case Taking(taking=terms) | Planned(planned=terms) | Used(used=terms):
            return terms
        case TakenWithin(taken_within=recent):
            return recent.drug
        case _:
            return ("",)


def solve(condition: Condition, rules: SafetyRules, option: str, *, hold: bool) -> PatientFacts | None:
    """Find facts on `DAY` for which a condition is known to hold, or known not to.

    Returns
    -------
    PatientFacts or None
        Nothing where no such facts were found.
    """
    for way in islice(ways(condition, hold=hold), WAYS_AT_MOST):
        for facts in _fulfil(way, option):
            judged = Situation(facts, rules, option, DAY).judge(condition)
            if judged.truth is (Truth.TRUE if hold else Truth.FALSE):
                return facts
    return None


def _fulfil(way: tuple[Literal_, ...], option: str) -> Iterator[PatientFacts]:
    """Give facts that could make a way true: what may be taken or planned is first taken, then planned."""
    bands = set(AGE_BANDS) - {"unknown"}
    for atom, name, hold in way:
        if isinstance(atom, AgeIn):
            bands &= {name} if hold else bands - {name}
    if bands:
        aged = PatientFacts.model_validate({"age": min(bands)})
        yield from (_facts(way, option, aged, is_planned=is_planned) for is_planned in (False, True))


def _facts(way: tuple[Literal_, ...], option: str, facts: PatientFacts, *, is_planned: bool) -> PatientFacts:
    planned: dict[str, bool] = {}
    for atom, name, hold in way:
        match atom:
            case FactIs(fact=fact):
                facts = facts.with_answer(fact, "yes" if hold else "no")
            case Taking() | TakenWithin():
                facts = _drug(facts, name, hold=hold)
            case Used() if hold and not is_planned:
                facts = _drug(facts, name, hold=True)
            case Used() if not hold:
                facts = _drug(facts, name, hold=False)
                planned[name] = False
            case Used() | Planned():
                planned[name] = hold
            case _:
                continue
    picked = tuple(name for name, hold in planned.items() if hold)
    return facts.with_(planned={option: picked}) if planned else facts


def _drug(facts: PatientFacts, name: str, *, hold: bool) -> PatientFacts:
    if not hold:
        return facts.with_group(name, "no").with_group(name, "no", recent=True)
    return facts.with_drug(name)

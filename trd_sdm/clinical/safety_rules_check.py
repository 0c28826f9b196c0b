"""What makes a set of safety rules usable as a whole: nothing unknown, nothing dead, nothing at odds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from trd_sdm.clinical.conditions import Always, terms
from trd_sdm.clinical.facts_vocabulary import FACTS
from trd_sdm.clinical.safety_rules import SafetyRule, SafetyRules
from trd_sdm.clinical.safety_rules_drugs import DrugClasses
from trd_sdm.clinical.safety_rules_solve import WAYS_AT_MOST, solve, ways
from trd_sdm.evidence import Library
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.reading import Document, Path_


def _unknown(document: Document, at: Path_, named: Iterable[str], known: Iterable[str], what: str) -> Iterator[Fault]:
    held = set(known)
    for place, name in enumerate(named):
        if name not in held:
            allowed = ", ".join(sorted(held)) if len(held) <= 40 else f"an id of {what}s"
            yield document.fault((*at, place), f"this {what} is not known", found=name, allowed=allowed)


def check_drugs(document: Document, drugs: DrugClasses) -> Iterator[Fault]:
    """Give what is wrong inside the drug file: unknown groups, circles, one name for two drugs."""
    for key, group in drugs.classes.items():
        yield from _unknown(document, ("classes", key, "part_of"), group.part_of, drugs.classes, "group of drugs")
        if any(key in drugs.groups_of(other) for other in group.part_of if other != key) or key in group.part_of:
            yield document.fault(("classes", key, "part_of"), "the group is part of itself", found=key)
    for key, drug in drugs.drugs.items():
        yield from _unknown(document, ("drugs", key, "classes"), drug.classes, drugs.classes, "group of drugs")
        yield from _unknown(document, ("drugs", key, "holds"), drug.holds, drugs.drugs, "drug")
        if key in drugs.classes:
            yield document.fault(("drugs", key), "a drug and a group have the same id", found=key)
    owner: dict[str, str] = {}
    for name, key in drugs.names():
        if owner.setdefault(name, key) != key:
            at = ("classes" if key in drugs.classes else "drugs", key)
            yield document.fault(
                at, f"this name already stands for {owner[name]}", found=name, allowed="each name once"
            )


def check_references(document: Document, rules: SafetyRules, library: Library) -> Iterator[Fault]:
    """Give every name that stands for nothing, and every question that is missing."""
    yield from _starts(document, rules, library)
    yield from _questions(document, rules)
    yield from _washouts(document, rules, library)
    yield from _rules(document, rules, library)


def _starts(document: Document, rules: SafetyRules, library: Library) -> Iterator[Fault]:
    allowed = ", ".join(library.options)
    for option, started in rules.starts.items():
        if option not in library.options:
            yield document.fault(("starts", option), "this option is not known", found=option, allowed=allowed)
        if started != "any":
            yield from _unknown(document, ("starts", option), started, rules.drugs.ids, "drug or group")
    for option in library.options:
        if option not in rules.starts:
            allowed = "a list of drugs or groups, [] or any"
            yield document.fault(("starts",), f"nothing says what {option} starts", allowed=allowed)


def _questions(document: Document, rules: SafetyRules) -> Iterator[Fault]:
    for fact in rules.facts:
        if fact not in FACTS:
            allowed = "a fact of the closed list"
            yield document.fault(("facts", fact), "this fact is not in the closed list", found=fact, allowed=allowed)
    for fact in FACTS:
        if fact not in rules.facts:
            yield document.fault(("facts",), f"the question for {fact} is missing", allowed="every fact of the list")


def _washouts(document: Document, rules: SafetyRules, library: Library) -> Iterator[Fault]:
    for key, washout in rules.washouts.items():
        at: Path_ = ("washouts", key)
        yield from _unknown(document, (*at, "options"), washout.options, library.options, "option")
        yield from _unknown(document, (*at, "after"), washout.after, rules.drugs.ids, "drug or group")
        yield from _unknown(document, (*at, "before"), washout.before, rules.drugs.ids, "drug or group")
        yield from _unknown(document, (*at, "sources"), washout.sources, rules.sources, "source")
        if washout.longest_days is not None and washout.longest_days < washout.days:
            found, allowed = washout.longest_days, f"at least {washout.days}"
            yield document.fault((*at, "longest_days"), "the longest gap is shorter", found=found, allowed=allowed)


def _rules(document: Document, rules: SafetyRules, library: Library) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, rule in enumerate(rules.rules):
        at: Path_ = ("rules", place)
        if rule.id in seen:
            yield document.fault((*at, "id"), "this rule stands here twice", found=rule.id, allowed="each rule once")
        seen.add(rule.id)
        yield from _unknown(document, (*at, "options"), rule.options, library.options, "option")
        yield from _unknown(document, (*at, "by_analogy"), rule.by_analogy, library.options, "option")
        for option in sorted(set(rule.options) & set(rule.by_analogy)):
            message = "an option stands both as written for and as by analogy"
            yield document.fault((*at, "by_analogy"), message, found=option, allowed="each option once")
        yield from _unknown(document, (*at, "sources"), rule.sources, rules.sources, "source")
        yield from _unknown(document, (*at, "washouts"), rule.washouts, rules.washouts, "wash-out")
        for term in terms(rule.when):
            if term not in rules.drugs:
                allowed = "an id of drug_classes.yaml"
                yield document.fault((*at, "when"), "this drug or group is not known", found=term, allowed=allowed)


def check_promises(document: Document, rules: SafetyRules, library: Library) -> Iterator[Fault]:
    """Give what the options' own lists of rules promise and the rules do not keep."""
    for key, option in library.options.items():
        lists = {"absolute_ids": option.who_should_not.absolute_ids, "caution_ids": option.who_should_not.caution_ids}
        for name, ids in lists.items():
            for rule_id in ids:
                where = f"{key} names it in who_should_not.{name}"
                rule = rules.by_id.get(rule_id)
                if rule is None:
                    yield document.fault(("rules",), f"rule {rule_id} is missing: {where}", allowed="a rule of this id")
                elif key not in rule.options:
                    at = ("rules", rules.rules.index(rule), "options")
                    yield document.fault(at, f"the rule leaves out {key}: {where}", found=rule.options, allowed=key)
                elif (rule.severity == "absolute") is not (name == "absolute_ids"):
                    at = ("rules", rules.rules.index(rule), "severity")
                    allowed = "absolute" if name == "absolute_ids" else "relative, needs_monitoring"
                    yield document.fault(at, f"the severity differs: {where}", found=rule.severity, allowed=allowed)


def check_reach(document: Document, rules: SafetyRules) -> Iterator[Fault]:
    """Give the rules that can never fire, or that fire for everyone without saying so."""
    for place, rule in enumerate(rules.rules):
        at = ("rules", place, "when")
        if sum(1 for _ in zip(ways(rule.when, hold=True), range(WAYS_AT_MOST), strict=False)) >= WAYS_AT_MOST:
            yield document.fault(at, "the condition is too large to check", allowed="fewer parts")
            continue
        for option in rule.all_options:
            if solve(rule.when, rules, option, hold=True) is None:
                message = f"the rule can never fire for {option}"
                yield document.fault(at, message, found=rule.id, allowed="a condition that some facts fulfil")
            elif not isinstance(rule.when, Always) and solve(rule.when, rules, option, hold=False) is None:
                message = f"the rule fires for everyone who looks at {option}"
                yield document.fault(at, message, found=rule.id, allowed="always, or a condition that can fail")


def _same(rule: SafetyRule) -> frozenset[frozenset[tuple[str, str, bool]]]:
    """Give a condition in a form that does not depend on how it is written down."""
    found = {
        frozenset((f"{type(atom).__name__}:{_days(atom)}", name, hold) for atom, name, hold in way)
        for way in ways(rule.when, hold=True)
    }
    return frozenset(way for way in found if not any(other < way for other in found))


def _days(atom: Any) -> int:
    recent = getattr(atom, "taken_within", None)
    return recent.days if recent else 0


def check_agreement(document: Document, rules: SafetyRules) -> Iterator[Fault]:
    """Give rules that say different things of one option, on one condition, from one source."""
    held: dict[tuple[str, str, object], list[tuple[int, SafetyRule]]] = defaultdict(list)
    for place, rule in enumerate(rules.rules):
        form = _same(rule)
        for option in rule.all_options:
            for source in rule.sources:
                held[option, source, form].append((place, rule))
    said: set[tuple[int, int]] = set()
    for (option, source, _), same in held.items():
        first_place, first = same[0]
        for place, rule in same[1:]:
            if rule.level != first.level and (first_place, place) not in said:
                said.add((first_place, place))
                message = f"{first.id} says {first.level} of {option} on the same condition from {source}"
                found, allowed = rule.level, first.level
                yield document.fault(("rules", place, "severity"), message, found=found, allowed=allowed)

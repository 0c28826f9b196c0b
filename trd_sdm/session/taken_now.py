"""What the rules say of a drug that is taken already: they are written for starting it, and hold while it is taken.

Staying as we are starts nothing, so no rule on starting a drug speaks of it. Lithium with a failing kidney, or a MAO
inhibitor with a drug it must not be mixed with, would then go unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trd_sdm.clinical.conditions_truth import Truth
from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.safety_rules import SafetyRules
from trd_sdm.clinical.verdicts import Finding, OptionVerdict

GRAVE = ("not_suitable", "caution")


@dataclass(frozen=True, slots=True)
class TakenNow:
    """Drugs taken now that an option would start, and the rules on that option that hold.

    Parameters
    ----------
    option : str
        The option whose rules they are.
    drugs : tuple of str
        As named in the facts.
    findings : tuple of Finding
        Gravest first; rules that only ask for checks, and gaps before a start, are left out.
    """

    option: str
    drugs: tuple[str, ...]
    findings: tuple[Finding, ...]


def taken_now(facts: PatientFacts, rules: SafetyRules, judged: Mapping[str, OptionVerdict]) -> tuple[TakenNow, ...]:
    """Give the drugs taken now that a rule bars or calls for care with.

    Parameters
    ----------
    facts : PatientFacts
    rules : SafetyRules
    judged : mapping
        The verdict by option, for these facts.

    Examples
    --------
    >>> from trd_sdm.clinical.safety_rules_load import load_safety_rules
    >>> from trd_sdm.clinical.verdicts import verdicts
    >>> from trd_sdm.evidence import load_library
    >>> library = load_library()
    >>> rules = load_safety_rules(library)
    >>> facts = PatientFacts().with_drug("lithium").with_drug("ibuprofen")
    >>> (found,) = taken_now(facts, rules, verdicts(facts, rules, library))
    >>> found.drugs, [finding.rule for finding in found.findings]
    (('lithium',), ['lithium_augmentation.i1'])
    """
    found = []
    for option, verdict in judged.items():
        starts = rules.starts[option]
        drugs = () if starts == "any" else tuple(_taken(facts, rules, starts))
        findings = tuple(one for one in verdict.fired if one.level in GRAVE and not _is_gap(rules, one))
        if drugs and findings:
            found.append(TakenNow(option, drugs, findings))
    return tuple(found)


def _taken(facts: PatientFacts, rules: SafetyRules, starts: tuple[str, ...]) -> dict[str, None]:
    drugs = rules.drugs
    named = {use.name: drugs.resolve(use.name).key for use in facts.drugs if use.state == "current"}
    listed = {name: None for name, key in named.items() if _is_one(rules, key, starts)}
    if listed:
        return listed
    groups = [key for key, told in facts.drug_groups.items() if told == "yes" and _is_one(rules, key, starts)]
    return dict.fromkeys(drugs.words(key) for key in groups)


def _is_one(rules: SafetyRules, key: str | None, starts: tuple[str, ...]) -> bool:
    return any(rules.drugs.belongs(key, term) is Truth.TRUE for term in starts)


def _is_gap(rules: SafetyRules, finding: Finding) -> bool:
    """Say whether a rule asks for a gap before the start: it says nothing of a drug that is taken already."""
    rule = rules.by_id[finding.rule]
    return rule.kind == "condition" and bool(rule.washouts)

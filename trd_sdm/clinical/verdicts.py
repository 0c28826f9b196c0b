"""What the safety rules say of each option for one person; what was not asked is named, never taken for no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from trd_sdm.clinical.conditions_situation import Situation
from trd_sdm.clinical.conditions_truth import Question, Truth
from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.safety_rules import LEVELS, Level, RuleSource, SafetyRule, SafetyRules
from trd_sdm.evidence import Library

NOTHING_FOUND = "no rule fired; this is not proof of safety"
LEVEL_WORDS: dict[Level, str] = {
    "not_suitable": "not suitable",
    "caution": "take care",
    "needs_monitoring": "needs checks",
    "nothing_found": NOTHING_FOUND,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired, or that cannot be judged yet.

    Parameters
    ----------
    rule, level : str
    patient, clinician : str
        The reason in plain words, and in the clinician's.
    basis : str
        ``stated`` or ``inferred``; a rule applied by analogy is inferred whatever its source says.
    by_analogy : bool
        Whether the rule was written for another option.
    sources : tuple of str
    washouts : tuple of str
        Wash-outs after which the rule no longer holds; see `trd_sdm.clinical.washout`.
    questions : tuple of Question
        What would settle it; empty for a rule that fired.
    """

    rule: str
    level: Level
    patient: str
    clinician: str
    basis: str
    by_analogy: bool
    sources: tuple[str, ...]
    washouts: tuple[str, ...]
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionVerdict:
    """The verdict on one option.

    Parameters
    ----------
    option : str
    level : str
        The gravest level of the rules that fired; ``nothing_found`` where none did.
    fired, cannot_tell : tuple of Finding
        Rules that fired, and rules that wait for an answer; gravest first.
    """

    option: str
    level: Level
    fired: tuple[Finding, ...]
    cannot_tell: tuple[Finding, ...]

    @property
    def could_become(self) -> Level:
        """The gravest level the option could still get once every question is answered."""
        return gravest((self.level, *(finding.level for finding in self.cannot_tell)))

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question that would settle something, those behind the gravest rules first."""
        return tuple(dict.fromkeys(question for finding in self.cannot_tell for question in finding.questions))

    @property
    def open_words(self) -> str:
        """How many questions are open, in plain words; empty where none is."""
        count = len(self.questions)
        if not count:
            return ""
        return "1 safety question is still open" if count == 1 else f"{count} safety questions are still open"

    @property
    def text(self) -> str:
        """The verdict in plain words, with what is still open."""
        said = LEVEL_WORDS[self.level]
        said = said[0].upper() + said[1:] + "."
        return f"{said} {self.open_words}." if self.open_words else said


def gap_lifts(verdict: OptionVerdict) -> bool:
    """Say whether each rule that makes an option not suitable holds only until drugs have left the body."""
    grave = [finding for finding in verdict.fired if finding.level == "not_suitable"]
    return bool(grave) and all(finding.washouts for finding in grave)


def gravest(levels: tuple[Level, ...]) -> Level:
    """Give the gravest of some levels.

    Examples
    --------
    >>> gravest(("nothing_found", "caution", "needs_monitoring"))
    'caution'
    """
    return min(levels, key=LEVELS.index, default="nothing_found")


class FactsNotKnown(ValueError):  # noqa: N818 -- it says what is not known; "Error" would add nothing
    """Facts that name a group of drugs or an option nobody knows."""


def verdicts(
    facts: PatientFacts, rules: SafetyRules, library: Library, *, on: dt.date | None = None
) -> dict[str, OptionVerdict]:
    """Judge every option.

    Parameters
    ----------
    facts : PatientFacts
    rules : SafetyRules
        As loaded for this library.
    library : Library
    on : date, optional
        The day it is judged for. Without it, a rule that counts days since a last dose cannot tell.

    Returns
    -------
    dict of str to OptionVerdict
        One for every option of the library, in its order.

    Raises
    ------
    FactsNotKnown
        If the facts name a group of drugs or an option that is not known.

    Examples
    --------
    >>> from trd_sdm.clinical.safety_rules_load import load_safety_rules
    >>> from trd_sdm.evidence import load_library
    >>> library = load_library()
    >>> rules = load_safety_rules(library)
    >>> facts = PatientFacts(answers={"metal_near_coil": "yes"})
    >>> verdict = verdicts(facts, rules, library)["rtms"]
    >>> verdict.level, verdict.fired[0].rule
    ('not_suitable', 'rtms_tbs.c1')
    """
    faults = tuple(unknown_names(facts, rules, library))
    if faults:
        raise FactsNotKnown("; ".join(faults))
    return {option: _verdict(Situation(facts, rules, option, on)) for option in library.options}


def unknown_names(facts: PatientFacts, rules: SafetyRules, library: Library) -> Iterator[str]:
    """Give a sentence for each group of drugs or option that the facts name and nobody knows."""
    for field in ("drug_groups", "recent_groups"):
        for name in getattr(facts, field):
            if name not in rules.drugs:
                yield f"{field}: {name} is no group of drugs or drug of drug_classes.yaml"
    for option in facts.planned:
        if option not in library.options:
            yield f"planned: {option} is no option; known are {', '.join(library.options)}"


def sources_of(finding: Finding, rules: SafetyRules) -> tuple[RuleSource, ...]:
    """Give the sources behind a finding."""
    return tuple(rules.sources[key] for key in finding.sources)


def _verdict(situation: Situation) -> OptionVerdict:
    fired: list[Finding] = []
    waiting: list[Finding] = []
    for rule in situation.rules.for_option(situation.option):
        judged = situation.judge(rule.when)
        if judged.truth is Truth.TRUE:
            fired.append(_finding(rule, situation.option, ()))
        elif judged.truth is Truth.UNKNOWN:
            waiting.append(_finding(rule, situation.option, judged.questions))
    level = gravest(tuple(finding.level for finding in fired))
    return OptionVerdict(situation.option, level, _graver_first(fired), _graver_first(waiting))


def _graver_first(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: LEVELS.index(finding.level)))


def _finding(rule: SafetyRule, option: str, questions: tuple[Question, ...]) -> Finding:
    by_analogy = option in rule.by_analogy
    return Finding(
        rule.id,
        rule.level,
        rule.patient,
        rule.clinician,
        "inferred" if by_analogy else rule.basis,
        by_analogy,
        rule.sources,
        rule.washouts,
        questions,
    )

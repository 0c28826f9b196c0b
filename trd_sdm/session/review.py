"""What comes before any option is compared: the past trials, the open checks, and what must not be done.

The rules and texts are handed in, so that a record can be read and kept without loading any of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.adherence import AdherenceSummary, summarise_adherence
from trd_sdm.clinical.checks import CheckSummary, summarise_checks
from trd_sdm.clinical.facts import DrugUse, PatientFacts
from trd_sdm.clinical.history import HistorySummary, summarise
from trd_sdm.clinical.measures import Scored, ScoreReading, read_score, score
from trd_sdm.clinical.residual import ResidualSummary, summarise_residual
from trd_sdm.clinical.safety_stop import STOP, URGENT, WHY, stop_needed
from trd_sdm.clinical.verdicts import Finding, OptionVerdict, verdicts
from trd_sdm.clinical.washout import Washout, washout
from trd_sdm.session.record import STAY, Record
from trd_sdm.session.signs import not_logged
from trd_sdm.session.taken_now import TakenNow, taken_now

if TYPE_CHECKING:
    from trd_sdm.clinical.adequacy import Judgement
    from trd_sdm.clinical.knowledge import Clinical
    from trd_sdm.clinical.safety_rules import SafetyRules
    from trd_sdm.clinical.trials import Trial
    from trd_sdm.evidence import Library


@dataclass(frozen=True, slots=True)
class SafetyHold:
    """Whether the safety stop holds.

    Attributes
    ----------
    holds : bool
    why : tuple of str
        One sentence for each sign that no clinician has acted on yet; empty where the stop does not hold.
    asked : bool
        Whether anything about safety was asked at all.
    """

    holds: bool
    why: tuple[str, ...]
    asked: bool

    @property
    def text(self) -> str:
        """What to say; a stop that does not hold is no sign that all is well."""
        if self.holds:
            return " ".join((STOP, *self.why))
        return "No stop holds. This does not rule anything out." if self.asked else "Safety has not been asked about."


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one option stands: its verdict, whether it stays in the fit, and why it was put back, if it was."""

    option: str
    verdict: OptionVerdict
    in_fit: bool
    put_back: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """Everything a record says before its options are compared.

    Attributes
    ----------
    on : date
        The day it is judged for.
    library_version : str
        Evidence it was judged with.
    trials : tuple of (Trial, Judgement)
        In the order of the record.
    history : HistorySummary
        Whether the definition of TRD is met, warnings, stages, and why steps failed.
    checks : tuple of CheckSummary
        Look-alikes, then contributors.
    adherence, residual : AdherenceSummary, ResidualSummary
    questionnaires, scores : tuple of Scored, tuple of ScoreReading
    taken_from_trials : tuple of str
        Drugs still taken by the list of trials that the list of drugs left out; the rules count them.
    taken_now : tuple of TakenNow
        Drugs taken now that a rule bars or calls for care with.
    verdicts, washouts : mapping
        By option, in the order of the library.
    safety_stop : SafetyHold
    put_back : mapping
        By option, why a clinician put it back; only options that a rule calls not suitable.
    """

    on: dt.date
    library_version: str
    trials: tuple[tuple[Trial, Judgement], ...]
    history: HistorySummary
    checks: tuple[CheckSummary, ...]
    adherence: AdherenceSummary
    residual: ResidualSummary
    questionnaires: tuple[Scored, ...]
    scores: tuple[ScoreReading, ...]
    taken_from_trials: tuple[str, ...]
    taken_now: tuple[TakenNow, ...]
    verdicts: Mapping[str, OptionVerdict]
    washouts: Mapping[str, Washout]
    safety_stop: SafetyHold
    put_back: Mapping[str, str]

    def standing(self, option: str) -> Standing:
        """Say where an option stands.

        Raises
        ------
        KeyError
            If the library knows no such option.
        """
        verdict, reason = self.verdicts[option], self.put_back.get(option)
        return Standing(option, verdict, verdict.level != "not_suitable" or reason is not None, reason)

    def against(self, option: str) -> tuple[Finding, ...]:
        """Give the rules that call an option not suitable, where nobody put it back; empty for any other answer.

        What was chosen before a rule spoke against it stays in the record, and is shown with these.
        """
        verdict = self.verdicts.get(option)
        if verdict is None or self.standing(option).in_fit:
            return ()
        return tuple(finding for finding in verdict.fired if finding.level == "not_suitable")

    def suitable(self, options: Iterable[str]) -> tuple[str, ...]:
        """Give the options that stay in the fit, in the order given.

        One that a rule calls not suitable leaves, unless a clinician put it back with a reason. One whose
        rules cannot tell yet stays, with its questions.
        """
        return tuple(option for option in options if self.standing(option).in_fit)

    def in_fit(self, shortlist: Iterable[str]) -> tuple[str, ...]:
        """Give the shortlist to compute the fit of: the suitable ones, and staying, which is always on the table."""
        listed = tuple(shortlist)
        kept = {*self.suitable(listed), STAY}
        return tuple(option for option in listed if option in kept)


def review(record: Record, library: Library, clinical: Clinical, rules: SafetyRules, *, on: dt.date) -> Review:
    """Review a record.

    Parameters
    ----------
    record : Record
        As `read_record` gives it, so that everything it names is known.
    library : Library
    clinical : Clinical
        From `trd_sdm.clinical.knowledge.load_clinical`.
    rules : SafetyRules
        From `trd_sdm.clinical.safety_rules_load.load_safety_rules`, for this library.
    on : date
        The day it is judged for; rules that count days since a last dose need it.

    Raises
    ------
    FactsNotKnown
        If the facts name a group of drugs or an option that is not known.
    ValueError
        If a questionnaire or score does not fit its measure.

    Examples
    --------
    >>> from trd_sdm.clinical.knowledge import load_clinical
    >>> from trd_sdm.clinical.safety_rules_load import load_safety_rules
    >>> from trd_sdm.evidence import load_library
    >>> library = load_library()
    >>> record = Record(library_version=library.version, facts={"answers": {"metal_near_coil": "yes"}})
    >>> found = review(record, library, load_clinical(), load_safety_rules(library), on=dt.date(2026, 11, 23))
    >>> found.history.trd.finding, found.suitable(("rtms", "ect"))
    ('cannot_tell', ('ect',))
    """
    facts, added = _facts_with_trials(record, clinical, rules, on)
    checks = (
        summarise_checks("lookalikes", clinical.lookalikes, record.lookalikes),
        summarise_checks("contributors", clinical.contributors, record.contributors),
    )
    history = summarise(record.past, clinical, checks=checks)
    judged = verdicts(facts, rules, library, on=on)
    return Review(
        on=on,
        library_version=library.version,
        trials=tuple(zip(record.past.trials, history.judgements, strict=True)),
        history=history,
        checks=checks,
        adherence=summarise_adherence(clinical.adherence, record.adherence),
        residual=summarise_residual(clinical.residual, record.residual),
        questionnaires=tuple(
            score(clinical.instruments[held.instrument], held.answers, clinical.choices(held.instrument))
            for held in record.questionnaires
        ),
        scores=tuple(read_score(entered, clinical.rights[entered.measure]) for entered in record.scores),
        taken_from_trials=added,
        taken_now=taken_now(facts, rules, judged),
        verdicts=judged,
        washouts={option: washout(facts, rules, option) for option in library.options},
        safety_stop=_hold(record),
        put_back={
            option: reason
            for option, reason in record.put_back.items()
            if option in judged and judged[option].level == "not_suitable"
        },
    )


def _facts_with_trials(
    record: Record, clinical: Clinical, rules: SafetyRules, on: dt.date
) -> tuple[PatientFacts, tuple[str, ...]]:
    """Give the facts as the rules read them.

    A drug that the list of trials says is still taken counts even where the list of drugs left it out, and a
    spelling only the agent table knows is read as the drug it means.
    """
    listed = [use.model_copy(update={"name": _read_as(use.name, clinical, rules)}) for use in record.facts.drugs]
    current = {_same(use.name, rules) for use in listed if use.state == "current"}
    added: dict[str, DrugUse] = {}
    for trial in record.past.trials:
        if trial.kind == "drug" and trial.agent and trial.stopped == "still_taking" and trial.agent.isprintable():
            name = _read_as(trial.agent, clinical, rules)
            if _same(name, rules) not in current:
                added.setdefault(_same(name, rules), DrugUse(name=name))
    drugs = (*listed, *added.values())
    # not validated again: the list may be longer here than a person may type
    return _with_acute(record, on).model_copy(update={"drugs": drugs}), tuple(use.name for use in added.values())


def _with_acute(record: Record, on: dt.date) -> PatientFacts:
    """Read an urgent answer about safety of this day for the rules on acute suicidality, where they were not asked."""
    asked = record.facts.answer("suicidality_active") != "unknown"
    told = any(
        abs((check.answered_at.date() - on).days) <= 1 and any(getattr(check, name) == "yes" for name in URGENT)
        for check in record.safety.checks
    )
    return record.facts.with_answer("suicidality_active", "yes") if told and not asked else record.facts


def _same(name: str, rules: SafetyRules) -> str:
    return rules.drugs.resolve(name).key or name.casefold()


def _read_as(name: str, clinical: Clinical, rules: SafetyRules) -> str:
    agent = clinical.agents.find(name) if rules.drugs.resolve(name).key is None else None
    if agent is None:
        return name
    spellings = clinical.agents.agents[agent].spellings
    return next((known for known in spellings if rules.drugs.resolve(known).key is not None), name)


def _hold(record: Record) -> SafetyHold:
    log = record.safety
    why: dict[str, None] = {}
    if not log.may_go_on():
        acted_on = {one.covers for one in log.acknowledgements}
        settled = [place for place, check in enumerate(log.checks) if check in acted_on and stop_needed(check).needed]
        for check in log.checks[max(settled, default=-1) + 1 :]:
            why.update(dict.fromkeys(stop_needed(check).why))
    open_signs = not_logged(record)
    why.update(dict.fromkeys(WHY[name] for name in ("item9", "thoughts") if getattr(open_signs, name)))
    return SafetyHold(record.is_stopped, tuple(why), bool(log.checks) or bool(why))

"""Whether a past trial was a fair one: by dose, by weeks at that dose, and by how it was taken."""

from __future__ import annotations

from typing import Literal

from trd_sdm.clinical.agents import AgentTable, AgentUse
from trd_sdm.clinical.sourced import Answer, Basis, Sources
from trd_sdm.clinical.trials import Trial
from trd_sdm.evidence.base import Frozen

Verdict = Literal["adequate", "not_adequate", "cannot_tell"]
Standard = Literal["cautious", "lenient"]
Code = Literal[
    "dose_under_minimum",
    "weeks_too_few",
    "many_doses_missed",
    "some_doses_missed",
    "stopped_for_side_effects",
    "effect_never_seen",
    "agent_not_named",
    "unknown_agent",
    "role_not_in_table",
    "dose_not_known",
    "weeks_not_known",
    "adherence_not_known",
    "no_dose_in_table",
    "no_weeks_in_table",
    "course_not_finished",
    "course_not_known",
    "no_rule_for_kind",
    "fair_trial",
    "looser_rule_differs",
]
AGAINST: frozenset[Code] = frozenset(
    {"dose_under_minimum", "weeks_too_few", "many_doses_missed", "stopped_for_side_effects", "course_not_finished"}
)
FOR: frozenset[Code] = frozenset({"fair_trial", "looser_rule_differs"})

PROXY = (
    "This table stands in for a rating form. Its doses are the low ends of approved ranges. "
    "It is a guide, and your clinician may see it in another way."
)
COURSE_DONE = "The planned course was finished."
COURSE = "Our sources give no least number of sessions, so we go by whether the planned course was finished."


class Reason(Frozen):
    """Why a trial was judged so: a code for machines and a sentence for people."""

    code: Code
    text: str


class Thresholds(Frozen):
    """What was asked for, by which reading; nothing where the table has no figure."""

    standard: Standard
    daily_dose: float | None = None
    unit: str | None = None
    weeks: float | None = None
    dose_basis: Basis | None = None
    weeks_basis: Basis | None = None


class Judgement(Frozen):
    """A verdict on one trial.

    `failed` says whether it counts as an adequate trial that did not lead to response. `looser_verdict`
    is the verdict by the lenient reading; where it differs, the sources disagree.
    """

    verdict: Verdict
    looser_verdict: Verdict
    failed: Answer
    reasons: tuple[Reason, ...]
    thresholds: Thresholds
    agent: str | None = None
    agent_class: str | None = None
    sources: Sources = ()
    basis: Basis = "inferred"
    note: str | None = None
    proxy: str = PROXY

    @property
    def codes(self) -> tuple[Code, ...]:
        """The reasons as codes."""
        return tuple(reason.code for reason in self.reasons)


def judge(trial: Trial, agents: AgentTable, standard: Standard = "cautious") -> Judgement:
    """Judge one trial.

    Parameters
    ----------
    trial : Trial
        What was tried.
    agents : AgentTable
        Doses and weeks to judge by.
    standard : str
        ``cautious`` asks for the upper end of what the sources accept (so that no label is given in a
        hurry), ``lenient`` for the lower end.

    Returns
    -------
    Judgement
        ``cannot_tell`` as soon as something needed is unknown and nothing known speaks against.

    Examples
    --------
    >>> from trd_sdm.clinical.knowledge import load_clinical
    >>> table = load_clinical().agents
    >>> short = Trial(agent="Sertraline", daily_dose=25, weeks=8, adherence="as_planned", outcome="none")
    >>> verdict = judge(short, table)
    >>> verdict.verdict, verdict.reasons[0].text
    ('not_adequate', 'The top dose was 25 mg a day. This table asks for at least 50 mg.')
    """
    strict = _judge(trial, agents, standard)
    if standard == "lenient":
        return strict
    loose = _judge(trial, agents, "lenient")
    if loose.verdict == strict.verdict:
        return strict.model_copy(update={"looser_verdict": loose.verdict})
    told = Reason(code="looser_rule_differs", text=_looser(strict, loose))
    return strict.model_copy(update={"looser_verdict": loose.verdict, "reasons": (*strict.reasons, told)})


def thresholds(use: AgentUse, standard: Standard) -> Thresholds:
    """Give the dose and the weeks one reading asks for."""
    cautious = standard == "cautious"
    return Thresholds(
        standard=standard,
        daily_dose=use.cautious_daily_dose if cautious else use.min_daily_dose,
        unit=use.unit,
        weeks=use.cautious_weeks if cautious else use.min_weeks,
        dose_basis=use.dose_basis,
        weeks_basis=use.weeks_basis,
    )


def _judge(trial: Trial, agents: AgentTable, standard: Standard) -> Judgement:
    if trial.kind != "drug":
        return _course(trial, standard)
    key = agents.find(trial.agent)
    agent = agents.agents[key] if key else None
    use = agent.use(trial.role) if agent else None
    asked = thresholds(use, standard) if use else Thresholds(standard=standard)
    reasons: list[Reason] = []
    if trial.agent is None:
        reasons.append(_reason("agent_not_named"))
    elif agent is None:
        near = agents.did_you_mean(trial.agent)
        reasons.append(_reason("unknown_agent", near=f" Did you mean {near}?" if near else ""))
    elif use is None:
        reasons.append(_reason("role_not_in_table"))
    if use is not None:
        reasons += _dose(trial, asked)
        reasons += _weeks(trial, asked)
    reasons += _taken(trial)
    short = bool(AGAINST & {reason.code for reason in reasons})
    if trial.outcome == "not_tolerated" or (trial.stopped == "side_effects" and short):
        unclear = {"unknown_agent", "agent_not_named", "role_not_in_table", "dose_not_known", "weeks_not_known"}
        if short:
            reasons.append(_reason("stopped_for_side_effects"))
        elif not unclear & {reason.code for reason in reasons}:
            reasons.append(_reason("effect_never_seen"))
    return _judgement(trial, asked, reasons).model_copy(
        update={
            "agent": key,
            "agent_class": agent.agent_class if agent else None,
            "sources": use.sources if use else (),
            "note": use.note if use else None,
        }
    )


def _course(trial: Trial, standard: Standard) -> Judgement:
    reasons = []
    if trial.kind == "other":
        reasons.append(_reason("no_rule_for_kind"))
    elif trial.finished_course == "no":
        reasons.append(_reason("course_not_finished"))
    elif trial.finished_course == "unknown":
        reasons.append(_reason("course_not_known"))
    if trial.outcome == "not_tolerated":
        reasons.append(_reason("stopped_for_side_effects" if trial.finished_course == "no" else "effect_never_seen"))
    return _judgement(trial, Thresholds(standard=standard), reasons).model_copy(update={"proxy": COURSE})


def _judgement(trial: Trial, asked: Thresholds, reasons: list[Reason]) -> Judgement:
    codes = {reason.code for reason in reasons}
    verdict: Verdict = "not_adequate" if AGAINST & codes else "cannot_tell" if codes else "adequate"
    done = Reason(code="fair_trial", text=COURSE_DONE) if trial.kind != "drug" else _reason("fair_trial")
    reasons = reasons or [done]
    return Judgement(
        verdict=verdict,
        looser_verdict=verdict,
        failed=_failed(trial, verdict),
        reasons=tuple(reasons),
        thresholds=asked,
    )


def _failed(trial: Trial, verdict: Verdict) -> Answer:
    if verdict == "not_adequate" or trial.outcome in {"good", "good_then_lost"}:
        return "no"
    return "yes" if verdict == "adequate" and trial.outcome in {"none", "partial"} else "unknown"


def _dose(trial: Trial, asked: Thresholds) -> list[Reason]:
    if asked.daily_dose is None:
        return [_reason("no_dose_in_table")]
    if trial.daily_dose is None:
        return [_reason("dose_not_known")]
    if trial.daily_dose >= asked.daily_dose:
        return []
    return [
        _reason(
            "dose_under_minimum",
            dose=amount(trial.daily_dose, asked.unit),
            least=amount(asked.daily_dose, asked.unit, ""),
        )
    ]


def _weeks(trial: Trial, asked: Thresholds) -> list[Reason]:
    if asked.weeks is None:
        return [_reason("no_weeks_in_table")]
    if trial.weeks is None:
        return [_reason("weeks_not_known")]
    if trial.weeks >= asked.weeks:
        return []
    return [_reason("weeks_too_few", weeks=weeks(trial.weeks), least=weeks(asked.weeks))]


def _taken(trial: Trial) -> list[Reason]:
    match trial.adherence:
        case "many_missed":
            return [_reason("many_doses_missed")]
        case "some_missed":
            return [_reason("some_doses_missed")]
        case "unknown":
            return [_reason("adherence_not_known")]
    return []


def amount(dose: float, unit: str | None, tail: str = " a day") -> str:
    """Give a dose in words.

    Examples
    --------
    >>> amount(37.5, "mg"), amount(56, "mg/session")
    ('37.5 mg a day', '56 mg a session')
    """
    name, _, per = (unit or "mg").partition("/session")
    return f"{dose:g} {name} a session" if per or "/session" in (unit or "") else f"{dose:g} {name}{tail}"


def weeks(number: float) -> str:
    """Give a number of weeks in words."""
    return "1 week" if number == 1 else f"{number:.3g} weeks"


def _looser(strict: Judgement, loose: Judgement) -> str:
    asked, mended = loose.thresholds, set(strict.codes) - set(loose.codes)
    parts = []
    if "dose_under_minimum" in mended and asked.daily_dose is not None:
        parts.append(amount(asked.daily_dose, asked.unit))
    if "weeks_too_few" in mended and asked.weeks is not None:
        parts.append(weeks(asked.weeks))
    return f"Sources differ here. Some ask for no more than {' and '.join(parts)}."


_TEXTS: dict[Code, str] = {
    "dose_under_minimum": "The top dose was {dose}. This table asks for at least {least}.",
    "weeks_too_few": "It was taken for {weeks} at that dose. This table asks for at least {least}.",
    "many_doses_missed": "Many doses were missed, so the drug had no fair chance to work.",
    "some_doses_missed": "Some doses were missed. We do not know how much that mattered.",
    "stopped_for_side_effects": "It was stopped for side effects before it had time to work.",
    "effect_never_seen": "Side effects ended it. We do not know if it would have helped.",
    "agent_not_named": "The drug is not named, so dose and weeks cannot be judged.",
    "unknown_agent": "This drug is not in our table, so dose and weeks cannot be judged.{near}",
    "role_not_in_table": "Our table has no figures for this drug used in this way.",
    "dose_not_known": "The dose is not known.",
    "weeks_not_known": "We do not know how many weeks it was taken at that dose.",
    "adherence_not_known": "We do not know if it was taken as planned.",
    "no_dose_in_table": "Our sources give no least dose for this drug.",
    "no_weeks_in_table": "Our sources give no least number of weeks for this drug.",
    "course_not_finished": "The planned course was not finished.",
    "course_not_known": "We do not know if the planned course was finished.",
    "no_rule_for_kind": "Our sources give no rule for this kind of treatment.",
    "fair_trial": "Dose, time and the way it was taken make this a fair trial.",
}


def _reason(code: Code, **filled: str) -> Reason:
    return Reason(code=code, text=_TEXTS[code].format(**filled))

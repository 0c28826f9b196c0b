"""What the past trials add up to: the TRD label or not, stages, why steps failed, and where that points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.clinical.adequacy import Judgement, Standard, judge
from trd_sdm.clinical.checks import CheckSummary
from trd_sdm.clinical.knowledge import Clinical
from trd_sdm.clinical.sourced import Sourced
from trd_sdm.clinical.staging import (
    Judged,
    MaudsleyScore,
    ThaseRushStage,
    failure,
    maudsley,
    thase_rush,
)
from trd_sdm.clinical.trials import Trial, TrialList
from trd_sdm.clinical.trials_data import Group, Pointer, Sign
from trd_sdm.evidence.base import Frozen

Finding = Literal["met", "not_met", "cannot_tell"]


class Trd(Frozen):
    """Whether the definition is met; `sure` trials count, and `possible` ones may."""

    finding: Finding
    why: tuple[str, ...]
    sure: int
    possible: int
    definition: Sourced
    notes: tuple[Sourced, ...]


class WhyGroup(Frozen):
    """Trials that failed for the same reason, by their place in the list, and where that points."""

    id: Group
    title: str
    meaning: str
    trials: Annotated[tuple[int, ...], Field(min_length=1)]
    points_to: tuple[Pointer, ...]


class Warned(Frozen):
    """A sign of a label given in a hurry, and the trials that show it."""

    id: Sign
    trials: tuple[int, ...]
    says: Sourced


class HistorySummary(Frozen):
    """Everything the list of trials tells."""

    standard: Standard
    judgements: tuple[Judgement, ...]
    trd: Trd
    warnings: tuple[Warned, ...]
    thase_rush: ThaseRushStage
    maudsley: MaudsleyScore
    groups: tuple[WhyGroup, ...]


def summarise(
    listed: TrialList,
    clinical: Clinical,
    *,
    checks: tuple[CheckSummary, ...] | None = None,
    standard: Standard = "cautious",
) -> HistorySummary:
    """Put the past trials together.

    Parameters
    ----------
    listed : TrialList
        What was tried. The order does not matter, apart from the places named in the result.
    clinical : Clinical
        Agents, texts and staging methods.
    checks : tuple of CheckSummary, optional
        What look-alikes and contributors came to, for the warning signs; left out, nothing is said of them.
    standard : str
        How strictly trials are judged; see `judge`.
    """
    judgements = tuple(judge(trial, clinical.agents, standard) for trial in listed.trials)
    judged = tuple(zip(listed.trials, judgements, strict=True))
    return HistorySummary(
        standard=standard,
        judgements=judgements,
        trd=_definition(listed, judged, clinical),
        warnings=_warnings(judged, checks, clinical),
        thase_rush=thase_rush(listed, judged, clinical.staging.thase_rush),
        maudsley=maudsley(listed, judged, clinical.staging.maudsley),
        groups=_groups(judged, clinical),
    )


def group_of(trial: Trial, judgement: Judgement) -> Group:
    """Say why a trial did not lead to where it should."""
    if trial.outcome == "not_tolerated" or "stopped_for_side_effects" in judgement.codes:
        return "not_tolerated"
    if trial.outcome == "good":
        return "good"
    if trial.outcome == "good_then_lost":
        return "helped_in_part"
    if judgement.verdict == "not_adequate":
        return "never_fair_chance"
    if trial.outcome == "partial":
        return "helped_in_part"
    return "fair_trial_no_effect" if judgement.verdict == "adequate" and trial.outcome == "none" else "cannot_tell"


def _definition(listed: TrialList, judged: Judged, clinical: Clinical) -> Trd:
    texts = clinical.trials
    needed = texts.definition.failed_trials
    sure: set[str] = set()
    possible = 0
    why: list[str] = []
    add_ons = 0
    for trial, judgement in judged:
        if trial.kind != "drug":
            continue
        counts = failure(trial, judgement)
        add_ons += counts == "yes" and trial.augmenting is not None
        possible += counts != "no" or _only_looser(trial, judgement)
        if counts == "yes" and trial.augmenting is None and judgement.agent:
            sure.add(judgement.agent)
    finding: Finding = "cannot_tell"
    if len(sure) >= needed:
        finding = "met"
        why.append(f"{len(sure)} drugs had a fair trial in this episode and did not help enough.")
    else:
        why.append(f"The definition asks for {needed} fair trials without enough help. {_so_far(len(sure))}")
        if possible < needed and listed.complete == "yes":
            finding = "not_met"
        else:
            why += _open_points(listed, judged, add_ons)
    definition = Sourced(text=texts.definition.text, basis=texts.definition.basis, sources=texts.definition.sources)
    notes = (texts.different, texts.add_ons, texts.limits)
    return Trd(finding=finding, why=tuple(why), sure=len(sure), possible=possible, definition=definition, notes=notes)


def _only_looser(trial: Trial, judgement: Judgement) -> bool:
    """Say whether a trial would count if the looser reading were taken."""
    return (
        trial.in_episode != "no"
        and judgement.looser_verdict != judgement.verdict
        and trial.outcome in {"none", "partial", "unknown"}
    )


def _so_far(sure: int) -> str:
    return {0: "None is sure so far.", 1: "One is sure so far."}.get(sure, f"{sure} are sure so far.")


def _open_points(listed: TrialList, judged: Judged, add_ons: int) -> list[str]:
    drugs = [(trial, judgement) for trial, judgement in judged if trial.kind == "drug"]
    told = []
    if any(failure(trial, judgement) == "unknown" for trial, judgement in drugs):
        told.append("Facts are missing for at least one trial.")
    if any(_only_looser(trial, judgement) for trial, judgement in drugs):
        told.append("At least one trial would count by a looser rule.")
    if add_ons:
        told.append("A drug was added on and did not help enough. Not every rule counts that.")
    named = [judgement.agent for trial, judgement in drugs if failure(trial, judgement) == "yes"]
    if len(named) > len(set(named)):
        told.append("The same drug stands here twice. We count it once.")
    if listed.complete != "yes":
        told.append("We do not know if the list is complete.")
    return told


def _groups(judged: Judged, clinical: Clinical) -> tuple[WhyGroup, ...]:
    found: dict[Group, list[int]] = {}
    for place, (trial, judgement) in enumerate(judged):
        found.setdefault(group_of(trial, judgement), []).append(place)
    return tuple(
        WhyGroup(id=key, title=text.title, meaning=text.meaning, trials=tuple(found[key]), points_to=text.points_to)
        for key, text in clinical.trials.groups.items()
        if key in found
    )


_SIGNS: tuple[tuple[Sign, frozenset[str]], ...] = (
    ("stopped_early", frozenset({"stopped_for_side_effects"})),
    ("dose_kept_low", frozenset({"dose_under_minimum"})),
    ("time_too_short", frozenset({"weeks_too_few", "course_not_finished"})),
    ("doses_missed", frozenset({"many_doses_missed", "some_doses_missed"})),
)


def _warnings(judged: Judged, checks: tuple[CheckSummary, ...] | None, clinical: Clinical) -> tuple[Warned, ...]:
    texts = clinical.trials.warnings
    found: list[Warned] = []

    def warn(key: Sign, places: tuple[int, ...]) -> None:
        found.append(Warned(id=key, trials=places, says=texts[key]))

    for key, codes in _SIGNS:
        places = tuple(place for place, (_, judgement) in enumerate(judged) if codes & set(judgement.codes))
        if places:
            warn(key, places)
    unsure = tuple(place for place, (_, judgement) in enumerate(judged) if judgement.verdict == "cannot_tell")
    if unsure:
        warn("facts_missing", unsure)
    for summary in checks or ():
        if summary.positive:
            warn("wrong_primary_problem" if summary.kind == "lookalikes" else "untreated_contributor", ())
    if any(summary.open for summary in checks or ()):
        warn("checks_open", ())
    return tuple(found)

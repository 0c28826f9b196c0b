"""Two published ways to stage resistance, computed from the list of trials, with their limits.

What is unknown widens the answer to a range; it is never taken for "no".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, model_validator

from trd_sdm.clinical.adequacy import Judgement
from trd_sdm.clinical.sourced import Answer, Basis, Name, Sourced, Sources
from trd_sdm.clinical.trials import Severity, Trial, TrialList
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Text, Whole

Band = Literal["mild", "moderate", "severe"]
Judged = tuple[tuple[Trial, Judgement], ...]


class Step(Frozen):
    """Points given up to and including a number; the last step has no end."""

    label: Name
    up_to: Whole | None = None
    points: Whole


class UseBand(Frozen):
    """Points for something used or not."""

    not_used: Whole
    used: Whole


class ScoreBand(Frozen):
    """A named stretch of the whole score."""

    name: Band
    low: Whole
    high: Whole


class Cutoff(Sourced):
    """A line between resistant and not."""

    value: float


class Maudsley(Frozen):
    """The Maudsley Staging Method as published."""

    range: tuple[Whole, Whole]
    duration: Annotated[tuple[Step, ...], Field(min_length=1)]
    severity: FrozenDict[Whole]
    failures: Annotated[tuple[Step, ...], Field(min_length=1)]
    augmentation: UseBand
    ect: UseBand
    bands: Annotated[tuple[ScoreBand, ...], Field(min_length=1)]
    cutoff: Cutoff
    basis: Basis
    sources: Annotated[Sources, Field(min_length=1)]
    limits: Annotated[tuple[Sourced, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Maudsley:
        for steps in (self.duration, self.failures):
            ends = [step.up_to for step in steps]
            held = [end for end in ends[:-1] if end is not None]
            if ends[-1] is not None or len(held) < len(ends) - 1 or held != sorted(set(held)):
                raise ValueError("steps must rise, and only the last has no end")
        parts = [[step.points for step in self.duration], list(self.severity.values())]
        parts += [[step.points for step in self.failures]]
        parts += [[use.not_used, use.used] for use in (self.augmentation, self.ect)]
        if (sum(map(min, parts)), sum(map(max, parts))) != self.range:
            raise ValueError(f"the points run from {sum(map(min, parts))} to {sum(map(max, parts))}, not as range says")
        edges = [edge for band in self.bands for edge in (band.low, band.high)]
        gaps = [later.low - earlier.high for earlier, later in zip(self.bands, self.bands[1:], strict=False)]
        if (edges[0], edges[-1]) != self.range or any(gap != 1 for gap in gaps) or edges != sorted(edges):
            raise ValueError("the bands must cover the range without gap or overlap")
        return self

    def band(self, score: int) -> Band:
        """Give the band a score falls in."""
        return next(band.name for band in self.bands if band.low <= score <= band.high)


class ThaseRush(Frozen):
    """The Thase-Rush stages as published, 0 to 5."""

    tricyclic: tuple[Key, ...]
    maoi: tuple[Key, ...]
    stages: Annotated[tuple[Text, ...], Field(min_length=6, max_length=6)]
    basis: Basis
    sources: Annotated[Sources, Field(min_length=1)]
    limits: Annotated[tuple[Sourced, ...], Field(min_length=1)]


class StagingFile(Frozen):
    """``staging.yaml``."""

    maudsley: Maudsley
    thase_rush: ThaseRush


class Part(Frozen):
    """One input of a score: what was read, and the points it may give."""

    name: Literal["duration", "severity", "failures", "augmentation", "ect"]
    text: str
    low: int
    high: int


class MaudsleyScore(Frozen):
    """A score, or the range it may lie in; no numbers where the method does not apply."""

    low: int | None
    high: int | None
    score: int | None
    band: Band | None
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    reason: str
    limits: tuple[Sourced, ...]
    sources: Sources


class ThaseRushStage(Frozen):
    """A stage, or the range it may lie in."""

    low: int | None
    high: int | None
    stage: int | None
    reason: str
    limits: tuple[Sourced, ...]
    sources: Sources


def failure(trial: Trial, judgement: Judgement) -> Answer:
    """Say whether a trial is a fair one of this episode that did not lead to response."""
    if trial.in_episode == "no" or judgement.failed == "no":
        return "no"
    return "yes" if trial.in_episode == "yes" and judgement.failed == "yes" else "unknown"


def failures(judged: Judged, *, add_ons: bool = False) -> tuple[int, int]:
    """Count failed drug trials of this episode that stood on their own: for sure, and at most."""
    held = [
        failure(trial, judgement)
        for trial, judgement in judged
        if trial.kind == "drug" and (add_ons or trial.augmenting is None)
    ]
    return held.count("yes"), held.count("yes") + held.count("unknown")


def maudsley(listed: TrialList, judged: Judged, method: Maudsley) -> MaudsleyScore:
    """Score by the Maudsley Staging Method."""
    sure, most = failures(judged)
    open_end = listed.complete != "yes"
    if not most and not open_end:
        told = "The score begins at one fair drug trial that did not help. None is listed."
        return MaudsleyScore(
            low=None,
            high=None,
            score=None,
            band=None,
            parts=(),
            missing=(),
            reason=told,
            limits=method.limits,
            sources=method.sources,
        )
    parts = [
        _stepped("duration", listed.episode_months, method.duration, "Length: {}", "Length not known"),
        _severity(listed.severity, method),
        _count(sure, most, method, open_end=open_end),
        _used("augmentation", _seen(judged, listed, "augmentation"), method.augmentation, "A drug added on"),
        _used("ect", _seen(judged, listed, "ect"), method.ect, "ECT"),
    ]
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    missing = tuple(part.name for part in parts if part.low < part.high) + (() if sure else ("first_failure",))
    bands = {method.band(low), method.band(high)}
    if missing:
        told = f"Between {low} and {high} points, since some facts are missing."
    else:
        told = f"{low} points of {method.range[0]} to {method.range[1]}."
    return MaudsleyScore(
        low=low,
        high=high,
        score=None if missing else low,
        band=bands.pop() if len(bands) == 1 and sure else None,
        parts=tuple(parts),
        missing=missing,
        reason=told,
        limits=method.limits,
        sources=method.sources,
    )


def thase_rush(listed: TrialList, judged: Judged, method: ThaseRush) -> ThaseRushStage:
    """Stage by Thase and Rush; a range where facts are missing."""
    sure = _stage(judged, {"yes"}, method)
    listed_most = _stage(judged, {"yes", "unknown"}, method)
    most = listed_most if listed.complete == "yes" else 5
    helped = any(
        judgement.verdict == "adequate" and trial.outcome in {"good", "good_then_lost"} and trial.augmenting is None
        for trial, judgement in judged
        if trial.kind == "drug"
    )
    if not listed_most and not helped:
        told = "No fair trial is listed that helped, or that did not help. So there is no stage."
        return ThaseRushStage(
            low=None, high=None, stage=None, reason=told, limits=method.limits, sources=method.sources
        )
    if sure == most:
        return ThaseRushStage(
            low=sure, high=most, stage=sure, reason=method.stages[sure], limits=method.limits, sources=method.sources
        )
    told = f"At least stage {sure}, since some facts are missing. {method.stages[sure]}"
    if not sure and not helped:
        told = "No stage yet, since some facts are missing."
    return ThaseRushStage(low=sure, high=most, stage=None, reason=told, limits=method.limits, sources=method.sources)


def _stage(judged: Judged, accepted: set[Answer], method: ThaseRush) -> int:
    counted = [(trial, judgement) for trial, judgement in judged if failure(trial, judgement) in accepted]
    alone = [(trial, held) for trial, held in counted if trial.kind == "drug" and trial.augmenting is None]
    classes = {judgement.agent_class or f"? {trial.agent}" for trial, judgement in alone}
    older, oldest = set(method.tricyclic), set(method.maoi)
    ect = any(trial.kind == "ect" and _bilateral(trial, accepted) for trial, _ in counted)
    if not classes:
        return 0
    if len(classes) < 2:
        return 1
    if not classes & older or len(classes - older) < 2:
        return 2
    if not classes & oldest or len(classes - older - oldest) < 2:
        return 3
    return 5 if ect else 4


def _bilateral(trial: Trial, accepted: set[Answer]) -> bool:
    return trial.bilateral in accepted


def _seen(judged: Judged, listed: TrialList, what: str) -> Answer:
    """Say whether an add-on or ECT was used in this episode; a list not known to be complete leaves it open."""
    held: Iterable[Trial] = (trial for trial, _ in judged)
    fitting = [
        trial.in_episode
        for trial in held
        if (trial.kind == "ect" if what == "ect" else trial.kind == "drug" and trial.augmenting is not None)
    ]
    if "yes" in fitting:
        return "yes"
    return "no" if listed.complete == "yes" and "unknown" not in fitting else "unknown"


def _points(number: int, steps: tuple[Step, ...]) -> int:
    return next(step.points for step in steps if step.up_to is None or number <= step.up_to)


def _stepped(name: Literal["duration"], number: int | None, steps: tuple[Step, ...], text: str, unknown: str) -> Part:
    if number is None:
        points = [step.points for step in steps]
        return Part(name=name, text=unknown, low=min(points), high=max(points))
    points_held = _points(number, steps)
    told = "1 month" if number == 1 else f"{number} months"
    return Part(name=name, text=text.format(told), low=points_held, high=points_held)


def _severity(severity: Severity | None, method: Maudsley) -> Part:
    points = list(method.severity.values()) if severity is None else [method.severity[severity]]
    text = "Severity not known" if severity is None else f"Severity: {severity.replace('_', ', ')}"
    return Part(name="severity", text=text, low=min(points), high=max(points))


def _count(sure: int, most: int, method: Maudsley, *, open_end: bool) -> Part:
    steps = method.failures
    high = steps[-1].points if open_end else _points(max(most, 1), steps)
    said = str(sure) if sure == most else f"{sure} to {most}"
    text = f"Fair trials without response: {said}" + (", maybe more" if open_end else "")
    return Part(name="failures", text=text, low=_points(max(sure, 1), steps), high=high)


def _used(name: Literal["augmentation", "ect"], seen: Answer, use: UseBand, what: str) -> Part:
    low = use.used if seen == "yes" else use.not_used
    high = use.not_used if seen == "no" else use.used
    text = {"yes": f"{what}: used", "no": f"{what}: not used", "unknown": f"{what}: not known"}[seen]
    return Part(name=name, text=text, low=low, high=high)

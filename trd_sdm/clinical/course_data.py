"""The shape of ``courses.yaml``: how each option runs over time, every figure with its source or an open gap."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from trd_sdm.clinical.sourced import Basis, Sourced, Sources
from trd_sdm.evidence.base import EvidenceId, Flag, Frozen, FrozenDict, Key, Number, Text, Whole

Week = Annotated[Whole, Field(ge=0, le=520)]
Short = Annotated[Text, Field(max_length=200)]
PhaseKind = Literal["before", "induction", "optimisation", "course", "maintenance"]
CheckpointKind = Literal["early_signal", "full_trial", "review"]


def _rests_on(basis: Basis | None, sources: Sources) -> None:
    if basis is None:
        raise ValueError("basis is missing: stated where a source says so, inferred where we concluded it")
    if basis == "stated" and not sources:
        raise ValueError("a figure that is stated names its sources")


def _holds(name: str, held: tuple[object, ...]) -> None:
    # Said here and not as a least length: beside a broken item, that would also call the list too short.
    if not held:
        raise ValueError(f"{name} is an empty list; it holds at least one item")


class Amount(Frozen):
    """A figure as a range with its sources; or `gap`, which says in words that there is none."""

    low: Annotated[Number, Field(ge=0)] | None = None
    high: Annotated[Number, Field(ge=0)] | None = None
    basis: Basis | None = None
    sources: Sources = ()
    note: Text | None = Field(default=None, description="Reservation about the figure, for clinicians.")
    gap: Short | None = None

    @model_validator(mode="after")
    def _whole(self) -> Amount:
        if self.gap is not None:
            if self.low is not None or self.high is not None:
                raise ValueError("a gap holds no figure; give low and high, or gap")
            return self
        if self.low is None or self.high is None:
            raise ValueError("low and high are missing; give both, or say in gap that there is no figure")
        if self.low > self.high:
            raise ValueError("low lies above high")
        _rests_on(self.basis, self.sources)
        return self

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return self.gap is None

    @property
    def ends(self) -> tuple[float, float]:
        """Low and high.

        Raises
        ------
        ValueError
            If there is no figure.
        """
        if self.low is None or self.high is None:
            raise ValueError(f"There is no figure here: {self.gap}")
        return self.low, self.high

    @property
    def is_whole(self) -> bool:
        """Whether both ends count something."""
        return self.known and all(end.is_integer() for end in self.ends)


class AtWeeks(Frozen):
    """Weeks in which something falls, counted from the start; 0 is before it.

    `fewest` holds what falls there in any case, `most` everything that may.
    """

    fewest: tuple[Week, ...]
    most: Annotated[tuple[Week, ...], Field(max_length=60)]
    basis: Basis
    sources: Sources = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> AtWeeks:
        _holds("most", self.most)
        for name, weeks in (("fewest", self.fewest), ("most", self.most)):
            if any(one >= other for one, other in pairwise(weeks)):
                raise ValueError(f"the weeks of {name} do not rise")
        if not set(self.fewest) <= set(self.most):
            raise ValueError("most must hold every week of fewest")
        _rests_on(self.basis, self.sources)
        return self


class Visits(Frozen):
    """One way in which the visits of a phase are spaced; `times` caps them where the source gives a number."""

    what: Annotated[Text, Field(max_length=60)]
    where: Literal["clinic", "home"] = "clinic"
    times: Amount | None = None
    per_week: Amount | None = None
    every_weeks: Amount | None = None
    at_weeks: AtWeeks | None = None
    hours: Amount | None = None
    gap: Short | None = None

    @model_validator(mode="after")
    def _one_pace(self) -> Visits:
        paces = (self.per_week, self.every_weeks, self.at_weeks, self.gap)
        if sum(pace is not None for pace in paces) != 1:
            raise ValueError("give exactly one of per_week, every_weeks, at_weeks, gap")
        if self.gap is None and self.hours is None:
            raise ValueError("hours is missing: the length of one visit, or its gap")
        for name in ("times", "per_week", "every_weeks"):
            held: Amount | None = getattr(self, name)
            if held is not None and not (held.is_whole and held.ends[0] >= 1):
                raise ValueError(f"{name} counts, so it is whole numbers from 1")
        if self.times is not None and self.per_week is None:
            raise ValueError("times goes with per_week")
        return self

    def lengths(self) -> tuple[int, int] | None:
        """Weeks it takes, shortest and longest, where number and pace say so."""
        if self.times is None or self.per_week is None:
            return None
        (few, many), (slow, fast) = self.times.ends, self.per_week.ends
        return math.ceil(few / fast), math.ceil(many / slow)


class Phase(Frozen):
    """A stretch of the course; more than one entry in `visits` means ways that exclude each other."""

    id: Key
    kind: PhaseKind
    name: Annotated[Text, Field(max_length=60)]
    weeks: Amount | None = None
    visits: Annotated[tuple[Visits, ...], Field(max_length=6)]
    only_if_helps: Flag = False

    @model_validator(mode="after")
    def _length(self) -> Phase:
        _holds("visits", self.visits)
        if self.weeks is not None and self.weeks.known and not self.weeks.is_whole:
            raise ValueError("weeks counts, so it is whole numbers")
        if self.kind == "before":
            if any(way.gap is None and (way.at_weeks is None or set(way.at_weeks.most) != {0}) for way in self.visits):
                raise ValueError("what comes before the start falls in week 0")
        elif any(way.at_weeks is not None and 0 in way.at_weeks.most for way in self.visits):
            raise ValueError("week 0 belongs to a phase of kind before")
        return self


class Strict(Frozen):
    """The stricter of two driving rules: every day of the treated weeks, and some weeks after the last visit."""

    weeks_after: Amount


class NoDriving(Frozen):
    """When not to drive, in our own words; `days_per_visit` 0 means that our sources name no ban."""

    text: Text
    days_per_visit: Amount
    phases: tuple[Key, ...] = ()
    strict: Strict | None = None


class Monitoring(Frozen):
    """A test or measure: at which weeks, then how often; `trip` is set where it takes a way of its own."""

    what: Annotated[Text, Field(max_length=80)]
    at_weeks: AtWeeks | None = None
    each_visit: Flag = False
    then_every_weeks: Amount | None = None
    also: Short | None = None
    only_if: Short | None = None
    trip: Amount | None = Field(default=None, description="Hours.")
    targets: tuple[Amount, ...] = ()
    unit: Short | None = None
    basis: Basis
    sources: Sources = ()
    gap: Short | None = None

    @model_validator(mode="after")
    def _when(self) -> Monitoring:
        if not (self.at_weeks or self.each_visit or self.then_every_weeks or self.gap):
            raise ValueError("say when: at_weeks, each_visit, then_every_weeks, or gap")
        if self.targets and not self.unit:
            raise ValueError("targets need their unit")
        if self.trip is not None and self.at_weeks is None:
            raise ValueError("trip goes with at_weeks")
        if self.then_every_weeks and not (self.then_every_weeks.is_whole and self.then_every_weeks.ends[0] >= 1):
            raise ValueError("then_every_weeks counts, so it is whole numbers from 1")
        _rests_on(self.basis, self.sources)
        return self


class Checkpoint(Amount):
    """Weeks of treatment after which to look at it together, and what that look means."""

    kind: CheckpointKind
    means: Text
    visits: Amount | None = None

    @property
    def week(self) -> int | None:
        """The week of treatment in which the window has passed; nothing where there is a gap."""
        return max(1, math.ceil(self.ends[1])) if self.known else None

    @property
    def first_week(self) -> int | None:
        """The first week of treatment inside the window."""
        return max(1, math.ceil(self.ends[0])) if self.known else None


class LateGain(Frozen):
    """Of 100 people with no gain by one time, how many still respond later on the same plan."""

    no_gain_at_week: Annotated[Number, Field(ge=0)]
    by_week: Annotated[Number, Field(ge=0)]
    per_100: Annotated[Number, Field(ge=0, le=100)]
    comparator_per_100: Annotated[Number, Field(ge=0, le=100)] | None = None
    comparator: Short | None = None
    who: Short
    options: tuple[Key, ...] = Field(default=(), description="Whose plan it speaks of, where it is general.")
    basis: Basis
    sources: Sources
    evidence: tuple[EvidenceId, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _later(self) -> LateGain:
        _holds("sources", self.sources)
        if self.by_week <= self.no_gain_at_week:
            raise ValueError("by_week must come after no_gain_at_week")
        if (self.comparator is None) != (self.comparator_per_100 is None):
            raise ValueError("comparator and comparator_per_100 go together")
        return self


class CourseEntry(Frozen):
    """The course of one option, as it stands under its id."""

    wait: Amount | None = Field(default=None, description="Weeks without the old drug that come first.")
    phases: Annotated[tuple[Phase, ...], Field(max_length=8)]
    no_driving: NoDriving
    monitoring: Annotated[tuple[Monitoring, ...], Field(max_length=12)] = ()
    checkpoints: Annotated[tuple[Checkpoint, ...], Field(max_length=6)]
    continues: Annotated[tuple[Sourced, ...], Field(max_length=4)]
    also_done: Annotated[tuple[Sourced, ...], Field(max_length=4)] = ()
    gaps: Annotated[tuple[Short, ...], Field(max_length=6)] = ()
    late_gain: LateGain | None = None

    @model_validator(mode="after")
    def _in_order(self) -> CourseEntry:
        _holds("phases", self.phases)
        _holds("continues", self.continues)
        for told in (*_phase_faults(self.phases), *_checkpoint_faults(self.checkpoints)):
            raise ValueError(told)
        known = [phase.id for phase in self.phases if phase.kind != "before"]
        stray = [key for key in self.no_driving.phases if key not in known]
        if stray:
            raise ValueError(f"no_driving names the phase {stray[0]}; phases here: {', '.join(known)}")
        return self


class Course(CourseEntry):
    """The course of one option."""

    option: Key


class CoursesFile(Frozen):
    """``courses.yaml``."""

    late_gain: LateGain
    courses: FrozenDict[CourseEntry]


def _phase_faults(phases: tuple[Phase, ...]) -> Iterator[str]:
    ids = [phase.id for phase in phases]
    yield from (f"the phase {key} stands twice" for key in ids if ids.count(key) > 1)
    kinds = [phase.kind == "before" for phase in phases]
    if kinds != sorted(kinds, reverse=True):
        yield "phases of kind before come first"
    helped = [phase.only_if_helps for phase in phases]
    if helped != sorted(helped):
        yield "phases with only_if_helps come last"
    for phase in phases[:-1]:
        ends = phase.kind == "before" or (phase.weeks is not None and phase.weeks.known)
        if not ends and any(way.lengths() is None for way in phase.visits):
            yield f"the phase {phase.id} has no end: give weeks, or times with per_week"


def _checkpoint_faults(checkpoints: tuple[Checkpoint, ...]) -> Iterator[str]:
    held = {kind: [point for point in checkpoints if point.kind == kind] for kind in ("early_signal", "full_trial")}
    for kind, points in held.items():
        if len(points) != 1:
            yield f"checkpoints must hold one {kind}, with its weeks or its gap"
            return
    (early,), (full,) = held["early_signal"], held["full_trial"]
    if early.known and full.known and (early.ends[0] > full.ends[0] or early.ends[1] > full.ends[1]):
        yield "the early signal comes after the full trial"

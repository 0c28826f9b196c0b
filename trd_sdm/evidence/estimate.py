"""One number of one option on one criterion, with everything needed to trust or doubt it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from trd_sdm.evidence.base import EvidenceId, Flag, Frozen, FrozenDict, Key, Number, Text, Whole
from trd_sdm.evidence.derivation import Derivation
from trd_sdm.evidence.distributions import Distribution, NoGoodData

Level = Literal["high", "moderate", "low", "very_low"]
Directness = Literal["TRD", "MDD", "other"]
Basis = Literal["evidence", "judgement", "by_definition"]
Here = Literal["rating", "local", "travel"]
LEVELS: tuple[Level, ...] = ("high", "moderate", "low", "very_low")
NotNegative = Annotated[Number, Field(ge=0)]
Per100 = Annotated[Number, Field(ge=0, le=100)]


class Certainty(Frozen):
    """GRADE level and the reason for it."""

    level: Level
    reason: Text


class Effect(Frozen):
    """An odds ratio against the baseline with its 95 % interval, for reading."""

    value: Annotated[Number, Field(gt=0)]
    low: Annotated[Number, Field(gt=0)]
    high: Annotated[Number, Field(gt=0)]


class LogOdds(Frozen):
    """The same effect on the scale it is computed on."""

    mean: Number
    se: NotNegative


class Alternative(Frozen):
    """Another defensible estimate of the same cell, kept so that it can be switched in."""

    label: Text
    derivation: Derivation
    odds_ratio: Annotated[Number, Field(gt=0)]
    log_or: LogOdds
    implied_per_100: Per100
    evidence: Annotated[tuple[EvidenceId, ...], Field(min_length=1)]


class Rate(Frozen):
    """A rate seen in one study, never set beside another study's as if comparable."""

    per_100: Per100
    comparator_per_100: Per100 | None = None
    comparator: Text
    n: Whole | None = None
    total: Whole | None = None
    interval: tuple[Number, Number] | None = None


class Amount(Frozen):
    """Low, typical and high count, or size."""

    low: NotNegative
    typical: NotNegative
    high: NotNegative


class Component(Frozen):
    """One part of a load: how many times, and how much each time (hours, or days)."""

    label: Text
    n: Amount
    each: Amount


class Bound(Frozen):
    """A ceiling where the number itself is not known."""

    upper_per_100: Per100
    basis: Text


class ObservedInTrial(Frozen):
    """What the trials themselves saw, where the shared baseline overstates it."""

    arm_per_100: Per100
    comparator_per_100: Per100
    weeks: Text
    note: Text | None = None


class HeadToHead(Frozen):
    """Direct comparisons that disagree: shown as a conflict, never averaged."""

    versus: Key
    favours: Annotated[FrozenDict[Text], Field(description="By option id, what was found in its favour.")]
    evidence: Annotated[tuple[EvidenceId, ...], Field(min_length=1)]


class Cell(Frozen):
    """An estimate as it stands in an option's file, where its place names the option and the criterion."""

    value: Number | None = Field(
        default=None,
        description="Central number in the criterion's unit; yes/no is 1/0; nothing where there is no good data.",
    )
    low: Number | None = None
    high: Number | None = None
    unit: Text
    distribution: Distribution
    certainty: Certainty
    directness: Directness
    basis: Basis = "evidence"
    evidence: tuple[EvidenceId, ...] = ()
    sources: tuple[Key, ...] = ()
    rationale: Text
    measured_at: Text | None = None
    comparator: Text | None = None
    counts: Text | None = None
    rate: Rate | None = None
    by_agent: FrozenDict[Number | Text] = Field(default={}, validate_default=True)
    harms: Text | None = None
    contacts: tuple[Text, ...] = ()
    may_relieve_current: Flag = False
    zero_basis: Literal["not_reported_only"] | None = None
    sensitivity_band: Annotated[Whole, Field(ge=0, le=4)] | None = None
    odds_ratio: Effect | None = None
    log_or: LogOdds | None = None
    derivation: Derivation | None = None
    alternatives: tuple[Alternative, ...] = ()
    observed_in_trial: ObservedInTrial | None = None
    observed: Text | None = None
    head_to_head: HeadToHead | None = None
    bounds: Bound | None = None
    components: tuple[Component, ...] = ()
    scale_note: Text | None = None
    overwrite_per_clinic: Flag = False
    flags: tuple[Text, ...] = Field(default=(), description="Reasons not to trust the number as much as it looks.")

    @property
    def no_good_data(self) -> bool:
        """Whether there is nothing that can carry a number."""
        return isinstance(self.distribution, NoGoodData)

    @property
    def counted_as_none(self) -> bool:
        """Whether the sources only say nothing of it, and it is counted as none: a zero that is no finding."""
        return self.zero_basis == "not_reported_only"

    @property
    def extra_sd(self) -> float:
        """Widening the editor already put on the log odds ratio; 0 where there is none."""
        return self.derivation.extra_sd if self.derivation else 0.0

    @property
    def is_reference(self) -> bool:
        """Whether this cell is the common baseline itself, so that its draws are the baseline's draws."""
        return self.derivation is not None and self.derivation.method == "reference"

    def total(self, end: Literal["low", "typical", "high"]) -> float:
        """Add up the components at one end, in the criterion's unit."""
        return float(sum(getattr(part.n, end) * getattr(part.each, end) for part in self.components))

    def arithmetic(self, end: Literal["low", "typical", "high"] = "typical") -> str:
        """Say how the components give the number.

        Examples
        --------
        >>> from trd_sdm.evidence import load_library
        >>> load_library().estimate("ect", "clinic_hours_8wk").arithmetic()
        '1 x 1.5 + 9 x 3.5 = 33'
        """
        parts = [f"{getattr(part.n, end):g} x {getattr(part.each, end):g}" for part in self.components]
        return f"{' + '.join(parts)} = {self.total(end):.4g}" if parts else ""


class Estimate(Cell):
    """A cell that knows its option and its criterion."""

    option: Key
    criterion: Key
    here: Here | None = None
    """What makes it a number of this conversation: the pair's own rating, a fact of this clinic, or travel here added.

    No file holds one.
    """

    @classmethod
    def of(cls, cell: Cell, option: str, criterion: str) -> Estimate:
        """Place a validated cell at its option and criterion."""
        entries: dict[str, Any] = {name: getattr(cell, name) for name in Cell.model_fields}
        return cls.model_construct(
            cell.model_fields_set | {"option", "criterion"}, option=option, criterion=criterion, **entries
        )

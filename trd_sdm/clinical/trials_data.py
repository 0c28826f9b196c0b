"""The shape of ``trials.yaml``: the definition, why steps fail and where that points, signs of a rushed label."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from trd_sdm.clinical.sourced import Basis, Sourced, Sources
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Text, Whole

Group = Literal["never_fair_chance", "helped_in_part", "fair_trial_no_effect", "not_tolerated", "cannot_tell", "good"]
Sign = Literal[
    "stopped_early",
    "dose_kept_low",
    "time_too_short",
    "doses_missed",
    "facts_missing",
    "wrong_primary_problem",
    "untreated_contributor",
    "checks_open",
]


class Pointer(Sourced):
    """Where something points, with the options of the library that stand for it."""

    options: Annotated[tuple[Key, ...], Field(max_length=19)] = ()


class Definition(Frozen):
    """What TRD means here."""

    failed_trials: Annotated[Whole, Field(ge=1, le=10)]
    text: Text
    response: Text
    basis: Basis
    sources: Annotated[Sources, Field(min_length=1)]


class GroupText(Frozen):
    """A reason why a trial led nowhere, and where that points."""

    title: Text
    meaning: Text
    points_to: Annotated[tuple[Pointer, ...], Field(min_length=1)]


class TrialsFile(Frozen):
    """``trials.yaml``."""

    definition: Definition
    different: Sourced
    add_ons: Sourced
    limits: Sourced
    groups: FrozenDict[GroupText]
    warnings: FrozenDict[Sourced]

    @model_validator(mode="after")
    def _every_text(self) -> TrialsFile:
        for name, held, wanted in (
            ("groups", self.groups, get_args(Group)),
            ("warnings", self.warnings, get_args(Sign)),
        ):
            if set(held) != set(wanted):
                raise ValueError(f"{name} must hold exactly {', '.join(wanted)}")
        return self

"""What is left when a treatment helped in part: aim at that rather than start again."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from trd_sdm.clinical.sourced import Answer, Note, Sourced
from trd_sdm.clinical.trials_data import Pointer
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Text


class Residue(Frozen):
    """One symptom left over, the question about it, and what to aim at."""

    name: Text
    ask: Text
    targets: Annotated[tuple[Pointer, ...], Field(min_length=1, max_length=8)]
    measure: Key | None = None


class ResidualFile(Frozen):
    """``residual.yaml``."""

    about: Sourced
    symptoms: Annotated[FrozenDict[Residue], Field(min_length=1)]


class ResidualAnswers(Frozen):
    """Symptoms left over; without an answer a symptom is unknown."""

    symptoms: Annotated[FrozenDict[Answer], Field(default={}, validate_default=True, max_length=50)]
    note: Note | None = None


class Target(Frozen):
    """A symptom that is left, what to aim at, and the score that follows it."""

    id: str
    name: str
    targets: tuple[Pointer, ...]
    measure: str | None


class ResidualSummary(Frozen):
    """Targets, what was not asked, and the options they point to in the order named."""

    targets: tuple[Target, ...]
    open: tuple[str, ...]
    options: tuple[str, ...]


def summarise_residual(known: ResidualFile, answers: ResidualAnswers) -> ResidualSummary:
    """Give targets for the symptoms that are left."""
    targets = [
        Target(id=key, name=residue.name, targets=residue.targets, measure=residue.measure)
        for key, residue in known.symptoms.items()
        if answers.symptoms.get(key) == "yes"
    ]
    still = [key for key in known.symptoms if answers.symptoms.get(key, "unknown") == "unknown"]
    options = dict.fromkeys(option for target in targets for pointer in target.targets for option in pointer.options)
    return ResidualSummary(targets=tuple(targets), open=tuple(still), options=tuple(options))

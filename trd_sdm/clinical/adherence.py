"""What gets in the way of taking a treatment, and what may help; words without blame."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from trd_sdm.clinical.sourced import Answer, Note, Sourced
from trd_sdm.evidence.base import Frozen, FrozenDict, Text


class Barrier(Frozen):
    """One thing that gets in the way, the question about it, and what may help."""

    name: Text
    ask: Text
    remedies: Annotated[tuple[Sourced, ...], Field(min_length=1, max_length=8)]


class AdherenceFile(Frozen):
    """``adherence.yaml``."""

    about: Sourced
    barriers: Annotated[FrozenDict[Barrier], Field(min_length=1)]


class AdherenceAnswers(Frozen):
    """What gets in the way, by barrier; without an answer it is unknown."""

    barriers: Annotated[FrozenDict[Answer], Field(default={}, validate_default=True, max_length=50)]
    note: Note | None = None


class BarrierFound(Frozen):
    """A barrier someone named, with what may help."""

    id: str
    name: str
    remedies: tuple[Sourced, ...]


class AdherenceSummary(Frozen):
    """Barriers named, with remedies, and those not talked about yet."""

    found: tuple[BarrierFound, ...]
    open: tuple[str, ...]


def summarise_adherence(known: AdherenceFile, answers: AdherenceAnswers) -> AdherenceSummary:
    """Give remedies for what gets in the way."""
    found = [
        BarrierFound(id=key, name=barrier.name, remedies=barrier.remedies)
        for key, barrier in known.barriers.items()
        if answers.barriers.get(key) == "yes"
    ]
    still = [key for key in known.barriers if answers.barriers.get(key, "unknown") == "unknown"]
    return AdherenceSummary(found=tuple(found), open=tuple(still))

"""What each file of the data folder holds as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, RootModel

from trd_sdm.evidence.assumptions import Baseline
from trd_sdm.evidence.base import EvidenceId, Frozen, Key, Text
from trd_sdm.evidence.criterion import CriterionEntry
from trd_sdm.evidence.source import FindingEntry, Source


class LibraryFile(Frozen):
    """``library.yaml``: which evidence this is, and the common baseline."""

    version: Annotated[Text, Field(max_length=64)]
    compiled: dt.date
    title: Text
    status: Text
    order: Annotated[tuple[Key, ...], Field(min_length=1, max_length=100, description="Option ids as listed.")]
    baseline: Baseline


class CriteriaFile(Frozen):
    """``criteria.yaml``: every criterion by its id, in the order shown."""

    criteria: Annotated[dict[Key, CriterionEntry], Field(min_length=1)]


class FindingsFile(Frozen):
    """``findings.yaml``: every finding by its id."""

    findings: dict[EvidenceId, FindingEntry]


class SourcesFile(RootModel[tuple[Source, ...]]):
    """``sources.json``: the bibliography, CSL-JSON."""

"""A criteria file checked: its shape, its ranges, its labels, and the criteria it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from pydantic import ValidationError

from trd_sdm.evidence.criterion import BANDED, Criterion, CriterionEntry, Group, Kind
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.files import CriteriaFile
from trd_sdm.evidence.issue import Issue
from trd_sdm.evidence.reading import Document
from trd_sdm.evidence.shape import faults_of

MOST_WORDS = 5
PARTS_OF_A_DERIVED = 2
KINDS = tuple(kind for kind in get_args(Kind) if kind != "rating")
GROUPS = tuple(group for group in get_args(Group) if group != "own")


def check_criteria(document: Document) -> tuple[dict[str, Criterion], list[Fault]]:
    """Check every criterion by itself, so that a fault in one hides none in another."""
    faults: list[Fault] = []
    raw = document.data.get("criteria") if isinstance(document.data, dict) else None
    if not isinstance(raw, dict) or len(document.data) > 1 or not raw:
        try:
            CriteriaFile.model_validate(document.data)
        except ValidationError as error:
            faults = faults_of(error, document.data, document, (), CriteriaFile)
    if not isinstance(raw, dict):
        return {}, faults
    criteria: dict[str, Criterion] = {}
    for key, entry in raw.items():
        try:
            criteria[key] = Criterion(id=key, **dict(CriterionEntry.model_validate(entry)))
        except ValidationError as error:
            faults += faults_of(error, entry, document, ("criteria", key), CriterionEntry)
    for key, criterion in criteria.items():
        faults += (
            document.fault(("criteria", key, *issue.path), issue.message, found=issue.found, allowed=issue.allowed)
            for issue in (*_ours(criterion), *_range(criterion), *_labels(criterion), *_named(criterion, raw, criteria))
        )
    return criteria, faults


def _ours(criterion: Criterion) -> Iterator[Issue]:
    for name, value, allowed in (("kind", "rating", KINDS), ("group", "own", GROUPS)):
        if getattr(criterion, name) == value:
            yield Issue((name,), "this is for what a person adds in a conversation", value, ", ".join(allowed))


def _range(criterion: Criterion) -> Iterator[Issue]:
    bottom, top = criterion.plausible_low, criterion.plausible_high
    if bottom > top:
        yield Issue(("plausible_low",), "the range is upside down", bottom, f"at most {top:g}")
        return
    for name in ("worst", "best"):
        if not bottom <= getattr(criterion, name) <= top:
            allowed = f"{bottom:g} to {top:g}, the plausible range"
            yield Issue((name,), "this end is out of range", getattr(criterion, name), allowed)
    higher = criterion.direction == "higher_better"
    if criterion.best == criterion.worst or (criterion.best > criterion.worst) != higher:
        message = f'worst and best do not go with the direction "{criterion.direction}"'
        yield Issue(("best",), message, criterion.best, "best above worst" if higher else "best below worst")


def _labels(criterion: Criterion) -> Iterator[Issue]:
    if len(criterion.plain.split()) > MOST_WORDS:
        yield Issue(("plain",), "the plain label is too long", criterion.plain, f"{MOST_WORDS} words at most")
    bottom, top = criterion.plausible_low, criterion.plausible_high
    steps = round(top - bottom) + 1 if criterion.kind in BANDED and bottom <= top else 0
    if len(criterion.bands) != steps:
        allowed = f"{steps} labels, one a step" if steps else "none: the criterion is no ordinal scale"
        yield Issue(("bands",), "the band labels do not fit the scale", criterion.bands, allowed)


def _named(criterion: Criterion, raw: Mapping[str, object], criteria: Mapping[str, Criterion]) -> Iterator[Issue]:
    others = ", ".join(known for known in raw if known != criterion.id)
    for name in ("avoid_double_weighting", "derived_from"):
        for place, other in enumerate(getattr(criterion, name)):
            if other not in raw or other == criterion.id:
                yield Issue((name, place), "this is no other criterion", other, others)
    for place, other in enumerate(criterion.avoid_double_weighting):
        if other in criteria and criterion.id not in criteria[other].avoid_double_weighting:
            message = f"the pair is named here but not at {other}"
            yield Issue(("avoid_double_weighting", place), message, other, "pairs named at both criteria")
    parts = len(criterion.derived_from)
    if parts not in {0, PARTS_OF_A_DERIVED}:
        yield Issue(("derived_from",), "a derived criterion has two parts", criterion.derived_from, "two criteria")

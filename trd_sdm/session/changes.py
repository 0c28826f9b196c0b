"""What differs between two records, in words and as the place where it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trd_sdm.session.record import ROLES

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two records.

    Attributes
    ----------
    words : str
        What it is now, as a sentence without a subject.
    shown : dict
        Fields of the record that turn the page to it, such as the step.
    """

    words: str
    shown: dict[str, Any]


def what_changed(before: Record, after: Record, library: Library) -> Change:
    """Say the difference between two records that one answer apart lie next to each other."""
    if before.shortlist != after.shortlist:
        return Change(_sets(before.shortlist, after.shortlist, _options(library)), {"step": "options"})
    if before.criteria != after.criteria:
        return Change(_sets(before.criteria, after.criteria, _criteria(library)), {"step": "criteria"})
    for role in ROLES:
        old, new = before.weights.of(role), after.weights.of(role)
        for criterion in after.criteria:
            if old.get(criterion) != new.get(criterion):
                points = "not rated" if new.get(criterion) is None else f"{new[criterion]:g} of 100"
                words = f"{role}, {library.criteria[criterion].plain}: {points}."
                return Change(words, {"step": "weigh", "whose": role})
    return Change("another record.", {})


def _options(library: Library) -> dict[str, str]:
    return {key: option.short_name for key, option in library.options.items()}


def _criteria(library: Library) -> dict[str, str]:
    return {key: criterion.plain for key, criterion in library.criteria.items()}


def _sets(before: tuple[str, ...], after: tuple[str, ...], names: dict[str, str]) -> str:
    there = [names[key] for key in after if key not in before]
    gone = [names[key] for key in before if key not in after]
    said = [f"{', '.join(there)} put back"] if there else []
    said += [f"{', '.join(gone)} taken away"] if gone else []
    return f"{' and '.join(said) or 'another order'}."

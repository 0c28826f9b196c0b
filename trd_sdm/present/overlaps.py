"""Criteria that count partly the same thing: a gentle notice, never a bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present.words import listed

PAIR = 2
CLEARLY = 3
"""By how many options with good data one of a pair must be ahead to be called the better one to keep."""

if TYPE_CHECKING:
    from trd_sdm.evidence import Library


def overlapping(criteria: Sequence[str], library: Library) -> list[tuple[str, ...]]:
    """Group the picked criteria that overlap, each group once, in the library's order."""
    picked = set(criteria)
    groups: list[tuple[str, ...]] = []
    for criterion in library.criteria.values():
        if criterion.id not in picked:
            continue
        beside = picked & {*criterion.avoid_double_weighting, *criterion.derived_from}
        group = tuple(name for name in library.criteria if name in beside | {criterion.id})
        if beside and not any(set(group) <= set(other) for other in groups):
            groups = [other for other in groups if not set(other) < set(group)]
            groups.append(group)
    return groups


def overlap_sentences(criteria: Sequence[str], library: Library) -> list[str]:
    """Say which picked criteria overlap, and what to do about it.

    Two parts of a derived criterion depend on each other: slipping back only matters to those who got well.
    """
    plain = {key: criterion.plain for key, criterion in library.criteria.items()}
    said = [
        f"{listed([plain[name] for name in group])} count partly the same thing. "
        f"Keep one, or rate each of them lower.{_better_known(group, library)}"
        for group in overlapping(criteria, library)
    ]
    for criterion in library.criteria.values():
        if criterion.is_derived and set(criterion.derived_from) <= set(criteria) and criterion.id not in criteria:
            parts = listed([plain[name] for name in criterion.derived_from])
            said.append(f"{parts} depend on each other. One card joins them: {criterion.plain}.")
    return said


def _better_known(group: Sequence[str], library: Library) -> str:
    """Name the one of a pair that is known for clearly more options, where there is one."""
    if len(group) != PAIR:
        return ""
    gaps = {name: sum(library.estimate(option, name).no_good_data for option in library.options) for name in group}
    fewer, more = sorted(group, key=gaps.__getitem__)
    if gaps[more] - gaps[fewer] < CLEARLY:
        return ""
    known = len(library.options) - gaps[more]
    return (
        f" {library.criteria[fewer].plain} is the better one to keep: for "
        f"{library.criteria[more].plain} there is good data on {known} of {len(library.options)} options only."
    )


def joined_card(criteria: Sequence[str], library: Library) -> str | None:
    """Give the card that joins two picked ones which depend on each other, if there is one that is not picked."""
    return next(
        (
            criterion.id
            for criterion in library.criteria.values()
            if criterion.is_derived and set(criterion.derived_from) <= set(criteria) and criterion.id not in criteria
        ),
        None,
    )


def overlap_notes(criteria: Sequence[str], library: Library) -> str:
    """Give the notice as HTML; empty when nothing overlaps."""
    lines = Markup("").join(Markup("<p>{}</p>").format(sentence) for sentence in overlap_sentences(criteria, library))
    return str(Markup('<aside class="trd-aside"><p><b>A small hint</b></p>{}</aside>').format(lines)) if lines else ""

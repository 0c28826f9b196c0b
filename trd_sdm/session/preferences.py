"""What one person said about weights, as statements for the engine: points as sure as they are, and trade-off answers.

How sure a person is of the points says what the points mean: exact ratios, ratios within a factor of the one rated
highest, or only an order. The factors are our assumption (``data/assumptions.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise, product
from typing import TYPE_CHECKING

from trd_sdm import mcda
from trd_sdm.session.record import ROLES, Whose

if TYPE_CHECKING:
    from trd_sdm.evidence import Criterion, Library
    from trd_sdm.session.record import Record
    from trd_sdm.session.values import Role, Sureness, TradeOff

LEAST_POINTS = 1e-3
LOOSENESS: tuple[Sureness, ...] = ("exact", "about", "order")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement and where it comes from.

    Attributes
    ----------
    preference : Preference
        For the engine.
    answer : int, optional
        Place of the trade-off among the record's; nothing for a statement that the points make.
    """

    preference: mcda.Preference
    answer: int | None = None


def weighed(record: Record, whose: Whose) -> tuple[str, ...]:
    """Give the criteria that one person gave points, in the order they were picked; next to none is none."""
    points = record.weights.of(whose)
    return tuple(criterion for criterion in record.criteria if points.get(criterion, 0.0) >= LEAST_POINTS)


def sureness_of(record: Record, whose: Whose) -> Sureness:
    """Say how sure a person is of the points; halfway between both, as sure as the less sure of the two."""
    if whose != "shared":
        sure: Sureness = getattr(record.sureness, whose)
        return sure
    return max((getattr(record.sureness, role) for role in ROLES), key=LOOSENESS.index)


def preferences(record: Record, role: Role, library: Library) -> tuple[mcda.Preference, ...]:
    """Give all that one person said about weights, for the engine.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> from trd_sdm.session.record import Record
    >>> points = {"response": 80, "onset": 40}
    >>> record = Record(library_version="1", criteria=tuple(points), weights={"patient": points})
    >>> preferences(record.with_(sureness={"patient": "exact"}), "patient", load_library())
    (ExactRatio(criteria=('response', 'onset'), ratio=2.0),)
    >>> preferences(record.with_(sureness={"patient": "about"}), "patient", load_library())[0].bounds
    (1.3333333333333333, 3.0)
    """
    return tuple(
        statement.preference
        for statement in (*points_said(record, role, library), *answers_said(record, role, library))
    )


def points_said(record: Record, whose: Whose, library: Library) -> tuple[Statement, ...]:
    """Give what the points of one person say, as sure as they are."""
    points = {criterion: record.weights.of(whose)[criterion] for criterion in weighed(record, whose)}
    sure = sureness_of(record, whose)
    if len(points) < 2:
        return ()
    if sure == "order":
        return tuple(map(Statement, _order(points)))
    top = max(points, key=points.__getitem__)
    factor = library.assumptions.about_right_factor.value if sure == "about" else 1.0
    return tuple(Statement(_ratio(top, other, points, factor)) for other in points if other != top)


def _ratio(top: str, other: str, points: Mapping[str, float], factor: float) -> mcda.Preference:
    ratio = points[top] / points[other]
    if factor == 1.0:
        return mcda.ExactRatio((top, other), ratio)
    return mcda.RatioBound((top, other), (ratio / factor, ratio * factor))


def _order(points: Mapping[str, float]) -> Iterator[mcda.Preference]:
    """Give each step down in the points; those with equal points are in no order."""
    ranked = sorted(points, key=lambda criterion: -points[criterion])
    steps = [tuple(group) for _, group in groupby(ranked, key=points.__getitem__)]
    for higher, lower in pairwise(steps):
        yield from (mcda.Ordinal(pair) for pair in product(higher, lower))


def answers_said(record: Record, role: Role, library: Library) -> tuple[Statement, ...]:
    """Give what the trade-off answers of one person say, on criteria to which they gave points."""
    counted = set(weighed(record, role))
    return tuple(
        Statement(answer_said(one, library), place)
        for place, one in enumerate(record.tradeoffs)
        if one.role == role and {one.first, one.second} <= counted
    )


def answer_said(one: TradeOff, library: Library) -> mcda.Preference:
    """Give one trade-off answer as a statement: the step chosen is worth at least as much as the other.

    "About the same" leaves room on both sides, since nobody can tell two near things apart.
    """
    first = gain(library.criteria[one.first], one.first_from, one.first_to)
    second = gain(library.criteria[one.second], one.second_from, one.second_to)
    if one.prefers == "first":
        return mcda.TradeOff((one.first, one.second), first, second)
    if one.prefers == "second":
        return mcda.TradeOff((one.second, one.first), second, first)
    room = library.assumptions.same_worth_factor.value
    return mcda.RatioBound((one.first, one.second), (second / first / room, second / first * room))


def gain(criterion: Criterion, start: float, end: float) -> float:
    """Give what a step is worth as a share of the whole range; below zero if it makes things worse.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> gain(load_library().criteria["no_driving_days_8wk"], 14, 7)
    0.3333333333333333
    """
    return (end - start) / (criterion.best - criterion.worst)

"""Forced choices that test a person's points: two improvements, all else the same; and which is worth more.

Each question lies near the point where the person's own points make both sides worth the same, in whole units of the
criteria. The first thing rated highest meets the others one by one; what an answer moves, the next question follows.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.session.preferences import gain, weighed
from trd_sdm.session.values import TradeOff

if TYPE_CHECKING:
    from trd_sdm.evidence import Criterion, Library
    from trd_sdm.session.record import Record
    from trd_sdm.session.values import Role

AT_LEAST, AT_MOST = 3, 5
NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Question:
    """A forced choice: two improvements in the criteria's own units."""

    role: Role
    first: str
    first_from: float
    first_to: float
    second: str
    second_from: float
    second_to: float

    def answered(self, prefers: str) -> TradeOff:
        """Give the answer as the record keeps it."""
        held = {name: getattr(self, name) for name in self.__slots__}
        return TradeOff.model_validate({**held, "prefers": prefers})


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two criteria, the one rated higher first, with what is known of the ratio of their weights."""

    higher: str
    lower: str
    by_points: float
    low: float | None = None
    high: float | None = None
    asked: int = 0

    @property
    def surprising(self) -> bool:
        """Whether answers put the ratio to one side of what the points say, and not yet to the other."""
        above = self.low is not None and self.low > self.by_points * (1 + NEAR) and self.high is None
        below = self.high is not None and self.high < self.by_points * (1 - NEAR) and self.low is None
        return above or below

    @property
    def known(self) -> bool:
        """Whether answers bound the ratio from both sides."""
        return self.low is not None and self.high is not None


def next_question(record: Record, role: Role, library: Library) -> Question | None:
    """Give the next question for one person, or nothing when there have been enough.

    Parameters
    ----------
    record : Record
    role : str
        Whose points are tested.
    library : Library

    Returns
    -------
    Question or None
        The same for the same record. There are three to five: one for each pair, and more where an answer did not
        go with the points. None also where fewer than two things have points.
    """
    pairs = [_with_answers(pair, record, role, library) for pair in _pairs(record, role)]
    asked = sum(pair.asked for pair in pairs)
    if asked >= AT_MOST:
        return None
    new = [pair for pair in pairs if not pair.asked]
    again = sorted((pair for pair in pairs if pair.asked), key=lambda pair: (not pair.surprising, pair.known))
    for pair in (*new, *again):
        if pair.asked and asked >= AT_LEAST and not pair.surprising:
            continue
        question = _question(pair, record, role, library)
        if question is not None:
            return question
    return None


def questions_asked(record: Record, role: Role) -> int:
    """Say how many questions one person has answered on what has points now."""
    counted = set(weighed(record, role))
    return sum(1 for one in record.tradeoffs if one.role == role and {one.first, one.second} <= counted)


def _pairs(record: Record, role: Role) -> Iterator[_Pair]:
    """Set the thing rated highest against each other one; with seven things, the last two meet each other."""
    points = record.weights.of(role)
    ranked = sorted(weighed(record, role), key=lambda criterion: -points[criterion])
    others = ranked[1:]
    alone = others[: AT_MOST if len(others) <= AT_MOST else AT_MOST - 1]
    for other in alone:
        yield _Pair(ranked[0], other, points[ranked[0]] / points[other])
    rest = others[len(alone) :]
    for higher, lower in zip(rest[::2], rest[1::2], strict=False):
        yield _Pair(higher, lower, points[higher] / points[lower])


def _with_answers(pair: _Pair, record: Record, role: Role, library: Library) -> _Pair:
    """Add what the answers on this pair say of the ratio of the weights."""
    low, high, asked = pair.low, pair.high, 0
    for one in _answers(pair, record, role):
        ratio = _ratio_asked(pair, one, library)
        chosen = {"first": one.first, "second": one.second}.get(one.prefers)
        if chosen != pair.lower:
            low = ratio if low is None else max(low, ratio)
        if chosen != pair.higher:
            high = ratio if high is None else min(high, ratio)
        asked += 1
    return _Pair(pair.higher, pair.lower, pair.by_points, low, high, asked)


def _answers(pair: _Pair, record: Record, role: Role) -> list[TradeOff]:
    both = {pair.higher, pair.lower}
    return [one for one in record.tradeoffs if one.role == role and {one.first, one.second} == both]


def _ratio_asked(pair: _Pair, one: TradeOff, library: Library) -> float:
    """Give the ratio of weights at which both sides of a question are worth the same."""
    first = gain(library.criteria[one.first], one.first_from, one.first_to)
    second = gain(library.criteria[one.second], one.second_from, one.second_to)
    return second / first if one.first == pair.higher else first / second


def _target(pair: _Pair, distance: float, draw: int) -> float:
    """Give the ratio to ask at: beside the points at first, then beside or between what was answered."""
    if pair.low is None and pair.high is None:
        return pair.by_points * (distance if draw % 2 else 1 / distance)
    if pair.high is None:
        return max(pair.low or 0.0, pair.by_points) * distance
    if pair.low is None:
        return min(pair.high, pair.by_points) / distance
    return math.sqrt(pair.low * pair.high)


def _question(pair: _Pair, record: Record, role: Role, library: Library) -> Question | None:
    """Find steps in whole units whose values come nearest to the target; none twice."""
    digest = hashlib.blake2b(f"{record.seed}:{role}:{pair.higher}:{pair.lower}:{pair.asked}".encode()).digest()
    target = math.log(_target(pair, library.assumptions.question_distance.value, digest[0]))
    before = {round(math.log(_ratio_asked(pair, one, library)), 9) for one in _answers(pair, record, role)}
    higher, lower = library.criteria[pair.higher], library.criteria[pair.lower]
    found: tuple[float, float, int, int] | None = None
    for more in _sizes(higher):
        for less in _sizes(lower):
            ratio = math.log(_share(lower, less) / _share(higher, more))
            if round(ratio, 9) in before:
                continue
            # The nearest first; among near ones, the smaller steps, which lie nearer to what options differ by.
            rank = (round(abs(ratio - target), 1), abs(_share(higher, more) - 1 / 3), more, less)
            found = rank if found is None or rank < found else found
    if found is None:
        return None
    one, other = (pair.higher, *_step(higher, found[2])), (pair.lower, *_step(lower, found[3]))
    return Question(role, *one, *other) if digest[1] % 2 else Question(role, *other, *one)


def whole_ends(criterion: Criterion) -> tuple[int, int]:
    """Give the whole units inside a range, the worse end first.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> whole_ends(load_library().criteria["response"]), whole_ends(load_library().criteria["onset"])
    ((24, 61), (26, 1))
    """
    low, high = sorted((criterion.worst, criterion.best))
    ends = math.ceil(low - NEAR), math.floor(high + NEAR)
    return ends if criterion.best > criterion.worst else ends[::-1]


def _sizes(criterion: Criterion) -> Sequence[int]:
    worse, better = whole_ends(criterion)
    return range(1, abs(better - worse) + 1)


def _share(criterion: Criterion, size: int) -> float:
    return size / abs(criterion.best - criterion.worst)


def _step(criterion: Criterion, size: int) -> tuple[float, float]:
    """Place a step of a size in the middle of the range, from worse to better."""
    worse, better = whole_ends(criterion)
    room = abs(better - worse) - size
    toward = 1 if better > worse else -1
    start = worse + toward * (room // 2)
    return float(start), float(start + toward * size)

"""Do a person's ratings and trade-off answers agree; and if not, which clash, and what would mend it.

Nothing is ever changed here: a mend is one answer that the pair may pick, and it is offered only if it mends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from trd_sdm import mcda
from trd_sdm.session.answers import weight_key
from trd_sdm.session.preferences import (
    LOOSENESS,
    Statement,
    answers_said,
    points_said,
    sureness_of,
    weighed,
)

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record
    from trd_sdm.session.values import Role

MendKind = Literal["points", "take_back", "sureness"]
POINTS_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot all hold; leave any one of them out and the rest agree.

    Attributes
    ----------
    answers : tuple of int
        Places of the clashing trade-off answers among the record's.
    rated : tuple of str
        Criteria whose points clash with them.
    statements : tuple of Statement
        The minimal clashing set itself.
    """

    answers: tuple[int, ...]
    rated: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """One answer that would settle a contradiction.

    Attributes
    ----------
    kind : str
        Other points for one thing, an answer taken back, or being less sure of the points.
    key, value : str, object
        The answer, as `trd_sdm.session.answers` takes it.
    criterion, answer : str, int, optional
        What it is about.
    """

    kind: MendKind
    key: str
    value: Any
    criterion: str | None = None
    answer: int | None = None


@dataclass(frozen=True, slots=True)
class Coherence:
    """What one person said, and whether it holds together.

    Attributes
    ----------
    answered : int
        How many trade-off answers count.
    contradictions : tuple of Contradiction
        Each names answers that no other one names; empty where all agrees.
    holds : tuple of Preference
        What agrees: everything said, without the answers that clash.
    """

    answered: int
    contradictions: tuple[Contradiction, ...]
    holds: tuple[mcda.Preference, ...]

    @property
    def clashing(self) -> tuple[int, ...]:
        """Places of all answers that clash."""
        return tuple(sorted(place for one in self.contradictions for place in one.answers))


def coherence(record: Record, role: Role, library: Library) -> Coherence:
    """Check the trade-off answers of one person against their points and against each other.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> from trd_sdm.session.record import Record
    >>> points = {"response": 80, "onset": 20}
    >>> record = Record(library_version="1", criteria=tuple(points), weights={"patient": points})
    >>> slower = {"role": "patient", "first": "response", "first_from": 24, "first_to": 61,
    ...           "second": "onset", "second_from": 8, "second_to": 7, "prefers": "second"}
    >>> coherence(record.with_(tradeoffs=(slower,)), "patient", load_library()).clashing
    (0,)
    """
    criteria = weighed(record, role)
    points, answers = points_said(record, role, library), answers_said(record, role, library)
    left, found = list(answers), []
    while (clash := _clash(criteria, (*points, *left))) is not None:
        named = tuple(one.answer for one in clash if one.answer is not None)
        found.append(Contradiction(named, _rated(clash), clash))
        left = [one for one in left if one.answer not in named]
    return Coherence(len(answers), tuple(found), tuple(one.preference for one in (*points, *left)))


def _clash(criteria: Sequence[str], said: Sequence[Statement]) -> tuple[Statement, ...] | None:
    """Give a minimal clashing set, or nothing where all agree, or where nothing is rated yet."""
    if not criteria:
        return None
    try:
        mcda.WeightSpace(tuple(criteria), tuple(one.preference for one in said))
    except mcda.ContradictionError as error:
        clashing = {id(preference) for preference in error.clash}
        return tuple(one for one in said if id(one.preference) in clashing)
    return None


def _rated(clash: Sequence[Statement]) -> tuple[str, ...]:
    """Give the criteria whose points clash: those that the answers are about, where there are any."""
    rated = dict.fromkeys(name for one in clash if one.answer is None for name in one.preference.criteria)
    asked = {name for one in clash if one.answer is not None for name in one.preference.criteria}
    return tuple(name for name in rated if name in asked)


def mends(record: Record, role: Role, contradiction: Contradiction, library: Library) -> tuple[Mend, ...]:
    """Offer what would settle a contradiction: each one changes a single answer, and each was tried.

    Parameters
    ----------
    record : Record
    role : str
        Whose contradiction it is.
    contradiction : Contradiction
    library : Library

    Returns
    -------
    tuple of Mend
        Points that come nearest to those given, an answer taken back, or less sure points.
    """
    offered = [*_other_points(record, role, contradiction, library)]
    for place in contradiction.answers:
        rest = [one.model_dump() for at, one in enumerate(record.tradeoffs) if at != place]
        offered.append(Mend("take_back", "tradeoffs", rest, answer=place))
    sure = LOOSENESS.index(sureness_of(record, role))
    for looser in LOOSENESS[sure + 1 :]:
        changed = record.with_(sureness={**record.sureness.model_dump(), role: looser})
        if contradiction.rated and _settled(changed, role, contradiction, library):
            offered.append(Mend("sureness", f"sureness.{role}", looser))
            break
    return tuple(offered)


def _settled(record: Record, role: Role, contradiction: Contradiction, library: Library) -> bool:
    """Say whether the answers of a contradiction agree with each other and with all points now."""
    answers = [one for one in answers_said(record, role, library) if one.answer in contradiction.answers]
    return _clash(weighed(record, role), (*points_said(record, role, library), *answers)) is None


def _other_points(record: Record, role: Role, contradiction: Contradiction, library: Library) -> Iterator[Mend]:
    for criterion in contradiction.rated:
        now = record.weights.of(role)[criterion]

        def mended(points: int, criterion: str = criterion) -> bool:
            return _settled(record.with_points(role, criterion, points), role, contradiction, library)

        near = [points for points in (_lower(now, mended), _higher(now, mended)) if points is not None]
        if near:
            points = min(near, key=lambda points: abs(points - now))
            yield Mend("points", weight_key(role, criterion), points, criterion=criterion)


def _lower(now: float, mended: Any) -> int | None:
    """Give the highest points below that mend; where the lowest do not, none does."""
    low, high = 1, -(-int(now * 1000) // 1000)
    if now <= 1 or not mended(low):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if mended(middle) else (low, middle)
    return low


def _higher(now: float, mended: Any) -> int | None:
    """Give the lowest points above that mend; where the highest do not, none does."""
    low, high = int(now), POINTS_AT_MOST
    if now >= high or not mended(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if mended(middle) else (middle, high)
    return high

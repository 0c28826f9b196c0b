"""Two records of one person become one: nothing is lost, and what differs is named so that somebody can choose.

Lists that only grow (notes of weeks, past trials, courses, scores, the safety log) are put together. A single answer
that only one of the two holds is taken. Where both answered and differ, it is a conflict: it is never settled unseen.
What was weighed belongs together (criteria, points, own concerns, trade-offs), so it comes from one of the two; so do
the choice with its reason, a clinic with its currency, and a medicine with its last day. A safety stop that holds in
either holds in what comes of both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ValidationError

from trd_sdm.clinical.facts import DrugUse
from trd_sdm.evidence.faults import dotted, shown
from trd_sdm.session.record import LOOKING, Record
from trd_sdm.session.safety_answers import stop_kept
from trd_sdm.session.values import Choice, Clinic

if TYPE_CHECKING:
    from collections.abc import Callable

    from trd_sdm.session.points import Weights
    from trd_sdm.session.values import OwnConcern, SurenessOfRoles, TradeOff

Side = Literal["first", "second"]
Place = tuple[str, ...]
WEIGHED = ("criteria", "concerns", "weights", "sureness", "tradeoffs")
"""Fields that only make sense together."""
AS_MADE = ("schema_version", "library_version", "seed", "draws", "widen_by_certainty", *LOOKING)
"""Fields that say how a record is made and looked at; the first record's are kept."""
WHOLE = (Choice, Clinic, DrugUse)
"""Values that are taken from one of the two as they stand, since their parts say one thing together."""
ENTRIES: Place = ("tracking", "entries")
IN_ANY_ORDER: tuple[Place, ...] = (("shortlist",),)
"""Lists whose order says nothing."""
UNKNOWN = (None, "unknown", "not_asked")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One answer that both records hold and that differs.

    Parameters
    ----------
    at : tuple of str
        Where it stands, such as ``("tracking", "entries", "2026-11-23", "note")``.
    first, second : object
        What stands in each.
    """

    at: Place
    first: Any
    second: Any

    @property
    def place(self) -> str:
        """Where it stands as one word, by which it is chosen."""
        return dotted(self.at)

    def __str__(self) -> str:
        return f"{self.place}: {_shown(self.first)} in the first, {_shown(self.second)} in the second"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was weighed, which is taken from one of the two as it stands."""

    criteria: tuple[str, ...]
    concerns: tuple[OwnConcern, ...]
    weights: Weights
    sureness: SurenessOfRoles
    tradeoffs: tuple[TradeOff, ...]

    @classmethod
    def of(cls, record: Record) -> Weighed:
        """Give what was weighed in a record."""
        return cls(**{name: getattr(record, name) for name in WEIGHED})

    def __str__(self) -> str:
        count = len(self.criteria)
        return "1 thing weighed" if count == 1 else f"{count} things weighed"


class MergeConflicts(ValueError):  # noqa: N818 -- it carries the conflicts; "Error" would add nothing
    """Two records that differ where nobody has chosen yet; `conflicts` names each place."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("\n".join(map(str, self.conflicts)))


class CannotMerge(ValueError):  # noqa: N818 -- as above
    """Two records that do not fit into one, with a sentence."""


def merge(
    first: Record,
    second: Record,
    choose: Mapping[str, Side] | None = None,
    *,
    rest: Side | None = None,
    now: dt.datetime | None = None,
) -> Record:
    """Put two records of one person together.

    Parameters
    ----------
    first, second : Record
    choose : mapping, optional
        By place of a conflict, which of the two holds.
    rest : str, optional
        Which of the two holds in every other conflict; without it, each has to be chosen.
    now : datetime, optional
        The moment that a safety stop which still holds is noted at; the present one where none is given.

    Raises
    ------
    MergeConflicts
        Naming every conflict nobody has chosen for.
    CannotMerge
        If one is a made-up case and the other is not, what comes of it is no whole record (more days than a
        record holds), or a choice names no conflict.

    Examples
    --------
    >>> one, other = Record(library_version="1", country="GB"), Record(library_version="1", bothers_now=("sleep",))
    >>> both = merge(one, other)
    >>> both.country, both.bothers_now
    ('GB', ('sleep',))
    """
    if first.mode != second.mode:
        raise CannotMerge("one is a made-up case for teaching and the other is of a session; they stay apart")
    joined = _Joined(dict(choose or {}), rest)
    fields = {name: joined.field(name, getattr(first, name), getattr(second, name)) for name in Record.model_fields}
    weighed: Side = joined.block(first, second)
    fields |= {name: getattr(first if weighed == "first" else second, name) for name in WEIGHED}
    fields |= {name: getattr(first, name) for name in AS_MADE}
    fields["safety"] = first.keeping_safety_of(second).safety
    fields["beside"] = tuple(option for option in first.beside if option in fields["shortlist"])
    if joined.conflicts:
        raise MergeConflicts(joined.conflicts)
    strays = [place for place in joined.choose if place not in joined.asked]
    if strays:
        raise CannotMerge(f"{strays[0]}: both records hold the same here, so there is nothing to choose")
    try:
        return stop_kept(Record.model_validate(fields), (first, second), now or dt.datetime.now(dt.UTC))
    except ValidationError as error:
        found = error.errors()[0]
        message = found["msg"].removeprefix("Value error, ")
        raise CannotMerge(f"the two do not fit into one record: {dotted(found['loc'])}: {message}") from None


class _Joined:
    """Joins values place by place and keeps what could not be settled."""

    def __init__(self, choose: dict[str, Side], rest: Side | None) -> None:
        self.choose, self.rest = choose, rest
        self.conflicts: list[Conflict] = []
        self.asked: set[str] = set()

    def field(self, name: str, first: Any, second: Any) -> Any:
        """Join one field of the record; those that are settled as a whole are left for later."""
        if name in WEIGHED or name in AS_MADE or name in ("safety", "beside"):
            return first
        default = Record.model_fields[name].get_default(call_default_factory=True)
        return self._join((name,), first, second, default)

    def block(self, first: Record, second: Record) -> Side:
        """Say from which of the two comes what was weighed."""
        blank = Record(library_version=first.library_version)
        one, other, nothing = map(Weighed.of, (first, second, blank))
        if other in (one, nothing):
            return "first"
        if one == nothing:
            return "second"
        return self._settle(("weights",), one, other) or "first"

    def _join(self, at: Place, first: Any, second: Any, default: Any) -> Any:
        if first == second or _is_open(second, default) or (at in IN_ANY_ORDER and {*first} == {*second}):
            return first
        if _is_open(first, default):
            return second
        place = _without_day(at)
        if place in KEYS:
            return self._by_key(place, at, first, second)
        if place in UNIONS:
            return (*first, *(item for item in second if item not in first))
        if isinstance(first, BaseModel) and not isinstance(first, WHOLE) and type(first) is type(second):
            return self._model(at, first, second)
        if isinstance(first, Mapping) and isinstance(second, Mapping):
            return self._mapping(at, first, second)
        side = self._settle(at, first, second)
        return second if side == "second" else first

    def _model(self, at: Place, first: BaseModel, second: BaseModel) -> Any:
        held = {}
        for name, info in type(first).model_fields.items():
            default = None if info.is_required() else info.get_default(call_default_factory=True)
            held[name] = self._join((*at, name), getattr(first, name), getattr(second, name), default)
        try:
            return type(first).model_validate(held)
        except ValidationError as error:
            raise CannotMerge(f"{dotted(at)}: {error.errors()[0]['msg'].removeprefix('Value error, ')}") from None

    def _mapping(self, at: Place, first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
        held = {**first, **second}
        both = {name: self._join((*at, name), first[name], second[name], None) for name in first if name in second}
        return {**held, **both}

    def _by_key(self, place: str, at: Place, first: Any, second: Any) -> tuple[Any, ...]:
        """Put two lists together item by item; items of the same key are joined, the first with the first."""
        held = self._mapping(at, by_key(place, first), by_key(place, second))
        return tuple(held[name] for name in (sorted(held) if at == ENTRIES else held))

    def _settle(self, at: Place, first: Any, second: Any) -> Side | None:
        conflict = Conflict(at, first, second)
        self.asked.add(conflict.place)
        side = self.choose.get(conflict.place, self.rest)
        if side is None:
            self.conflicts.append(conflict)
        return side


def _without_day(at: Place) -> str:
    """Give a place with a star for the day of a note, since what stands in a note is joined alike on every day."""
    depth = len(ENTRIES)
    return dotted(at if at[:depth] != ENTRIES else (*ENTRIES, *("*" for _ in at[depth:][:1]), *at[depth + 1 :]))


def _is_open(value: Any, default: Any) -> bool:
    return value == default or (isinstance(value, str | type(None)) and value in UNKNOWN)


def _shown(value: Any) -> str:
    """Say a value on one line; of a value that is taken whole, what it says."""
    if not isinstance(value, BaseModel):
        return shown(value)
    return ", ".join(f"{name} {shown(held)}" for name, held in value if held not in UNKNOWN)


def by_key(place: str, items: tuple[Any, ...]) -> dict[str, Any]:
    """Give the items of a list by what tells them apart; the second of a key has its number.

    Parameters
    ----------
    place : str
        One of `KEYS`.
    items : tuple
    """
    held: dict[str, Any] = {}
    for item in items:
        name, count = KEYS[place](item), 2
        while name in held:
            name, count = f"{KEYS[place](item)} ({count})", count + 1
        held[name] = item
    return held


def _trial(trial: Any) -> str:
    return f"{trial.kind} {trial.agent.casefold()}" if trial.agent else str(trial.kind)


def _questionnaire(held: Any) -> str:
    return f"{held.instrument} of {held.on.isoformat() if held.on else 'no day'}"


def _score(held: Any) -> str:
    return f"{held.measure} of {held.on.isoformat() if held.on else 'no day'}"


def _day(entry: Any) -> str:
    return str(entry.on.isoformat())


def _course(course: Any) -> str:
    return f"{course.option} from {course.started_on.isoformat()}"


def _drug(use: Any) -> str:
    return str(use.name).casefold()


KEYS: dict[str, Callable[[Any], str]] = {
    "tracking.entries": _day,
    "tracking.courses": _course,
    "past.trials": _trial,
    "tracking.entries.*.answers": _questionnaire,
    "tracking.entries.*.scores": _score,
    "questionnaires": _questionnaire,
    "scores": _score,
    "facts.drugs": _drug,
}
"""Lists that are joined item by item, and what tells their items apart."""
UNIONS = ("plan.questions", "bothers_now", "visit.present", "visit.about")
"""Lists of which every item is kept."""

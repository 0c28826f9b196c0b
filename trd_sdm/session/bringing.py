"""Another copy of a record beside this one: which is newer, what it adds, and where both differ; nothing changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from trd_sdm.clinical.days import minute
from trd_sdm.session.merge import UNKNOWN, WEIGHED, Conflict, MergeConflicts, Side, by_key, merge
from trd_sdm.session.record import STAY, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trd_sdm.session.saved import Opened

Known = Literal["saved", "changed", "noted"]
Topic = Literal[
    "weeks",
    "courses",
    "trials",
    "scores",
    "health",
    "checks",
    "safety",
    "weighed",
    "local",
    "options",
    "decided",
    "plan",
    "visit",
]


@dataclass(frozen=True, slots=True)
class Copy:
    """A record with its day, and its minute where that is known.

    Parameters
    ----------
    record : Record
    day : date, optional
        In the time of this place; nothing where it is not known.
    known_by : str, optional
        What the day is: the one it was ``saved`` on, or ``changed`` on, or the last one ``noted`` in it.
    at : datetime, optional
        The minute of that day, in UTC.
    """

    record: Record
    day: dt.date | None
    known_by: Known | None = None
    at: dt.datetime | None = None

    @classmethod
    def made(cls, record: Record, when: dt.datetime | dt.date, known_by: Known) -> Copy:
        """Give a record with the moment or the day it was saved or changed."""
        if not isinstance(when, dt.datetime):
            return cls(record, when, known_by)
        at = minute(when)
        return cls(record, at.astimezone().date(), known_by, at)


def copy_of(opened: Opened, *, on: dt.date) -> Copy:
    """Give an opened file with the minute or day it was saved, or the last day noted in it that is not to come."""
    made = opened.stamp.made if opened.stamp else None
    return Copy.made(opened.record, made, "saved") if made else noted(opened.record, on=on)


def noted(record: Record, *, on: dt.date) -> Copy:
    """Give a record with the last day it tells of, up to a day.

    Examples
    --------
    >>> told = {"entries": ({"on": dt.date(2026, 11, 23), "note": "A walk."},)}
    >>> noted(Record(library_version="1", tracking=told), on=dt.date(2026, 11, 27)).day
    datetime.date(2026, 11, 23)
    """
    day = max((day for day in _days(record) if day <= on), default=None)
    return Copy(record, day, "noted" if day else None)


def _days(record: Record) -> Iterator[dt.date]:
    yield from (entry.on for entry in record.tracking.entries)
    for course in record.tracking.courses:
        yield from filter(None, (course.started_on, course.ended_on))
    yield from (held.on for held in record.questionnaires if held.on)
    yield from (held.on for held in record.scores if held.on)
    yield from (check.answered_at.date() for check in record.safety.checks)
    yield from (one.at.date() for one in record.safety.acknowledgements)


def newer(first: Copy, second: Copy) -> Side:
    """Say which of two copies holds where both differ and nobody chose: the newer; the first where that is not known.

    Examples
    --------
    >>> record = Record(library_version="1")
    >>> newer(Copy(record, dt.date(2026, 10, 1)), Copy(record, dt.date(2026, 11, 1)))
    'second'
    >>> newer(Copy(record, None), Copy(record, dt.date(2026, 11, 1)))
    'first'
    """
    return later(first, second) or "first"


def later(first: Copy, second: Copy) -> Side | None:
    """Say which of two copies is the newer: by the minute where both have one, else by the day.

    Returns
    -------
    str or None
        Nothing where it cannot be told.

    Examples
    --------
    >>> record, day = Record(library_version="1"), dt.date(2026, 11, 27)
    >>> noon, one = (dt.datetime(2026, 11, 27, hour, tzinfo=dt.UTC) for hour in (12, 13))
    >>> later(Copy(record, day, "changed", one), Copy(record, day, "saved", noon))
    'first'
    >>> later(Copy(record, day, "changed", one), Copy(record, day, "saved")) is None
    True
    """
    if first.day is None or second.day is None:
        return None
    ahead = second.at - first.at if first.at and second.at else second.day - first.day
    return None if not ahead else "second" if ahead > dt.timedelta() else "first"


@dataclass(frozen=True, slots=True)
class Added:
    """What the second copy adds to the first on one topic, whatever is chosen where both differ.

    Parameters
    ----------
    topic : str
    new : int
        How many things are not in the first.
    is_filled : bool
        Whether something that is in both is told more fully.
    """

    topic: Topic
    new: int
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """Two copies side by side.

    Parameters
    ----------
    first, second : Copy
    preset : str
        Which of the two holds where nobody chose; see `newer`.
    added : tuple of Added
        What the second adds to the first.
    conflicts : tuple of Conflict
        Where both differ.
    """

    first: Copy
    second: Copy
    preset: Side
    added: tuple[Added, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def adds_nothing(self) -> bool:
        """Whether the second copy holds nothing that is not in the first."""
        return not self.conflicts and not self.added


def beside(first: Copy, second: Copy) -> Beside:
    """Put two copies side by side.

    Raises
    ------
    CannotMerge
        If they do not fit into one record.
    """
    preset = newer(first, second)
    merge(first.record, second.record, rest=preset)
    kept = merge(first.record, second.record, rest="first")
    try:
        merge(first.record, second.record)
    except MergeConflicts as error:
        conflicts = error.conflicts
    else:
        conflicts = ()
    return Beside(first, second, preset, tuple(_added(first.record, kept)), conflicts)


def _added(before: Record, after: Record) -> Iterator[Added]:
    held, now = _things(before), _things(after)
    for topic, found in now.items():
        new = [name for name in found if name not in held[topic]]
        filled = any(found[name] != value for name, value in held[topic].items() if name in found)
        if new or filled:
            yield Added(topic, len(new), filled)


def _things(record: Record) -> dict[Topic, dict[str, Any]]:
    """Give what a record holds by topic, each thing by a name of its own."""
    facts, past, tracking = dict(record.facts), dict(record.past), record.tracking
    drugs, trials = by_key("facts.drugs", facts.pop("drugs")), by_key("past.trials", past.pop("trials"))
    checks = {name: getattr(record, name) for name in ("lookalikes", "contributors", "adherence", "residual")}
    decided = {name: getattr(record, name) for name in ("choice", "leanings", "sure", "put_back")}
    local = {name: getattr(record, name) for name in ("local", "clinic", "bothers_now", "country")}
    return {
        "weeks": by_key("tracking.entries", tracking.entries),
        "courses": by_key("tracking.courses", tracking.courses),
        "trials": trials | _answers(past),
        "scores": by_key("questionnaires", record.questionnaires) | by_key("scores", record.scores),
        "health": drugs | _answers(facts),
        "checks": _answers(checks),
        "safety": _answers({"checks": record.safety.checks}),
        "weighed": _answers({name: getattr(record, name) for name in WEIGHED}),
        "local": _answers(local),
        "options": {option: True for option in record.shortlist if option != STAY},
        "decided": _answers(decided),
        "plan": _answers(record.plan),
        "visit": _answers(record.visit),
    }


def _answers(value: Any, at: str = "") -> dict[str, Any]:
    """Give every answer within a value by its place; what was left open is none."""
    if isinstance(value, BaseModel):
        blank = type(value)()
        inside = {name: held for name, held in value if held != getattr(blank, name)}
    elif isinstance(value, Mapping):
        inside = dict(value)
    elif isinstance(value, tuple):
        inside = {str(item): True for item in value}
    else:
        return {} if value in UNKNOWN else {at: value}
    found: dict[str, Any] = {}
    for name, held in inside.items():
        found |= _answers(held, f"{at}.{name}")
    return found

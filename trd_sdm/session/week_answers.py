"""Answers of one week: each changes the entry of its day, and an entry with nothing left in it goes.

=============================== ===================================================
key after ``week.DAY.``         value
=============================== ===================================================
``answers.INSTRUMENT.ITEM``     score of one answer of PHQ-9 or GAD-7
``scores.MEASURE``              a score taken elsewhere, such as ``scores.isi``
``ratings.NAME``                0 (as bad as it gets) to 10 (well)
``suicidal.FIELD``              ``frequency``, ``intensity``, ``control``: 0 to 10
``side_effects``                0 (no weight) to 10
``missed_doses``                in the last seven days
``note``                        up to 500 characters
=============================== ===================================================

DAY is written 2026-11-27. None takes an answer back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

from trd_sdm.clinical.days import kept
from trd_sdm.session.tracking import Daily, SuicidalThoughts, Tracking, WeekEntry

if TYPE_CHECKING:
    from trd_sdm.session.record import Record

DAILY: tuple[str, ...] = get_args(Daily)
PLAIN = ("side_effects", "missed_doses", "note")
DIGITS = tuple(map(str, range(10)))


def noted(record: Record, rest: str, value: Any) -> Record:
    """Take one answer of one week.

    Parameters
    ----------
    record : Record
    rest : str
        The key after ``week.``: a day, or a day and a field of the table above.
    value : object

    Raises
    ------
    ValueError
        With a sentence, if the day or the field is none.
    """
    text, _, field = rest.partition(".")
    day = day_of(text)
    held = entry_of(record.tracking, day) or WeekEntry(on=day)
    if not field:
        if value is not None:
            raise ValueError(f"week.{text}: only None can stand here, to take the notes of the day away")
        return with_entry(record, WeekEntry(on=day))
    return with_entry(record, _changed(held, field, value))


def day_of(text: str) -> dt.date:
    """Read a day.

    Raises
    ------
    ValueError
        If it is none, or lies outside the years a record covers.
    """
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day; write it as YYYY-MM-DD, for example 2026-11-23") from None
    return kept(day)


def entry_of(tracking: Tracking, day: dt.date) -> WeekEntry | None:
    """Give what was noted on a day, or nothing."""
    return next((entry for entry in tracking.entries if entry.on == day), None)


def with_entry(record: Record, entry: WeekEntry) -> Record:
    """Put an entry in the place of its day; an empty one takes the day away."""
    others = [held for held in record.tracking.entries if held.on != entry.on]
    kept = others if entry == WeekEntry(on=entry.on) else [*others, entry]
    entries = tuple(sorted(kept, key=lambda held: held.on))
    return record.with_(tracking=Tracking(courses=record.tracking.courses, entries=entries))


def _changed(entry: WeekEntry, field: str, value: Any) -> WeekEntry:
    head, _, item = field.partition(".")
    if field in PLAIN:
        return _with(entry, field, value)
    if head == "ratings" and item in DAILY:
        return _with(entry, "ratings", _with_item(entry.ratings, item, value))
    if head == "suicidal" and item in SuicidalThoughts.model_fields:
        return _with(entry, "suicidal", {**dict(entry.suicidal), item: value})
    if head == "scores" and item:
        return _with(entry, "scores", _scores(entry, item, value))
    if head == "answers" and item.count(".") == 1:
        instrument, _, question = item.partition(".")
        return _with(entry, "answers", _answers(entry, instrument, question, value))
    raise ValueError(f"week.{field} is not a question this page asks")


def _with(entry: WeekEntry, field: str, value: Any) -> WeekEntry:
    return WeekEntry.model_validate({**dict(entry), field: value})


def _with_item(held: Mapping[str, Any], item: str, value: Any) -> dict[str, Any]:
    kept = {name: one for name, one in held.items() if name != item}
    return kept if value is None else {**kept, item: value}


def _scores(entry: WeekEntry, measure: str, value: Any) -> tuple[Any, ...]:
    kept = [held for held in entry.scores if held.measure != measure]
    return tuple(kept) if value is None else (*kept, {"measure": measure, "score": value})


def _answers(entry: WeekEntry, instrument: str, item: str, value: Any) -> tuple[Any, ...]:
    others = [held for held in entry.answers if held.instrument != instrument]
    before = next((held.answers for held in entry.answers if held.instrument == instrument), {})
    told = int(value) if isinstance(value, str) and value in DIGITS else value  # a choice on the page is a text
    now = _with_item(before, item, told)
    return (*others, {"instrument": instrument, "answers": now}) if now else tuple(others)

"""Questionnaires answered item by item, and scores taken elsewhere: each belongs to the day it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any

from trd_sdm.clinical.measures import InstrumentAnswers, MeasureScore
from trd_sdm.session.record import Record
from trd_sdm.session.safety_answers import AnswerError, with_questionnaires


def measured(record: Record, key: str, value: Any, now: dt.datetime) -> Record:
    """Take one item of a questionnaire, or one score, of today.

    Raises
    ------
    AnswerError
        If the answer to an item is no number.
    """
    head, _, rest = key.partition(".")
    day = now.astimezone().date()
    if head == "scores":
        return record.with_(scores=with_score(record.scores, rest, value, day))
    name, _, item = rest.partition(".")
    try:
        held = with_item(record.questionnaires, name, item, value, day)
    except (TypeError, ValueError):
        raise AnswerError(f"{key}: one of the answers of the questionnaire is needed, not {value!r}") from None
    return with_questionnaires(record, held, now)


def with_item(
    held: tuple[InstrumentAnswers, ...], instrument: str, item: str, value: int | str | None, on: dt.date
) -> tuple[InstrumentAnswers, ...]:
    """Answer one item of today's questionnaire, or take the answer back with None; earlier days stay.

    Examples
    --------
    >>> today = dt.date(2026, 11, 27)
    >>> once = with_item((), "phq9", "sleep", "2", today)
    >>> dict(once[0].answers), with_item(once, "phq9", "sleep", None, today)
    ({'sleep': 2}, ())
    """
    found = next((one for one in held if (one.instrument, one.on) == (instrument, on)), None)
    answers = dict(found.answers) if found else {}
    answers.pop(item, None)
    if value is not None:
        answers[item] = int(value)
    kept = tuple(one for one in held if one is not found)
    if not answers:
        return kept
    return (*kept, InstrumentAnswers(instrument=instrument, answers=answers, on=on))


def with_score(
    held: tuple[MeasureScore, ...], measure: str, value: float | None, on: dt.date
) -> tuple[MeasureScore, ...]:
    """Enter today's score of a measure, or take it back with None; earlier days stay.

    Examples
    --------
    >>> with_score((), "isi", 14, dt.date(2026, 11, 27))[0].score
    14.0
    """
    kept = tuple(one for one in held if (one.measure, one.on) != (measure, on))
    return kept if value is None else (*kept, MeasureScore(measure=measure, score=value, on=on))

"""Scoring: PHQ-9 and GAD-7 from their answers, every other measure from a score taken elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.clinical.instruments import Instrument, Right, band_of
from trd_sdm.clinical.sourced import Basis, Sourced, Sources
from trd_sdm.evidence.base import Frozen, FrozenDict, Key, Number, Share, Text, Whole

Change = Literal["remission", "response", "no_response", "cannot_tell"]


class Accuracy(Frozen):
    """How well a cut-off sorted people in one study; shares from 0 to 1, nothing where not read."""

    at_or_above: Whole | None = None
    sensitivity: Share | None = None
    specificity: Share | None = None
    where: Text
    source: Key


class Measure(Frozen):
    """One score that can be entered."""

    name: Text
    about: Text
    basis: Basis
    sources: Sources
    accuracy: Annotated[tuple[Accuracy, ...], Field(max_length=6)] = ()
    gap: Text | None = None


class OutcomeRules(Frozen):
    """What counts as response and as early improvement, as shares of the first score."""

    response: Sourced
    response_drop: Share
    early: Sourced
    early_drop: Share


class MeasuresFile(Frozen):
    """``measures.yaml``."""

    measures: Annotated[FrozenDict[Measure], Field(min_length=1)]
    outcome: OutcomeRules


class InstrumentAnswers(Frozen):
    """Answers to one questionnaire on one day; an item without an answer is unanswered, not 0."""

    instrument: Key
    answers: Annotated[FrozenDict[Annotated[Whole, Field(ge=0, le=100)]], Field(max_length=40)]
    on: dt.date | None = None


class MeasureScore(Frozen):
    """A score taken elsewhere."""

    measure: Key
    score: Annotated[Number, Field(ge=0, le=1000)]
    on: dt.date | None = None


class Scored(Frozen):
    """What came of a questionnaire. There is no total while an item is unanswered."""

    instrument: str
    total: int | None
    band: str | None
    missing: tuple[str, ...]
    safety: int | None
    loinc: str | None


class ScoreReading(Frozen):
    """How a score taken elsewhere reads."""

    measure: str
    score: float
    low: int
    high: int
    band: str | None
    remission: bool | None
    positive: bool | None


def score(instrument: Instrument, answers: Mapping[str, int], choices: tuple[int, ...] = (0, 1, 2, 3)) -> Scored:
    """Score a questionnaire.

    Parameters
    ----------
    instrument : Instrument
        Which one.
    answers : mapping
        Score of each answer, by item id.
    choices : tuple of int
        Scores an answer may have.

    Raises
    ------
    ValueError
        If an item is not of this instrument, or an answer is no choice.

    Examples
    --------
    >>> from trd_sdm.clinical.knowledge import load_clinical
    >>> phq9 = load_clinical().instruments["phq9"]
    >>> result = score(phq9, {item.id: 1 for item in phq9.items})
    >>> result.total, result.band, result.safety
    (9, 'mild', 1)
    """
    ids = [item.id for item in instrument.items]
    strays = [key for key in answers if key not in ids]
    if strays:
        raise ValueError(f"{', '.join(strays)}: no item of {instrument.name}; its items are {', '.join(ids)}")
    for key, held in answers.items():
        if held not in choices or isinstance(held, bool):
            raise ValueError(f"{key}: {held} is no answer; allowed are {', '.join(map(str, choices))}")
    missing = tuple(key for key in ids if key not in answers)
    total = None if missing else sum(answers[key] for key in ids)
    return Scored(
        instrument=instrument.id,
        total=total,
        band=None if total is None else band_of(total, instrument.scoring.bands),
        missing=missing,
        safety=self_harm(instrument, answers),
        loinc=instrument.loinc.total if instrument.loinc else None,
    )


def self_harm(instrument: Instrument, answers: Mapping[str, int]) -> int | None:
    """Give the answer to the item about self-harm; nothing where it was not answered or does not exist.

    A zero says nothing about safety.
    """
    return answers.get(instrument.safety_item) if instrument.safety_item else None


def change(right: Right, before: float | None, now: float | None, rules: OutcomeRules) -> Change:
    """Say what two scores of one measure come to, by the published rules.

    Examples
    --------
    >>> from trd_sdm.clinical.knowledge import load_clinical
    >>> known = load_clinical()
    >>> change(known.rights["phq9"], 20, 10, known.measures.outcome)
    'response'
    """
    if before is None or now is None or before <= 0:
        return "cannot_tell"
    if right.is_remission(now):
        return "remission"
    return "response" if now <= before * (1 - rules.response_drop) else "no_response"


def early_gain(before: float | None, now: float | None, rules: OutcomeRules) -> bool | None:
    """Say whether the score has come down early by as much as points to a later response."""
    if before is None or now is None or before <= 0:
        return None
    return now <= before * (1 - rules.early_drop)


def read_score(entered: MeasureScore, right: Right) -> ScoreReading:
    """Read a score taken elsewhere.

    Raises
    ------
    ValueError
        If no score may be entered for the measure, or it lies outside the range.
    """
    if right.range is None:
        raise ValueError(f"{entered.measure}: a score is not entered here")
    low, high = right.range
    if not low <= entered.score <= high:
        raise ValueError(f"{entered.measure}: {entered.score:g} is outside {low} to {high}")
    limit = right.positive_at_or_above
    return ScoreReading(
        measure=entered.measure,
        score=entered.score,
        low=low,
        high=high,
        band=band_of(entered.score, right.bands),
        remission=right.is_remission(entered.score),
        positive=None if limit is None else entered.score >= limit,
    )

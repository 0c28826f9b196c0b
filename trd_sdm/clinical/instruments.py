"""Questionnaires whose wording may be shown, and what may be shown of every other measure."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from trd_sdm.evidence.base import Flag, Frozen, FrozenDict, Key, Number, Text, Whole

Status = Literal["embed", "score_only", "link"]
Loinc = Annotated[str, Field(strict=True, pattern=r"^(LA)?\d{1,7}-\d$")]
Span = Annotated[tuple[Whole, Whole], Field(description="Lowest and highest score.")]
Bands = Annotated[tuple[tuple[Whole, Text], ...], Field(description="Lowest score of each band, and its name.")]


class Rights(Frozen):
    """Who owns the wording, and on what terms it stands here."""

    status: Literal["embed"]
    owner: Text
    notice: Text | None = None
    checked_on: dt.date


class Citation(Frozen):
    """The paper an instrument comes from."""

    authors: Text
    year: Whole
    journal: Text
    doi: Text | None = None
    pmid: Whole | None = None


class Item(Frozen):
    """One question, worded as its owner worded it."""

    id: Key
    text: Text
    loinc: Loinc | None = None
    safety_item: Flag = False
    opens_step: Key | None = None


class AnswerChoice(Frozen):
    """One answer and what it scores."""

    score: Whole
    text: Text
    loinc: Loinc | None = None


class Codes(Frozen):
    """LOINC codes of the whole form and its total."""

    panel: Loinc
    total: Loinc


class Scoring(Frozen):
    """How a total is read."""

    range: Span
    bands: Bands = ()
    remission_below: Whole | None = None
    response_drop: Number | None = None
    conflict_at_or_below: Whole | None = None


class Instrument(Frozen):
    """A questionnaire shown in full."""

    id: Key
    name: Text
    rights: Rights
    citation: Citation
    loinc: Codes | None = None
    recall: Text | None = None
    answers: tuple[AnswerChoice, ...] = ()
    answers_as: Key | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=40)]
    scoring: Scoring
    missing_items: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> Instrument:
        if bool(self.answers) == bool(self.answers_as):
            raise ValueError("either answers or answers_as must stand here")
        ids = [item.id for item in self.items]
        if len(set(ids)) < len(ids):
            raise ValueError("an item stands here twice")
        return self

    @property
    def safety_item(self) -> str | None:
        """Id of the item about self-harm, where there is one."""
        return next((item.id for item in self.items if item.safety_item), None)


class Right(Frozen):
    """What may be shown of a measure, and how its score is read."""

    status: Status
    range: Span | None = None
    bands: Bands = ()
    remission_at_or_below: Whole | None = None
    remission_below: Whole | None = None
    positive_at_or_above: Whole | None = None
    why: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"status": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _scored(self) -> Right:
        if self.status == "score_only" and self.range is None:
            raise ValueError("a measure entered as a score needs its range")
        return self

    def is_remission(self, score: float) -> bool | None:
        """Say whether a score is in remission; nothing where no threshold is known."""
        if self.remission_at_or_below is not None:
            return score <= self.remission_at_or_below
        return None if self.remission_below is None else score < self.remission_below


class Rightslist(Frozen):
    """``rights.yaml``, under one name."""

    measures: Annotated[FrozenDict[Right], Field(min_length=1)]


def band_of(score: float, bands: Bands) -> str | None:
    """Give the name of the band a score falls in; nothing where no bands are known.

    Examples
    --------
    >>> band_of(9, ((0, "none"), (5, "mild"), (10, "moderate")))
    'mild'
    """
    held = [name for low, name in bands if score >= low]
    return held[-1] if held else None

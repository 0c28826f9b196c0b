"""Questionnaires and scores as FHIR: the codes are those of the instrument files, and no other code is made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trd_sdm.clinical.instruments import band_of
from trd_sdm.clinical.measures import score as scored
from trd_sdm.export.fhir_terms import LOINC, SUBJECT, Made, loinc, score

if TYPE_CHECKING:
    from trd_sdm.clinical.instruments import Instrument
    from trd_sdm.clinical.measures import InstrumentAnswers, MeasureScore
    from trd_sdm.export.gathered import Gathered

SURVEY = {
    "coding": [
        {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey", "display": "Survey"}
    ]
}
QUESTIONNAIRE = "http://loinc.org/q"


def answer_resources(held: Gathered) -> Iterator[tuple[Made, list[Made]]]:
    """Give every questionnaire with its total, and every score taken elsewhere, in the order of the record."""
    record = held.record
    for answers in record.questionnaires:
        yield _answered(held, answers, answers.on)
    for entered in record.scores:
        yield _entered(held, entered, entered.on), []
    for entry in record.tracking.entries:
        for answers in entry.answers:
            yield _answered(held, answers, answers.on or entry.on)
        for entered in entry.scores:
            yield _entered(held, entered, entered.on or entry.on), []


def _answered(held: Gathered, answers: InstrumentAnswers, on: dt.date | None) -> tuple[Made, list[Made]]:
    instrument = held.clinical.instruments[answers.instrument]
    found = scored(instrument, answers.answers, held.clinical.choices(answers.instrument))
    response: Made = {
        "resourceType": "QuestionnaireResponse",
        "status": "in-progress" if found.missing else "completed",
        "subject": SUBJECT,
        "item": [_item(held, instrument, item, answers.answers[item]) for item in _ids(instrument, answers)],
    }
    if instrument.loinc:
        response["questionnaire"] = f"{QUESTIONNAIRE}/{instrument.loinc.panel}"
    if on:
        response["authored"] = on.isoformat()
    if not response["item"]:
        del response["item"]
    if found.total is None or instrument.loinc is None:
        return response, []
    total = _observation(loinc(instrument.loinc.total, f"{instrument.name} total score"), found.total, found.band, on)
    return response, [total]


def _ids(instrument: Instrument, answers: InstrumentAnswers) -> list[str]:
    return [item.id for item in instrument.items if item.id in answers.answers]


def _item(held: Gathered, instrument: Instrument, key: str, value: int) -> Made:
    item = next(one for one in instrument.items if one.id == key)
    source = held.clinical.instruments[instrument.answers_as] if instrument.answers_as else instrument
    choice = next(one for one in source.answers if one.score == value)
    coded: Made = {"system": LOINC, "code": choice.loinc, "display": choice.text}
    answer = {"valueCoding": coded} if choice.loinc else {"valueString": choice.text}
    return {"linkId": f"/{item.loinc}" if item.loinc else key, "text": item.text, "answer": [answer]}


def _entered(held: Gathered, entered: MeasureScore, on: dt.date | None) -> Made:
    """Give a score taken elsewhere; a measure whose code we have not read is named in words alone."""
    right = held.clinical.rights[entered.measure]
    instrument = held.clinical.instruments.get(entered.measure)
    name = held.clinical.measures.measures[entered.measure].name
    code = loinc(instrument.loinc.total, f"{instrument.name} total score") if instrument and instrument.loinc else None
    return _observation(code or {"text": name}, entered.score, band_of(entered.score, right.bands), on)


def _observation(code: Made, value: float, band: str | None, on: dt.date | None) -> Made:
    made: Made = {
        "resourceType": "Observation",
        "status": "final",
        "category": [SURVEY],
        "code": code,
        "subject": SUBJECT,
        "valueQuantity": score(value),
    }
    if on:
        made["effectiveDateTime"] = on.isoformat()
    if band:
        made["interpretation"] = [{"text": band}]
    return made

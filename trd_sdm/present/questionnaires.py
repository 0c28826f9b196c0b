"""Questionnaires shown in full, and scores taken elsewhere: their rows, and how a result reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trd_sdm.present.citing import BASIS, Shelf
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.numbers import are, plural
from trd_sdm.present.tables import render

if TYPE_CHECKING:
    import datetime as dt

    from trd_sdm.clinical.instruments import Instrument
    from trd_sdm.clinical.knowledge import Clinical
    from trd_sdm.clinical.measures import Accuracy, MeasureScore, Scored, ScoreReading
    from trd_sdm.session.record import Record
    from trd_sdm.session.review import Review

IN_FULL = ("phq9", "gad7")
SCORES_HEADING = "Scores taken elsewhere"
SCORES_HELP = "Enter a total from a form filled in elsewhere. We may not show the wording of these forms here."
FULL_HEADING = "Questionnaires"
SAFETY_NOTE = "Any answer but the first to the last question stops the comparison, and a clinician looks at it."


def rows(instrument: Instrument) -> list[dict[str, Any]]:
    """Give the questions, worded as their owner worded them."""
    return [
        {"key": f"questionnaires.{instrument.id}.{item.id}", "label": f"{number}. {item.text}"}
        for number, item in enumerate(instrument.items, start=1)
    ]


def answers(instrument: Instrument, clinical: Clinical) -> list[dict[str, str]]:
    """Give the answers, worded as their owner worded them."""
    held = clinical.instruments[instrument.answers_as] if instrument.answers_as else instrument
    return [{"id": str(choice.score), "label": choice.text} for choice in held.answers]


def answered(record: Record, instrument: str, on: dt.date) -> dict[str, str]:
    """Give what is answered today, by key of its row."""
    held = (one for one in record.questionnaires if (one.instrument, one.on) == (instrument, on))
    return {f"questionnaires.{instrument}.{item}": str(score) for one in held for item, score in one.answers.items()}


def rights_line(instrument: Instrument) -> str:
    """Give the owner and the terms, to stand below the questions."""
    cited = instrument.citation
    where = f"{cited.authors}. {cited.journal}, {cited.year}."
    return " ".join(filter(None, (instrument.rights.owner, instrument.rights.notice, where)))


def scored(found: Scored, instrument: Instrument) -> str:
    """Say what came of a questionnaire; there is no total while an item is unanswered.

    Examples
    --------
    >>> from trd_sdm.clinical.knowledge import load_clinical
    >>> from trd_sdm.clinical.measures import score
    >>> gad7 = load_clinical().instruments["gad7"]
    >>> scored(score(gad7, {gad7.items[0].id: 2}), gad7)
    'No total yet: 6 of 7 questions are open.'
    """
    if found.total is None:
        left = len(found.missing)
        return f"No total yet: {left} of {len(instrument.items)} questions {are(left)} open."
    low, high = instrument.scoring.range
    band = f" Its authors call this range {found.band}." if found.band else ""
    return f"{plural(str(found.total), 'point')} on a scale from {low} to {high}.{band}"


def read(reading: ScoreReading) -> str:
    """Say how a score taken elsewhere reads."""
    said = [f"{plural(f'{reading.score:g}', 'point')} on a scale from {reading.low} to {reading.high}."]
    if reading.band:
        said.append(f"This range is called {reading.band}.")
    if reading.positive is not None:
        said.append("At or above the cut-off: worth a closer look." if reading.positive else "Below the cut-off.")
    if reading.remission:
        said.append("In the range that counts as well again.")
    return " ".join(said)


def accuracy(known: Accuracy) -> str:
    """Say how well a cut-off sorted people in one study, as whole counts out of 100.

    Examples
    --------
    >>> from trd_sdm.clinical.knowledge import load_clinical
    >>> accuracy(load_clinical().measures.measures["mdq"].accuracy[0])[:63]
    'Cut-off 7 (psychiatric clinics, second-hand summary): 73 of 100'
    """
    cut = f"Cut-off {known.at_or_above}" if known.at_or_above is not None else "Cut-off not read"
    said = []
    if known.sensitivity is not None:
        found = round(100 * known.sensitivity)
        said.append(f"{found} of 100 people who had it scored at or above, {100 - found} did not")
    if known.specificity is not None:
        found = round(100 * known.specificity)
        said.append(f"{found} of 100 people who did not have it scored below, {100 - found} did not")
    return f"{cut} ({known.where}): {'; '.join(said)}." if said else f"{cut} ({known.where})."


def score_html(review: Review, record: Record, clinical: Clinical, shelf: Shelf) -> str:
    """Give the readings of all scores and questionnaires, each with its cut-offs and what is not known of them."""
    readings = [
        _reading(one.instrument, scored(one, clinical.instruments[one.instrument]), held.on, clinical)
        for one, held in zip(review.questionnaires, record.questionnaires, strict=True)
    ]
    readings += [_score_reading(one, held, clinical) for one, held in zip(review.scores, record.scores, strict=True)]
    return render("review/scores.html.j2", readings=readings, shelf=shelf, basis_words=BASIS)


def _score_reading(one: ScoreReading, held: MeasureScore, clinical: Clinical) -> dict[str, Any]:
    return _reading(one.measure, read(one), held.on, clinical)


def _reading(measure: str, said: str, on: dt.date | None, clinical: Clinical) -> dict[str, Any]:
    known = clinical.measures.measures[measure]
    cuts = [{"text": accuracy(one), "source": one.source} for one in known.accuracy]
    return {"name": known.name, "on": day_words(on) if on else "", "said": said, "cuts": cuts, "gap": known.gap}

"""What patients read, over the real library: short words, no forbidden ones, the same room for all options."""

from __future__ import annotations

import statistics

import pytest

from trd_sdm.app.pages import everyday
from trd_sdm.app.screens import PAGES
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.present import (
    adds_up,
    cells,
    checklists,
    disclaimer,
    gaps,
    health,
    questionnaires,
    sources,
    speech,
    tables,
    trials,
    wording,
)
from trd_sdm.present.charts import first, fit, measures
from trd_sdm.present.labels import criterion_label, option_label
from trd_sdm.session.appraisal import appraise
from trd_sdm.session.record import Record
from trd_sdm.session.screens import SCREENS_OF

SHORTLIST = ("stay_optimise", "ect", "rtms", "esketamine", "augment_lithium", "cbt", "dbs")
PICKED = ("response", "onset", "well_at_six_months", "weight_gain", "memory_thinking", "clinic_hours_8wk", "cost_tier")
WORDS_TO_MEASURE = 5  # a grade of two or three words says nothing


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture(scope="module")
def role_fit(library):
    record = Record(library_version=library.version, shortlist=SHORTLIST, criteria=PICKED, draws=512)
    rated = record.weights.model_copy(update={"patient": dict.fromkeys(PICKED, 50.0)})
    appraisal = appraise(record.model_copy(update={"weights": rated}), library)
    return appraisal, appraisal.roles["patient"]


def twins(library, role_fit):
    appraisal, fits = role_fit
    options = [option_label(library.options[key]) for key in appraisal.options]
    criteria = [criterion_label(library.criteria[key]) for key in PICKED]
    yield fit.describe(fits, options, criteria, appraisal.unknown)
    yield fit.describe(None, options, criteria)
    yield first.describe(fits, options, appraisal.draws)
    yield first.describe(None, options)
    for criterion in library.criteria:
        yield measures.describe(library, criterion, options)


def cell_texts(library):
    for option in library.options:
        links = sources.numbered(library, [option], library.criteria)
        for key, criterion in library.criteria.items():
            cell = cells.evidence_cell(library, option, key, links)
            yield wording.say(criterion, library.estimate(option, key)).line
            yield from cell.notes
            yield cell.basis


def fixed_texts():
    yield disclaimer.DISCLAIMER
    yield from disclaimer.MODES.values()
    yield gaps.NO_GOOD_DATA_WHY
    yield gaps.NOT_RATED_WHY
    yield from (text for _, text in wording.CERTAINTY.values())
    yield from wording.DIRECTNESS.values()
    yield from wording.BASIS.values()
    yield from (tables._EMPTY, tables._UNRATED)


def before_choosing_texts():
    """Give what the screens before a choice say: their heads, their words, and the forms."""
    for name in SCREENS_OF["review"]:
        if name in PAGES:
            yield from (PAGES[name].title, PAGES[name].why)
    for module in (trials, adds_up, checklists, questionnaires, health, everyday):
        for name, held in vars(module).items():
            if name.isupper() and isinstance(held, str):
                yield held.replace("{}", "lithium")
            elif name.isupper() and isinstance(held, dict):
                yield from (text if isinstance(text, str) else text[0] for text in held.values())
    for field in trials.fields(load_clinical().agents):
        yield from (field["label"], field.get("help", ""))


@pytest.fixture(scope="module")
def patient_texts(library, role_fit):
    found = [*twins(library, role_fit), *cell_texts(library), *fixed_texts(), *before_choosing_texts()]
    return [text for text in dict.fromkeys(found) if text]


def test_every_text_is_within_grade_eight_and_the_middle_one_within_six(patient_texts, grade):
    graded = {text: grade(text) for text in patient_texts if len(text.split()) >= WORDS_TO_MEASURE}
    assert len(graded) > 100
    assert {text: level for text, level in graded.items() if level > 8} == {}
    assert statistics.median(graded.values()) <= 6


def test_no_text_says_what_we_do_not_say(patient_texts):
    assert {text: speech.slips(text) for text in patient_texts if speech.slips(text)} == {}


def test_every_cell_of_the_library_can_be_shown(library):
    html = tables.evidence_table(library, list(library.options), list(library.criteria))
    assert html.count("<td ") == len(library.options) * len(library.criteria)
    assert ">None<" not in html
    assert "{{" not in html


def test_every_criterion_of_the_library_has_its_own_letter(library):
    codes = [criterion_label(criterion).code for criterion in library.criteria.values()]
    assert len(set(codes)) == len(codes) == 20
    assert max(codes) == "T"


def test_every_chance_has_its_own_phrase(library):
    chances = [key for key, criterion in library.criteria.items() if criterion.kind == "chance"]
    assert set(chances) <= set(wording._FRAMES) == set(wording._COUNTED)

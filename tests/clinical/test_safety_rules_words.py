"""What patients read of the safety rules: short words, nothing that steers, blames or counts without a count."""

from __future__ import annotations

import datetime as dt

import pytest

from trd_sdm.clinical import crisis, safety_stop, verdicts, washout
from trd_sdm.clinical.conditions_situation import AGE, TODAY
from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.evidence import load_library
from trd_sdm.present import speech

LIBRARY = load_library()
RULES = load_safety_rules(LIBRARY)
GRADE_AT_MOST = 8
WORDS_TO_MEASURE = 5  # a grade of two or three words says nothing


def sentences():
    yield from ((rule.id, rule.patient) for rule in RULES.rules)
    yield from ((key, entry.question) for key, entry in RULES.facts.items())
    yield from ((key, entry.patient) for key, entry in RULES.washouts.items())
    yield from ((key, f"Do you take {group.plain} now?") for key, group in RULES.drugs.classes.items())
    yield from safety_stop.WHY.items()
    yield from safety_stop.URGENT.items()
    yield from verdicts.LEVEL_WORDS.items()
    said = (safety_stop.STOP, safety_stop.ZERO, washout.CLEAR, washout.CANNOT_TELL, AGE.text, TODAY.text)
    yield from (("fixed", text) for text in said)
    taking = PatientFacts().with_drug("sertraline")
    yield "washout", washout.washout(taking, RULES, "maoi").text
    verdict = verdicts.verdicts(PatientFacts(), RULES, LIBRARY)["maoi"]
    yield "verdict", verdict.text
    local = crisis.load_crisis_lines().local("FR", dt.date(2026, 1, 1))
    known = crisis.load_crisis_lines().local("GB", dt.date(2026, 1, 1))
    said = (local.gap, local.emergency, known.if_no_answer, known.lines[0].checked)
    yield from (("crisis", text) for text in said)


SENTENCES = list(sentences())


@pytest.mark.parametrize(("where", "text"), SENTENCES, ids=[where for where, _ in SENTENCES])
def test_nothing_is_said_that_should_not_be(where, text):
    assert speech.slips(text) == ()


@pytest.mark.parametrize(("where", "text"), SENTENCES, ids=[where for where, _ in SENTENCES])
def test_every_sentence_can_be_read(where, text, grade):
    if len(text.split()) >= WORDS_TO_MEASURE:
        assert grade(text) <= GRADE_AT_MOST


def test_as_a_whole_the_reasons_read_at_grade_6(grade):
    assert grade(" ".join(rule.patient for rule in RULES.rules)) <= 6


def test_a_reason_is_short_and_the_clinician_gets_other_words():
    for rule in RULES.rules:
        assert len(rule.patient.split()) <= 40, rule.id
        assert rule.patient != rule.clinician

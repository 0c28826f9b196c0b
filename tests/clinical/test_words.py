"""What a patient may read of trials, checks and measures: short words, no blame, nothing we do not say."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given, settings

from tests.clinical.trial_strategies import trial_lists
from trd_sdm.clinical import adequacy
from trd_sdm.clinical.history import summarise
from trd_sdm.clinical.knowledge import FILES, load_clinical
from trd_sdm.present import speech

KNOWN = load_clinical()
WORDS_TO_MEASURE = 5  # a grade of two or three words says nothing
FOR_CLINICIANS = {"note", "where", "screens", "options", "sources", "source", "basis", "agent_class"}


def texts(value):
    if hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            if name not in FOR_CLINICIANS:
                yield from texts(getattr(value, name))
    elif hasattr(value, "items"):
        yield from (text for held in value.values() for text in texts(held))
    elif isinstance(value, tuple):
        yield from (text for held in value for text in texts(held))
    elif isinstance(value, str):
        yield value


@pytest.fixture(scope="module")
def shown():
    held = [text for name in FILES if name != "agents" for text in texts(getattr(KNOWN, name))]
    held += [*adequacy._TEXTS.values(), adequacy.PROXY, adequacy.COURSE]
    return [text.replace("{least}", "50 mg").replace("{near}", "") for text in dict.fromkeys(held)]


def test_every_sentence_is_within_grade_eight_and_the_middle_one_within_six(shown, grade):
    graded = {text: grade(text) for text in shown if len(text.split()) >= WORDS_TO_MEASURE}
    assert len(graded) > 150
    assert {text: level for text, level in graded.items() if level > 8} == {}
    assert statistics.median(graded.values()) <= 6


def test_nothing_is_said_that_we_do_not_say(shown):
    assert {text: speech.slips(text) for text in shown if speech.slips(text)} == {}


@settings(max_examples=60)
@given(trial_lists())
def test_no_summary_says_what_we_do_not_say(grade, listed):
    summary = summarise(listed, KNOWN)
    said = [reason.text for judgement in summary.judgements for reason in judgement.reasons]
    said += [*summary.trd.why, summary.maudsley.reason, summary.thase_rush.reason]
    said += [part.text for part in summary.maudsley.parts]
    for text in said:
        assert speech.slips(text) == ()
        assert len(text.split()) < WORDS_TO_MEASURE or grade(text) <= 8

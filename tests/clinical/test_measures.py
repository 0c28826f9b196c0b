"""Scores by the published rules, and no total while an answer is missing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.measures import (
    InstrumentAnswers,
    MeasureScore,
    change,
    early_gain,
    read_score,
    score,
    self_harm,
)

KNOWN = load_clinical()
PHQ9, GAD7, SURE = (KNOWN.instruments[key] for key in ("phq9", "gad7", "sure"))
RULES = KNOWN.measures.outcome


def answered(instrument, total, most=3):
    left, answers = total, {}
    for item in instrument.items:
        answers[item.id] = min(most, left)
        left -= answers[item.id]
    return answers


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "minimal"), (4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"),
        (15, "moderately severe"), (19, "moderately severe"), (20, "severe"), (27, "severe"),
    ],
)  # fmt: skip
def test_each_edge_of_the_phq9_bands(total, band):
    result = score(PHQ9, answered(PHQ9, total))
    assert (result.total, result.band, result.missing, result.loinc) == (total, band, (), "44261-6")


@pytest.mark.parametrize(
    ("total", "band"),
    [(4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"), (15, "severe"), (21, "severe")],
)
def test_each_edge_of_the_gad7_bands(total, band):
    assert score(GAD7, answered(GAD7, total)).band == band


def test_sure_is_scored_by_its_own_answers():
    result = score(SURE, {item.id: 1 for item in SURE.items}, KNOWN.choices("sure"))
    assert (result.total, result.band) == (4, None)


def test_there_is_no_total_while_an_item_is_unanswered():
    answers = answered(PHQ9, 12)
    del answers["sleep"]
    result = score(PHQ9, answers)
    assert (result.total, result.band, result.missing) == (None, None, ("sleep",))


def test_item_nine_is_read_even_from_a_form_half_filled_in():
    assert score(PHQ9, {"self_harm": 1}).safety == 1
    assert self_harm(PHQ9, {"mood": 3}) is None
    assert self_harm(PHQ9, {"self_harm": 0}) == 0
    assert self_harm(GAD7, {"nervous": 3}) is None


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [({"hope": 1}, "hope: no item of Patient Health"), ({"mood": 4}, "mood: 4 is no answer; allowed are 0, 1, 2, 3")],
)
def test_an_answer_that_is_none_is_refused_with_a_sentence(answers, sentence):
    with pytest.raises(ValueError, match=sentence):
        score(PHQ9, answers)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (20, 4, "remission"), (20, 5, "response"), (20, 10, "response"), (20, 11, "no_response"),
        (0, 0, "cannot_tell"), (None, 3, "cannot_tell"), (20, None, "cannot_tell"),
    ],
)  # fmt: skip
def test_response_and_remission_by_the_published_rule(before, now, expected):
    assert change(KNOWN.rights["phq9"], before, now, RULES) == expected


@pytest.mark.parametrize(("measure", "in_remission", "not_in"), [("madrs", 10, 11), ("qids_sr16", 5, 6), ("isi", 7, 8)])
def test_remission_of_scores_taken_elsewhere(measure, in_remission, not_in):
    right = KNOWN.rights[measure]
    assert read_score(MeasureScore(measure=measure, score=in_remission), right).remission is True
    assert read_score(MeasureScore(measure=measure, score=not_in), right).remission is False


@pytest.mark.parametrize(("measure", "cutoff"), [("mdq", 7), ("rapid_mood_screener", 4), ("pc_ptsd_5", 4)])
def test_a_screen_is_positive_from_its_cutoff(measure, cutoff):
    right = KNOWN.rights[measure]
    assert read_score(MeasureScore(measure=measure, score=cutoff), right).positive is True
    assert read_score(MeasureScore(measure=measure, score=cutoff - 1), right).positive is False
    assert KNOWN.measures.measures[measure].accuracy[0].at_or_above == cutoff


def test_accuracy_is_kept_with_its_source_and_a_gap_is_shown():
    rms = KNOWN.measures.measures["rapid_mood_screener"].accuracy[0]
    assert (rms.sensitivity, rms.specificity, rms.source) == (0.88, 0.80, "rms2021")
    ptsd = KNOWN.measures.measures["pc_ptsd_5"]
    assert ptsd.accuracy[0].sensitivity is None
    assert "not in the part read" in ptsd.gap


def test_a_score_outside_its_range_or_of_a_mere_link_is_refused():
    with pytest.raises(ValueError, match="61 is outside 0 to 60"):
        read_score(MeasureScore(measure="madrs", score=61), KNOWN.rights["madrs"])
    with pytest.raises(ValueError, match="a score is not entered here"):
        read_score(MeasureScore(measure="c_ssrs", score=1), KNOWN.rights["c_ssrs"])


def test_early_gain_is_a_fifth_of_the_score():
    assert early_gain(20, 16, RULES) is True
    assert early_gain(20, 17, RULES) is False
    assert early_gain(None, 17, RULES) is None


@given(st.dictionaries(st.sampled_from([item.id for item in PHQ9.items]), st.integers(0, 3)), st.none() | st.dates())
def test_answers_come_back_from_json_and_score_the_same(answers, on):
    held = InstrumentAnswers(instrument="phq9", answers=answers, on=on)
    again = InstrumentAnswers.model_validate(json.loads(held.model_dump_json()))
    assert again == held
    assert score(PHQ9, again.answers) == score(PHQ9, answers)

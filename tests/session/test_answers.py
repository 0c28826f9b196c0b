"""One answer becomes one new record, or a sentence about what is allowed."""

import pytest

from trd_sdm.session.answers import AnswerError, answer, weight_key


def test_staying_is_put_on_the_table_if_it_was_left_out(record, library):
    assert answer(record, "shortlist", ["ect", "rtms"], library).shortlist == ("stay_optimise", "ect", "rtms")


def test_rating_goes_to_the_role_that_rated(record, library):
    rated = answer(record, weight_key("clinician", "response"), 33, library)
    assert rated.weights.clinician["response"] == 33
    assert rated.weights.patient["response"] == 80


def test_what_is_looked_at_is_an_answer_too(record, library):
    assert answer(record, "step", "weigh", library).step == "weigh"


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("shortlist", "ect", "a list of ids is needed"),
        ("shortlist", ["ect", "homeopathy"], "homeopathy is not known; allowed are stay_optimise"),
        ("shortlist", ["ect", "rtms", "cbt", "ipt", "vns", "dbs", "maoi"], "too many to talk about"),
        ("criteria", ["response"] * 2, "more than once"),
        ("criteria", [1], "a list of ids is needed"),
        ("weights.patient.onset", 5, "not among the criteria picked"),
        ("weights.nurse.response", 5, "allowed are patient, clinician"),
        ("weights.patient.response", 101, "cannot be taken"),
        ("weights.patient.response", "80", "points from 0 to 100"),
        ("weights.patient.response", True, "points from 0 to 100"),
        ("weights.patient.response", float("nan"), "cannot be taken"),
        ("weights", 5, "not a question this page asks"),
        ("seed", 5, "not a question this page asks"),
        ("step", "elsewhere", "cannot be taken"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(record, library, key, value, sentence):
    with pytest.raises(AnswerError, match=sentence):
        answer(record, key, value, library)


def test_eight_criteria_are_too_many(record, library):
    with pytest.raises(AnswerError, match="at most 7"):
        answer(record, "criteria", list(library.criteria)[:8], library)

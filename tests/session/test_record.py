"""The record is whole, frozen, and comes back from JSON as it went."""

import pytest
from hypothesis import given
from pydantic import ValidationError

from tests.session.strategies import records
from trd_sdm.evidence import load_library
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import parse_record


@given(records())
def test_a_record_comes_back_from_json_as_it_went(record):
    assert parse_record(record.to_json(), load_library()) == record


@given(records())
def test_equal_records_give_equal_json(record):
    assert Record.model_validate(record.model_dump()).to_json() == record.to_json()


def test_nothing_in_a_record_can_be_changed_in_place(record):
    with pytest.raises(ValidationError):
        record.seed = 1
    with pytest.raises(TypeError):
        record.weights.patient["response"] = 1


def test_rating_gives_a_new_record_and_leaves_the_old_one(record):
    rated = record.with_points("patient", "clinic_hours_8wk", 15)
    assert rated.weights.patient["clinic_hours_8wk"] == 15
    assert "clinic_hours_8wk" not in record.weights.patient
    assert rated.weights.clinician == record.weights.clinician


def test_taking_a_rating_back_is_not_the_same_as_zero(record):
    assert "response" not in record.with_points("patient", "response", None).weights.patient
    assert record.with_points("patient", "response", 0).weights.patient["response"] == 0


def test_dropping_a_criterion_keeps_the_points_of_the_others(record):
    fewer = record.with_criteria(("memory_thinking", "onset"))
    assert dict(fewer.weights.patient) == {"memory_thinking": 60}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"shortlist": ("ect", "rtms")}, "staying is always on the table"),
        ({"shortlist": ("stay_optimise", "ect", "ect")}, "ect stands here more than once"),
        ({"criteria": ("onset",)}, "the patient rated response, memory_thinking"),
        ({"weights": {"patient": {"response": 101}}}, "less than or equal to 100"),
        ({"weights": {"nurse": {"response": 50}}}, "Extra inputs are not permitted"),
        ({"draws": 5}, "greater than or equal to 100"),
        ({"seed": -1}, "greater than or equal to 0"),
        ({"name": "somebody"}, "Extra inputs are not permitted"),
    ],
)
def test_a_record_that_is_not_whole_is_refused_with_a_sentence(record, change, sentence):
    with pytest.raises(ValidationError, match=sentence):
        record.with_(**change)

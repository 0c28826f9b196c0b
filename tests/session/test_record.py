"""The record is whole, frozen, and comes back from JSON as it went."""

import datetime as dt
import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from tests.session.strategies import records, reviewed_records
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


PARTS = ("past", "facts", "lookalikes", "contributors", "adherence", "residual")
PARTS += ("questionnaires", "scores", "safety", "put_back", "country")


WHOLE = [
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
]  # whole records are large


@settings(max_examples=60, suppress_health_check=WHOLE)
@given(reviewed_records())
def test_the_clinical_parts_come_back_from_json_as_they_went(record):
    back = parse_record(record.to_json(), load_library())
    assert back == record
    assert back.to_json() == record.to_json()
    assert back.is_stopped == record.is_stopped


@settings(suppress_health_check=WHOLE)
@given(reviewed_records())
def test_changing_one_thing_leaves_every_clinical_part_as_it_was(record):
    changed = record.with_(seed=1)
    assert all(getattr(changed, part) == getattr(record, part) for part in PARTS)


@settings(max_examples=50, suppress_health_check=WHOLE)
@given(reviewed_records(), reviewed_records())
def test_a_stop_is_carried_over_to_another_record_and_nothing_is_lost(record, other):
    kept = record.keeping_safety_of(other)
    assert {*kept.safety.checks} >= {*record.safety.checks, *other.safety.checks}
    unseen = not {*record.safety.checks} & {*other.safety.checks}  # nobody acted on what stood in the other
    if unseen and not (record.safety.may_go_on() and other.safety.may_go_on()):
        assert not kept.safety.may_go_on()
    assert {*kept.safety.acknowledgements} == {*record.safety.acknowledgements, *other.safety.acknowledgements}
    assert kept.with_(safety=record.safety) == record


def test_a_record_saved_before_there_were_clinical_parts_still_opens(record, library):
    data = {name: value for name, value in json.loads(record.to_json()).items() if name not in PARTS}
    opened = parse_record(json.dumps(data), library)
    assert opened == record
    assert not opened.is_stopped


def test_equal_answers_in_another_order_give_equal_json(record):
    one = record.with_(lookalikes={"answers": {"ocd": "negative", "adhd": "unsure"}})
    other = record.with_(lookalikes={"answers": {"adhd": "unsure", "ocd": "negative"}})
    assert one == other
    assert one.to_json() == other.to_json()


def test_equal_times_of_other_zones_give_equal_json(record):
    zones = (dt.UTC, dt.timezone(dt.timedelta(hours=5)))
    at = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    texts = {
        record.with_(safety={"checks": [{"item9": 1, "answered_at": at.astimezone(zone)}]}).to_json() for zone in zones
    }
    assert len(texts) == 1


def test_unknown_is_not_no(record):
    assert record.with_(facts={"answers": {"pregnant": "unknown"}}) == record
    assert record.with_(facts={"answers": {"pregnant": "no"}}) != record


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"put_back": {"maoi": " "}}, "empty"),
        ({"put_back": {"maoi": "\u200b"}}, "cannot be empty"),
        ({"put_back": {"maoi": "x" * 501}}, "at most 500"),
        ({"country": "Britain"}, "pattern"),
        ({"facts": {"answers": {"likes_tea": "yes"}}}, "likes_tea is no fact this kit asks for"),
        ({"safety": {"checks": [{"item9": 4, "answered_at": "2026-01-01T00:00:00Z"}]}}, "less than or equal to 3"),
        ({"safety": {"checks": [{"item9": 1, "answered_at": "2026-01-01T00:00:00"}]}}, "timezone"),
        ({"safety": {"checks": [{"item9": 1, "answered_at": "0001-01-01T00:00:00+10:00"}]}}, "beyond what a calendar"),
    ],
)
def test_a_clinical_part_that_is_not_whole_is_refused_with_a_sentence(record, change, sentence):
    with pytest.raises(ValidationError, match=sentence):
        record.with_(**change)


def test_the_self_harm_item_is_the_one_the_questionnaire_marks(record):
    from trd_sdm.clinical.knowledge import load_clinical
    from trd_sdm.session.signs import SELF_HARM

    name, item = SELF_HARM
    assert load_clinical().instruments[name].safety_item == item
    told = record.with_(questionnaires=({"instrument": name, "answers": {item: 1}},))
    assert told.is_stopped, "a questionnaire from elsewhere got past the safety stop"


def test_opening_the_record_module_loads_no_rules():
    code = "import sys, trd_sdm.session.record; print([name for name in sys.modules if name in %r])"
    heavy = ("yaml", "numpy", "pandas", "altair", "trd_sdm.clinical.knowledge", "trd_sdm.clinical.safety_rules_load")
    done = subprocess.run([sys.executable, "-c", code % (heavy,)], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr

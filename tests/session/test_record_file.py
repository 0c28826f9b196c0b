"""A record file opens whole or is refused with a sentence for each fault; nothing else can happen."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.export.conftest import whole_record
from tests.session.strategies import records
from trd_sdm.evidence import load_library
from trd_sdm.evidence.reading import Document
from trd_sdm.session.examples import example
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import RecordError, parse_record, read_record, record_of


def test_a_saved_file_opens_as_it_was(record, library, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(record.to_json(), encoding="utf-8")
    assert read_record(path, library) == record


def _refusal(data, library):
    with pytest.raises(RecordError) as caught:
        parse_record(data if isinstance(data, str) else json.dumps(data), library, "saved.json")
    return [str(fault) for fault in caught.value.faults]


def test_every_fault_is_named_with_its_place(record, library):
    data = json.loads(record.to_json())
    data["seed"] = "seven"
    data["mode"] = "alone"
    data["weights"]["patient"]["response"] = 400
    data["surname"] = "x"
    del data["library_version"]
    lines = _refusal(data, library)
    assert len(lines) == 5
    for place in ("seed", "mode", "weights.patient.response", "surname", "library_version"):
        assert any(line.startswith(f"saved.json: {place} ") for line in lines), (place, lines)
    assert any("teaching or session" in line for line in lines)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"seed": 7.0},
            (
                "seed (line 1): a whole number is written without a decimal point; found 7.0; "
                "allowed: a whole number from 0 to 4294967295"
            ),
        ),
        (
            {"past": {"episode_months": 14.0}},
            "past.episode_months (line 1): a whole number is written without a decimal point; found 14.0; allowed: 14",
        ),
        (
            {"past": {"episode_months": 7.5}},
            "past.episode_months (line 1): this is of the wrong kind; found 7.5; allowed: a whole number",
        ),
        (
            {"past": {"episode_months": 1e300}},
            "past.episode_months (line 1): this is of the wrong kind; found 1e+300; allowed: a whole number",
        ),
    ],
)
def test_a_whole_number_with_a_decimal_point_is_told_as_such(record, library, change, told):
    assert _refusal(json.loads(record.to_json()) | change, library) == [f"saved.json: {told}"]


def test_what_is_wrong_is_said_in_our_words(record, library):
    data = json.loads(record.to_json())
    data |= {"shortlist": 4, "past": {"trials": [{"weeks": "ten"}], "episode_months": 9000}, "surname": "x"}
    lines = " ".join(_refusal(data, library))
    assert "nput" not in lines
    for told in ("allowed: a number", "allowed: at most 1200", 'surname (line 1): there is no such entry; found "x"'):
        assert told in lines


def test_options_and_criteria_the_evidence_does_not_know_are_named(record, library):
    data = json.loads(record.to_json())
    data["shortlist"].append("homeopathy")
    data["criteria"].append("colour")
    lines = _refusal(data, library)
    assert len(lines) == 2
    assert 'found "homeopathy"' in lines[0]
    assert "rtms" in lines[0]
    assert 'found "colour"' in lines[1]


def test_a_record_of_a_newer_version_is_refused_with_one_sentence(record, library):
    data = json.loads(record.to_json()) | {"schema_version": 99, "anything": True}
    (line,) = _refusal(data, library)
    assert "made by a newer trd-sdm" in line


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "\x00", '"text"', "3", "{" * 10_000])
def test_what_is_no_record_is_refused_in_one_line(text, library):
    assert len(_refusal(text, library)) == 1


def test_a_large_file_is_not_read(library, tmp_path):
    path = tmp_path / "large.json"
    path.write_bytes(b" " * 50_000_000)
    with pytest.raises(RecordError, match="too large"):
        read_record(path, library)
    with pytest.raises(RecordError, match="too large"):
        parse_record(f'{{"schema_version": 1, "note": "{"x" * 2_000_001}"}}', library)


def leaves(value, at=()):
    """Every number and every yes or no of a record's file, with its place."""
    held = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in held:
        yield from leaves(inner, (*at, name))
    if isinstance(value, (int, float)):
        yield at, value


def test_no_number_is_made_from_a_text_nor_a_yes_from_a_number(library):
    for held in (example(library), whole_record(library)):
        data = json.loads(held.to_json())
        for place, value in leaves(data):
            if place == ("schema_version",):
                continue
            for other in (json.dumps(value), int(value) if isinstance(value, bool) else True):
                changed = copy.deepcopy(data)
                within = changed
                for step in place[:-1]:
                    within = within[step]
                within[place[-1]] = other
                with pytest.raises(RecordError):
                    record_of(Document("saved.json", changed), library)


def _opened_or_faults(text):
    try:
        return parse_record(text, load_library()), ()
    except RecordError as error:
        return None, error.faults


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300)
@given(records(), st.data())
def test_a_mutated_record_opens_whole_or_is_refused(record, data):
    changed = json.loads(record.to_json())
    for key in data.draw(st.lists(st.sampled_from([*Record.model_fields, "extra"]), min_size=1, max_size=3)):
        changed[key] = data.draw(JSON_VALUES)
    opened, faults = _opened_or_faults(json.dumps(changed))
    assert isinstance(opened, Record) != bool(faults)
    assert all("\n" not in str(fault) for fault in faults)

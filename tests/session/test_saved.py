"""A saved file says what it was made with, tells that it was changed, and names the numbers that are others now."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.session.strategies import records, reviewed_records
from trd_sdm import __version__
from trd_sdm.evidence import load_library
from trd_sdm.session.record_file import RecordError, parse_record
from trd_sdm.session.saved import SAVED, open_file, open_text, to_file

DATA = Path(__file__).parent / "data"


@settings(max_examples=40)
@given(records() | reviewed_records())
def test_a_record_comes_back_from_its_file_as_it_went(record):
    library = load_library()
    opened = open_text(to_file(record, library), library)
    assert opened.record == record
    assert (opened.was_changed, opened.differences, opened.other_assumptions) == (False, (), False)
    assert parse_record(to_file(record, library), library) == record


def test_the_file_names_the_versions_and_only_numbers_of_what_is_on_the_table(record, library):
    stamp = open_text(to_file(record, library), library).stamp
    assert (stamp.app, stamp.evidence) == (__version__, library.version)
    assert set(stamp.numbers) == set(record.shortlist)
    assert all(set(figures) == set(record.criteria) for figures in stamp.numbers.values())
    assert stamp.numbers["ect"]["response"].value == library.estimate("ect", "response").value


ZONE = dt.timezone(dt.timedelta(hours=5, minutes=45))


def test_a_file_says_the_minute_it_was_made_where_it_is_told_and_not_in_which_zone(record, library):
    text = to_file(record, library, made=dt.datetime(2026, 11, 27, 14, 5, 31, 17, tzinfo=ZONE))
    opened = open_text(text, library)
    assert opened.stamp.saved_at == opened.stamp.made == dt.datetime(2026, 11, 27, 8, 20, tzinfo=dt.UTC)
    assert not opened.was_changed
    assert json.loads(text)[SAVED]["saved_at"] == "2026-11-27T08:20+00:00"
    assert open_text(to_file(record, library), library).stamp.made is None
    day = dt.date(2026, 11, 26)
    assert open_text(to_file(record, library, made=day), library).stamp.made == day
    assert open_text(text.replace("2026-11-27T08", "2026-11-27T09"), library).was_changed


def test_a_file_of_the_version_that_named_only_the_day_opens_whole(library):
    """The file was saved by the code of commit d3ac3cf."""
    opened = open_file(DATA / "saved_on_a_day.json", library)
    assert not opened.was_changed
    assert (opened.stamp.saved_at, opened.stamp.made) == (None, dt.date(2026, 11, 26))
    assert opened.record.weights.patient == {"response": 80.0}


@pytest.mark.parametrize("at", ["2026-11-27T08:20", "2026-11-27", "today", "1980-01-01T08:20+00:00", True])
def test_a_minute_that_is_none_is_refused_with_its_place(record, library, at):
    data = json.loads(to_file(record, library))
    data[SAVED]["saved_at"] = at
    with pytest.raises(RecordError) as caught:
        open_text(json.dumps(data), library)
    assert [fault.place for fault in caught.value.faults] == ["saved.saved_at"]


def test_laying_the_file_out_anew_is_no_change(record, library):
    data = json.loads(to_file(record, library))
    again = json.dumps(dict(reversed(data.items())), separators=(",", ":"))
    assert not open_text(again, library).was_changed


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["weights"]["patient"].update(response=79),
        lambda data: data["shortlist"].reverse(),
        lambda data: data[SAVED]["numbers"]["ect"]["response"].update(value=99.0),
        lambda data: data[SAVED].update(app="0.0.1"),
        lambda data: data[SAVED].update(checksum="sha256:" + "0" * 64),
        lambda data: data.pop("country"),
    ],
)
def test_a_file_changed_after_it_was_saved_opens_and_is_told_apart(record, library, change):
    data = json.loads(to_file(record, library))
    change(data)
    assert open_text(json.dumps(data), library).was_changed


def test_a_file_without_a_stamp_opens_and_nothing_is_said_of_it(record, library):
    opened = open_text(record.to_json(), library)
    assert opened.record == record
    assert (opened.stamp, opened.was_changed) == (None, False)


@pytest.mark.parametrize(
    ("stamp", "place"),
    [("yes", "saved"), ({}, "saved.checksum"), ({"numbers": {"ect": 4}}, "saved.numbers.ect"), ({"by": 1}, "saved.by")],
)
def test_a_broken_stamp_is_refused_with_its_place(record, library, stamp, place):
    text = json.dumps(json.loads(record.to_json()) | {SAVED: stamp})
    with pytest.raises(RecordError) as caught:
        open_text(text, library, "a.json")
    assert any(fault.place == place for fault in caught.value.faults), [str(fault) for fault in caught.value.faults]


def test_numbers_that_are_others_now_are_named_with_both(record, library):
    before = library.estimate("rtms", "clinic_hours_8wk")
    moved = before.model_copy(update={"certainty": before.certainty.model_copy(update={"level": "very_low"})})
    newer = library.with_estimates([moved]).model_copy(update={"version": "9.9"})
    opened = open_text(to_file(record, library), newer)
    (found,) = opened.differences
    assert (found.option, found.criterion, found.shows) == ("rtms", "clinic_hours_8wk", True)
    assert (found.before.certainty, found.now.certainty) == (before.certainty.level, "very_low")
    assert found.before.value == found.now.value == before.value
    assert opened.record.library_version == library.version
    assert not opened.was_changed


def test_what_only_stands_behind_a_number_is_told_apart_from_the_number(record, library):
    reworded = library.estimate("ect", "response").model_copy(update={"rationale": "Said in other words."})
    (found,) = open_text(to_file(record, library), library.with_estimates([reworded])).differences
    assert not found.shows


def test_a_number_the_evidence_no_longer_has_is_named(record, library):
    data = json.loads(to_file(record, library))
    data[SAVED]["numbers"]["ect"]["hope"] = data[SAVED]["numbers"]["ect"]["response"]
    found = [one for one in open_text(json.dumps(data), library).differences if one.criterion == "hope"]
    assert found[0].now is None
    assert found[0].shows


def test_a_file_from_disk_opens_and_a_missing_one_is_refused(record, library, tmp_path):
    path = tmp_path / "saved.json"
    path.write_text(to_file(record, library), encoding="utf-8")
    assert open_file(path, library).record == record
    with pytest.raises(RecordError):
        open_file(tmp_path / "none.json", library)

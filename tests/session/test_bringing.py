"""Which of two copies is newer, that it holds where nobody chose, what the other adds, and where both differ."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.export.conftest import whole_record
from tests.session.strategies import reviewed_records
from trd_sdm.evidence import load_library
from trd_sdm.session.bringing import Added, Copy, beside, copy_of, later, newer
from trd_sdm.session.merge import AS_MADE, merge
from trd_sdm.session.record import Record
from trd_sdm.session.replay import compute
from trd_sdm.session.saved import open_text, to_file

LIBRARY = load_library()
MADE = {"library_version": LIBRARY.version}
EARLY, LATE, NOW = dt.date(2026, 10, 1), dt.date(2026, 11, 1), dt.date(2026, 11, 27)

NOON, HOUR = dt.datetime(2026, 11, 1, 12).astimezone(), dt.timedelta(hours=1)


def test_a_copy_is_of_the_day_it_was_saved_else_of_the_last_day_noted_in_it(record):
    noted = record.with_(tracking={"entries": ({"on": EARLY, "note": "x"}, {"on": dt.date(2027, 1, 1), "note": "y"})})
    stamped = open_text(to_file(noted, LIBRARY, made=NOON), LIBRARY)
    assert copy_of(stamped, on=NOW) == Copy(noted, LATE, "saved", NOON)
    of_a_day = replace(stamped, stamp=stamped.stamp.model_copy(update={"saved_at": None, "saved_on": LATE}))
    assert copy_of(of_a_day, on=NOW) == Copy(noted, LATE, "saved")
    judged = open_text(to_file(noted, LIBRARY, computed=compute(noted, LIBRARY, on=LATE)), LIBRARY)
    assert copy_of(judged, on=NOW).day == LATE
    bare = open_text(noted.to_json(), LIBRARY)
    assert (copy_of(bare, on=NOW).day, copy_of(bare, on=NOW).known_by) == (EARLY, "noted")
    assert copy_of(open_text(record.to_json(), LIBRARY), on=NOW).day is None


@pytest.mark.parametrize(
    ("first", "second", "is_later"),
    [
        (NOON, NOON + HOUR, "second"),
        (NOON + HOUR, NOON, "first"),
        (NOON, NOON, None),
        (NOON, LATE, None),
        (LATE, NOON, None),
        (NOON, NOW, "second"),
        (NOON + 2 * dt.timedelta(days=1), LATE, "first"),
        (NOON.astimezone(dt.timezone(HOUR)), NOON, None),
        (NOON.astimezone(dt.timezone(dt.timedelta(hours=13))), NOON + HOUR, "second"),
    ],
)
def test_the_minute_tells_where_both_have_one_else_the_day(first, second, is_later):
    one, other = (Copy.made(Record(**MADE), when, "saved") for when in (first, second))
    assert later(one, other) == is_later
    assert newer(one, other) == (is_later or "first")


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [(EARLY, LATE, "second"), (LATE, EARLY, "first"), (LATE, LATE, "first"), (None, LATE, "first")],
)
def test_the_newer_copy_holds_where_nobody_chose(first, second, holds):
    one, other = Record(**MADE, country="GB"), Record(**MADE, country="IE")
    preset = newer(Copy(one, first), Copy(other, second))
    assert preset == holds
    assert merge(one, other, rest=preset).country == ("GB" if holds == "first" else "IE")
    assert merge(one, other, {"country": "first"}, rest=preset).country == "GB"


def test_what_the_second_adds_is_counted_by_topic_and_what_both_differ_in_is_not(record):
    first = record.with_(
        past={"trials": ({"agent": "sertraline", "weeks": 8.0},)},
        tracking={"entries": ({"on": EARLY, "note": "x"},)},
        country="GB",
    )
    second = record.with_(
        past={"trials": ({"agent": "sertraline", "weeks": 10.0, "outcome": "none"}, {"agent": "lithium"})},
        tracking={"entries": ({"on": EARLY, "missed_doses": 2}, {"on": LATE, "note": "y"}, {"on": NOW, "note": "z"})},
        country="IE",
        questionnaires=({"instrument": "phq9", "answers": {"interest": 1}, "on": LATE},),
        safety={"checks": ({"plan": "no", "answered_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)},)},
    )
    found = beside(Copy(first, LATE, "saved"), Copy(second, NOW, "saved"))
    assert found.added == (
        Added("weeks", 2, is_filled=True),
        Added("trials", 1, is_filled=True),
        Added("scores", 1),
        Added("safety", 1),
    )
    assert [one.place for one in found.conflicts] == ["past.trials.drug sertraline.weeks", "country"]
    assert (found.preset, found.adds_nothing) == ("second", False)


def test_a_copy_that_holds_nothing_new_adds_nothing(record):
    held = record.with_(past={"trials": ({"agent": "sertraline"},)}, plan={"if_helps": "Go on."})
    assert beside(Copy(held, LATE), Copy(Record(**MADE), LATE)).adds_nothing
    assert not beside(Copy(Record(**MADE), LATE), Copy(held, LATE)).adds_nothing


STEPS = {"first_from": 30.0, "first_to": 40.0, "second_from": 6.0, "second_to": 4.0}
WHOLE = whole_record(LIBRARY).with_(
    tracking={"entries": ({"on": EARLY, "note": "x"},)},
    clinic={"name": "North clinic"},
    sureness={"patient": "exact"},
    tradeoffs=({"role": "patient", "first": "response", "second": "onset", "prefers": "same"} | STEPS,),
    lookalikes={"notes": {"adhd": "Asked about."}},
    contributors={"answers": {"thyroid": "positive"}},
    adherence={"note": "Nights are short."},
    residual={"symptoms": {"sleep": "yes"}},
)


@pytest.mark.parametrize("name", sorted({*Record.model_fields} - {*AS_MADE, "beside", "weights", "concerns"}))
def test_no_field_comes_in_uncounted(name):
    blank = Record(**MADE, mode="session")
    second = blank.with_(**{name: getattr(WHOLE, name)}, **({"concerns": WHOLE.concerns} if name == "criteria" else {}))
    assert second != blank, "the whole record leaves this field open"
    assert beside(Copy(blank, None), Copy(second, None)).added


@settings(max_examples=30)
@given(reviewed_records(mode="session"), reviewed_records(mode="session"))
def test_a_copy_adds_nothing_only_where_the_record_stays_as_it_is(first, second):
    found = beside(Copy(first, None), Copy(second, None))
    assert found.adds_nothing == (not found.conflicts and merge(first, second, rest="first") == first)

"""Two copies side by side: which is newer, what each holds, and that looking changes neither of them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.strategies import reviewed_records
from trd_sdm.evidence import load_library
from trd_sdm.session.bringing import TOPICS, Copy, beside, copy_of, count, newer
from trd_sdm.session.merge import CannotMerge, merge
from trd_sdm.session.record import Record
from trd_sdm.session.replay import compute
from trd_sdm.session.saved import open_text, to_file

LIBRARY = load_library()
MADE = {"library_version": LIBRARY.version}
EARLY, LATE, NOW = dt.date(2026, 10, 1), dt.date(2026, 11, 1), dt.date(2026, 11, 27)


def test_a_copy_is_of_the_day_it_was_saved_else_of_the_last_day_noted_in_it(record):
    noted = record.with_(tracking={"entries": ({"on": EARLY, "note": "x"}, {"on": dt.date(2027, 1, 1), "note": "y"})})
    stamped = open_text(to_file(noted, LIBRARY, on=LATE), LIBRARY)
    assert (copy_of(stamped, on=NOW).day, copy_of(stamped, on=NOW).is_saved_day) == (LATE, True)
    judged = open_text(to_file(noted, LIBRARY, computed=compute(noted, LIBRARY, on=LATE)), LIBRARY)
    assert copy_of(judged, on=NOW).day == LATE
    bare = open_text(noted.to_json(), LIBRARY)
    assert (copy_of(bare, on=NOW).day, copy_of(bare, on=NOW).is_saved_day) == (EARLY, False)
    assert copy_of(open_text(record.to_json(), LIBRARY), on=NOW).day is None


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [(EARLY, LATE, "second"), (LATE, EARLY, "first"), (LATE, LATE, "first"), (None, LATE, "first")],
)
def test_the_newer_copy_holds_where_nobody_chose(first, second, holds):
    one, other = Record(**MADE, country="GB"), Record(**MADE, country="IE")
    pair = beside(Copy(one, first), Copy(other, second))
    assert pair.preset == holds == newer(pair.first, pair.second)
    assert pair.joined().country == ("GB" if holds == "first" else "IE")
    assert pair.joined({"country": "first"}).country == "GB"


@settings(max_examples=12)
@given(reviewed_records(mode="session"), reviewed_records(mode="session"), st.sampled_from([None, EARLY, LATE]))
def test_what_is_looked_at_is_what_the_command_line_makes(first, second, day):
    before = first.to_json(), second.to_json()
    pair = beside(Copy(first, EARLY), Copy(second, day))
    answers = lambda record: record.with_(safety={})  # noqa: E731 -- a stop held anew carries the moment of the merge
    assert answers(pair.joined()) == answers(merge(first, second, rest=pair.preset))
    assert {held.topic for held in pair.held()} <= set(TOPICS)
    assert all(held.both >= 0 for held in pair.held())
    assert (first.to_json(), second.to_json()) == before


def test_the_same_copy_twice_adds_nothing(record):
    pair = beside(Copy(record, LATE), Copy(record, EARLY))
    assert pair.adds_nothing
    assert not beside(Copy(record, LATE), Copy(record.with_(country="GB"), EARLY)).adds_nothing


def test_each_topic_is_counted_in_each_and_in_both():
    first = Record(**MADE, past={"trials": ({"agent": "sertraline"},)}, facts={"answers": {"drives": "yes"}})
    second = Record(
        **MADE,
        past={"trials": ({"agent": "sertraline"}, {"agent": "lithium"})},
        local={"ect": {"waiting_weeks": 4.0, "escort": "yes"}},
        plan={"if_helps": "Go on.", "day": {"anchor": "Tea."}, "questions": ("One?", "Two?")},
        tracking={"entries": ({"on": LATE, "note": "A walk."},)},
    )
    found = {
        held.topic: (held.first, held.second, held.both)
        for held in beside(Copy(first, None), Copy(second, None)).held()
    }
    assert found == {"past": (1, 2, 2), "health": (1, 0, 1), "local": (0, 2, 2), "plan": (0, 4, 4), "weeks": (0, 1, 1)}
    assert set(count(first)) == set(TOPICS)


def test_copies_that_do_not_fit_say_so():
    with pytest.raises(CannotMerge, match="stay apart"):
        beside(Copy(Record(**MADE), None), Copy(Record(**MADE, mode="session"), None))

"""Which of two copies is newer, and that it holds where nobody chose."""

import datetime as dt

import pytest

from trd_sdm.evidence import load_library
from trd_sdm.session.bringing import Copy, copy_of, newer
from trd_sdm.session.merge import merge
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
    preset = newer(Copy(one, first), Copy(other, second))
    assert preset == holds
    assert merge(one, other, rest=preset).country == ("GB" if holds == "first" else "IE")
    assert merge(one, other, {"country": "first"}, rest=preset).country == "GB"

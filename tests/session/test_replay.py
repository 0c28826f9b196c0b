"""The same record, evidence and day come to the same numbers; whatever moved is named."""

import datetime as dt

from trd_sdm.session.replay import compute, replay
from trd_sdm.session.saved import open_text, to_file

DAY = dt.date(2026, 11, 27)


def test_the_same_sums_come_to_the_same_numbers_and_mark(record, library):
    first = compute(record, library, on=DAY)
    assert set(first.fits) == {"patient", "clinician", "shared"}
    found = replay(record, library, first)
    assert found.identical
    assert found.now == first


def test_what_a_file_keeps_comes_back_with_it(record, library):
    stored = compute(record, library, on=DAY)
    opened = open_text(to_file(record, library, computed=stored), library)
    assert opened.stamp.computed == stored
    assert not opened.was_changed
    assert open_text(to_file(record, library), library).stamp.computed is None


def test_every_number_that_moved_is_named_with_both_values(record, library):
    before = compute(record, library, on=DAY)
    other = record.with_points("patient", "response", 10)
    found = replay(other, library, before)
    assert not found.identical
    assert found.now.mark != before.mark
    moved = {(one.whose, one.option, one.what): one for one in found.moved}
    one = moved["patient", "ect", "fit"]
    assert one.before == before.fits["patient"]["ect"].fit
    assert one.now == found.now.fits["patient"]["ect"].fit
    assert not any(whose == "clinician" for whose, _, _ in moved), "the clinician's weights are as they were"


def test_an_option_that_left_or_came_is_named(record, library):
    before = compute(record, library, on=DAY)
    found = replay(record.with_(shortlist=record.shortlist[:-1]), library, before)
    gone = [one for one in found.moved if one.option == record.shortlist[-1]]
    assert gone
    assert all(one.now is None and one.before is not None for one in gone)


def test_a_difference_below_a_millionth_of_a_point_is_none(record, library):
    before = compute(record, library, on=DAY)
    near = before.model_dump(mode="json")
    near["fits"]["patient"]["ect"]["fit"] += 1e-6
    assert replay(record, library, type(before).model_validate(near | {"on": DAY})).identical
    near["fits"]["patient"]["ect"]["fit"] += 1e-4
    assert not replay(record, library, type(before).model_validate(near | {"on": DAY})).identical


def test_it_is_judged_for_the_day_it_was_saved_on(record, library):
    last = {"name": "fluoxetine", "state": "stopped", "last_dose": "2026-11-01"}
    waits = record.with_(shortlist=(*record.shortlist, "maoi"), facts={"drugs": (last,)})
    before = compute(waits, library, on=DAY)
    assert "maoi" not in before.fits["patient"]
    assert "maoi" in compute(waits, library, on=DAY + dt.timedelta(days=60)).fits["patient"]
    assert replay(waits, library, before).identical


def test_while_the_stop_holds_nothing_is_computed(record, library):
    told = record.with_(safety={"checks": ({"item9": 2, "answered_at": "2026-11-27T09:00:00+00:00"},)})
    assert compute(told, library, on=DAY) is None
    assert replay(told, library, compute(record, library, on=DAY)) is None

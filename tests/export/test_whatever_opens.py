"""Whatever record opens can be told: its weeks are worked out, its note and its page are made, and no screen breaks."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.export.conftest import DAY
from tests.session.test_record_mutations import mutated, places, reach
from trd_sdm.app.follow_up.model import FollowUpModel
from trd_sdm.app.follow_up_app import FollowUpApp
from trd_sdm.evidence import load_library
from trd_sdm.export.gathered import gather
from trd_sdm.export.note import note
from trd_sdm.export.story import tell
from trd_sdm.session.examples import example_text
from trd_sdm.session.record_file import RecordError
from trd_sdm.session.saved import open_text

LIBRARY = load_library()
CASE = {**json.loads(example_text()), "draws": 256}
FAR = ("0001-01-01", "1989-12-31", "2200-01-01", "9999-12-31")
DATED = [
    at
    for at in places(CASE)
    if isinstance(reach(CASE, at), str) and len(reach(CASE, at)) == 10 and reach(CASE, at)[4:8:3] == "--"
]


def opened(data):
    try:
        return open_text(json.dumps(data), LIBRARY, "copy.json").record
    except RecordError:
        return None


def is_told(record):
    held = gather(record, LIBRARY, on=DAY)
    assert note(held, long=True).endswith("without your clinician.\n")
    if not record.is_stopped:
        assert tell(held).sections


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_a_broken_record_that_opens_is_told_to_its_end(data):
    broken = copy.deepcopy(CASE)
    mutated(broken, data.draw)
    record = opened(broken)
    if record is not None:
        is_told(record)


def test_days_are_looked_for_in_every_part():
    parts = {at[0] for at in DATED}
    assert {"plan", "tracking"} <= parts
    assert len(DATED) > 15


@pytest.mark.parametrize("day", FAR)
def test_a_day_beyond_the_years_we_keep_is_refused_where_it_stands(day):
    for at in DATED:
        broken = copy.deepcopy(CASE)
        reach(broken, at[:-1])[at[-1]] = day
        if opened(broken) is not None:
            is_told(opened(broken))
            assert at[-1] == "on", at
            assert at[-2] != "entries"
    broken = copy.deepcopy(CASE)
    broken["plan"]["starts_on"] = day
    with pytest.raises(RecordError, match=r"plan\.starts_on .*outside the days we keep; from 1990 to 2199"):
        open_text(json.dumps(broken), LIBRARY, "copy.json")


@pytest.mark.parametrize("day", ["1990-01-01", "2199-12-31"])
@pytest.mark.parametrize("screen", ["now", "treatments"])
def test_the_first_and_the_last_day_we_keep_are_shown(day, screen):
    data = copy.deepcopy(CASE)
    data["plan"]["starts_on"] = day
    course = data["tracking"]["courses"][1]
    course |= {"started_on": day, "plan": {**course["plan"], "decision_points": [{"kind": "full_trial", "week": 208}]}}
    record = opened(data)
    is_told(record)
    app = FollowUpApp(FollowUpModel(LIBRARY, record.with_(followed_screen=screen)))
    assert app.pages[screen].widget.layout.display is None

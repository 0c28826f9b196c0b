"""A record of every past version opens with nothing lost."""

import json
from pathlib import Path

import pytest

from trd_sdm.session.record import SCHEMA_VERSION
from trd_sdm.session.record_file import read_record
from trd_sdm.session.upgrades import SCREEN_OF_1, UPGRADES, upgraded

DATA = Path(__file__).parent / "data"


def test_there_is_a_stored_record_and_a_step_up_for_every_past_version():
    past = range(1, SCHEMA_VERSION)
    assert sorted(UPGRADES) == list(past)
    assert sorted(DATA.glob("record_v*.json")) == [DATA / f"record_v{version}.json" for version in past]


def test_a_record_of_version_1_opens_with_every_answer_in_its_place(library):
    """The file was saved by the code of commit 6b310b2, with every part of a record filled in."""
    old = json.loads((DATA / "record_v1.json").read_text(encoding="utf-8"))
    record = read_record(DATA / "record_v1.json", library)
    now = json.loads(record.to_json())
    assert record.schema_version == SCHEMA_VERSION
    assert record.screen == SCREEN_OF_1[old["step"]] == "weigh"
    kept = {name: value for name, value in old.items() if name not in ("schema_version", "step")}
    assert {name: contained(value, now[name]) for name, value in kept.items()} == kept
    assert not record.is_stopped
    assert record.safety.acknowledgements[0].by == "The clinician"


def contained(old, new):
    """What of the old value stands in the new one; entries that are new since are left out."""
    if isinstance(old, dict):
        return {name: contained(value, new[name]) for name, value in old.items() if name in new}
    if isinstance(old, list) and len(old) == len(new):
        return [contained(one, other) for one, other in zip(old, new, strict=True)]
    return new


@pytest.mark.parametrize("version", [None, "1", True, 0, -1, 1.0])
def test_what_is_no_known_version_is_left_for_the_check_to_refuse(version):
    assert upgraded({"schema_version": version}) == {"schema_version": version}

"""Over two thousand broken record files: each opens whole or is refused with a sentence, never with a traceback.

Deep and shallow: any place of a whole record is taken away, put elsewhere, doubled, renamed or replaced; and the text
itself is cut, flipped and filled with what is no JSON.
"""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.session.strategies import reviewed_records
from trd_sdm.evidence import load_library
from trd_sdm.session.examples import example
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import RecordError, parse_record
from trd_sdm.session.saved import open_text, to_file

LIBRARY = load_library()
DEEP = 1350
IN_TEXT = 700
GENERATED = 50
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def bases():
    """A blank record, the example cut to two weeks and one course (so that two thousand stay quick), and version 1."""
    case = example(LIBRARY)
    tracking = {"courses": case.tracking.courses[:1], "entries": case.tracking.entries[2:4]}
    short = case.with_(tracking=tracking, past={"trials": case.past.trials[:1]})
    old = (Path(__file__).parent / "data" / "record_v1.json").read_text(encoding="utf-8")
    return [
        Record(library_version=LIBRARY.version).to_json(),
        to_file(short, LIBRARY),
        short.with_(shortlist=("stay_optimise", "rtms"), plan=case.plan).to_json(),
        old,
    ]


BASES = bases()
NUMBERS = [None, True, False, 0, -1, 1, 3, 11, 2**31, 10**30, 0.5, -0.0, 1e308]
WORDS = ["", " ", "x", "yes", "unknown", "phq9", "ect", "2026-02-30", "2026-11-23", "9999-12-31", "25:61", "07:00"]
STRANGE = ["0001-01-01T00:00:00Z", "=1+1", "\u0000", "\u202e", "💊", "x" * 600]
HOLDERS = [[], {}, [None], [[]], {"": None}, {"a": {"b": {}}}, ["stay_optimise"] * 3, list(range(300))]
ODD = st.sampled_from([*NUMBERS, *WORDS, *STRANGE, *HOLDERS]).map(copy.deepcopy)
NO_JSON = ["NaN", "1e999", '"', "{", "]", ",,", "\u0000", "\ufeff", "/*x*/", "&a", "!!python"]


def places(value, at=()):
    """Every path of a JSON value, parents before what they hold."""
    yield at
    held = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in held:
        yield from places(inner, (*at, name))


def reach(value, at):
    for step in at:
        value = value[step]
    return value


def mutated(data, draw):
    """Break one place of a JSON value."""
    paths = [at for at in places(data) if at]
    at = draw(st.sampled_from(paths))
    holder, name = reach(data, at[:-1]), at[-1]
    act = draw(st.sampled_from(["replace", "remove", "swap", "double", "rename", "nest", "add"]))
    if act == "replace":
        holder[name] = draw(ODD)
    elif act == "remove":
        del holder[name]
    elif act == "swap":
        holder[name] = copy.deepcopy(reach(data, draw(st.sampled_from(paths))))
    elif act == "double" and isinstance(holder, list):
        holder.insert(name, copy.deepcopy(holder[name]))
    elif act == "rename" and isinstance(holder, dict):
        holder[draw(st.sampled_from(["x", "__class__", "on", "option", str(name).upper(), f"{name}_2"]))] = holder.pop(
            name
        )
    elif act == "nest":
        holder[name] = {"held": holder[name]}
    elif isinstance(holder, dict):
        holder[draw(st.sampled_from(["surname", "saved", "step", "", "a.b"]))] = draw(ODD)
    else:
        holder.append(draw(ODD))


def check(text):
    """Open a text as the app does: the whole record or sentences, and nothing between."""
    try:
        record = open_text(text, LIBRARY, "copy.json").record
    except RecordError as refused:
        lines = [str(fault) for fault in refused.faults]
        return None, lines
    return record, []


def judge(text):
    record, lines = check(text)
    assert (record is None) == bool(lines), text
    assert all(line.startswith("copy.json") and "\n" not in line and len(line) < 6000 for line in lines)
    if record is not None:
        assert parse_record(record.to_json(), LIBRARY) == record


@settings(max_examples=DEEP, suppress_health_check=QUIET)
@given(st.data())
def test_a_record_broken_anywhere_opens_whole_or_is_refused(data):
    broken = json.loads(data.draw(st.sampled_from(BASES)))
    for _ in range(data.draw(st.integers(1, 3))):
        mutated(broken, data.draw)
    judge(json.dumps(broken, ensure_ascii=data.draw(st.booleans())))


@settings(max_examples=IN_TEXT, suppress_health_check=QUIET)
@given(st.data())
def test_a_text_cut_flipped_or_filled_opens_whole_or_is_refused(data):
    text = data.draw(st.sampled_from(BASES))
    place = data.draw(st.integers(0, len(text) - 1))
    act = data.draw(st.sampled_from(["cut", "flip", "insert", "repeat", "drop"]))
    filling = data.draw(
        st.sampled_from(["NaN", "1e999", '"', "{", "]", ",,", "\u0000", "\ufeff", "/*x*/", "&a", "!!python"])
    )
    far = min(len(text), place + data.draw(st.integers(1, 40)))
    judge(
        {
            "cut": text[:place],
            "flip": text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :],
            "insert": text[:place] + filling + text[place:],
            "repeat": text[:far] + text[place:],
            "drop": text[:place] + text[far:],
        }[act]
    )


@settings(max_examples=GENERATED, suppress_health_check=QUIET)
@given(reviewed_records(), st.data())
def test_any_record_broken_anywhere_opens_whole_or_is_refused(record, data):
    broken = json.loads(to_file(record, LIBRARY) if data.draw(st.booleans()) else record.to_json())
    mutated(broken, data.draw)
    judge(json.dumps(broken))


@pytest.mark.parametrize("text", BASES, ids=["blank", "stamped", "short", "version 1"])
def test_what_is_broken_here_is_whole_to_begin_with(text):
    record, lines = check(text)
    assert lines == []
    assert record is not None


def test_enough_files_are_broken_in_one_run():
    assert DEEP + IN_TEXT + GENERATED >= 2000

"""Undo and redo outlast a reload: what is written down comes back step by step, small, and never something else."""

import json

import pytest
from hypothesis import example as instance
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.strategies import records, reviewed_records
from trd_sdm.evidence import load_library
from trd_sdm.session.examples import example
from trd_sdm.session.history import KEPT, History
from trd_sdm.session.kept_history import SIZE, HistoryKeeper, changed, difference, history_of
from trd_sdm.session.record import Record

LIBRARY = load_library()
START = Record(library_version=LIBRARY.version, seed=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.0, 1.0, 2.5]) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=12,
)


def reloaded(history, keeper=None):
    text = history.now.to_json()
    kept = (keeper or HistoryKeeper()).texts(history, text)
    return history_of(history.now, text, kept, LIBRARY.version)


@instance([{"a": False}], [{"a": 0}])  # equal to Python, and not the same
@given(VALUES, VALUES)
def test_a_difference_turns_one_value_into_the_other_and_leaves_the_first(before, after):
    held = json.dumps(before)
    step = json.loads(json.dumps(difference(before, after)))
    assert json.dumps(changed(before, step), sort_keys=True) == json.dumps(after, sort_keys=True)
    assert json.dumps(before) == held


@settings(max_examples=25, deadline=None)
@given(st.lists(records() | reviewed_records(), min_size=1, max_size=5), st.integers(0, 5))
def test_every_step_back_and_forth_comes_back_with_a_reload(visited, undone):
    history = History(START)
    for number, record in enumerate(visited):
        history = history.change(str(number), record.with_(library_version=LIBRARY.version, seed=4))
    for _ in range(undone):
        history = history.undo()
    again = reloaded(history)
    assert (again.now, again.past, again.future) == (history.now, history.past, history.future)
    assert again.undo().now == history.undo().now
    assert again.redo().now == history.redo().now


def test_one_keeper_says_the_same_as_a_new_one_after_each_step():
    keeper, history, case = HistoryKeeper(), History(START), example(LIBRARY)
    moves = [lambda held, n=n: held.change("country", case.with_(country=n, seed=4)) for n in ("GB", "IE", "DE")]
    for move in (*moves, History.undo, History.undo, History.redo, moves[0], History.undo):
        history = move(history)
        text = history.now.to_json()
        assert keeper.texts(history, text) == HistoryKeeper().texts(history, text)


def test_a_step_is_small_and_the_movement_of_a_slider_sends_only_the_step_next_to_it():
    keeper, history = HistoryKeeper(), History(example(LIBRARY))
    for country in ("GB", "IE"):
        history = history.change("country", history.now.with_(country=country))
    sent = []
    for points in (10.0, 20.0, 30.0):
        history = history.change("weights.patient.response", history.now.with_points("patient", "response", points))
        sent.append(keeper.texts(history, history.now.to_json()))
    assert len({texts["far"] for texts in sent}) == 1
    assert all(len(texts["near"]) < 200 for texts in sent)
    assert len(sent[0]["far"]) < 300


def test_what_is_kept_has_a_bound_and_the_oldest_steps_go_first():
    history = History(START)
    for number in range(KEPT):
        history = history.change("visit.note", START.with_(visit={"note": f"{number} " + "x" * 490}))
        history = history.look(history.now)
    keeper = HistoryKeeper()
    kept = keeper.texts(history, history.now.to_json())
    assert sum(map(len, kept.values())) < SIZE + 500
    again = reloaded(history)
    assert 10 < len(again.past) <= KEPT
    assert again.past == history.past[-len(again.past) :]
    for number in range(1200):
        history = history.change(str(number), history.now.with_(visit={"note": f"{number} " + "y" * 490}))
    assert sum(map(len, keeper.texts(history, history.now.to_json()).values())) < SIZE + 500


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: {},
        lambda kept: {"near": kept["near"]},
        lambda kept: kept | {"near": "{"},
        lambda kept: kept | {"far": "[]"},
        lambda kept: kept | {"far": json.dumps(json.loads(kept["far"]) | {"evidence": "1999.1"})},
        lambda kept: kept | {"near": json.dumps(json.loads(kept["near"]) | {"of": "0" * 16})},
        lambda kept: kept | {"near": json.dumps(json.loads(kept["near"]) | {"past": {"in": {"mode": {"is": "x"}}}})},
        lambda kept: kept | {"far": json.dumps(json.loads(kept["far"]) | {"past": [7]})},
    ],
)
def test_steps_that_do_not_belong_or_cannot_be_read_are_left_alone(spoil):
    history = History(START).change("a", START.with_(country="GB")).change("b", START.with_(country="IE"))
    text = history.now.to_json()
    kept = HistoryKeeper().texts(history, text)
    assert len(history_of(history.now, text, kept, LIBRARY.version).past) == 2
    assert history_of(history.now, text, spoil(kept), LIBRARY.version) == History(history.now)


def test_what_was_cleared_by_starting_again_is_not_kept_for_the_next_person():
    first = example(LIBRARY)
    history = History(first).change("start_again", START).look(START.with_(screen="safety"))
    assert reloaded(history).past == ()
    assert first.tracking.entries[0].on.isoformat() not in json.dumps(HistoryKeeper().texts(history, "x"))
    after = history.change("country", START.with_(country="GB"))
    assert [record.seed for record in reloaded(after).past] == [START.seed]
    opened = History(START.with_(country="GB")).change("open", first)
    assert len(reloaded(opened).past) == 1

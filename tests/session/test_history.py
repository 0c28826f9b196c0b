"""Undo and redo bring back whole records."""

from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.session.history import History
from trd_sdm.session.record import Record

START = Record(library_version="1", criteria=("response",))


def _rated(points):
    return START.with_points("patient", "response", points)


def test_moves_of_one_slider_are_undone_together():
    history = History(START)
    for points in (10, 20, 30):
        history = history.change("weights.patient.response", _rated(points))
    assert history.undo().now == START
    assert history.undo().redo().now == _rated(30)


def test_words_typed_into_one_field_are_undone_together_and_picks_one_by_one():
    typed = History(START)
    for words in ("I", "I sleep", "I sleep badly"):
        typed = typed.change("choice.why", START.with_(choice={"why": words}))
    assert typed.undo().now == START
    picked = History(START)
    for option in ("ect", "rtms"):
        picked = picked.change("choice.option", START.with_(choice={"option": option}))
    assert picked.undo().now.choice.option == "ect"


def test_a_look_elsewhere_ends_a_move_and_is_not_undone():
    history = History(START).change("weights.patient.response", _rated(10))
    history = history.look(history.now.with_(screen="numbers"))
    history = history.change("weights.patient.response", history.now.with_points("patient", "response", 20))
    back = history.undo().now
    assert back.weights.patient["response"] == 10
    assert back.screen == "numbers"


def test_undo_and_redo_at_their_ends_change_nothing():
    assert History(START).undo().now == START
    assert History(START).redo().now == START


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 100)), max_size=20))
def test_undoing_everything_comes_back_to_the_start_and_redoing_to_the_end(moves):
    history = History(START)
    for key, points in moves:
        history = history.change(key, _rated(points))
    end, steps = history.now, len(history.past)
    for _ in range(steps):
        history = history.undo()
    assert history.now == START
    for _ in range(steps):
        history = history.redo()
    assert history.now == end


def test_the_safety_log_of_another_conversation_does_not_come_along():
    acted = {"item9": 1, "answered_at": "2026-01-05T10:00:00Z"}
    word = {"by": "Dr A", "done": "Talked", "at": "2026-01-05T10:05:00Z", "covers": acted}
    other = Record(library_version="1", seed=9, safety={"checks": [acted], "acknowledgements": [word]})
    history = History(START).change("open", other)
    assert history.undo().now == START
    assert history.undo().redo().now == other
    same = History(START).change("safety.check", other.with_(seed=START.seed))
    assert same.undo().now.safety == other.safety

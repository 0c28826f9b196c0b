"""Undo says what it changed, for everything that can be answered."""

import pytest

from trd_sdm.session.changes import PLACES, what_changed
from trd_sdm.session.record import LOOKING, Record
from trd_sdm.session.screens import SCREENS

FIXED = {"schema_version", "library_version", "seed", "draws", "widen_by_certainty", "safety"}
SAID_APART = {"shortlist", "criteria", "weights"}


def test_every_field_that_can_be_answered_has_words_and_a_screen():
    assert set(Record.model_fields) - set(LOOKING) - FIXED - SAID_APART == set(PLACES)
    assert {screen for _, screen in PLACES.values()} <= set(SCREENS)


def test_what_one_answer_does_not_change_is_said_as_several(record, library):
    joined = record.with_(shortlist=(*record.shortlist, "cbt"), country="GB")
    assert what_changed(joined, record, library).words == "several answers at once."
    wider = record.with_(country="GB", past={"complete": "yes"})
    assert what_changed(record, wider, library).words == "several answers at once."
    assert what_changed(record, record.with_criteria(("response",)), library).words.endswith("taken away.")


@pytest.mark.parametrize(
    ("changes", "words", "screen"),
    [
        ({"choice": {"option": "ect"}}, "the choice: ECT.", "choice"),
        ({"choice": {"option": "not_today"}}, "the choice: not today.", "choice"),
        ({"choice": {"why": "I sleep badly"}}, "the choice.", "choice"),
        ({"leanings": {"now": "rtms"}}, "where you lean: rTMS.", "choice"),
        ({"leanings": {"first": "not_sure"}}, "where you lean: at first not sure.", "choice"),
        ({"leanings": {"disagrees": "No"}}, "where you lean.", "choice"),
        ({"sure": {"sure": 0}}, "the four check questions: no.", "sure"),
    ],
)
def test_a_pick_is_said_and_what_was_typed_is_not(record, library, changes, words, screen):
    change = what_changed(record, record.with_(**changes), library)
    assert (change.words, change.shown) == (words, {"screen": screen})
    if "sure" in changes:
        assert what_changed(record.with_(**changes), record, library).words == "the four check questions: not answered."

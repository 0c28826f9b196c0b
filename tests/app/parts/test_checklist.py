"""A checklist takes each row's answer under the row's own key, and refuses what no row asks."""

import pytest
from traitlets import TraitError

from trd_sdm.app.parts import Checklist, Entries

ROWS = [
    {"key": "checks.answers.sleep", "label": "Sleep?", "note": "checks.notes.sleep"},
    {"key": "checks.answers.pain", "label": "Pain?", "answers": [{"id": "a_lot", "label": "A lot"}]},
]
YES_NO = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}, {"id": "", "label": "Not known"}]
FIELDS = [
    {"name": "name", "kind": "text", "label": "Name"},
    {"name": "state", "kind": "select", "label": "State", "options": [{"id": "stopped", "label": "Stopped"}]},
]


@pytest.fixture
def answered():
    checklist, got = Checklist("checks", "Checks", ROWS, YES_NO), []
    checklist._on_answer = got.append
    return checklist, got


def say(checklist, key, value, revision):
    checklist.set_state({"said": [key, value], "revision": revision})


def test_an_answer_goes_by_the_key_of_its_row(answered):
    checklist, got = answered
    say(checklist, "checks.answers.sleep", "yes", 4)
    say(checklist, "checks.notes.sleep", "since May", 5)
    assert [(one.key, one.value, one.revision) for one in got] == [
        ("checks.answers.sleep", "yes", 4),
        ("checks.notes.sleep", "since May", 5),
    ]
    assert checklist.value == {"checks.answers.sleep": "yes", "checks.notes.sleep": "since May"}


def test_an_answer_taken_back_is_none_and_leaves_the_value(answered):
    checklist, got = answered
    say(checklist, "checks.answers.sleep", "no", 1)
    say(checklist, "checks.answers.sleep", None, 2)
    assert got[-1].value is None
    assert checklist.value == {}


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("checks.answers.sleep", "maybe", "'maybe' is not one of: yes, no"),
        ("checks.answers.pain", "yes", "'yes' is not one of: a_lot"),
        ("checks.answers.magic", "yes", "'checks.answers.magic' is no question of this list"),
        ("checks.notes.sleep", "x" * 501, "at most 500 characters"),
        ("checks.notes.sleep", 5, "at most 500 characters"),
    ],
)
def test_what_no_row_asks_is_refused_aloud_and_nothing_changes(answered, key, value, sentence):
    checklist, got = answered
    refused = []
    checklist._on_refused = lambda revision, error: refused.append((revision, str(error)))
    say(checklist, key, value, 3)
    assert got == []
    assert checklist.value == {}
    assert refused[0][0] == 3
    assert sentence in refused[0][1]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{"key": "a"}], "lacks its key or its label"),
        ([{"key": "a", "label": "A", "colour": "red"}], "'colour' is not one of them"),
        ([{"key": "a", "label": "A"}, {"key": "b", "label": "B", "note": "a"}], "'a' comes twice"),
    ],
)
def test_faulty_rows_are_refused(rows, sentence):
    with pytest.raises(TraitError, match=sentence):
        Checklist("checks", "Checks", rows, YES_NO)


def test_entries_hold_only_what_is_asked_and_no_more_than_fit():
    entries = Entries("drugs", "Medicines", FIELDS, required=["name"], max=2)
    entries.value = [{"name": "lithium", "state": "stopped"}]
    for value, sentence in (
        ([{"name": "a", "colour": "red"}], "entry 1 has 'colour', which is not asked"),
        ([{"state": "stopped"}], "entry 1 lacks its name"),
        ([{"name": "a"}] * 3, "at most 2 can stand here; these are 3"),
    ):
        with pytest.raises(TraitError, match=sentence):
            entries.value = value
    assert entries.value == [{"name": "lithium", "state": "stopped"}]


def test_a_form_knows_the_kinds_of_its_fields():
    with pytest.raises(TraitError, match="needs a name, a label and a kind"):
        Entries("drugs", "Medicines", [{"name": "name", "label": "Name", "kind": "magic"}])

"""Fields keep what fits, turn the rest down with a sentence that says what is allowed, and tell empty from zero."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from traitlets import TraitError

from trd_sdm.app.parts import Combobox, DateField, NumberField, Select, TextField, TimeField

DRUGS = [
    {"id": "sertraline", "label": "Sertraline", "also": ["Zoloft", "Lustral"]},
    {"id": "lithium", "label": "Lithium"},
]
FIELDS = [
    TextField("a", "Words"),
    NumberField("b", "Number"),
    Select("c", "One", DRUGS),
    DateField("d", "Day"),
    TimeField("e", "Time"),
    Combobox("f", "Medicine", DRUGS),
]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
def test_an_empty_field_says_none_and_not_an_empty_text(field):
    field.value = ""
    assert field.value is None


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
def test_a_field_turns_down_what_is_no_value_of_its_kind_and_keeps_what_it_had(field):
    before = field.value
    with pytest.raises(TraitError, match=field.label):
        field.value = {"not": "this"}
    assert field.value == before


@pytest.mark.parametrize("made", [TextField, NumberField, DateField, TimeField])
def test_a_field_needs_a_label(made):
    with pytest.raises(ValueError, match="needs a label"):
        made("key", "")


@pytest.mark.parametrize(
    ("asked", "lines"), [({}, 3), ({"multiline": False}, 1), ({"multiline": True}, 3), ({"lines": 5}, 5)]
)
def test_a_text_is_one_line_or_a_few(asked, lines):
    assert TextField("note", "Note", **asked).lines == lines


@given(st.integers(0, 52) | st.floats(0, 52) | st.none())
def test_a_number_between_its_limits_is_kept(value):
    assert NumberField("weeks", "Weeks", value, min=0, max=52).value == value


@pytest.mark.parametrize("value", [-1, 53, float("nan"), float("inf"), True, "12"])
def test_a_number_out_of_its_limits_is_turned_down(value):
    with pytest.raises(TraitError, match="Give a number from 0 to 52 weeks, or leave it empty"):
        NumberField("weeks", "Weeks", value, min=0, max=52, unit="weeks")


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"min": 1}, "a number of at least 1"),
        ({"max": 3}, "a number of at most 3"),
        ({"step": 1}, "a whole number"),
    ],
)
def test_open_limits_are_said_as_they_are(limits, sentence):
    with pytest.raises(TraitError, match=sentence):
        NumberField("n", "N", "x", **limits)


def test_half_a_step_is_no_whole_number_and_none_is_not_zero():
    with pytest.raises(TraitError, match="a whole number from 0 to 9"):
        NumberField("n", "N", 2.5, min=0, max=9, step=1)
    assert NumberField("n", "N").value is None
    assert repr(NumberField("n", "N", 0.0).value) == "0"


def test_a_list_takes_its_ids_alone():
    assert Select("c", "Medicine", DRUGS, "lithium").value == "lithium"
    with pytest.raises(TraitError, match=r"'Lithium' does not fit here\. Give one of sertraline, lithium"):
        Select("c", "Medicine", DRUGS, "Lithium")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [([{"id": "a"}], "an id and a label"), ([{"id": "a", "label": "A"}, {"id": "a", "label": "B"}], "its own id")],
)
def test_faulty_lists_are_turned_down(options, sentence):
    with pytest.raises(TraitError, match=sentence):
        Select("c", "C", options)


@pytest.mark.parametrize("typed", ["sertraline", "SERTRALINE", " zoloft ", "Lustral"])
def test_a_name_by_any_of_its_spellings_is_its_id(typed):
    assert Combobox("f", "Medicine", DRUGS, typed).value == "sertraline"


def test_a_name_that_is_not_listed_is_kept_where_it_may_be_and_turned_down_elsewhere():
    assert Combobox("f", "Medicine", DRUGS, "<img src=x>").value == "<img src=x>"
    with pytest.raises(TraitError, match="Give one from the list"):
        Combobox("f", "Medicine", DRUGS, "mystery", free=False)


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day):
    assert DateField("d", "Day", day.isoformat()).value == day.isoformat()


@pytest.mark.parametrize("value", ["2026-02-30", "23.11.2026", 20261123, dt.date(2026, 11, 23)])
def test_what_is_no_day_is_turned_down(value):
    with pytest.raises(TraitError, match="a date such as 2026-11-23"):
        DateField("d", "Day", value)


def test_a_day_out_of_its_limits_is_turned_down():
    with pytest.raises(TraitError, match="a date from any day to 2026-11-23"):
        DateField("d", "Day", "2026-11-24", max="2026-11-23")


@pytest.mark.parametrize(("value", "good"), [("07:30", True), ("23:59", True), ("24:00", False), ("7:30", False)])
def test_a_time_has_hours_and_minutes(value, good):
    if good:
        assert TimeField("e", "Time", value).value == value
    else:
        with pytest.raises(TraitError, match="a time such as 07:30"):
            TimeField("e", "Time", value)

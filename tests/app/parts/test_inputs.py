"""Input parts refuse what they do not allow, with a sentence, and answer in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from traitlets import TraitError

from trd_sdm.app.parts import ActionButton, Choices, Markup, OpenFile, RangeSlider, TextField

OPTIONS = [
    {"id": "stay", "label": "Stay", "fixed": True},
    {"id": "ect", "label": "ECT"},
    {"id": "rtms", "label": "rTMS", "group": "Machines", "badge": "far", "detail": "Sessions."},
]


@given(st.floats(0, 100) | st.integers(0, 100) | st.none())
def test_a_slider_takes_every_number_on_its_scale_and_none(value):
    assert RangeSlider("relief", "Relief", value).value == value


@given(st.floats(max_value=-0.001) | st.floats(min_value=100.001) | st.just(float("nan")) | st.text() | st.booleans())
def test_a_slider_refuses_what_is_not_on_its_scale(value):
    slider = RangeSlider("relief", "Relief", 30)
    with pytest.raises(TraitError, match="Relief: rate from 0 to 100, or leave it unrated"):
        slider.value = value
    assert slider.value == 30


def test_whole_ratings_stay_whole():
    assert repr(RangeSlider("relief", "Relief", 40.0).value) == "40"


def test_a_slider_needs_a_scale_that_rises():
    with pytest.raises(ValueError, match="the scale runs from 5 to 5"):
        RangeSlider("relief", "Relief", min=5, max=5)


def test_a_part_needs_a_key():
    with pytest.raises(ValueError, match="needs a key"):
        ActionButton("", "Go")


def test_choices_keep_the_options_order_and_the_fixed_one():
    choices = Choices("shortlist", "Which?", OPTIONS, min=2, max=3, value=["rtms"])
    assert choices.value == ["stay", "rtms"]
    assert choices.enough
    choices.value = []
    assert choices.value == ["stay"]
    assert not choices.enough


@pytest.mark.parametrize(
    ("value", "sentence"),
    [(["magic"], "'magic' is not one of: stay, ect, rtms"), (["ect", "rtms"], "Choose at most 2; these are 3")],
)
def test_choices_refuse_with_a_sentence(value, sentence):
    choices = Choices("shortlist", "Which?", OPTIONS, max=2)
    with pytest.raises(TraitError, match=sentence):
        choices.value = value


def test_one_of_several_is_one():
    role = Choices("role", "Who?", [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}], multiple=False)
    assert role.value is None
    assert not role.enough
    role.value = "b"
    assert role.enough
    with pytest.raises(TraitError, match="Choose one, not 2"):
        role.value = ["a", "b"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([{"id": "a"}], "needs an id and a label"),
        ([{"id": "a", "label": "A", "colour": "red"}], "'colour' is not one of them"),
        ([{"id": "a", "label": "A"}, {"id": "a", "label": "B"}], "'a' comes twice"),
    ],
)
def test_faulty_options_are_refused(options, sentence):
    with pytest.raises(TraitError, match=sentence):
        Choices("shortlist", "Which?", options)


@given(st.text(max_size=500))
def test_a_text_is_kept_without_the_space_around_it_and_nothing_is_none(text):
    assert TextField("choice.why", "Why?", text).value == (text.strip() or None)


def test_a_text_too_long_is_refused_and_the_one_before_stays():
    field = TextField("choice.why", "Why?", "short", max_length=10)
    with pytest.raises(TraitError, match="Why\\? At most 10 characters; these are 11"):
        field.value = "x" * 11
    assert field.value == "short"


def test_an_opened_file_is_answered_and_not_kept():
    part, got = OpenFile("open", "Open a record"), []
    part._on_answer = got.append
    part._opened(part, {"kind": "opened", "name": "r.json", "text": "{}", "revision": 3}, [])
    assert (got[0].key, got[0].value, got[0].revision) == ("open", {"name": "r.json", "text": "{}"}, 3)
    assert "{}" not in str(part.get_state())


def test_a_file_over_the_limit_is_refused_here_too():
    part, got, refused = OpenFile("open", "Open", max_bytes=10), [], []
    part._on_answer, part._on_refused = got.append, lambda revision, error: refused.append((revision, str(error)))
    part._opened(part, {"kind": "opened", "name": "r.json", "text": "x" * 11, "revision": 3}, [])
    assert got == []
    assert refused == [(3, "r.json is larger than 0 KB.")]


def test_a_part_sends_only_a_stub_of_script():
    for part in (RangeSlider("a", "A"), Markup("<p>x</p>"), ActionButton("b", "B"), TextField("c", "C")):
        assert len(part._esm) < 400

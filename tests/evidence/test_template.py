"""Numbers in sentences: rounding as in the pictures, words where words read better, and a clear refusal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.evidence import Library
from trd_sdm.evidence.option import Fact
from trd_sdm.evidence.template import TemplateFault, fields, fraction, ordinal, render, rounded, times, words


@pytest.mark.parametrize(
    ("value", "said"), [(23.5, "24"), (24.5, "25"), (46.5, "47"), (61.5, "62"), (17.5, "18"), (0.4, "0")]
)
def test_halves_go_up(value: float, said: str) -> None:
    assert rounded(value) == said


def test_decimal_halves_are_not_spoilt_by_binary() -> None:
    assert rounded(0.15, 1) == "0.2"
    assert rounded(0.25, 1) == "0.3"


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "zero"), (7, "seven"), (20, "twenty"), (24, "twenty-four"), (99, "ninety-nine"), (120, "120")],
)
def test_words(value: float, said: str) -> None:
    assert words(value) == said


@pytest.mark.parametrize(("value", "said"), [(1, "once"), (2, "twice"), (3, "three times")])
def test_times(value: float, said: str) -> None:
    assert times(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(1, "first"), (15, "fifteenth"), (21, "21st"), (22, "22nd"), (112, "112th")]
)
def test_ordinals(value: float, said: str) -> None:
    assert ordinal(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(54, "half"), (33, "a third"), (27, "a quarter"), (12, "12 in 100"), (41, "41 in 100")]
)
def test_fractions_are_only_used_when_near(value: float, said: str) -> None:
    assert fraction(value) == said


@given(st.floats(0, 1000))
def test_every_style_writes_any_number(value: float) -> None:
    for style in (rounded, words, times, ordinal, fraction):
        assert style(value)


def filled(library: Library, text: str, **facts: Fact) -> str:
    cells = {key: option.estimates for key, option in library.options.items()}
    return render(text, cells, facts, "ect")


def test_fields_reach_cells_of_this_and_other_options_and_facts(library: Library) -> None:
    visits = Fact(value=9, unit="visits", source="canmat2023", rounding="words")
    text = "{facts.visits} visits, {facts.visits:whole} in all; {response.value} against {stay_optimise.response.value}"
    assert filled(library, text, visits=visits) == "Nine visits, 9 in all; 62 against 24"


def test_the_other_frame_of_a_count_is_computed(library: Library) -> None:
    assert filled(library, "{response.value} in 100 do; {response.value:rest} do not") == "62 in 100 do; 38 do not"
    assert filled(library, "{memory_thinking.rate} and {memory_thinking.rate:rest}") == "29 and 71"
    fits = Fact(value=1, unit="people per 1,000", source="taylor2021")
    text = "under {facts.fits} of 1,000; over {facts.fits:rest}"
    assert filled(library, text, fits=fits) == "under 1 of 1,000; over 999"


@given(st.floats(0, 100))
def test_both_frames_add_up_to_all_people(value: float) -> None:
    held = Fact(value=value, unit="people per 100", source="canmat2023")
    have, rest = render("{facts.held} {facts.held:rest}", {}, {"held": held}, "ect").split()
    assert int(have) + int(rest) == 100


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{facts.none}", "there is no such fact"),
        ("{nobody.response.value}", '"nobody" is no option'),
        ("{charm.value}", '"charm" is no criterion'),
        ("{response.beauty}", '"beauty" is no part of a cell; allowed: value, low, high'),
        ("{stop_side_effects.value}", "the cell has no such number"),
        ("{clinic_hours_8wk.value:rest}", "this is no count of people, so nobody is left over"),
        ("{response.complement}", '"complement" is no part of a cell'),
        ("{response}", "this is no field"),
        ("{response.value!r}", "this is no field"),
        ("{response.value:>10}", '">10" is no style'),
        ("{}", "this is no field"),
        ("{response.__class__}", "this is no field"),
        ("{a", "the braces do not match"),
        ("a}", "the braces do not match"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(library: Library, text: str, sentence: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        filled(library, text)
    assert sentence in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_taken_apart_or_refused(text: str) -> None:
    try:
        pieces = list(fields(text))
    except TemplateFault:
        return
    assert all(isinstance(literal, str) for literal, _, _ in pieces)

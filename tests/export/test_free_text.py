"""Words a person typed cannot forge a line, turn the reading direction, or start a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.export.free_text import STARTS_A_FORMULA, TURNS, cell, one_line, paragraph, quoted


@given(st.text())
def test_a_line_stays_one_line_without_marks_that_turn_it(text):
    said = one_line(text)
    assert len(said.splitlines()) <= 1
    assert not TURNS & set(said)
    assert one_line(said) == said
    said.encode("utf-8")


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S"))))
def test_letters_signs_and_numbers_of_every_script_are_kept(text):
    assert paragraph(text) == text


@given(st.text() | st.sampled_from(["=1+1", "\t=1", "\n@a", "+x", "-2+3", "\u200e=1", "\u00a0=HYPERLINK()", "\uff1d1"]))
def test_no_cell_starts_a_formula_once_a_spreadsheet_has_read_it(text):
    out = io.StringIO()
    csv.writer(out).writerow([cell(text), "end"])
    ((read, end),) = csv.reader(io.StringIO(out.getvalue()))
    assert end == "end"
    assert not read.lstrip().startswith(STARTS_A_FORMULA)


@pytest.mark.parametrize(("typed", "said"), [(None, ""), ("", ""), ("a\nb", '"a b"')])
def test_what_was_typed_stands_in_quotes(typed, said):
    assert quoted(typed) == said

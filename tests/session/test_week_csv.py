"""The table comes back as it went, holds no formula, and is taken in whole or not at all."""

import csv
import datetime as dt
import io
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.session.series import AS_SCORES
from trd_sdm.session.tracking import Daily, Tracking, WeekEntry
from trd_sdm.session.week_csv import CsvError, columns, read_csv, to_csv, with_rows

TEN = st.integers(0, 10)
CLINICAL = load_clinical()
LETTERS = st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\r")
HOSTILE = st.sampled_from(["=", "+", "-", "@", "\t", "'", "=cmd|' /C calc'!A0", "a,b", 'a"b', "a\nb"])
NOTES = st.builds(str.__add__, HOSTILE | st.just(""), st.text(LETTERS, min_size=1, max_size=40)).filter(str.strip)


def answers(name):
    items = [item.id for item in CLINICAL.instruments[name].items]
    given = st.dictionaries(st.sampled_from(items), st.integers(0, 3), min_size=1)
    return given.map(lambda held: {"instrument": name, "answers": held})


def entries():
    def built(parts):
        day, phq9, gad7, scores, ratings, suicidal, side, missed, note = parts
        held = {
            "on": day,
            "answers": tuple(filter(None, (phq9, gad7))),
            "scores": tuple({"measure": name, "score": float(scores[name])} for name in AS_SCORES if name in scores),
            "ratings": ratings,
            "suicidal": suicidal,
            "side_effects": side,
            "missed_doses": missed,
            "note": note,
        }
        return WeekEntry.model_validate(held)

    fields = ["frequency", "intensity", "control"]
    one = st.tuples(
        st.dates(dt.date(1990, 1, 1), dt.date(2199, 12, 31)),
        st.none() | answers("phq9"),
        st.none() | answers("gad7"),
        st.dictionaries(st.sampled_from(AS_SCORES), st.integers(0, 54).map(lambda score: score / 2)),
        st.dictionaries(st.sampled_from(get_args(Daily)), TEN),
        st.dictionaries(st.sampled_from(fields), TEN),
        st.none() | TEN,
        st.none() | st.integers(0, 100),
        st.none() | NOTES,
    ).map(built)
    return st.lists(one, max_size=6, unique_by=lambda entry: entry.on).map(
        lambda held: tuple(sorted(held, key=lambda entry: entry.on))
    )


@settings(max_examples=150)
@given(entries())
def test_the_table_comes_back_as_it_went(held):
    assert read_csv(to_csv(Tracking(entries=held), CLINICAL), CLINICAL) == held


@given(entries())
def test_no_cell_is_a_formula_to_a_spreadsheet(held):
    for row in csv.reader(io.StringIO(to_csv(Tracking(entries=held), CLINICAL), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def faults(text):
    with pytest.raises(CsvError) as caught:
        read_csv(text, CLINICAL)
    return [str(fault) for fault in caught.value.faults]


def test_every_fault_is_named_with_its_row_and_column():
    told = faults(
        "date,phq9_mood,isi,rating_mood,missed_doses,note\n"
        "2026-01-05,4,29,11,101,fine\n"
        "soon,1.5,x,-1,0.5,\n"
        "2026-01-12,1,3,4,0,ok\n"
        "2026-01-12,1,3,4,0,ok\n"
        f"2026-01-19,,,,,{'x' * 501}\n"
        "2026-01-26,1\n"
    )
    assert told == ["row 7: found 2 cells; allowed: 6, as in the heading"]
    told = faults(
        "date,phq9_mood,isi,rating_mood,missed_doses,note\n"
        "2026-01-05,4,29,11,101,fine\n"
        "soon,1.5,x,-1,0.5,\n"
        "2026-01-12,1,3,4,0,ok\n"
        "2026-01-12,1,3,4,0,ok\n"
        f"2026-01-19,,,,,{'x' * 501}\n"
    )
    places = [line.partition(":")[0] for line in told]
    row_2 = [f"row 2, column {name}" for name in ("phq9_mood", "isi", "rating_mood", "missed_doses")]
    row_3 = [f"row 3, column {name}" for name in ("date", "phq9_mood", "isi", "rating_mood", "missed_doses")]
    assert places == [*row_2, *row_3, "row 5, column date", "row 6, column note"]
    assert told[0] == 'row 2, column phq9_mood: found "4"; allowed: 0, 1, 2, 3 or nothing'
    assert told[1] == 'row 2, column isi: found "29"; allowed: a number from 0 to 28, or nothing'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "a heading with date in it"),
        ("day,isi\n2026-01-05,3\n", "a heading with date in it"),
        ("date,name\n2026-01-05,Ann\n", "column name: found a column we do not know"),
        ("date,isi,isi\n2026-01-05,3,4\n", "each column once"),
        ('date,note\n2026-01-05,"open\n', "text that is no table"),
        ("date,isi\n1066-10-14,3\n", "a day such as 2026-11-23"),
        ("date,isi\n2026-01-05,nan\n", "a number from 0 to 28"),
        ("date,isi\n2026-01-05,1e1\n", "a number from 0 to 28"),
        ("date\n" + "".join(f"{dt.date(2000, 1, 1) + dt.timedelta(days=n)}\n" for n in range(521)), "at most 520"),
    ],
)
def test_what_is_no_table_of_notes_is_refused_with_a_sentence(text, told):
    assert any(told in line for line in faults(text)), faults(text)


def test_columns_may_be_left_out_and_stand_in_any_order():
    (entry,) = read_csv("\ufeffnote,date\r\nA walk.,2026-01-05\r\n,\r\n", CLINICAL)
    assert (entry.on, entry.note) == (dt.date(2026, 1, 5), "A walk.")
    assert set(columns(CLINICAL)) >= {"date", "phq9_self_harm", "gad7_worry", "suicidal_control", "rating_sleep_timing"}


@settings(max_examples=300)
@given(st.text(max_size=80) | st.text("date,isi\n2026-01-05\"'=", max_size=60))
def test_any_text_is_read_or_refused(text):
    faults, held = (), ()
    try:
        held = read_csv(text, CLINICAL)
    except CsvError as error:
        faults = error.faults
    assert not (faults and held)
    assert all(isinstance(entry, WeekEntry) for entry in held)
    assert all(fault.allowed for fault in faults)


def test_a_day_that_is_there_with_other_notes_is_never_overwritten():
    there = Tracking(entries=read_csv("date,isi\n2026-01-05,3\n", CLINICAL))
    both = with_rows(there, read_csv("date,isi\n2026-01-05,3\n2026-01-12,4\n", CLINICAL))
    assert [entry.on.day for entry in both.entries] == [5, 12]
    with pytest.raises(CsvError, match="2026-01-05 with other notes"):
        with_rows(there, read_csv("date,isi\n2026-01-05,4\n", CLINICAL))

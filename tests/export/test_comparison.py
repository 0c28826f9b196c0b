"""The comparison opens in a spreadsheet: numbers as numbers, every row with its versions, no cell a formula."""

import csv
import io

import pytest

from tests.export.conftest import DAY, whole_record
from trd_sdm.export.comparison import COLUMNS, comparison_csv
from trd_sdm.export.gathered import ExportStopped, gather


def _rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_each_option_stands_on_each_criterion_with_its_number_and_its_sources(held):
    rows = _rows(comparison_csv(held))
    assert [(row["option"], row["criterion"]) for row in rows] == [
        (option, criterion) for option in held.shown for criterion in held.record.criteria
    ]
    for row in rows:
        estimate = held.library.estimate(row["option"], row["criterion"])
        assert (float(row["value"]) if row["value"] else None) == pytest.approx(estimate.value)
        own = row["criterion"] == "own_1"
        assert row["no_good_data"] == ("yes" if estimate.no_good_data and not own else "no")
        assert row["not_rated"] == ("yes" if estimate.no_good_data and own else "no")
        assert all(key in row["sources"] for key in estimate.sources)
        assert row["mode"] == "session"
        assert row["evidence_date"] == "2026-11-23"
        assert row["disclaimer"].startswith("This is for learning")


def test_the_parts_of_a_fit_add_up_to_it_and_what_is_left_out_has_none(held):
    rows = _rows(comparison_csv(held))
    for option in held.appraisal.options:
        mine = [row for row in rows if row["option"] == option]
        total = sum(float(row["part_of_fit_patient"]) for row in mine)
        assert float(mine[0]["fit_patient"]) == pytest.approx(total, abs=1e-6)
        assert float(mine[0]["fit_patient"]) == pytest.approx(held.appraisal.roles["patient"].fit[option], abs=1e-6)
    left = [row for row in rows if row["option"] == "rtms"]
    assert {row["left_out_of_the_fit"] for row in left} == {"yes"}
    assert {row["fit_patient"] for row in left} == {""}


def test_a_reason_that_looks_like_a_formula_is_text_and_a_negative_number_stays_one(library):
    record = whole_record(library, put_back='=HYPERLINK("http://x","y")\n+1')
    rows = _rows(comparison_csv(gather(record, library, on=DAY)))
    said = {row["put_back_because"] for row in rows if row["option"] == "maoi"}
    assert said == {'\'=HYPERLINK("http://x","y") +1'}
    low = [row["fit_clinician_low"] for row in rows if row["option"] == "stay_optimise"]
    assert float(low[0]) < 0
    for row in rows:
        for name, text in row.items():
            if not text.lstrip("-").replace(".", "").isdigit():
                assert not text.startswith(("=", "+", "@", "-", "\t")), (name, text)


def test_a_record_without_criteria_still_lists_its_options(empty):
    (row,) = _rows(comparison_csv(empty))
    assert row["option"] == "stay_optimise"
    assert set(row) == set(COLUMNS)
    assert row["criterion"] == ""


def test_while_the_stop_holds_nothing_is_compared(stopped):
    with pytest.raises(ExportStopped, match="nothing but the note is made"):
        comparison_csv(stopped)

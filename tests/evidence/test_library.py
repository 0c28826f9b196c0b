"""The library as others use it: whole, equal to the reviewed table, and changed only through the checks."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from pydantic import ValidationError

from trd_sdm.evidence import Estimate, Library, LibraryFaults, load_library
from trd_sdm.evidence.distributions import Derived, NoGoodData, Triangular
from trd_sdm.evidence.estimate import Certainty

HERE = Path(__file__).parent / "data"
LEVEL = {"H": "high", "M": "moderate", "L": "low", "VL": "very_low"}
OPTIONS = (
    "stay_optimise switch_antidepressant augment_antipsychotic augment_lithium augment_t3 combine_antidepressants "
    "tricyclic maoi iv_ketamine esketamine rtms ect tdcs vns dbs behavioural_activation cbt ipt trauma_focused"
)


def table() -> list[dict[str, str]]:
    """Read the reviewed performance table, kept as printed, apart from the data it checks."""
    with (HERE / "performance_table.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_printed_table_has_every_cell_once() -> None:
    assert Counter((row["option"], row["criterion"]) for row in table()).most_common(1)[0][1] == 1
    assert len(table()) == 19 * 19


@pytest.mark.parametrize("option", OPTIONS.split())
def test_every_figure_is_the_one_in_the_reviewed_table(library: Library, option: str) -> None:
    for row in (row for row in table() if row["option"] == option):
        cell = library.estimate(option, row["criterion"])
        where = f"{option}.{row['criterion']}"
        if not row["value"]:
            assert cell.no_good_data, where
            assert (cell.value, cell.low, cell.high) == (None, None, None), where
        else:
            for name in ("value", "low", "high"):
                if row[name]:
                    step = 0.51 if library.criteria[row["criterion"]].is_per_100 else 0.051
                    assert abs(getattr(cell, name) - float(row[name])) <= step, f"{where}.{name}"
        if row["certainty"]:
            assert cell.certainty.level == LEVEL[row["certainty"]], where
        if row["ceiling"]:
            assert cell.bounds is not None, where
            assert cell.bounds.upper_per_100 == float(row["ceiling"]), where
        assert cell.may_relieve_current == bool(row["may_relieve_current"]), where


def test_the_library_holds_what_was_reviewed(library: Library) -> None:
    assert library.version == "1.1-reviewed"
    assert library.compiled == dt.date(2026, 11, 23)
    assert tuple(library.options) == tuple(OPTIONS.split())
    cells = [cell for option in library.options.values() for cell in option.estimates.values()]
    assert len(cells) == 361
    assert sum(cell.no_good_data for cell in cells) == 35
    assert Counter(cell.certainty.level for cell in cells) == {"moderate": 85, "low": 129, "high": 37, "very_low": 110}
    assert sum(cell.zero_basis is not None for cell in cells) == 22
    assert [key for key, option in library.options.items() if option.hidden_by_default] == ["dbs"]
    assert {key for key, option in library.options.items() if option.do_not_rank} == {"tdcs", "vns", "dbs"}
    assert {key for key, option in library.options.items() if option.replaces_current_drug} == {
        "switch_antidepressant",
        "tricyclic",
        "maoi",
    }


def test_the_baseline_is_the_staying_cell(library: Library) -> None:
    stay = library.estimate(library.baseline.option, library.baseline.criterion)
    assert stay.is_reference
    assert (stay.value, stay.low, stay.high) == (23.5, library.baseline.low, library.baseline.high)
    assert (library.baseline.distribution.a, library.baseline.distribution.b) == (11.5, 37.4)
    others = [library.estimate(key, "response") for key in library.options if key != library.baseline.option]
    assert not any(cell.is_reference for cell in others)


def test_criteria_come_in_groups_with_their_derived_one(library: Library) -> None:
    assert len(library.criteria) == 20
    well = library.criteria["well_at_six_months"]
    assert well.is_derived
    assert well.derived_from == ("response", "staying_well")
    both = [library.estimate(key, "well_at_six_months").value for key in library.options]
    known = [value for value in both if value is not None]
    assert (well.worst, well.best) == (min(known), max(known))
    assert all(len(criterion.plain.split()) <= 5 for criterion in library.criteria.values())
    assert {"response", "staying_well"} <= set(well.avoid_double_weighting)
    assert len(library.criteria["serious_risk"].bands) == 5
    assert library.criteria["cost_tier"].band_label(1).startswith("Low")
    with pytest.raises(ValueError, match="cost_tier has no band 0"):
        library.criteria["cost_tier"].band_label(0)


@pytest.mark.parametrize(
    ("option", "value"),
    [  # reviewed centres: profiles review, 2026-11-23
        ("stay_optimise", 13),
        ("switch_antidepressant", 14),
        ("augment_antipsychotic", 21),
        ("augment_lithium", 25),
        ("iv_ketamine", 19),
        ("esketamine", 25),
        ("rtms", 25),
        ("ect", 38),
        ("vns", 22),
        ("cbt", 27),
    ],
)
def test_well_at_six_months_is_as_reviewed(library: Library, option: str, value: int) -> None:
    cell = library.estimate(option, "well_at_six_months")
    assert cell.value is not None
    assert cell.low is not None
    assert cell.high is not None
    assert abs(cell.value - value) <= 0.6
    assert cell.low < cell.value < cell.high
    assert cell.distribution == Derived(type="derived", parts=("response", "staying_well"))
    assert cell.sources


def test_well_at_six_months_is_unknown_where_a_part_is(library: Library) -> None:
    cell = library.estimate("ipt", "well_at_six_months")
    assert cell.no_good_data
    assert cell.value is None
    assert cell.certainty == Certainty(level="very_low", reason="no good data on staying_well")


def test_unknown_names_are_refused_with_the_known_ones(library: Library) -> None:
    with pytest.raises(KeyError, match=r"'etc' is no option; known: stay_optimise, switch_antidepressant"):
        library.estimate("etc", "response")
    with pytest.raises(KeyError, match=r"'fun' is no criterion; known: response, onset"):
        library.estimate("ect", "fun")


def test_values_cannot_be_changed_in_place(library: Library) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        library.estimate("ect", "response").value = 1.0  # type: ignore[misc]
    with pytest.raises(TypeError):
        library.options["ect"].estimates["response"] = library.estimate("cbt", "response")
    with pytest.raises(TypeError):
        del library.criteria["onset"]


def test_a_library_without_a_cell_is_refused(library: Library) -> None:
    ect = library.options["ect"]
    less = ect.model_copy(update={"estimates": {k: v for k, v in ect.estimates.items() if k != "onset"}})
    with pytest.raises(ValidationError, match="ect has no cell for onset"):
        Library.model_validate({**dict(library), "options": {"ect": less}})


def slower(cell: Estimate, *, mode: float) -> Estimate:
    spread = Triangular(type="triangular", low=1, mode=mode, high=26)
    return cell.model_copy(update={"value": mode, "low": 1.0, "high": 26.0, "distribution": spread})


def test_an_override_changes_the_number_and_the_sentence(library: Library) -> None:
    assert "within about two weeks" in library.options["augment_antipsychotic"].text.upsides[1]
    changed = library.with_estimates([slower(library.estimate("augment_antipsychotic", "onset"), mode=5)])
    assert changed.estimate("augment_antipsychotic", "onset").value == 5
    assert changed.options["augment_antipsychotic"].text.upsides[1] == "Change can show within about five weeks"
    assert library.estimate("augment_antipsychotic", "onset").value == 2
    assert changed.options["ect"] == library.options["ect"]


def test_an_override_changes_the_sentences_of_options_that_compare_with_it(library: Library) -> None:
    stay = library.estimate("stay_optimise", "response")
    assert library.options["cbt"].text.upsides[0].endswith("staying put, 24 do, 76 do not")
    raised = stay.model_copy(update={"value": 30.0, "distribution": stay.distribution.model_copy(update={"a": 16.03})})
    changed = library.with_estimates([raised])
    assert changed.options["cbt"].text.upsides[0].endswith("staying put, 30 do, 70 do not")


def test_an_override_is_checked_like_a_file(library: Library) -> None:
    with pytest.raises(LibraryFaults, match="the number is out of the criterion's range; found 99") as caught:
        library.with_estimates([slower(library.estimate("ect", "onset"), mode=99)])
    assert caught.value.faults[0].place == "cells.onset.value"


def test_a_computed_number_cannot_be_overridden(library: Library) -> None:
    with pytest.raises(ValueError, match="well_at_six_months is computed: change response and staying_well instead"):
        library.with_estimates([library.estimate("ect", "well_at_six_months")])


def test_an_override_that_leaves_a_sentence_without_its_number_is_refused(library: Library) -> None:
    onset = library.estimate("augment_antipsychotic", "onset")
    nothing = {"value": None, "low": None, "high": None, "distribution": NoGoodData(type="no_good_data")}
    with pytest.raises(LibraryFaults, match="the cell has no such number"):
        library.with_estimates([onset.model_copy(update=nothing)])


def test_the_performance_table_holds_every_cell(library: Library) -> None:
    frame = library.performance_table()
    assert list(frame.columns)[:14] == [
        "option",
        "criterion",
        "value",
        "low",
        "high",
        "unit",
        "certainty",
        "certainty_reason",
        "directness",
        "basis",
        "sources",
        "measured_at",
        "no_good_data",
        "rationale",
    ]
    assert len(frame) == 361
    assert int(frame["no_good_data"].sum()) == 35
    assert bool((frame["value"].isna() == frame["no_good_data"]).all())
    ect = frame.set_index(["option", "criterion"]).loc[("ect", "response")]
    assert (ect["value"], ect["low"], ect["high"], ect["certainty"]) == (61.5, 38.2, 80.6, "low")
    assert isinstance(ect["sources"], list)
    assert len(library.performance_table(derived=True)) == 380


def test_the_sources_table_holds_every_source(library: Library) -> None:
    frame = library.sources()
    assert len(frame) == len(library.bibliography)
    assert frame["url"].str.startswith("http").all()
    assert (frame["accessed"] == "2026-11-23").all()
    assert int(frame.set_index("id").loc["canmat2023", "cells"]) > 20


def test_the_packaged_library_is_read_once() -> None:
    assert load_library() is load_library()

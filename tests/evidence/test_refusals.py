"""Whatever would put a wrong or unsupported number before two people is refused, with a sentence to act on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trd_sdm.evidence import LibraryFaults, load_library
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.folder import read_folder

Edit = Callable[[str, Callable[[Any], None]], Path]
Data = dict[str, Any]


def cell(name: str, **changes: Any) -> Callable[[Data], None]:
    return lambda data: data["cells"][name].update(changes)


def put(*path: Any, value: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        holder: Any = data
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = value

    return change


def drop(*path: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        holder: Any = data
        for step in path[:-1]:
            holder = holder[step]
        del holder[path[-1]]

    return change


ECT = "options/ect.yaml"
REFUSED: dict[str, tuple[str, Callable[[Data], None], str, str]] = {
    "a missing cell": (ECT, drop("cells", "onset"), "cells.onset", "the cell for onset is missing"),
    "an unknown criterion": (ECT, put("cells", "charm", value={}), "cells.charm", "this is no criterion"),
    "a stored derived criterion": (
        ECT,
        put("cells", "well_at_six_months", value={}),
        "cells.well_at_six_months",
        "this criterion is computed, not stored",
    ),
    "an unknown source": (
        ECT,
        put("cells", "onset", "sources", value=["nobody"]),
        "cells.onset.sources.0",
        'this source is not known; found "nobody"',
    ),
    "an unknown finding": (
        ECT,
        put("cells", "onset", "evidence", value=["ECT-999"]),
        "cells.onset.evidence.0",
        'this finding is not known; found "ECT-999"',
    ),
    "an unknown finding of an alternative": (
        ECT,
        put("cells", "response", "alternatives", 0, "evidence", value=["ECT-999"]),
        "cells.response.alternatives.0.evidence.0",
        "this finding is not known",
    ),
    "a number out of its range": (
        ECT,
        cell("staying_well", high=95.0),
        "cells.staying_well.high",
        "the number is out of the criterion's range; found 95; allowed: 5 to 80",
    ),
    "a low end above the value": (
        ECT,
        cell("staying_well", low=50),
        "cells.staying_well.low",
        "the low end lies above the value; found 50; allowed: at most 38",
    ),
    "a high end below the value": (
        ECT,
        cell("staying_well", high=10),
        "cells.staying_well.high",
        "the high end lies below the value; found 10; allowed: at least 38",
    ),
    "a number without a source": (
        ECT,
        drop("cells", "onset", "sources"),
        "cells.onset.sources",
        "a number without a source; found a list of 0 items; allowed: at least one source, or basis: judgement",
    ),
    "a fact without a source": (
        ECT,
        drop("facts", "headache", "source"),
        "facts.headache.source",
        "a number without a source; found nothing; allowed: a source, or basis: judgement",
    ),
    "a fact of judgement without a reason": (
        "options/augment_lithium.yaml",
        drop("facts", "continue_months", "note"),
        "facts.continue_months.source",
        "a number without a source",
    ),
    "a fact with an unknown source": (
        ECT,
        put("facts", "headache", "source", value="nobody"),
        "facts.headache.source",
        "this source is not known",
    ),
    "a rationale left out": (
        ECT,
        drop("cells", "onset", "rationale"),
        "cells.onset.rationale",
        "this entry is missing",
    ),
    "an empty rationale": (ECT, cell("onset", rationale=" "), "cells.onset.rationale", "the text is empty"),
    "a number as text": (
        ECT,
        cell("onset", value="2"),
        "cells.onset.value",
        'this is of the wrong kind; found "2"; allowed: a number',
    ),
    "yes as a number": (
        ECT,
        cell("onset", value=True),
        "cells.onset.value",
        "this is of the wrong kind; found True; allowed: a number",
    ),
    "infinity": (ECT, cell("onset", high=float("inf")), "cells.onset.high", "this is of the wrong kind"),
    "a missing number": (
        ECT,
        drop("cells", "onset", "low"),
        "cells.onset.low",
        "this entry is missing; found nothing; allowed: a number, or distribution type no_good_data",
    ),
    "a number where there is no good data": (
        ECT,
        cell("sexual_problems", value=0),
        "cells.sexual_problems.value",
        "a cell with no good data holds a number; found 0; allowed: nothing",
    ),
    "an entry nobody knows": (
        ECT,
        cell("onset", certanty="high"),
        "cells.onset.certanty",
        'there is no such entry; found "high"; allowed: value, low, high',
    ),
    "an unknown level of certainty": (
        ECT,
        put("cells", "onset", "certainty", "level", value="sure"),
        "cells.onset.certainty.level",
        "allowed: 'high', 'moderate', 'low' or 'very_low'",
    ),
    "an unknown distribution": (
        ECT,
        put("cells", "onset", "distribution", "type", value="cauchy"),
        "cells.onset.distribution",
        '"type" does not name a known one',
    ),
    "a distribution of the wrong kind": (
        ECT,
        put("cells", "weight_gain", "distribution", value={"type": "point"}),
        "cells.weight_gain.distribution.type",
        'this distribution does not fit a criterion of kind "band"; found "point"; allowed: ordinal_band, no_good_data',
    ),
    "a band that is not the number shown": (
        ECT,
        put("cells", "memory_thinking", "distribution", "band", value=1),
        "cells.memory_thinking.value",
        "the band and the number shown differ; found 3; allowed: 1",
    ),
    "a mode that is not the number shown": (
        ECT,
        put("cells", "onset", "distribution", "mode", value=3),
        "cells.onset.distribution.mode",
        "the distribution and the number shown differ; found 3; allowed: 2",
    ),
    "a beta that is not the number shown": (
        "options/esketamine.yaml",
        put("cells", "stop_side_effects", "distribution", "a", value=90.0),
        "cells.stop_side_effects.distribution",
        "the mean of the distribution and the number shown differ",
    ),
    "an escort that is neither yes nor no": (
        ECT,
        cell("escort_needed", value=0.5, low=0.5, high=0.5),
        "cells.escort_needed.value",
        "a yes/no criterion is 1 for yes and 0 for no; found 0.5; allowed: 0 or 1",
    ),
    "a log odds ratio that is not the derivation's": (
        ECT,
        put("cells", "response", "log_or", "mean", value=1.66),
        "cells.response.log_or.mean",
        "this differs from what the derivation gives; found 1.66; allowed: 1.6506",
    ),
    "a standard error that is not the derivation's": (
        ECT,
        put("cells", "response", "log_or", "se", value=0.4),
        "cells.response.log_or.se",
        "this differs from what the derivation gives; found 0.4; allowed: 0.4864",
    ),
    "an odds ratio that is not its logarithm's": (
        ECT,
        put("cells", "response", "odds_ratio", "high", value=9.0),
        "cells.response.odds_ratio.high",
        "this differs from what log_or gives; found 9; allowed: 13.52",
    ),
    "a distribution that is not the log odds ratio's": (
        ECT,
        put("cells", "response", "distribution", "log_or_se", value=0.2),
        "cells.response.distribution.log_or_se",
        "the distribution and log_or differ; found 0.2; allowed: 0.4864",
    ),
    "a chance that is not the odds ratio's": (
        ECT,
        cell("response", value=65.0),
        "cells.response.value",
        "this differs from what log_or gives at the baseline; found 65; allowed: 61.5",
    ),
    "an alternative that is not its derivation's": (
        ECT,
        put("cells", "response", "alternatives", 0, "implied_per_100", value=60.0),
        "cells.response.alternatives.0.implied_per_100",
        "this differs from what the derivation gives; found 60; allowed: 79.8",
    ),
    "a changed input of a derivation": (
        "options/esketamine.yaml",
        put("cells", "response", "derivation", "responders", value=181),
        "cells.response.log_or.mean",
        "this differs from what the derivation gives",
    ),
    "a derivation that cannot be computed": (
        "options/esketamine.yaml",
        put("cells", "response", "derivation", "responders", value=400),
        "cells.response.derivation",
        "responders must be fewer than those treated, in both arms",
    ),
    "hours that do not add up": (
        ECT,
        put("cells", "clinic_hours_8wk", "components", 1, "n", "typical", value=10),
        "cells.clinic_hours_8wk.value",
        "the components do not give the number stated (1 x 1.5 + 10 x 3.5 = 36.5); found 33; allowed: 36.5",
    ),
    "a zero explained where there is none": (
        ECT,
        cell("memory_thinking", zero_basis="not_reported_only", sensitivity_band=1),
        "cells.memory_thinking.zero_basis",
        "zero_basis explains a zero",
    ),
    "a ceiling where there is a number": (
        ECT,
        cell("onset", bounds={"upper_per_100": 3.0, "basis": "x"}),
        "cells.onset.bounds",
        "a ceiling stands only where there is no good data",
    ),
    "a rival nobody knows": (
        ECT,
        put("cells", "response", "head_to_head", "versus", value="nobody"),
        "cells.response.head_to_head",
        'this option is not known; found "nobody"',
    ),
    "another option's id": (
        ECT,
        put("id", value="etc"),
        "id",
        'the id differs from the name of the file; found "etc"; allowed: ect',
    ),
    "a long short name": (
        ECT,
        put("short_name", value="Electroconvulsive therapy"),
        "short_name",
        'this is outside what is allowed; found "Electroconvulsive therapy"; allowed: at most 24 letters',
    ),
    "two upsides against three downsides": (
        ECT,
        drop("text", "upsides", 2),
        "text.upsides",
        "this is outside what is allowed; found a list of 2 items; allowed: at least 3 items",
    ),
    "an unknown part of a cell in a sentence": (
        ECT,
        put("text", "upsides", 0, value="{response.vlue} in 100"),
        "text.upsides.0",
        '"vlue" is no part of a cell; found "{response.vlue}"; allowed: value, low, high',
    ),
    "an unknown fact in a sentence": (
        ECT,
        put("text", "after", value="{facts.headaches} in 100; {facts.headache}"),
        "text.after",
        'there is no such fact; found "{facts.headaches}"',
    ),
    "an unknown style in a sentence": (
        ECT,
        put("text", "after", value="{facts.headache:roman} in 100"),
        "text.after",
        '"roman" is no style; found "{facts.headache}"; allowed: whole, one, words',
    ),
    "a sentence on a number that is not there": (
        ECT,
        put("text", "after", value="{facts.headache} {stop_side_effects.value} in 100"),
        "text.after",
        "the cell has no such number",
    ),
    "code in a sentence": (
        ECT,
        put("text", "after", value="{facts.headache.__class__} in 100"),
        "text.after",
        "this is no field",
    ),
    "braces that do not match": (
        ECT,
        put("text", "after", value="{facts.headache in 100"),
        "text.after",
        "the braces do not match",
    ),
    "a fact no sentence uses": (
        ECT,
        put("facts", "spare", value={"value": 1, "unit": "x", "source": "canmat2023"}),
        "facts.spare",
        "no sentence uses this fact",
    ),
    "a criterion of the kind that a pair adds": (
        "criteria.yaml",
        put("criteria", "onset", "kind", value="rating"),
        "criteria.onset.kind",
        "this is for what a person adds in a conversation",
    ),
    "ends that go against the direction": (
        "criteria.yaml",
        put("criteria", "onset", "best", value=30),
        "criteria.onset.best",
        'worst and best do not go with the direction "lower_better"; found 30; allowed: best below worst',
    ),
    "an end out of the plausible range": (
        "criteria.yaml",
        put("criteria", "onset", "worst", value=60),
        "criteria.onset.worst",
        "this end is out of range; found 60; allowed: 0.02 to 52, the plausible range",
    ),
    "a plain label of six words": (
        "criteria.yaml",
        put("criteria", "onset", "plain", value="How long it takes to help"),
        "criteria.onset.plain",
        "the plain label is too long",
    ),
    "a band without a label": (
        "criteria.yaml",
        drop("criteria", "weight_gain", "bands", 3),
        "criteria.weight_gain.bands",
        "the band labels do not fit the scale; found a list of 3 items; allowed: 4 labels, one a step",
    ),
    "a pair named on one side only": (
        "criteria.yaml",
        put("criteria", "onset", "avoid_double_weighting", value=["cost_tier"]),
        "criteria.onset.avoid_double_weighting.0",
        "the pair is named here but not at cost_tier",
    ),
    "a finding in an unknown source": (
        "findings.yaml",
        put("findings", "NEW-001", "source", value="nobody"),
        "findings.NEW-001.source",
        "this source is not known",
    ),
    "a factor that narrows": (
        "assumptions.yaml",
        put("certainty_widening", "value", "low", value=0.5),
        "certainty_widening.value.low",
        "this is outside what is allowed; found 0.5; allowed: at least 1",
    ),
    "a baseline out of its own range": (
        "library.yaml",
        put("baseline", "adjustable_high", value=20),
        "baseline.per_100",
        "the baseline leaves its own range",
    ),
    "an order that leaves an option out": (
        "library.yaml",
        drop("order", 0),
        "order",
        "the order does not name the options; found stay_optimise",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_file_place_and_a_sentence(name: str, edit: Edit, folder: Path) -> None:
    file, change, place, sentence = REFUSED[name]
    edit(file, change)
    library, faults = read_folder(folder)
    assert library is None
    named = [fault for fault in faults if fault.place == place and fault.file == file]
    assert any(sentence in str(fault) for fault in named), "\n".join(map(str, faults))


def test_one_mistake_is_said_once(edit: Edit, folder: Path) -> None:
    edit(ECT, put("cells", "onset", "certainty", "level", value="sure"))
    _, faults = read_folder(folder)
    assert len(faults) == 1


def test_faults_in_one_cell_do_not_hide_each_other(edit: Edit, folder: Path) -> None:
    def change(data: Data) -> None:
        data["cells"]["onset"].update(directness="none", low=9, sources=["nobody"], rationale="")

    edit(ECT, change)
    _, faults = read_folder(folder)
    places = {fault.place.removeprefix("cells.onset.") for fault in faults}
    assert places >= {"directness", "low", "sources.0", "rationale"}


@pytest.mark.parametrize("name", ["library.yaml", "criteria.yaml", "assumptions.yaml", "findings.yaml", "sources.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    _, faults = read_folder(folder)
    assert Fault(name, "", None, "", "", "there is no such file") in faults


def test_a_source_listed_twice_is_refused(folder: Path) -> None:
    path = folder / "sources.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"id": "abilify_label"', '"id": "aaronson2017"'), encoding="utf-8")
    _, faults = read_folder(folder)
    assert any("this source stands here twice" in str(fault) for fault in faults)


def test_nothing_is_half_loaded(edit: Edit, folder: Path) -> None:
    edit(ECT, drop("cells", "onset"))
    with pytest.raises(LibraryFaults, match="the cell for onset is missing") as caught:
        load_library(folder)
    assert str(caught.value).startswith("1 fault in the evidence files:\noptions/ect.yaml: cells")
    assert len(caught.value.faults) == 1


def test_the_copied_folder_opens(folder: Path) -> None:
    assert load_library(folder) == load_library()

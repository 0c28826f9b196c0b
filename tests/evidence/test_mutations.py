"""Any option file, however mangled, opens whole or is refused with faults: never another error."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.criteria_check import check_criteria
from trd_sdm.evidence.folder import Shelf, read_shared
from trd_sdm.evidence.option_check import check_option, option_faults_in_text
from trd_sdm.evidence.reading import Document, Unreadable, parse_text

NAMES = ("ect", "maoi", "dbs", "esketamine", "augment_lithium")
TEXTS = {name: (data_folder() / "options" / f"{name}.yaml").read_text(encoding="utf-8") for name in NAMES}
DATA: dict[str, Any] = {name: yaml.load(text, yaml.CSafeLoader) for name, text in TEXTS.items()}
CRITERIA = yaml.load((data_folder() / "criteria.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)

junk = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        [[], {}, "response", "{response.value}", "{facts.headache", -1, 1e308, 1e-308, "no_good_data", [[]]]
    )
    | st.lists(st.integers() | st.text(max_size=3), max_size=3)
    | st.dictionaries(st.text(max_size=4), st.integers(), max_size=2)
)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    held, faults = read_shared(data_folder())
    assert faults == []
    return held


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(data, dict):
        return [path, *(place for key, value in data.items() for place in places(value, (*path, key)))]
    if isinstance(data, list):
        return [path, *(place for at, value in enumerate(data) for place in places(value, (*path, at)))]
    return [path]


PLACES = {name: places(data) for name, data in DATA.items()}


def mutated(draw: st.DrawFn, data: Any, among: list[tuple[Any, ...]]) -> Any:
    changed = copy.deepcopy(data)
    for place in draw(st.lists(st.sampled_from(among), min_size=1, max_size=4)):
        how, value = draw(st.sampled_from(["put", "drop", "rename"])), draw(junk)
        if not place:
            continue
        holder = changed
        try:
            for step in place[:-1]:
                holder = holder[step]
            if how == "put":
                holder[place[-1]] = value
            elif how == "drop":
                del holder[place[-1]]
            elif isinstance(holder, dict):
                holder[str(value)] = holder.pop(place[-1])
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # an earlier change took this place away
    return changed


@st.composite
def option_files(draw: st.DrawFn) -> tuple[str, Any]:
    name = draw(st.sampled_from(NAMES))
    return name, mutated(draw, DATA[name], PLACES[name])


def check(name: str, document: Document, shelf: Shelf) -> None:
    draft = check_option(document, name, shelf)
    cells = dict.fromkeys((name, "stay_optimise"), draft.cells)
    for fault in draft.faults + option_faults_in_text(draft, cells):
        said = str(fault)
        assert said.startswith(name)
        assert "\n" not in said
        assert fault.message
        assert len(said) < 2000
    if not draft.faults:
        assert draft.file is not None
        assert set(draft.cells) == {key for key, held in shelf.criteria.items() if not held.is_derived}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(held=option_files())
def test_a_mangled_option_opens_whole_or_is_refused_with_faults(shelf: Shelf, held: tuple[str, Any]) -> None:
    name, data = held
    check(name, Document(f"{name}.yaml", data), shelf)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_file_with_letters_changed_opens_whole_or_is_refused(shelf: Shelf, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    text = TEXTS[name]
    at = data.draw(st.integers(0, len(text) - 1))
    cut = data.draw(st.integers(0, 40))
    text = (
        text[:at]
        + data.draw(st.text(max_size=5) | st.sampled_from(["&a ", "*a", "!!int ", "---\n", "\t", "{", "]"]))
        + text[at + cut :]
    )
    try:
        document = parse_text(text, f"{name}.yaml")
    except Unreadable:
        return
    check(name, document, shelf)


@st.composite
def criteria_files(draw: st.DrawFn) -> Any:
    return mutated(draw, CRITERIA, places(CRITERIA))


@settings(max_examples=200, deadline=None)
@given(criteria_files())
def test_mangled_criteria_open_or_are_refused_with_faults(data: Any) -> None:
    criteria, faults = check_criteria(Document("criteria.yaml", data))
    if not faults:
        assert criteria
    for fault in faults:
        assert str(fault).startswith("criteria.yaml")


def test_an_untouched_file_has_no_fault(shelf: Shelf) -> None:
    assert [check_option(Document(f"{name}.yaml", DATA[name]), name, shelf).faults for name in NAMES] == [[]] * len(
        NAMES
    )


def test_every_packaged_place_is_reachable() -> None:
    assert min(map(len, PLACES.values())) > 200
    assert Path(data_folder() / "options").is_dir()

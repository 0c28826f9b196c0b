"""Problem files in the open drugis MCDA shape: read as a whole or refused with the place, and written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trd_sdm.mcda import problem_cells
from trd_sdm.mcda.json_place import Place, ProblemFileError
from trd_sdm.mcda.preferences import ExactRatio, Ordinal, Preference, RatioBound, TradeOff, WeightBound
from trd_sdm.mcda.problem import Alternative, Criterion, Problem
from trd_sdm.mcda.value_function import ValueFunction

__all__ = [
    "ProblemFileError",
    "load_problem",
    "problem_from_dict",
    "problem_to_dict",
    "save_problem",
]

MAX_BYTES = 5_000_000
MAX_OPTIONS, MAX_CRITERIA = 200, 60

# what files of this shape also hold, for people to read
ABOUT_FILE = ("name", "title", "description", "schemaVersion", "method", "valueTree", "sensitivityAnalysis", "comment")
ABOUT_THING = (
    *("id", "oldId", "name", "description", "comment", "criterion", "alternative", "isFavorable", "theme"),
    *("unitOfMeasurement", "scale", "source", "sourceLink", "reference", "referenceLink", "strengthOfEvidence"),
    *("uncertainties", "inputType", "inputMethod", "dataType", "parameterOfInterest"),
)
NUMBERS = {  # what a statement holds beside its kind and criteria
    "ordinal": (),
    "ratio bound": ("bounds",),
    "upper ratio": ("bound",),
    "exact swing": ("ratio",),
    "trade-off": ("steps", "equal"),
    "weight bound": ("bounds",),
}


def load_problem(path: Path | str) -> Problem:
    """
    Read a problem file.

    Parameters
    ----------
    path : Path or str
        A JSON file in the shape that `problem_to_dict` gives.

    Returns
    -------
    Problem
        The whole problem; nothing is returned from a file that has a fault.

    Raises
    ------
    ProblemFileError
        With one sentence: the file, the place in it, what is there and what is allowed.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ProblemFileError(f"{path.name}: cannot be read ({error.strerror or error}).") from None
    if len(raw) > MAX_BYTES:
        raise ProblemFileError(f"{path.name}: larger than the {MAX_BYTES // 1_000_000} MB allowed.")
    try:
        return problem_from_dict(_parse(raw))
    except ProblemFileError as error:
        raise ProblemFileError(f"{path.name}: {error}") from None


def _parse(raw: bytes) -> object:
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise ProblemFileError("not a text file in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ProblemFileError(f"not JSON at line {error.lineno}, column {error.colno}: {error.msg}.") from None
    except RecursionError:
        raise ProblemFileError("nested more deeply than any problem file needs.") from None
    except ValueError as error:  # numbers of thousands of digits, and the hooks below
        if isinstance(error, ProblemFileError):
            raise
        raise ProblemFileError(f"holds a number that cannot be read ({error}).") from None


def _no_constant(name: str) -> float:
    raise ProblemFileError(f"holds {name}, which is not a JSON number; write a finite number.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ProblemFileError(f"the key {key!r} occurs twice in one object.")
        found[key] = value
    return found


def problem_from_dict(content: object) -> Problem:
    """
    Read a problem from parsed JSON.

    Parameters
    ----------
    content : object
        What a JSON parser gave.

    Returns
    -------
    Problem
        The whole problem.

    Raises
    ------
    ProblemFileError
        Names the first fault's place, such as ``performanceTable[3].performance.parameters.alpha``.
    """
    root = Place(content, "")
    root.only("criteria", "alternatives", "performanceTable", "preferences", ignored=ABOUT_FILE)
    criteria = tuple(_criterion(key, place) for key, place in _named(root.get("criteria"), MAX_CRITERIA))
    alternatives = tuple(_alternative(key, place) for key, place in _named(root.get("alternatives"), MAX_OPTIONS))
    ids = tuple(a.id for a in alternatives), tuple(c.id for c in criteria)
    cells = problem_cells.read(root.get("performanceTable"), *ids)
    weighed = tuple(c.id for c in criteria if c.weighed)
    told = root.find("preferences")
    listed = [] if told is None or told.value == {} else told.items()
    preferences = tuple(_preference(place, weighed) for place in listed)
    try:
        return Problem(
            criteria, alternatives, cells.performance, cells.baselines, preferences, cells.groups, cells.places
        )
    except ValueError as error:
        # A fault of the whole, such as a cell that is missing: its place is the table it should stand in.
        raise ProblemFileError(str(error).replace("performance:", "performanceTable:", 1)) from None


def _named(place: Place, most: int) -> list[tuple[str, Place]]:
    entries = place.entries()
    if not entries:
        place.refuse("is empty", "at least one entry")
    if len(entries) > most:
        place.refuse(f"has {len(entries)} entries", f"at most {most}")
    for key, entry in entries:
        if not key:
            entry.refuse("has an empty id", "a name")
    return entries


def _alternative(key: str, place: Place) -> Alternative:
    place.only("title", ignored=ABOUT_THING)
    return Alternative(key, place.title(key))


def _criterion(key: str, place: Place) -> Criterion:
    place.only("title", "pvf", "dataSources", "weighed", ignored=ABOUT_THING)
    holder = place
    if place.find("pvf") is None and (sources := place.find("dataSources")) is not None:
        listed = sources.items()  # newer files keep the value function with the data source
        if len(listed) != 1:
            sources.refuse(f"has {len(listed)} data sources", "exactly one")
        holder = listed[0]
        holder.only("title", "pvf", ignored=ABOUT_THING)
    weighed = place.truth("weighed", otherwise=True)
    return Criterion(key, place.title(key), _value_function(holder.get("pvf")), weighed)


def _value_function(place: Place) -> ValueFunction:
    place.only("type", "direction", "range", "cutoffs", "values", "clip", ignored=("elicitationMethod",))
    kind = place.get("type").one_of("linear", "piecewise-linear", "piecewise linear")
    direction = place.get("direction").one_of("increasing", "decreasing")
    ends = place.get("range")
    low, high = ends.numbers(2)
    if not low < high:
        ends.refuse(f"is {ends.shown}", "two numbers, the smaller first")
    points = None
    if kind != "linear":
        cutoffs, values = place.get("cutoffs"), place.get("values")
        at = cutoffs.numbers()
        points = tuple(zip(at, values.numbers(len(at)), strict=True))
        if not all(low < x < high for x in at):
            cutoffs.refuse(f"is {cutoffs.shown}", f"numbers between {low:g} and {high:g}")
    clip = place.truth("clip", otherwise=False)
    worst, best = (low, high) if direction == "increasing" else (high, low)
    try:
        return ValueFunction(worst, best, points, clip=clip)
    except ValueError as error:
        raise ProblemFileError(f"{place.path}: {error}") from None


def _preference(place: Place, criteria: tuple[str, ...]) -> Preference:
    kind = place.get("type").one_of(*NUMBERS)
    place.only("type", "criteria", *NUMBERS[kind], ignored=("elicitationMethod", "comment"))
    named = place.get("criteria")
    about = tuple(item.one_of(*criteria) for item in named.items())
    try:
        if kind == "ordinal":
            return Ordinal(about)
        if kind == "ratio bound":
            low, high = place.get("bounds").numbers(2, infinite=True)
            return RatioBound(about, (low, high))
        if kind == "upper ratio":
            return RatioBound(about, (0.0, place.get("bound").number(infinite=True)))
        if kind == "exact swing":
            return ExactRatio(about, place.get("ratio").number())
        if kind == "trade-off":
            first, second = place.get("steps").numbers(2)
            return TradeOff(about, first, second, equal=place.truth("equal", otherwise=False))
        low, high = place.get("bounds").numbers(2)
        return WeightBound(about, low, high)
    except ProblemFileError:
        raise
    except ValueError as error:
        raise ProblemFileError(f"{place.path}: {error}") from None


def save_problem(problem: Problem, path: Path | str) -> None:
    """
    Write a problem file that `load_problem` reads back.

    Parameters
    ----------
    problem : Problem
        What is to be written.
    path : Path or str
        Where.
    """
    text = json.dumps(problem_to_dict(problem), indent=1, ensure_ascii=False, allow_nan=False)
    Path(path).write_text(text + "\n", encoding="utf-8")


def problem_to_dict(problem: Problem) -> dict[str, Any]:
    """
    Give a problem as plain data, ready for JSON.

    Parameters
    ----------
    problem : Problem
        What is to be written.

    Returns
    -------
    dict
        ``criteria``, ``alternatives``, ``performanceTable`` and ``preferences`` in the open drugis shape.
        Cells that shape does not know (triangular, bands, derived, unknown) use types of our own.
    """
    return {
        "criteria": {c.id: _criterion_to_dict(c) for c in problem.criteria},
        "alternatives": {a.id: {"id": a.id, "title": a.title} for a in problem.alternatives},
        "performanceTable": problem_cells.write(problem),
        "preferences": [_preference_to_dict(p) for p in problem.preferences],
    }


def _criterion_to_dict(criterion: Criterion) -> dict[str, Any]:
    worth = criterion.value_function
    pvf: dict[str, Any] = {
        "type": "piecewise-linear" if worth.points else "linear",
        "direction": "increasing" if worth.worst < worth.best else "decreasing",
        "range": [worth.low, worth.high],
    }
    if worth.points:
        pvf |= {"cutoffs": [x for x, _ in worth.points], "values": [u for _, u in worth.points]}
    if worth.clip:
        pvf["clip"] = True
    named = {"id": criterion.id, "title": criterion.title, "pvf": pvf}
    return named if criterion.weighed else {**named, "weighed": False}


def _preference_to_dict(preference: Preference) -> Mapping[str, Any]:
    start: dict[str, Any] = {"type": preference.kind, "criteria": list(preference.criteria)}
    match preference:
        case RatioBound():
            bounds = [x if x < float("inf") else "Infinity" for x in preference.bounds]
            return {**start, "bounds": bounds}
        case ExactRatio():
            return {**start, "ratio": preference.ratio}
        case TradeOff():
            equal = {"equal": True} if preference.equal else {}
            return {**start, "steps": [preference.first, preference.second], **equal}
        case WeightBound():
            return {**start, "bounds": [preference.low, preference.high]}
    return start

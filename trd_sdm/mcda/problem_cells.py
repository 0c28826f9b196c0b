"""The performance table of a problem file: cell types by name, absolute and relative."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from trd_sdm.mcda.bounded import OrdinalBand, Triangular, Uniform, Unknown
from trd_sdm.mcda.derived import FUNCTIONS, Derived
from trd_sdm.mcda.distributions import (
    Beta,
    CLogLogNormal,
    Distribution,
    Exact,
    Gamma,
    LogitNormal,
    LogNormal,
    Normal,
    StudentT,
)
from trd_sdm.mcda.json_place import Place, ProblemFileError
from trd_sdm.mcda.problem import Problem
from trd_sdm.mcda.relative import (
    CovarianceGroup,
    Relative,
    RelativeCLogLogNormal,
    RelativeLogitNormal,
    RelativeLogNormal,
    RelativeNormal,
)

RELATIVE: dict[str, type[Relative]] = {
    "relative-normal": RelativeNormal,
    "relative-log-normal": RelativeLogNormal,
    "relative-logit-normal": RelativeLogitNormal,
    "relative-cloglog-normal": RelativeCLogLogNormal,
}
ON_LINK: dict[str, type[Normal]] = {  # a normal baseline on the scale on which the effects add
    "identity": Normal,
    "log": LogNormal,
    "logit": LogitNormal,
    "cloglog": CLogLogNormal,
}
# name in the file -> class, parameter names in the file, fields here; optional ones with their default
ABSOLUTE: dict[str, tuple[Callable[..., Distribution], tuple[str, ...], tuple[str, ...]]] = {
    "exact": (Exact, ("value",), ("value",)),
    "dbeta": (Beta, ("alpha", "beta"), ("a", "b")),
    "dnorm": (Normal, ("mu", "sigma"), ("mu", "sd")),
    "dlnorm": (LogNormal, ("mu", "sigma"), ("mu", "sd")),
    "dlogitnorm": (LogitNormal, ("mu", "sigma"), ("mu", "sd")),
    "dcloglognorm": (CLogLogNormal, ("mu", "sigma"), ("mu", "sd")),
    "dgamma": (Gamma, ("alpha", "beta"), ("shape", "rate")),
    "dt": (StudentT, ("mu", "stdErr", "dof"), ("mu", "scale", "dof")),
    "range": (Uniform, ("lowerBound", "upperBound"), ("low", "high")),
    "unknown": (Unknown, ("lowerBound", "upperBound"), ("low", "high")),
    "dtriangular": (Triangular, ("lowerBound", "mode", "upperBound"), ("low", "mode", "high")),
}


@dataclass
class Cells:
    """What a performance table holds."""

    performance: dict[tuple[str, str], Distribution] = field(default_factory=dict)
    baselines: dict[str, Distribution] = field(default_factory=dict)
    groups: dict[str, CovarianceGroup] = field(default_factory=dict)
    places: dict[tuple[str, str] | str, str] = field(default_factory=dict)


def read(table: Place, alternatives: tuple[str, ...], criteria: tuple[str, ...]) -> Cells:
    """Read the whole table."""
    cells = Cells()
    for entry in table.items():
        criterion = entry.get("criterion").one_of(*criteria)
        performance = entry.get("performance")
        inner = performance.find("distribution") or performance.find("effect") or performance
        kind = inner.get("type").one_of(*ABSOLUTE, "ordinal-band", "derived", *RELATIVE)
        if kind in RELATIVE:
            _read_relative(cells, entry, inner, criterion, alternatives)
        else:
            alternative = entry.get("alternative").one_of(*alternatives)
            _put(cells, entry, alternative, criterion, _guarded(inner, _absolute, kind))
    return cells


def _put(cells: Cells, entry: Place, alternative: str, criterion: str, cell: Distribution) -> None:
    if (alternative, criterion) in cells.performance:
        entry.refuse(f"is a second estimate of {alternative!r} on {criterion!r}", "one for each pair")
    cells.performance[alternative, criterion] = cell
    cells.places[alternative, criterion] = entry.path


def _guarded(place: Place, build: Callable[..., Any], *arguments: Any) -> Any:
    """Build something from a place and say where, when its own checks refuse it."""
    try:
        return build(place, *arguments)
    except ProblemFileError:
        raise
    except ValueError as error:
        raise ProblemFileError(f"{place.path}: {error}") from None


def _absolute(place: Place, kind: str) -> Distribution:
    if kind == "exact":
        return Exact((place if place.find("value") else place.get("parameters")).get("value").number())
    parameters = place.get("parameters")
    if kind == "ordinal-band":
        return OrdinalBand(parameters.get("values").numbers(), parameters.get("probabilities").numbers())
    if kind == "derived":
        parts = tuple(part.text() for part in parameters.get("parts").items())
        scale = parameters.find("scale")
        function = parameters.get("function").one_of(*FUNCTIONS)
        return Derived(parts, function, 1.0 if scale is None else scale.number())
    return _numbers(parameters, kind)


def _read_relative(cells: Cells, entry: Place, place: Place, criterion: str, alternatives: tuple[str, ...]) -> None:
    """Read a relative entry: for one alternative by itself, or for several with their covariance."""
    kind = RELATIVE[place.get("type").value]
    parameters = place.get("parameters")
    baseline, relative, scale = (
        parameters.get("baseline"),
        parameters.get("relative"),
        parameters.find("scale"),
    )
    key = _share(cells.baselines, baseline, f"{criterion}: baseline", _guarded(baseline, _baseline, kind.link))
    cells.places.setdefault(key, baseline.path)
    factor = 1.0 if scale is None else scale.number()
    if relative.get("type").one_of("dmnorm", "dnorm") == "dnorm":
        alternative = entry.get("alternative").one_of(*alternatives)
        own = (relative.get("mu").number(), relative.get("sigma").number())
        _put(cells, entry, alternative, criterion, _guarded(relative, lambda _: kind(key, *own, factor)))
        return
    group = _guarded(relative, _group)
    name = _share(cells.groups, relative, f"{criterion}: effects", group)
    listed = entry.find("alternatives")
    wanted = alternatives if listed is None else [item.one_of(*alternatives) for item in listed.items()]
    for alternative in wanted:
        if alternative not in group.members:
            relative.refuse(f"has no {alternative!r}", "an effect for every alternative")
        at = group.members.index(alternative)
        sd = math.sqrt(max(group.covariance[at][at], 0.0))
        _put(cells, entry, alternative, criterion, kind(key, group.means[at], sd, factor, name))


def _share(known: dict[str, Any], place: Place, otherwise: str, found: object) -> str:
    """
    Name a baseline or group and refuse two different ones under one name.

    The criterion names it unless an id says that several criteria share it.
    """
    given = place.find("id")
    name = otherwise if given is None else given.text()
    if known.setdefault(name, found) != found:
        place.refuse(f"differs from another one with the id {name!r}", "one distribution for one id")
    return name


def _baseline(place: Place, link: str) -> Distribution:
    """Read a baseline: "dnorm" is on the scale of the effects (as drugis has it), others are natural."""
    kind = place.get("type").one_of("dbeta-logit", "dbeta-cloglog", *ABSOLUTE)
    if kind == "dnorm":
        return ON_LINK[link](place.get("mu").number(), place.get("sigma").number())
    if kind.startswith("dbeta-"):
        return Beta(place.get("alpha").number(), place.get("beta").number())
    return _numbers(place, kind)


def _numbers(place: Place, kind: str) -> Distribution:
    """Build a distribution from the named numbers of an object."""
    build, names, _ = ABSOLUTE[kind]
    numbers = [place.get(name).number() for name in names]
    if build is Beta:
        for name, default in (("scale", 1.0), ("location", 0.0)):
            numbers.append(default if (found := place.find(name)) is None else found.number())
    return build(*numbers)


def _group(place: Place) -> CovarianceGroup:
    place.get("type").one_of("dmnorm")
    means = {key: value.number() for key, value in place.get("mu").entries()}
    cov = place.get("cov")
    rows = [item.text() for item in cov.get("rownames").items()]
    columns = [item.text() for item in cov.get("colnames").items()]
    if sorted(rows) != sorted(means) or sorted(columns) != sorted(means) or len(set(rows)) != len(rows):
        cov.refuse("has other row or column names than mu", f"each of {', '.join(sorted(means))} once")
    data = [line.numbers(len(columns)) for line in cov.get("data").items()]
    if len(data) != len(rows):
        cov.get("data").refuse(f"has {len(data)} rows", f"exactly {len(rows)}")
    at = [columns.index(name) for name in rows]
    return CovarianceGroup(
        tuple(rows), tuple(means[name] for name in rows), tuple(tuple(line[j] for j in at) for line in data)
    )


def write(problem: Problem) -> list[dict[str, Any]]:
    """Write the whole table; the options of a covariance group share one entry."""
    entries: list[dict[str, Any]] = []
    together: dict[tuple[object, ...], list[str]] = {}
    for (alternative, criterion), cell in _in_order(problem):
        if isinstance(cell, Relative) and cell.group is not None:
            alike = (criterion, type(cell), cell.baseline, cell.group, cell.scale)
            if alike in together:
                together[alike].append(alternative)
                continue
            together[alike] = [alternative]
            # the list is shared: options that follow join the entry
            entries.append({"criterion": criterion, "alternatives": together[alike]})
        else:
            entries.append({"alternative": alternative, "criterion": criterion})
        written = _relative(problem, cell) if isinstance(cell, Relative) else _absolute_to_dict(cell)
        entries[-1]["performance"] = written
    for entry in entries:
        if entry.get("alternatives") == list(problem.alternative_ids):
            del entry["alternatives"]  # all of them, as the shape has it
    return entries


def _in_order(problem: Problem) -> list[tuple[tuple[str, str], Distribution]]:
    keys = [(a, c) for c in problem.criterion_ids for a in problem.alternative_ids]
    return [(key, problem.performance[key]) for key in keys]


def _absolute_to_dict(cell: Distribution) -> dict[str, Any]:
    match cell:
        case Exact():
            return {"type": "exact", "value": cell.value}
        case OrdinalBand():
            shares = {"values": list(cell.values), "probabilities": list(cell.probabilities)}
            return {"type": "ordinal-band", "parameters": shares}
        case Derived():
            parts = {"parts": list(cell.parts), "function": cell.function, "scale": cell.scale}
            return {"type": "derived", "parameters": parts}
    kind, parameters = _named_numbers(cell)
    return {"type": kind, "parameters": parameters}


def _named_numbers(cell: Distribution) -> tuple[str, dict[str, float]]:
    for kind, (build, names, fields) in ABSOLUTE.items():
        if type(cell) is build:
            parameters = {name: getattr(cell, own) for name, own in zip(names, fields, strict=True)}
            if isinstance(cell, Beta) and (cell.scale, cell.loc) != (1.0, 0.0):
                parameters |= {"scale": cell.scale, "location": cell.loc}
            return kind, parameters
    raise ValueError(f"A distribution of kind {cell.kind!r} has no form in a problem file.")


def _relative(problem: Problem, cell: Relative) -> dict[str, Any]:
    relative: dict[str, Any] = {"type": "dnorm", "mu": cell.mean, "sigma": cell.sd}
    if cell.group is not None:
        group = problem.groups[cell.group]
        names = list(group.members)
        data = [list(row) for row in group.covariance]
        relative = {
            "id": cell.group,
            "type": "dmnorm",
            "mu": dict(zip(names, group.means, strict=True)),
            "cov": {"rownames": names, "colnames": names, "data": data},
        }
    shared = problem.baselines[cell.baseline]
    kind, numbers = _named_numbers(shared)
    if isinstance(shared, Normal):
        if shared.link == cell.link:
            kind = "dnorm"
        elif kind == "dnorm":
            raise ValueError(f"Baseline {cell.baseline!r} is normal, which a file tells on the scale of effects.")
    name = next(name for name, build in RELATIVE.items() if type(cell) is build)
    baseline = {"id": cell.baseline, "type": kind, **numbers}
    return {"type": name, "parameters": {"baseline": baseline, "relative": relative, "scale": cell.scale}}

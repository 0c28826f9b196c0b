"""The performance table of a problem file: cell types by name, absolute and relative."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from trd_sdm.mcda.absolute_cells import (
    ABSOLUTE,
    BETA_ON,
    OTHERS,
    named_numbers,
    read_cell,
    read_numbers,
    survival_measure,
    write_cell,
    write_measure,
)
from trd_sdm.mcda.distributions import Beta, CLogLogNormal, Distribution, Gamma, LogitNormal, LogNormal, Normal
from trd_sdm.mcda.json_place import Place, ProblemFileError
from trd_sdm.mcda.problem import Problem
from trd_sdm.mcda.relative import (
    CovarianceGroup,
    OnLink,
    Relative,
    RelativeCLogLogNormal,
    RelativeLogitNormal,
    RelativeLogNormal,
    RelativeNormal,
)
from trd_sdm.mcda.survival import RelativeSurvival

RELATIVE: dict[str, type[Relative]] = {
    "relative-normal": RelativeNormal,
    "relative-log-normal": RelativeLogNormal,
    "relative-logit-normal": RelativeLogitNormal,
    "relative-cloglog-normal": RelativeCLogLogNormal,
    "relative-survival": RelativeSurvival,
}
ON_LINK: dict[str, type[Normal]] = {  # a normal baseline on the scale on which the effects add
    "identity": Normal,
    "log": LogNormal,
    "logit": LogitNormal,
    "cloglog": CLogLogNormal,
}
# what a baseline says for people to read, and numbers it was computed from
ABOUT_BASELINE = (
    *("name", "title", "scale", "property", "distribution", "summaryMeasure", "survivalAtTime", "time"),
    *("mean", "std.err", "stdErr", "dof", "mu", "sigma"),
)


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
        entry.only("alternative", "alternatives", "criterion", "performance", ignored=("dataSource", "comment"))
        criterion = entry.get("criterion").one_of(*criteria)
        performance = entry.get("performance")
        inner = performance.find("distribution") or performance.find("effect") or performance
        if inner is not performance:
            performance.only("distribution", "effect")
        inner.only("type", "parameters", "value", ignored=("input", "unitOfMeasurement", "comment"))
        kind = inner.get("type").one_of(*ABSOLUTE, *OTHERS, *RELATIVE)
        if kind in RELATIVE:
            _read_relative(cells, entry, inner, criterion, alternatives)
        else:
            alternative = entry.get("alternative").one_of(*alternatives)
            _put(cells, entry, alternative, criterion, _guarded(inner, read_cell, kind))
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


def _read_relative(cells: Cells, entry: Place, place: Place, criterion: str, alternatives: tuple[str, ...]) -> None:
    """Read a relative entry: for one alternative by itself, or for several with their covariance."""
    kind: Callable[..., Relative] = RELATIVE[place.get("type").value]
    parameters = place.get("parameters")
    parameters.only("baseline", "relative", "scale")
    baseline, relative, scale = (
        parameters.get("baseline"),
        parameters.get("relative"),
        parameters.find("scale"),
    )
    if kind is RelativeSurvival:
        found = _guarded(baseline, _hazard)
        measure, time = survival_measure(baseline)
        kind = partial(RelativeSurvival, measure=measure, time=time)
    else:
        found = _guarded(baseline, _baseline, RELATIVE[place.get("type").value].link)
    key = _share(cells.baselines, baseline, f"{criterion}: baseline", found)
    cells.places.setdefault(key, baseline.path)
    factor = 1.0 if scale is None else scale.number()
    if relative.get("type").one_of("dmnorm", "dnorm") == "dnorm":
        relative.only("type", "mu", "sigma")
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
    """
    Read a baseline.

    It is told on the scale of the effects, whatever its type, as drugis has it; but "dbeta-logit" and
    "dbeta-cloglog" are proportions, and so is what the baseline is about when "natural" says so (our own).
    """
    kind = place.get("type").one_of("dbeta-logit", "dbeta-cloglog", *ABSOLUTE)
    names = ("alpha", "beta") if kind.startswith("dbeta-") else ABSOLUTE[kind][1]
    optional = BETA_ON if kind == "dbeta" else ()
    place.only("type", *names, *optional, "id", "natural", ignored=ABOUT_BASELINE)
    if kind.startswith("dbeta-"):
        if kind != f"dbeta-{link}":
            place.get("type").refuse(f"is {kind!r} under effects on the {link} scale", "a baseline on their own scale")
        return Beta(place.get("alpha").number(), place.get("beta").number())
    found = read_numbers(place, kind)
    if link == "identity" or place.truth("natural", otherwise=False):
        return found
    return ON_LINK[link](found.mu, found.sd) if isinstance(found, Normal) and kind == "dnorm" else OnLink(found, link)


def _hazard(place: Place) -> Gamma:
    """Read the baseline of a survival cell: a rate of events, with what is told of the curve beside it."""
    place.get("type").one_of("dsurv")
    place.only("type", "alpha", "beta", "summaryMeasure", "time", "id", ignored=ABOUT_BASELINE)
    return Gamma(place.get("alpha").number(), place.get("beta").number())


def _group(place: Place) -> CovarianceGroup:
    place.get("type").one_of("dmnorm")
    place.only("type", "id", "mu", "cov", ignored=("baseline",))
    means = {key: value.number() for key, value in place.get("mu").entries()}
    cov = place.get("cov")
    cov.only("rownames", "colnames", "data")
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
            told = (cell.measure, cell.time) if isinstance(cell, RelativeSurvival) else ()
            alike = (criterion, type(cell), cell.baseline, cell.group, cell.scale, *told)
            if alike in together:
                together[alike].append(alternative)
                continue
            together[alike] = [alternative]
            # the list is shared: options that follow join the entry
            entries.append({"criterion": criterion, "alternatives": together[alike]})
        else:
            entries.append({"alternative": alternative, "criterion": criterion})
        written = _relative(problem, cell) if isinstance(cell, Relative) else write_cell(cell)
        entries[-1]["performance"] = written
    for entry in entries:
        if entry.get("alternatives") == list(problem.alternative_ids):
            del entry["alternatives"]  # all of them, as the shape has it
    return entries


def _in_order(problem: Problem) -> list[tuple[tuple[str, str], Distribution]]:
    keys = [(a, c) for c in problem.criterion_ids for a in problem.alternative_ids]
    return [(key, problem.performance[key]) for key in keys]


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
    baseline = {"id": cell.baseline, **_baseline_to_dict(problem.baselines[cell.baseline], cell)}
    name = next(name for name, build in RELATIVE.items() if type(cell) is build)
    return {"type": name, "parameters": {"baseline": baseline, "relative": relative, "scale": cell.scale}}


def _baseline_to_dict(shared: Distribution, cell: Relative) -> dict[str, Any]:
    """Tell a baseline on the scale of the effects where it can be, and as it is where not."""
    if isinstance(shared, OnLink):
        if shared.link != cell.link:
            raise ValueError(f"Baseline {cell.baseline!r} is told on another scale than that of its effects.")
        kind, numbers = named_numbers(shared.distribution)
        return {"type": kind, **numbers}
    kind, numbers = named_numbers(shared)
    if isinstance(cell, RelativeSurvival):
        if kind != "dgamma":
            raise ValueError(
                f"Baseline {cell.baseline!r} is under survival effects and must be a gamma rate of events."
            )
        return {"type": "dsurv", **numbers, **write_measure(cell.measure, cell.time)}
    if getattr(shared, "link", None) == cell.link:
        return {"type": "dnorm", **numbers}
    if kind == "dbeta" and "scale" not in numbers and cell.link in ("logit", "cloglog"):
        return {"type": f"dbeta-{cell.link}", **numbers}
    return {"type": kind, **numbers} if cell.link == "identity" else {"type": kind, **numbers, "natural": True}

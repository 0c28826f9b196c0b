"""Cells of a problem file that stand for themselves: their types by name, read and written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trd_sdm.mcda.bounded import OrdinalBand, Triangular, Uniform, Unknown
from trd_sdm.mcda.derived import FUNCTIONS, Derived
from trd_sdm.mcda.distributions import (
    Beta,
    CLogLogNormal,
    Distribution,
    Drawn,
    Exact,
    Gamma,
    LogitNormal,
    LogNormal,
    Normal,
    StudentT,
)
from trd_sdm.mcda.json_place import Place
from trd_sdm.mcda.survival import MEASURES, Survival

# name in the file -> class, parameter names in the file, fields here; optional ones with their default
ABSOLUTE: dict[str, tuple[Callable[..., Drawn], tuple[str, ...], tuple[str, ...]]] = {
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
OTHERS: dict[str, tuple[str, ...]] = {  # the other kinds, with what their parameters hold
    "ordinal-band": ("values", "probabilities"),
    "derived": ("parts", "function", "scale"),
    "dsurv": ("alpha", "beta", "summaryMeasure", "time"),
}
BETA_ON = ("scale", "location")  # a beta on another range than 0 to 1, our own


def read_cell(place: Place, kind: str) -> Distribution:
    """Read a cell that stands for itself."""
    if kind == "exact":
        return Exact((place if place.find("value") else place.get("parameters")).get("value").number())
    parameters = place.get("parameters")
    names = OTHERS[kind] if kind in OTHERS else ABSOLUTE[kind][1]
    parameters.only(*names, *(BETA_ON if kind == "dbeta" else ()))
    if kind == "ordinal-band":
        return OrdinalBand(parameters.get("values").numbers(), parameters.get("probabilities").numbers())
    if kind == "dsurv":
        return Survival(
            parameters.get("alpha").number(), parameters.get("beta").number(), *survival_measure(parameters)
        )
    if kind == "derived":
        parts = tuple(part.text() for part in parameters.get("parts").items())
        scale = parameters.find("scale")
        function = parameters.get("function").one_of(*FUNCTIONS)
        return Derived(parts, function, 1.0 if scale is None else scale.number())
    return read_numbers(parameters, kind)


def survival_measure(place: Place) -> tuple[str, float | None]:
    """Read what is told of a survival curve, and at which time."""
    found = place.find("summaryMeasure")
    measure = "none" if found is None else found.one_of(*MEASURES)
    time = place.find("time") or place.find("survivalAtTime")
    if measure == "survivalAtTime" and time is None:
        place.refuse("has no 'time'", "an object with 'time' when survival at a time is meant")
    return measure, None if time is None else time.number()


def read_numbers(place: Place, kind: str) -> Drawn:
    """Build a distribution from the named numbers of an object."""
    build, names, _ = ABSOLUTE[kind]
    numbers = [place.get(name).number() for name in names]
    if build is Beta:
        for name, default in zip(BETA_ON, (1.0, 0.0), strict=True):
            found = place.find(name)
            # a baseline may say in words which scale it is on
            numbers.append(default if found is None or isinstance(found.value, str) else found.number())
    return build(*numbers)


def write_cell(cell: Distribution) -> dict[str, Any]:
    """Write a cell that stands for itself."""
    match cell:
        case Exact():
            return {"type": "exact", "value": cell.value}
        case OrdinalBand():
            shares = {"values": list(cell.values), "probabilities": list(cell.probabilities)}
            return {"type": "ordinal-band", "parameters": shares}
        case Derived():
            parts = {"parts": list(cell.parts), "function": cell.function, "scale": cell.scale}
            return {"type": "derived", "parameters": parts}
        case Survival():
            numbers = {"alpha": cell.shape, "beta": cell.rate, **write_measure(cell.measure, cell.time)}
            return {"type": "dsurv", "parameters": numbers}
    kind, parameters = named_numbers(cell)
    return {"type": kind, "parameters": parameters}


def write_measure(measure: str, time: float | None) -> dict[str, Any]:
    """Write what is told of a survival curve."""
    return {"summaryMeasure": measure} | ({} if time is None else {"time": time})


def named_numbers(cell: Distribution) -> tuple[str, dict[str, float]]:
    """Give the type and named numbers of a distribution."""
    for kind, (build, names, fields) in ABSOLUTE.items():
        if type(cell) is build:
            parameters = {name: getattr(cell, own) for name, own in zip(names, fields, strict=True)}
            if isinstance(cell, Beta) and (cell.scale, cell.loc) != (1.0, 0.0):
                parameters |= {"scale": cell.scale, "location": cell.loc}
            return kind, parameters
    raise ValueError(f"A distribution of kind {cell.kind!r} has no form in a problem file.")

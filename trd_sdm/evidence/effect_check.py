"""Effects recomputed from what the studies report: nothing stored may drift from its derivation."""

from __future__ import annotations

import math
from collections.abc import Iterator

from trd_sdm.evidence.criterion import CriterionEntry
from trd_sdm.evidence.derivation import WIDTH_95, Derivation, implied_per_100
from trd_sdm.evidence.distributions import LogitNormal
from trd_sdm.evidence.estimate import Cell
from trd_sdm.evidence.issue import Context, Issue, needs

LOG_ODDS_TOLERANCE = 0.0006  # stored with four decimals
PER_100_TOLERANCE = 0.06  # stored with one decimal
RATIO_TOLERANCE = 0.006  # odds ratios stored with two decimals ...
RATIO_SHARE = 0.002  # ... and worked from log odds ratios already rounded
LARGEST_LOG = 50.0  # keeps exp finite; far beyond any odds ratio worth storing


def _recomputed(derivation: Derivation) -> tuple[float, float] | str:
    """Give log odds ratio and standard error, or why they cannot be had."""
    try:
        mean, se = derivation.log_or()
    except (ValueError, ArithmeticError) as error:
        return str(error)
    return (mean, se) if math.isfinite(mean) and math.isfinite(se) else "the result is not finite"


def _ratio(log_or: float) -> float:
    return math.exp(min(log_or, LARGEST_LOG))


def _far(stored: float, right: float) -> bool:
    return abs(stored - right) > RATIO_TOLERANCE + RATIO_SHARE * right


@needs("derivation", "log_or", "odds_ratio", "distribution")
def _effect_there(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if not isinstance(cell.distribution, LogitNormal):
        return
    for name in ("derivation", "log_or", "odds_ratio"):
        if getattr(cell, name) is None:
            allowed = "it must stand beside a logit_normal distribution"
            yield Issue((name,), "this entry is missing", None, allowed)
    if cell.log_or is None:
        return
    for name, given, stored in (
        ("log_or_mean", cell.distribution.log_or_mean, cell.log_or.mean),
        ("log_or_se", cell.distribution.log_or_se, cell.log_or.se),
    ):
        if given != stored:
            yield Issue(("distribution", name), "the distribution and log_or differ", given, f"{stored:g}")


@needs("derivation", "log_or")
def _log_or_recomputed(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if cell.derivation is None or cell.log_or is None:
        return
    right = _recomputed(cell.derivation)
    if isinstance(right, str):
        message = f"the derivation cannot be computed: {right}"
        yield Issue(("derivation",), message, cell.derivation.method)
        return
    for name, stored, worked in (("mean", cell.log_or.mean, right[0]), ("se", cell.log_or.se, right[1])):
        if abs(stored - worked) > LOG_ODDS_TOLERANCE:
            message = "this differs from what the derivation gives"
            yield Issue(("log_or", name), message, stored, f"{worked:.4f}")


@needs("log_or", "odds_ratio")
def _odds_ratio_recomputed(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if cell.odds_ratio is None or cell.log_or is None:
        return
    half = WIDTH_95 / 2.0 * cell.log_or.se
    for name, shift in (("value", 0.0), ("low", -half), ("high", half)):
        stored, right = getattr(cell.odds_ratio, name), _ratio(cell.log_or.mean + shift)
        if _far(stored, right):
            yield Issue(("odds_ratio", name), "this differs from what log_or gives", stored, f"{right:.2f}")


@needs("log_or", "value", "low", "high", "distribution")
def _chance_recomputed(cell: Cell, _: CriterionEntry, context: Context) -> Iterator[Issue]:
    if not isinstance(cell.distribution, LogitNormal) or cell.log_or is None:
        return
    half = WIDTH_95 / 2.0 * cell.log_or.se
    for name, shift in (("value", 0.0), ("low", -half), ("high", half)):
        stored, right = getattr(cell, name), implied_per_100(cell.log_or.mean + shift, context.baseline.p)
        if stored is not None and abs(stored - right) > PER_100_TOLERANCE:
            message = "this differs from what log_or gives at the baseline"
            yield Issue((name,), message, stored, f"{right:.1f}")


@needs("alternatives")
def _alternatives_recomputed(cell: Cell, _: CriterionEntry, context: Context) -> Iterator[Issue]:
    message = "this differs from what the derivation gives"
    for place, other in enumerate(cell.alternatives):
        at = ("alternatives", place)
        right = _recomputed(other.derivation)
        if isinstance(right, str):
            said = f"the derivation cannot be computed: {right}"
            yield Issue((*at, "derivation"), said, other.derivation.method)
            continue
        mean, se = right
        if abs(other.log_or.mean - mean) > LOG_ODDS_TOLERANCE:
            yield Issue((*at, "log_or", "mean"), message, other.log_or.mean, f"{mean:.4f}")
        if abs(other.log_or.se - se) > LOG_ODDS_TOLERANCE:
            yield Issue((*at, "log_or", "se"), message, other.log_or.se, f"{se:.4f}")
        if _far(other.odds_ratio, _ratio(mean)):
            yield Issue((*at, "odds_ratio"), message, other.odds_ratio, f"{_ratio(mean):.2f}")
        implied = implied_per_100(mean, context.baseline.p)
        if abs(other.implied_per_100 - implied) > PER_100_TOLERANCE:
            yield Issue((*at, "implied_per_100"), message, other.implied_per_100, f"{implied:.1f}")

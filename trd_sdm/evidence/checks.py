"""What makes an estimate acceptable beyond its shape: known sources, range, order, and sums that agree.

Every check is independent and names the entries it needs, so that one fault never hides another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from trd_sdm.evidence.assumptions import Baseline
from trd_sdm.evidence.criterion import BANDED, CriterionEntry
from trd_sdm.evidence.derivation import WIDTH_95, implied_per_100
from trd_sdm.evidence.distributions import Beta, LogitNormal, OrdinalBandSpec, Triangular
from trd_sdm.evidence.estimate import Cell
from trd_sdm.evidence.faults import shown

LOG_ODDS_TOLERANCE = 0.0006  # stored with four decimals
PER_100_TOLERANCE = 0.06  # stored with one decimal
AMOUNT_TOLERANCE = 0.051  # hours and days stored with one decimal, rounded half to even
RATIO_TOLERANCE = 0.006  # odds ratios stored with two decimals
BETA_TOLERANCE = 0.1  # counts behind a beta may be rounded

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "chance": ("beta", "triangular", "logit_normal", "no_good_data"),
    "band": ("ordinal_band", "no_good_data"),
    "tier": ("ordinal_band", "no_good_data"),
    "yes_no": ("point", "no_good_data"),
} | dict.fromkeys(("weeks", "hours", "days", "contacts"), ("triangular", "no_good_data"))


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault inside one cell, its path relative to the cell."""

    path: tuple[str | int, ...]
    message: str
    found: Any = None
    allowed: str = ""

    @property
    def shown(self) -> str:
        """What is there, shortened."""
        return shown(self.found)


class Context(Protocol):
    """What a cell is checked against; a `Library` is one."""

    @property
    def bibliography(self) -> Mapping[str, Any]: ...  # noqa: D102

    @property
    def findings(self) -> Mapping[str, Any]: ...  # noqa: D102

    @property
    def options(self) -> Mapping[str, Any]: ...  # noqa: D102

    @property
    def baseline(self) -> Baseline: ...  # noqa: D102


Check = Callable[[Cell, CriterionEntry, Context], Iterator[Issue]]
_checks: list[tuple[frozenset[str], Check]] = []


def _needs(*entries: str) -> Callable[[Check], Check]:
    def keep(check: Check) -> Check:
        _checks.append((frozenset(entries), check))
        return check

    return keep


def check_estimate(
    cell: Cell, criterion: CriterionEntry, context: Context, broken: frozenset[str] = frozenset()
) -> Iterator[Issue]:
    """Give everything wrong with a cell of the right shape; entries in `broken` are not looked at."""
    for entries, check in _checks:
        if not entries & broken:
            yield from check(cell, criterion, context)


@_needs("sources")
def _known_sources(cell: Cell, _: CriterionEntry, context: Context) -> Iterator[Issue]:
    for place, key in enumerate(cell.sources):
        if key not in context.bibliography:
            yield Issue(("sources", place), "this source is not known", key, "an id of sources.json")


@_needs("evidence", "alternatives", "head_to_head")
def _known_findings(cell: Cell, _: CriterionEntry, context: Context) -> Iterator[Issue]:
    cited: list[tuple[tuple[str | int, ...], str]] = [
        (("evidence", i), key) for i, key in enumerate(cell.evidence)
    ]
    for place, other in enumerate(cell.alternatives):
        cited += [(("alternatives", place, "evidence", i), key) for i, key in enumerate(other.evidence)]
    if cell.head_to_head:
        cited += [(("head_to_head", "evidence", i), key) for i, key in enumerate(cell.head_to_head.evidence)]
        named = [cell.head_to_head.versus, *cell.head_to_head.favours]
        if context.options:
            for key in (key for key in named if key not in context.options):
                yield Issue(("head_to_head",), "this option is not known", key, ", ".join(context.options))
    for path, key in cited:
        if key not in context.findings:
            yield Issue(path, "this finding is not known", key, "an id of findings.yaml")


@_needs("sources", "basis")
def _has_source(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if cell.basis == "evidence" and not cell.sources:
        allowed = "at least one source, or basis: judgement or by_definition with its rationale"
        yield Issue(("sources",), "a number without a source", (), allowed)


@_needs("value", "low", "high", "distribution")
def _numbers_there(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    for name in ("value", "low", "high"):
        number = getattr(cell, name)
        if cell.no_good_data and number is not None:
            yield Issue((name,), "a cell with no good data holds a number", number, "nothing")
        elif not cell.no_good_data and number is None:
            yield Issue((name,), "this entry is missing", None, "a number, or distribution type no_good_data")


@_needs("value", "low", "high")
def _in_range(cell: Cell, criterion: CriterionEntry, _: Context) -> Iterator[Issue]:
    bottom, top = criterion.plausible_low, criterion.plausible_high
    for name in ("value", "low", "high"):
        number = getattr(cell, name)
        if number is not None and not bottom <= number <= top:
            yield Issue(
                (name,), "the number is out of the criterion's range", number, f"{bottom:g} to {top:g}"
            )


@_needs("value", "low", "high")
def _in_order(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if cell.value is None:
        return
    if cell.low is not None and cell.low > cell.value:
        yield Issue(("low",), "the low end lies above the value", cell.low, f"at most {cell.value:g}")
    if cell.high is not None and cell.high < cell.value:
        yield Issue(("high",), "the high end lies below the value", cell.high, f"at least {cell.value:g}")


@_needs("distribution")
def _fits_kind(cell: Cell, criterion: CriterionEntry, _: Context) -> Iterator[Issue]:
    allowed = ALLOWED[criterion.kind]
    if cell.distribution.type not in allowed:
        message = f'this distribution does not fit a criterion of kind "{criterion.kind}"'
        yield Issue(("distribution", "type"), message, cell.distribution.type, ", ".join(allowed))


@_needs("value", "low", "high", "distribution")
def _agrees_with_distribution(cell: Cell, criterion: CriterionEntry, _: Context) -> Iterator[Issue]:
    match cell.distribution:
        case Triangular(low=low, mode=mode, high=high):
            if not low <= mode <= high:
                yield Issue(
                    ("distribution",),
                    "low, mode and high are not in order",
                    (low, mode, high),
                    "low <= mode <= high",
                )
            for name, given, number in (
                ("low", low, cell.low),
                ("mode", mode, cell.value),
                ("high", high, cell.high),
            ):
                if number is not None and given != number:
                    message = "the distribution and the number shown differ"
                    yield Issue(("distribution", name), message, given, f"{number:g}")
        case OrdinalBandSpec(band=band):
            for name in ("value", "low", "high"):
                number = getattr(cell, name)
                if number is not None and number != band:
                    yield Issue((name,), "the band and the number shown differ", number, str(band))
        case Beta() as beta if cell.value is not None and abs(beta.per_100 - cell.value) > BETA_TOLERANCE:
            message = "the mean of the distribution and the number shown differ"
            yield Issue(
                ("distribution",), message, f"a mean of {beta.per_100:.2f}", f"a mean of {cell.value:g}"
            )
    if criterion.kind == "yes_no" and cell.value not in {None, 0.0, 1.0}:
        yield Issue(("value",), "a yes/no criterion is 1 for yes and 0 for no", cell.value, "0 or 1")


@_needs("sensitivity_band", "zero_basis", "value")
def _zero_explained(cell: Cell, criterion: CriterionEntry, _: Context) -> Iterator[Issue]:
    if (cell.zero_basis is None) != (cell.sensitivity_band is None):
        yield Issue(
            ("zero_basis",),
            "zero_basis and sensitivity_band belong together",
            cell.zero_basis,
            "both or neither",
        )
    if cell.zero_basis is not None and cell.value != 0:
        yield Issue(("zero_basis",), "zero_basis explains a zero", cell.value, "a value of 0")
    top = criterion.plausible_high
    if cell.sensitivity_band is not None and (criterion.kind not in BANDED or cell.sensitivity_band > top):
        yield Issue(
            ("sensitivity_band",), "there is no such band", cell.sensitivity_band, f"a band up to {top:g}"
        )


@_needs("bounds", "distribution")
def _bound_where_unknown(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if cell.bounds is not None and not cell.no_good_data:
        yield Issue(
            ("bounds",),
            "a ceiling stands only where there is no good data",
            cell.distribution.type,
            "no_good_data",
        )


@_needs("components", "value", "low", "high")
def _components_add_up(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if not cell.components:
        return
    for end, name in (("low", "low"), ("typical", "value"), ("high", "high")):
        number, total = getattr(cell, name), cell.total(end)  # type: ignore[arg-type]
        if number is not None and abs(total - number) > AMOUNT_TOLERANCE:
            message = f"the components do not give the number stated ({cell.arithmetic(end)})"  # type: ignore[arg-type]
            yield Issue((name,), message, number, f"{total:.4g}")


@_needs("derivation", "log_or", "odds_ratio", "distribution")
def _effect_recomputed(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if isinstance(cell.distribution, LogitNormal):
        for name in ("derivation", "log_or", "odds_ratio"):
            if getattr(cell, name) is None:
                yield Issue(
                    (name,), "this entry is missing", None, "it must stand beside a logit_normal distribution"
                )
    if cell.derivation is None or cell.log_or is None:
        return
    try:
        mean, se = cell.derivation.log_or()
    except (ValueError, ArithmeticError) as error:
        yield Issue(("derivation",), f"the derivation cannot be computed: {error}", cell.derivation.method)
        return
    for path, stored, right in (
        (("log_or", "mean"), cell.log_or.mean, mean),
        (("log_or", "se"), cell.log_or.se, se),
    ):
        if abs(stored - right) > LOG_ODDS_TOLERANCE:
            yield Issue(path, "this differs from what the derivation gives", stored, f"{right:.4f}")
    if isinstance(cell.distribution, LogitNormal):
        for name, given, stored in (
            ("log_or_mean", cell.distribution.log_or_mean, cell.log_or.mean),
            ("log_or_se", cell.distribution.log_or_se, cell.log_or.se),
        ):
            if given != stored:
                yield Issue(
                    ("distribution", name), "the distribution and log_or differ", given, f"{stored:g}"
                )
    if cell.odds_ratio is not None:
        half = WIDTH_95 / 2.0 * cell.log_or.se
        for name, shift in (("value", 0.0), ("low", -half), ("high", half)):
            stored, right = getattr(cell.odds_ratio, name), math.exp(min(cell.log_or.mean + shift, 50.0))
            if abs(stored - right) > RATIO_TOLERANCE + 0.002 * right:
                yield Issue(
                    ("odds_ratio", name), "this differs from what log_or gives", stored, f"{right:.2f}"
                )


@_needs("log_or", "value", "low", "high", "distribution")
def _chance_recomputed(cell: Cell, _: CriterionEntry, context: Context) -> Iterator[Issue]:
    if not isinstance(cell.distribution, LogitNormal) or cell.log_or is None:
        return
    half = WIDTH_95 / 2.0 * cell.log_or.se
    for name, shift in (("value", 0.0), ("low", -half), ("high", half)):
        stored, right = getattr(cell, name), implied_per_100(cell.log_or.mean + shift, context.baseline.p)
        if stored is not None and abs(stored - right) > PER_100_TOLERANCE:
            message = "this differs from what log_or gives at the baseline"
            yield Issue((name,), message, stored, f"{right:.1f}")


@_needs("alternatives")
def _alternatives_recomputed(cell: Cell, _: CriterionEntry, context: Context) -> Iterator[Issue]:
    for place, other in enumerate(cell.alternatives):
        at = ("alternatives", place)
        try:
            mean, se = other.derivation.log_or()
        except (ValueError, ArithmeticError) as error:
            yield Issue(
                (*at, "derivation"), f"the derivation cannot be computed: {error}", other.derivation.method
            )
            continue
        for path, stored, right, tolerance in (
            (("log_or", "mean"), other.log_or.mean, mean, LOG_ODDS_TOLERANCE),
            (("log_or", "se"), other.log_or.se, se, LOG_ODDS_TOLERANCE),
            (
                ("odds_ratio",),
                other.odds_ratio,
                math.exp(min(mean, 50.0)),
                RATIO_TOLERANCE + 0.002 * other.odds_ratio,
            ),
            (
                ("implied_per_100",),
                other.implied_per_100,
                implied_per_100(mean, context.baseline.p),
                PER_100_TOLERANCE,
            ),
        ):
            if abs(stored - right) > tolerance:
                yield Issue(
                    (*at, *path), "this differs from what the derivation gives", stored, f"{right:.4g}"
                )

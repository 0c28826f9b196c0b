"""What makes an estimate acceptable beyond its shape: known sources, range, order, and sums that agree.

Every check is independent and names the entries it needs, so that one fault never hides another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trd_sdm.evidence import effect_check as _effect_check  # noqa: F401 -- registers its checks
from trd_sdm.evidence.criterion import BANDED, CriterionEntry
from trd_sdm.evidence.distributions import Beta, OrdinalBandSpec, Triangular
from trd_sdm.evidence.estimate import Cell
from trd_sdm.evidence.issue import CHECKS, Context, Issue, needs

AMOUNT_TOLERANCE = 0.051  # hours and days stored with one decimal, rounded half to even
BETA_TOLERANCE = 0.1  # counts behind a beta may be rounded

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "chance": ("beta", "triangular", "logit_normal", "no_good_data"),
    "band": ("ordinal_band", "no_good_data"),
    "tier": ("ordinal_band", "no_good_data"),
    "yes_no": ("point", "no_good_data"),
    "rating": ("point", "no_good_data"),
} | dict.fromkeys(("weeks", "hours", "days", "contacts"), ("triangular", "no_good_data"))


@needs("sources")
def _known_sources(cell: Cell, _: CriterionEntry, context: Context) -> Iterator[Issue]:
    for place, key in enumerate(cell.sources):
        if key not in context.bibliography:
            yield Issue(("sources", place), "this source is not known", key, "an id of sources.json")


@needs("evidence", "alternatives", "head_to_head")
def _known_findings(cell: Cell, _: CriterionEntry, context: Context) -> Iterator[Issue]:
    cited: list[tuple[tuple[str | int, ...], str]] = [(("evidence", i), key) for i, key in enumerate(cell.evidence)]
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


@needs("sources", "basis")
def _has_source(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if cell.basis == "evidence" and not cell.sources:
        allowed = "at least one source, or basis: judgement or by_definition with its rationale"
        yield Issue(("sources",), "a number without a source", (), allowed)


@needs("value", "low", "high", "distribution")
def _numbers_there(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    for name in ("value", "low", "high"):
        number = getattr(cell, name)
        if cell.no_good_data and number is not None:
            yield Issue((name,), "a cell with no good data holds a number", number, "nothing")
        elif not cell.no_good_data and number is None:
            yield Issue((name,), "this entry is missing", None, "a number, or distribution type no_good_data")


@needs("value", "low", "high")
def _in_range(cell: Cell, criterion: CriterionEntry, _: Context) -> Iterator[Issue]:
    bottom, top = criterion.plausible_low, criterion.plausible_high
    for name in ("value", "low", "high"):
        number = getattr(cell, name)
        if number is not None and not bottom <= number <= top:
            yield Issue((name,), "the number is out of the criterion's range", number, f"{bottom:g} to {top:g}")


@needs("value", "low", "high")
def _in_order(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if cell.value is None:
        return
    if cell.low is not None and cell.low > cell.value:
        yield Issue(("low",), "the low end lies above the value", cell.low, f"at most {cell.value:g}")
    if cell.high is not None and cell.high < cell.value:
        yield Issue(("high",), "the high end lies below the value", cell.high, f"at least {cell.value:g}")


@needs("distribution")
def _fits_kind(cell: Cell, criterion: CriterionEntry, _: Context) -> Iterator[Issue]:
    allowed = ALLOWED[criterion.kind]
    if cell.distribution.type not in allowed:
        message = f'this distribution does not fit a criterion of kind "{criterion.kind}"'
        yield Issue(("distribution", "type"), message, cell.distribution.type, ", ".join(allowed))


@needs("value", "low", "high", "distribution")
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
            yield Issue(("distribution",), message, f"a mean of {beta.per_100:.2f}", f"a mean of {cell.value:g}")
    if criterion.kind == "yes_no" and cell.value not in {None, 0.0, 1.0}:
        yield Issue(("value",), "a yes/no criterion is 1 for yes and 0 for no", cell.value, "0 or 1")


@needs("sensitivity_band", "zero_basis", "value")
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
        yield Issue(("sensitivity_band",), "there is no such band", cell.sensitivity_band, f"a band up to {top:g}")


@needs("bounds", "distribution")
def _bound_where_unknown(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if cell.bounds is not None and not cell.no_good_data:
        yield Issue(
            ("bounds",),
            "a ceiling stands only where there is no good data",
            cell.distribution.type,
            "no_good_data",
        )


@needs("components", "value", "low", "high")
def _components_add_up(cell: Cell, _: CriterionEntry, __: Context) -> Iterator[Issue]:
    if not cell.components:
        return
    for end, name in (("low", "low"), ("typical", "value"), ("high", "high")):
        number, total = getattr(cell, name), cell.total(end)  # type: ignore[arg-type]
        if number is not None and abs(total - number) > AMOUNT_TOLERANCE:
            message = f"the components do not give the number stated ({cell.arithmetic(end)})"  # type: ignore[arg-type]
            yield Issue((name,), message, number, f"{total:.4g}")


def check_estimate(
    cell: Cell, criterion: CriterionEntry, context: Context, broken: frozenset[str] = frozenset()
) -> Iterator[Issue]:
    """Give everything wrong with a cell of the right shape; entries in `broken` are not looked at."""
    for entries, check in CHECKS:
        if not entries & broken:
            yield from check(cell, criterion, context)

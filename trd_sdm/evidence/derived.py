"""Criteria computed from others: to be well half a year on takes getting well and not slipping back."""

from __future__ import annotations

from collections.abc import Mapping

from trd_sdm.evidence.criterion import Criterion
from trd_sdm.evidence.distributions import Derived, NoGoodData
from trd_sdm.evidence.estimate import LEVELS, Certainty, Directness, Estimate

DIRECTNESS: tuple[Directness, ...] = ("TRD", "MDD", "other")


def well_at_six_months(response: float, relapse: float) -> float:
    """Of 100 people, how many feel much better and stay so: response times those who do not slip back.

    Parameters
    ----------
    response : float
        People per 100 who feel much better.
    relapse : float
        People per 100 of those who got well who slip back within six months.

    Examples
    --------
    >>> round(well_at_six_months(61.5, 38), 1)
    38.1
    """
    return response * (100.0 - relapse) / 100.0


def derived_estimate(criterion: Criterion, held: Mapping[str, Estimate]) -> Estimate:
    """Put a derived estimate together from the option's stored ones.

    Notes
    -----
    `low` and `high` join the low ends and the high ends of both parts: they bound the number and are
    wider than a 95 % interval, which only joint draws can give. Certainty and directness are the lower
    of the two parts'.
    """
    first, second = (held[part] for part in criterion.derived_from)
    parts = (first, second)
    certainty = max((part.certainty for part in parts), key=lambda each: LEVELS.index(each.level))
    directness = max((part.directness for part in parts), key=DIRECTNESS.index)
    unknown = [part.criterion for part in parts if part.no_good_data]
    known = not unknown and None not in {end for part in parts for end in (part.value, part.low, part.high)}
    why = f"no good data on {' and '.join(unknown)}" if unknown else f"the lower of its two parts: {certainty.reason}"
    return Estimate(
        option=first.option,
        criterion=criterion.id,
        unit=criterion.unit,
        value=_joined(first.value, second.value) if known else None,
        low=_joined(first.low, second.high) if known else None,
        high=_joined(first.high, second.low) if known else None,
        distribution=Derived(parts=criterion.derived_from) if known else NoGoodData(),
        certainty=Certainty(level="very_low" if unknown else certainty.level, reason=why),
        directness=directness,
        evidence=tuple(dict.fromkeys(key for part in parts for key in part.evidence)),
        sources=tuple(dict.fromkeys(key for part in parts for key in part.sources)),
        rationale=f"Computed from {' and '.join(criterion.derived_from)}. {criterion.definition}",
        measured_at=first.measured_at,
    )


def _joined(response: float | None, relapse: float | None) -> float | None:
    if response is None or relapse is None:
        return None
    return round(well_at_six_months(response, relapse), 1)

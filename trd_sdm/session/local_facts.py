"""What an option takes here, put in the place of what it takes somewhere.

A waiting time becomes a step of "ease of getting it", travel is added to the hours in clinic, and a cost becomes a step
where the clinic said which costs are low or high. The rules are our assumptions (``data/assumptions.yaml``). What no
rule maps is shown beside the criterion and is not in the sum: who can come along, and days off.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from trd_sdm.clinical.adequacy import weeks
from trd_sdm.evidence.distributions import OrdinalBandSpec, Triangular
from trd_sdm.evidence.estimate import Certainty

if TYPE_CHECKING:
    from trd_sdm.evidence import Estimate, Library
    from trd_sdm.session.record import Record
    from trd_sdm.session.values import LocalFacts

WAITING, COST = "availability_tier", "cost_tier"
HOURS = ("clinic_hours_8wk", "maintenance_hours_per_month")
MINUTES_THERE_AND_BACK = 2 / 60


def local_estimates(record: Record, library: Library) -> Iterator[Estimate]:
    """Give every cell that a local fact of a record changes.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> from trd_sdm.session.record import Record
    >>> here = Record(library_version="1", local={"rtms": {"waiting_weeks": 6, "travel_minutes": 30}})
    >>> [(cell.criterion, cell.value) for cell in local_estimates(here, load_library())]
    [('availability_tier', 2.0), ('clinic_hours_8wk', 43.8), ('maintenance_hours_per_month', 1.7)]
    """
    for option, facts in record.local.items():
        if option not in library.options:
            continue
        if facts.waiting_weeks is not None:
            said = f"This uses your clinic's waiting time: {weeks(facts.waiting_weeks)}."
            tiers = library.assumptions.waiting_tiers.value
            yield _step(library.estimate(option, WAITING), facts.waiting_weeks, tiers, said)
        if facts.cost is not None and record.clinic.cost_tiers is not None:
            money = f" {record.clinic.money}" if record.clinic.money else ""
            said = f"This uses what you pay here: {facts.cost:g}{money} a month."
            yield _step(library.estimate(option, COST), facts.cost, record.clinic.cost_tiers, said)
        if facts.travel_minutes:
            for criterion in HOURS:
                estimate = library.estimate(option, criterion)
                if estimate.value is not None and estimate.components:
                    yield _with_travel(estimate, facts.travel_minutes)


def _step(estimate: Estimate, fact: float, tiers: tuple[float, ...], said: str) -> Estimate:
    """Put a fact on the scale of steps 1 to 4; it is known, so it spreads to no other step."""
    step = 1 + bisect_left(tiers, fact)
    return estimate.model_copy(
        update={
            "value": float(step),
            "low": float(step),
            "high": float(step),
            "distribution": OrdinalBandSpec(band=step),
            "certainty": Certainty(level="high", reason="a fact of this clinic"),
            "basis": "by_definition",
            "evidence": (),
            "sources": (),
            "rationale": said,
            "overwrite_per_clinic": False,
            "flags": (),
            "here": "local",
        }
    )


def _with_travel(estimate: Estimate, minutes: float) -> Estimate:
    """Add the way there and back for each visit. How many visits there are stays as the evidence has it."""
    ends: tuple[Literal["low", "typical", "high"], ...] = ("low", "typical", "high")
    journeys = [sum(getattr(part.n, end) for part in estimate.components) for end in ends]
    held = (estimate.low, estimate.value, estimate.high)
    low, value, high = (
        round((number or 0.0) + many * minutes * MINUTES_THERE_AND_BACK, 1)
        for number, many in zip(held, journeys, strict=True)
    )
    way = "1 minute" if minutes == 1 else f"{minutes:g} minutes"
    visits = "1 visit" if journeys[1] == 1 else f"{journeys[1]:.3g} visits"
    said = f"With travel: {way} each way, {visits}."
    return estimate.model_copy(
        update={
            "value": value,
            "low": low,
            "high": high,
            "distribution": Triangular(low=low, mode=value, high=high),
            "observed": said,
            "here": "travel",
        }
    )


def visits_8wk(library: Library, option: str) -> float | None:
    """Give how many visits the first eight weeks take, or nothing where it is not known."""
    parts = library.estimate(option, HOURS[0]).components
    return sum(part.n.typical for part in parts) if parts else None


NotCounted = Literal["escort", "days_off", "cost"]


def not_counted(record: Record, library: Library, option: str) -> tuple[NotCounted, ...]:
    """Say which facts of an option need a word beside the picture, since they are not in the sum."""
    facts: LocalFacts | None = record.local.get(option)
    if facts is None:
        return ()
    found: list[NotCounted] = []
    if facts.escort == "no" and library.estimate(option, "escort_needed").value == 1:
        found.append("escort")
    visits = visits_8wk(library, option)
    if facts.days_off is not None and visits is not None and facts.days_off < visits:
        found.append("days_off")
    if facts.cost is not None and record.clinic.cost_tiers is None:
        found.append("cost")
    return tuple(found)


def may_ease(record: Record, library: Library) -> dict[str, tuple[str, ...]]:
    """Give, by side effect the person has now, the options on the table that may ease it.

    An option may ease what the present drug causes only if it takes that drug's place. No study read says by how much,
    so this changes no number: it is a word beside the picture.
    """
    return {
        criterion: tuple(
            option
            for option in record.shortlist
            if library.options[option].replaces_current_drug and library.estimate(option, criterion).may_relieve_current
        )
        for criterion in record.bothers_now
        if criterion in library.criteria
    }


def may_be_eased(library: Library) -> tuple[str, ...]:
    """Give the side effects that some option may ease: those that are worth asking about."""
    return tuple(
        criterion
        for criterion, about in library.criteria.items()
        if not about.is_derived
        and about.kind == "band"
        and any(library.estimate(option, criterion).may_relieve_current for option in library.options)
    )

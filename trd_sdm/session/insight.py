"""What would change the picture: other weights, a missing fact, or another reading of the evidence.

Computed on demand, for the role whose picture is shown, on the same draws as the picture itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm import mcda
from trd_sdm.evidence.distributions import LogitNormal
from trd_sdm.session.appraisal import POINTS, Appraisal, RoleFit, appraise, weighed_values
from trd_sdm.session.problem import distribution, library_problem
from trd_sdm.session.record import Record, Whose
from trd_sdm.session.record_library import library_of

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.evidence.estimate import Alternative

KEPT = 4
STEPS = 101


@dataclass(frozen=True, slots=True)
class Turn:
    """A share of all weight, 0 to 100, beyond which another option has the highest fit."""

    at: float
    leader: str


@dataclass(frozen=True, slots=True)
class WeightTurns:
    """Where the weight of one criterion would turn the picture, the others keeping their proportions.

    Attributes
    ----------
    criterion : str
    now : float
        Its share of all weight, 0 to 100; 0 for one that is not rated.
    leader : str
        The option ahead at that share; where several are level, the one ahead next to it.
    below, above : Turn, optional
        The nearest turn on each side; nothing where no weight on that side changes which option is ahead.
    """

    criterion: str
    now: float
    leader: str
    below: Turn | None
    above: Turn | None


@dataclass(frozen=True, slots=True)
class Worth:
    """What it would be worth to know one number exactly.

    Attributes
    ----------
    option, criterion : str
        The number: of an option on a criterion. Option is nothing for all numbers of a criterion at once.
    points : float
        Expected gain in the fit of the option then chosen; never negative.
    changes_of_100 : float
        In how many of 100 draws another option would then be chosen.
    error : float
        Standard error of ``points`` from drawing.
    """

    option: str | None
    criterion: str
    points: float
    changes_of_100: float
    error: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Another stored reading of the evidence for one number, and what the picture would be with it.

    Attributes
    ----------
    option, criterion : str
        The number that is read otherwise.
    label : str
        What this reading rests on, as the evidence file names it.
    per_100 : float
        The chance it implies, people per 100.
    fit_now, fit_then : float
        Fit of the option with the reading used, and with this one.
    leader : str
        The option with the highest fit then, of those that may be ranked.
    """

    option: str
    criterion: str
    label: str
    per_100: float
    fit_now: float
    fit_then: float
    leader: str

    @property
    def moved(self) -> float:
        """By how many points it moves the fit, up or down."""
        return abs(self.fit_then - self.fit_now)


@dataclass(frozen=True, slots=True)
class Insight:
    """What would change one picture.

    Attributes
    ----------
    whose : str
        Whose weights the picture shows.
    leader : str
        The option with the highest fit of those that may be ranked; of options that are level the first in the
        order shown.
    level_with : tuple of str
        Options less than a near tie apart from it.
    turns : tuple of WeightTurns
        One a criterion, in the order picked.
    worth_knowing, criteria_worth : tuple of Worth
        Single numbers, and all numbers of a criterion together, the most valuable first.
    readings : tuple of Reading
        Stored readings of the evidence, those that move the fit most first.
    first_now, first_flipped : mapping
        By option, of 100 draws in how many it is first, as it is and with the widening by certainty switched over.
    widened : bool
        Whether the picture widens what is known with low certainty.
    unranked : tuple of str
        Options that have a fit and are not ranked: none of them is a leader here, or among the turns.
    """

    whose: Whose
    leader: str
    level_with: tuple[str, ...]
    turns: tuple[WeightTurns, ...]
    worth_knowing: tuple[Worth, ...]
    criteria_worth: tuple[Worth, ...]
    readings: tuple[Reading, ...]
    first_now: Mapping[str, float]
    first_flipped: Mapping[str, float]
    widened: bool
    unranked: tuple[str, ...] = ()


_found: deque[tuple[Library, Appraisal, Whose, bool, Insight]] = deque(maxlen=KEPT)


def insight(record: Record, library: Library, appraisal: Appraisal) -> Insight | None:
    """Work out what would change the picture of the role that is shown.

    Parameters
    ----------
    record : Record
    library : Library
    appraisal : Appraisal
        Of this record with this library.

    Returns
    -------
    Insight or None
        None while nothing is rated above zero, or nothing on the table may be ranked. The last few are kept, so
        that coming back costs nothing.
    """
    shown = appraisal.roles[record.whose]
    if shown is None or not appraisal.ranked:
        return None
    for for_library, for_appraisal, whose, widened, found in _found:
        same = for_library is library and whose == record.whose and widened == record.widen_by_certainty
        if same and for_appraisal == appraisal:
            return found
    found = _insight(record, library, appraisal, shown)
    _found.append((library, appraisal, record.whose, record.widen_by_certainty, found))
    return found


def _insight(record: Record, library: Library, appraisal: Appraisal, shown: RoleFit) -> Insight:
    library = library_of(record, library)
    values = weighed_values(record, library, appraisal)
    ranked = values.select(alternatives=appraisal.ranked, criteria=record.criteria)
    fits = {option: shown.fit[option] for option in appraisal.ranked}
    problem = library_problem(library, widen=record.widen_by_certainty, criteria=record.criteria)
    known = [_worth(item) for item in mcda.information(problem, ranked, shown.weights) if item.criterion is not None]
    leader = _ahead(fits)
    flipped = record.with_(widen_by_certainty=not record.widen_by_certainty)
    other = appraise(flipped, library, left_out=appraisal.left_out).roles[record.whose]
    near = library.assumptions.near_tie_points.value
    return Insight(
        whose=record.whose,
        leader=leader,
        level_with=tuple(name for name, fit in fits.items() if name != leader and fits[leader] - fit < near),
        turns=tuple(weight_turns(ranked, shown.weights, criterion) for criterion in record.criteria),
        worth_knowing=tuple(item for item in known if item.option is not None),
        criteria_worth=tuple(item for item in known if item.option is None),
        readings=tuple(sorted(_readings(record, library, values, shown, fits), key=lambda reading: -reading.moved)),
        first_now=shown.first_of_100,
        first_flipped=other.first_of_100 if other is not None else {},
        widened=record.widen_by_certainty,
        unranked=appraisal.unranked,
    )


def _ahead(fit: Mapping[str, float]) -> str:
    return max(fit, key=lambda option: fit[option])


def _worth(item: mcda.Information) -> Worth:
    return Worth(
        option=item.alternative,
        criterion=str(item.criterion),
        points=max(item.points, 0.0),
        changes_of_100=100 * item.changes,
        error=100 * item.standard_error,
    )


def weight_turns(values: mcda.PartialValues, weights: Mapping[str, float], criterion: str) -> WeightTurns:
    """Find the nearest weights of a criterion, below and above the one now, at which another option is ahead.

    Parameters
    ----------
    values : PartialValues
        Draws of the options in the fit; only their means count.
    weights : mapping
        Shares of weight by criterion; one that is left out has none.
    criterion : str
    """
    now = weights.get(criterion, 0.0) / sum(weights.values())
    reigns = mcda.leaders(values, weights, criterion)
    # At a turn itself both are level: the stretch that ends there and the one that begins there both hold it.
    here = next(place for place, reign in enumerate(reigns) if now <= reign.end)
    leader = reigns[here].leader
    below = next((reign for reign in reversed(reigns[:here]) if reign.leader != leader), None)
    above = next((reign for reign in reigns[here + 1 :] if reign.leader != leader), None)
    return WeightTurns(
        criterion,
        POINTS * now,
        leader,
        None if below is None else Turn(POINTS * below.end, below.leader),
        None if above is None else Turn(POINTS * above.start, above.leader),
    )


def one_way(record: Record, library: Library, appraisal: Appraisal, criterion: str) -> Mapping[str, tuple[float, ...]]:
    """Give each option's fit at every whole share of weight of one criterion, 0 to 100, the others in proportion.

    Returns
    -------
    mapping
        By option, 101 fits in points; empty while nothing is rated above zero.
    """
    shown = appraisal.roles[record.whose]
    if shown is None:
        return {}
    sweep = mcda.weight_sweep(weighed_values(record, library, appraisal), shown.weights, criterion, steps=STEPS)
    columns = (POINTS * sweep.values).T.tolist()
    return {option: tuple(column) for option, column in zip(sweep.alternatives, columns, strict=True)}


def _readings(
    record: Record, library: Library, values: mcda.PartialValues, shown: RoleFit, ranked: Mapping[str, float]
) -> Iterator[Reading]:
    """Put each stored reading in the place of the one used, on the same draws, and look at the fit again."""
    for option in values.alternatives:
        for criterion in library.criteria:
            touched = [
                name
                for name in shown.weights
                if name == criterion or (name in library.criteria and criterion in library.criteria[name].derived_from)
            ]
            if not touched:
                continue
            for other in library.estimate(option, criterion).alternatives:
                means = _means(record, library, option, criterion, other)
                place = values.alternatives.index(option)
                moved = sum(
                    shown.weights[name] * (means[name] - values.means[place, values.criteria.index(name)])
                    for name in touched
                )
                now, then = shown.fit[option], shown.fit[option] + POINTS * float(moved)
                ahead = _ahead({**ranked, option: then} if option in ranked else ranked)
                yield Reading(option, criterion, other.label, other.implied_per_100, now, then, ahead)


def _means(record: Record, library: Library, option: str, criterion: str, other: Alternative) -> Mapping[str, float]:
    """Give the mean values of one option on what hangs on a criterion, with another reading of its estimate."""
    spread = LogitNormal(type="logit_normal", log_or_mean=other.log_or.mean, log_or_se=other.log_or.se)
    changes = {"distribution": spread, "derivation": other.derivation, "value": other.implied_per_100}
    estimate = library.estimate(option, criterion).model_copy(update=changes)
    hanging = [name for name, about in library.criteria.items() if criterion in (name, *about.derived_from)]
    whole = library_problem(library, widen=record.widen_by_certainty, criteria=hanging)
    cells = {cell: spread for cell, spread in whole.performance.items() if cell[0] == option}
    cells[option, criterion] = distribution(estimate, library, widen=record.widen_by_certainty)
    alone = mcda.Problem(
        criteria=whole.criteria,
        alternatives=tuple(each for each in whole.alternatives if each.id == option),
        performance=cells,
        baselines=whole.baselines,
    )
    drawn = mcda.partial_values(alone, mcda.measure(alone, draws=record.draws, seed=record.seed))
    return dict(zip(drawn.criteria, drawn.means[0].tolist(), strict=True))

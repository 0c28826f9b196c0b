"""Everything computed for one record: what the charts, the tables and the exports show.

Measurements are drawn once for every option and every criterion of the library. A moved slider only
multiplies them by other weights, so all comparisons share the same draws.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm import mcda
from trd_sdm.session.problem import library_problem
from trd_sdm.session.record import WHOSE, Record, Whose
from trd_sdm.session.record_library import library_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trd_sdm.evidence import Library

POINTS = 100.0
KEPT = 2

_Pair = tuple[mcda.PartialValues, mcda.PartialValues]

_selected: OrderedDict[tuple[int, tuple[str, ...]], _Pair] = OrderedDict()
_drawn: OrderedDict[tuple[object, ...], tuple[Library, mcda.PartialValues]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class RoleFit:
    """The fit of each option for one role's weights.

    Attributes
    ----------
    weights : mapping
        Normalised weights by criterion; they sum to 1.
    fit, low, high : mapping
        By option, in points: 0 is the worst end of every criterion's range and 100 the best end. `low`
        and `high` bound the middle 95 % of the draws; over a cell with no good data they span its
        whole range.
    contributions : mapping
        By option and criterion, in points; they sum to the fit.
    first_of_100 : mapping
        By option, in how many of 100 draws its fit is the highest on the table.
    standard_error : mapping
        By option, of `first_of_100`, in the same unit: the error of drawing, not of the evidence.
    """

    weights: Mapping[str, float]
    fit: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]
    contributions: Mapping[str, Mapping[str, float]]
    first_of_100: Mapping[str, float]
    standard_error: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What one record comes to with one library.

    Attributes
    ----------
    options : tuple of str
        The shortlist in the record's fixed order, which depends on its seed and not on the fit, without what is
        left out.
    criteria : tuple of str
        The criteria picked.
    roles : mapping
        By role, and for the shared points, the fit, or None while nothing is rated above zero.
    unknown : mapping
        By option, the picked criteria on which there is no good data for it.
    left_out : tuple of str
        Options on the table that a safety rule keeps out of the fit.
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    roles: Mapping[Whose, RoleFit | None]
    unknown: Mapping[str, tuple[str, ...]]
    draws: int
    seed: int
    library_version: str
    left_out: tuple[str, ...] = ()

    def shown_order(self, record: Record) -> tuple[str, ...]:
        """Give the options in the order the pair asked for: fixed, or by the fit of the role shown."""
        fit = self.roles[record.whose]
        if record.order == "fixed" or fit is None:
            return self.options
        return tuple(sorted(self.options, key=lambda option: -fit.fit[option]))


def fixed_order(options: tuple[str, ...], seed: int) -> tuple[str, ...]:
    """Shuffle options by a seed so that taking one away leaves the order of the rest as it was."""
    return tuple(sorted(options, key=lambda option: hashlib.blake2b(f"{seed}:{option}".encode()).digest()))


def partial_values(
    library: Library, criteria: tuple[str, ...], *, seed: int, draws: int, widen: bool
) -> mcda.PartialValues:
    """Draw every option on the criteria picked, once for a seed; the last ones are kept.

    Each cell has its own stream, so what is drawn does not depend on what else is picked.
    """
    key = (id(library), criteria, seed, draws, widen)
    if key not in _drawn:
        problem = library_problem(library, widen=widen, criteria=criteria)
        values = mcda.partial_values(problem, mcda.measure(problem, draws=draws, seed=seed))
        _drawn[key] = (library, values)  # the library is held so that its id stays its own
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
    _drawn.move_to_end(key)
    return _drawn[key][1]


def _values(record: Record, library: Library, options: tuple[str, ...]) -> mcda.PartialValues:
    """Take the shortlist out of all draws; kept, since a moved slider asks for the same again."""
    drawn = partial_values(
        library, record.criteria, seed=record.seed, draws=record.draws, widen=record.widen_by_certainty
    )
    key = (id(drawn), options)
    if key not in _selected:
        _selected[key] = (drawn, drawn.select(alternatives=options, criteria=record.criteria))
        while len(_selected) > KEPT:
            _selected.popitem(last=False)
    return _selected[key][1]


def weighed_values(record: Record, library: Library, appraisal: Appraisal) -> mcda.PartialValues:
    """Give the draws an appraisal of a record rests on: its options, on the criteria picked."""
    return _values(record, library_of(record, library), appraisal.options)


def _role_fit(values: mcda.PartialValues, points: Mapping[str, float], level: float) -> RoleFit | None:
    rated = [criterion for criterion in values.criteria if points.get(criterion, 0.0) > 0]
    if not rated:
        return None
    result = mcda.evaluate(values, dict(points), level=level)
    places = [values.criteria.index(criterion) for criterion in rated]

    def by_option(array: npt.NDArray[np.float64]) -> dict[str, float]:
        return dict(zip(result.alternatives, (POINTS * array).tolist(), strict=True))

    parts = (POINTS * result.contributions[:, places]).tolist()
    return RoleFit(
        weights=dict(zip(rated, result.weights[places].tolist(), strict=True)),
        fit=by_option(result.mean),
        low=by_option(result.low),
        high=by_option(result.high),
        contributions={
            option: dict(zip(rated, row, strict=True)) for option, row in zip(result.alternatives, parts, strict=True)
        },
        first_of_100=by_option(result.first),
        standard_error=by_option(result.standard_error),
    )


def appraise(record: Record, library: Library, *, left_out: Collection[str] = ()) -> Appraisal:
    """Compute what one record comes to.

    Parameters
    ----------
    record : Record
        A record whose options and criteria the library knows (`check_against` says so).
    library : Library
        The evidence.
    left_out : collection of str
        Options on the table that are not in the fit; see `trd_sdm.session.assessment`.

    Returns
    -------
    Appraisal
        Fit, interval, contributions and first ranks for each role, in points of 100.

    Notes
    -----
    The method is additive SMAA on fixed ranges with exact weights; see ``docs/methods.md``.
    """
    library = library_of(record, library)
    ordered = fixed_order(record.shortlist, record.seed)
    options = tuple(option for option in ordered if option not in left_out)
    values = _values(record, library, options) if record.criteria else None
    level = library.assumptions.interval_level.value
    return Appraisal(
        options=options,
        criteria=record.criteria,
        roles={role: _role_fit(values, record.weights.of(role), level) if values else None for role in WHOSE},
        unknown={
            option: tuple(c for c in record.criteria if library.estimate(option, c).no_good_data) for option in options
        },
        draws=record.draws,
        seed=record.seed,
        library_version=library.version,
        left_out=tuple(option for option in ordered if option in left_out),
    )

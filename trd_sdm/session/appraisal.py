"""Everything computed for one record: what the charts, the tables and the exports show.

Measurements are drawn once for every option and every criterion of the library. A moved slider only
multiplies them by other weights, so all comparisons share the same draws.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trd_sdm import mcda
from trd_sdm.session.coherence import coherence
from trd_sdm.session.preferences import points_said, sureness_of, weighed
from trd_sdm.session.problem import library_problem
from trd_sdm.session.record import WHOSE, Record, Whose
from trd_sdm.session.record_library import library_of
from trd_sdm.session.weighing import Weighed, weigh_exactly, weigh_loosely

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trd_sdm.evidence import Estimate, Library
    from trd_sdm.session.values import Sureness

POINTS = 100.0
KEPT = 2
KEPT_FITS = 12

_Pair = tuple[mcda.PartialValues, mcda.PartialValues]

_selected: OrderedDict[tuple[int, tuple[str, ...]], _Pair] = OrderedDict()
_fits: OrderedDict[tuple[object, ...], tuple[mcda.PartialValues, RoleFit]] = OrderedDict()
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
    sureness : str
        What the points were taken to mean. Unless ``exact``, all weights that agree with what was said count alike:
        the numbers are means over them, and the interval and first ranks hold that doubt too.
    unused_answers : tuple of int
        Trade-off answers that clash with the points or with each other; they do not count until that is mended.
    """

    weights: Mapping[str, float]
    fit: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]
    contributions: Mapping[str, Mapping[str, float]]
    first_of_100: Mapping[str, float]
    standard_error: Mapping[str, float]
    sureness: Sureness = "exact"
    unused_answers: tuple[int, ...] = ()


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
    counted_as_none : mapping
        By option, the picked criteria its sources only say nothing of: each counts as none, and is no finding.
    left_out : tuple of str
        Options on the table that a safety rule keeps out of the fit.
    unranked : tuple of str
        Options whose evidence says not to rank them: they have a fit, and are never called ahead, first or level.
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    roles: Mapping[Whose, RoleFit | None]
    unknown: Mapping[str, tuple[str, ...]]
    draws: int
    seed: int
    library_version: str
    left_out: tuple[str, ...] = ()
    unranked: tuple[str, ...] = ()
    counted_as_none: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def ranked(self) -> tuple[str, ...]:
        """The options that may be ranked, in the record's fixed order."""
        return tuple(option for option in self.options if option not in self.unranked)

    def shown_order(self, record: Record) -> tuple[str, ...]:
        """Give the options in the order the pair asked for: fixed, or by the fit of the role shown.

        By fit, what is not to be ranked stands below the others.
        """
        fit = self.roles[record.whose]
        if record.order == "fixed" or fit is None:
            return self.options
        return tuple(sorted(self.options, key=lambda option: (option in self.unranked, -fit.fit[option])))


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


def _role_fit(record: Record, whose: Whose, values: mcda.PartialValues, library: Library) -> RoleFit | None:
    """Weigh for one role; kept, since a move of one person's slider leaves the other's weights as they are."""
    rated = weighed(record, whose)
    if not rated:
        return None
    sure = sureness_of(record, whose)
    points = {criterion: record.weights.of(whose)[criterion] for criterion in rated}
    level = library.assumptions.interval_level.value
    if sure == "exact" or len(rated) == 1:
        key: tuple[object, ...] = (id(values), tuple(points.items()), level)
        return _kept(key, values, lambda: _as_fit(values, weigh_exactly(values, points, level), sure))
    unused: tuple[int, ...] = ()
    if whose == "shared":
        said = tuple(one.preference for one in points_said(record, whose, library))
    else:
        held = coherence(record, whose, library)
        said, unused = held.holds, held.clashing

    def weigh() -> RoleFit:
        return _as_fit(values, weigh_loosely(values, mcda.WeightSpace(rated, said), level), sure, unused)

    return _kept((id(values), rated, said, unused, sure, level), values, weigh)


def _kept(key: tuple[object, ...], values: mcda.PartialValues, weigh: Callable[[], RoleFit]) -> RoleFit:
    if key not in _fits:
        _fits[key] = (values, weigh())  # the values are held so that their id stays their own
        while len(_fits) > KEPT_FITS:
            _fits.popitem(last=False)
    _fits.move_to_end(key)
    return _fits[key][1]


def _as_fit(values: mcda.PartialValues, found: Weighed, sure: Sureness, unused: tuple[int, ...] = ()) -> RoleFit:
    def by_option(array: npt.NDArray[np.float64]) -> dict[str, float]:
        return dict(zip(values.alternatives, (POINTS * array).tolist(), strict=True))

    parts = (POINTS * found.contributions).tolist()
    return RoleFit(
        weights=dict(zip(found.criteria, found.weights.tolist(), strict=True)),
        fit=by_option(found.mean),
        low=by_option(found.low),
        high=by_option(found.high),
        contributions={
            option: dict(zip(found.criteria, row, strict=True))
            for option, row in zip(values.alternatives, parts, strict=True)
        },
        first_of_100=by_option(found.first),
        standard_error=by_option(found.standard_error),
        sureness=sure,
        unused_answers=unused,
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
    The method is additive SMAA on fixed ranges; weights are exact, or all that agree with what was said. See
    ``docs/methods.md``.
    """
    library = library_of(record, library)
    ordered = fixed_order(record.shortlist, record.seed)
    options = tuple(option for option in ordered if option not in left_out)
    values = _values(record, library, options) if record.criteria else None
    return Appraisal(
        options=options,
        criteria=record.criteria,
        roles={role: _role_fit(record, role, values, library) if values else None for role in WHOSE},
        unknown=_those(lambda estimate: estimate.no_good_data, options, record.criteria, library),
        draws=record.draws,
        seed=record.seed,
        library_version=library.version,
        left_out=tuple(option for option in ordered if option in left_out),
        unranked=tuple(option for option in options if library.options[option].do_not_rank),
        counted_as_none=_those(lambda estimate: estimate.counted_as_none, options, record.criteria, library),
    )


def _those(
    such: Callable[[Estimate], bool], options: tuple[str, ...], criteria: tuple[str, ...], library: Library
) -> dict[str, tuple[str, ...]]:
    """Give by option the criteria on which its estimate is such."""
    return {option: tuple(c for c in criteria if such(library.estimate(option, c))) for option in options}

"""Answers without weight sampling: two options, and certain measurements on small problems."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trd_sdm.mcda.distributions import require
from trd_sdm.mcda.partial_values import PartialValues
from trd_sdm.mcda.polytope import Polytope
from trd_sdm.mcda.weights import WeightSpace

Array = npt.NDArray[np.float64]

MOST_OPTIONS, MOST_CRITERIA = 7, 7
_SAME = 1e-12


def share_ahead(differences: npt.ArrayLike, *, ordered: bool = False) -> Array:
    """
    Give the share of all weights under which a weighted sum of differences is above zero.

    With ``x`` the positive and ``y`` the absolute negative differences,
    ``P(h, k) = (x_h P(h, k-1) + y_k P(h-1, k)) / (x_h + y_k)``, ``P(h, 0) = 1`` and ``P(0, k) = 0``.
    Weights in full order are free weights on the running means along that order.

    Parameters
    ----------
    differences : array_like
        ``[..., criteria]``, value of one option less that of another; most important criterion first if
        ``ordered``.
    ordered : bool, default False
        Whether weights must not rise along the criteria.

    Returns
    -------
    numpy.ndarray
        ``[...]``, shares; 0 where all differences are 0, for a tie is not a win.

    Examples
    --------
    >>> float(share_ahead([0.2, -0.1])), float(share_ahead([0.2, -0.1], ordered=True))
    (0.6666666666666666, 1.0)
    """
    d = np.asarray(differences, dtype=np.float64)
    size = d.shape[-1]
    if ordered:
        d = np.cumsum(d, axis=-1) / np.arange(1, size + 1)
    d = np.where(np.abs(d) <= _SAME, 0.0, d)
    x, y = np.maximum(d, 0.0), np.maximum(-d, 0.0)
    before = [np.zeros(d.shape[:-1]) for _ in range(size + 1)]  # P(0, k)
    for h in range(size):
        now = [np.ones(d.shape[:-1])]  # P(h, 0)
        for k in range(size):
            both = x[..., h] + y[..., k]
            # where both are 0 neither criterion counts: go on without h
            share = np.divide(x[..., h], both, out=np.zeros_like(both), where=both > 0)
            now.append(share * now[k] + (1 - share) * before[k + 1])
        before = now
    return np.asarray(before[size])


def two_options(values: PartialValues, order: Sequence[str] | None = None) -> tuple[float, float]:
    """
    Compare two options over all free, or all ordered, weights without drawing any.

    Parameters
    ----------
    values : PartialValues
        Draws of exactly two options.
    order : sequence of str, optional
        All criteria from most to least important; free weights when left out.

    Returns
    -------
    first_ahead, second_ahead : float
        Mean share of weights that put each strictly ahead.
    """
    require(len(values.alternatives) == 2, f"Two options are needed, not {len(values.alternatives)}.")
    if order is not None:
        require(
            sorted(order) == sorted(values.criteria),
            f"The order must name each of {', '.join(values.criteria)} once.",
        )
        values = values.select(criteria=order)
    differences = (values.cells[0] - values.cells[1]).T
    ordered = order is not None
    ahead, behind = (share_ahead(sign * differences, ordered=ordered).mean() for sign in (1.0, -1.0))
    return float(ahead), float(behind)


@dataclass(frozen=True, eq=False)
class ExactAcceptability:
    """
    Rank shares by volume.

    Attributes
    ----------
    alternatives, criteria : tuple of str
        Ids.
    rank_acceptability : numpy.ndarray
        ``[options, ranks]``.
    central_weights : numpy.ndarray
        ``[options, criteria]``, exact centre of the weights that favour an option; NaN where none do.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    rank_acceptability: Array
    central_weights: Array


def certain_acceptability(
    partial: npt.ArrayLike, space: WeightSpace, alternatives: Iterable[str] | None = None
) -> ExactAcceptability:
    """
    Give exact rank acceptabilities and central weights for certain measurements.

    The weights under which a given set of options is ahead of another are a polytope; its volume is the
    share of weights. The number of sets doubles with every option, so this is for small problems.

    Parameters
    ----------
    partial : array_like
        ``[options, criteria]``, partial values.
    space : WeightSpace
        The agreeing weights.
    alternatives : iterable of str, optional
        Ids; numbers when left out.

    Returns
    -------
    ExactAcceptability
        Shares and centres, exact up to rounding.

    Raises
    ------
    ValueError
        With more than 7 options or criteria.
    """
    values = np.asarray(partial, dtype=np.float64)
    options, criteria = values.shape
    require(criteria == len(space.criteria), f"{len(space.criteria)} criteria are needed, not {criteria}.")
    require(
        options <= MOST_OPTIONS and criteria <= MOST_CRITERIA,
        f"Exact shares are for at most {MOST_OPTIONS} options and {MOST_CRITERIA} criteria; "
        f"there are {options} and {criteria}.",
    )
    whole = space.whole
    values = values @ space.spread  # worth of the groups of criteria that statements tie together
    ranks, central = np.zeros((options, options)), np.full((options, criteria), np.nan)
    for option in range(options):
        leads = np.delete(values - values[option], option, axis=0)
        leads[np.abs(leads @ whole.vertices.T).max(axis=1) <= _SAME] = 0.0  # always equal: never ahead
        rivals = np.flatnonzero(np.abs(leads).max(axis=1, initial=0.0) > 0)
        for ahead in itertools.product((1.0, -1.0), repeat=len(rivals)):
            part = _within(whole, np.array(ahead)[:, None] * leads[rivals])
            if part is None:
                continue
            rank = sum(sign > 0 for sign in ahead)
            ranks[option, rank] += part.volume / whole.volume
            if rank == 0:
                central[option] = space.spread @ part.centroid
    names = tuple(map(str, range(options))) if alternatives is None else tuple(alternatives)
    return ExactAcceptability(names, space.criteria, ranks, central)


def _within(whole: Polytope, leads: Array) -> Polytope | None:
    """Give the part of the weights in which all leads are 0 or more, unless it is flatter than the whole."""
    reach = leads @ whole.vertices.T
    if (reach.max(axis=1, initial=-1.0 if len(leads) else 1.0) <= _SAME).any():
        return None
    bound = [0.0] * len(leads)
    if len(leads) == 0:
        return whole
    lengths = np.linalg.norm(leads, axis=1)
    part = Polytope(
        np.vstack([whole.at_least, leads / lengths[:, None]]),
        np.append(whole.bounds, bound),
        whole.equal,
        whole.to,
        whole.scale,
    )
    return part if part.feasible and part.dimension == whole.dimension else None

"""Order the options within each draw and take quantiles across draws, fast enough to follow a slider."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.unsignedinteger]

_GRID = 8192.0  # adding and subtracting it rounds values near 0..1 to a grid of 2e-12


def comparable(values: Array) -> Array:
    """
    Round values to a grid of about 2e-12, so that sums that are equal on paper tie here too.

    ``0.1 + 0.2 + 0.3`` and ``0.3 + 0.2 + 0.1`` differ in the last bit; such a difference is no reason to
    put one option before another.
    """
    rounded = values + _GRID
    rounded -= _GRID
    return rounded


def make_comparable(values: Array) -> None:
    """Do the same in place."""
    values += _GRID
    values -= _GRID


def ranks(values: Array) -> Ranks:
    """
    Rank the options within each draw; ties share the better rank.

    Parameters
    ----------
    values : numpy.ndarray
        ``[options, draws]``.

    Returns
    -------
    numpy.ndarray
        ``[options, draws]``, 1 + number of options with strictly greater value.
    """
    options, _ = values.shape
    kind = np.uint8 if options < 255 else np.uint16
    ranked = np.empty(values.shape, dtype=kind)
    greater = np.empty(values.shape, dtype=bool)
    counted = greater.view(np.uint8)
    for i in range(options):
        np.greater(values, values[i], greater)
        np.add.reduce(counted, axis=0, dtype=kind, out=ranked[i])
    ranked += kind(1)
    return ranked


def acceptability(ranked: Ranks) -> Array:
    """Give the share of draws in which each option takes each rank, ``[options, ranks]``."""
    options, draws = ranked.shape
    counts = [np.bincount(row, minlength=options + 1)[1:] for row in ranked]
    return np.asarray(np.array(counts, dtype=np.float64) / draws)


def pairwise(values: Array) -> Array:
    """Give the share of draws in which the row's option is strictly better, ``[options, options]``."""
    options, draws = values.shape
    wins = np.empty((options, options))
    greater = np.empty(values.shape, dtype=bool)
    for j in range(options):
        np.greater(values, values[j], greater)
        wins[:, j] = [np.count_nonzero(row) for row in greater]
    return np.asarray(wins / draws)


def central_interval(values: Array, level: float) -> tuple[Array, Array]:
    """
    Give the two quantiles that leave equal tails outside ``level``.

    Same numbers as ``numpy.quantile`` (linear between neighbouring draws), but only the tails are sorted:
    a threshold read off a small sample of the draws cuts them out.

    Parameters
    ----------
    values : numpy.ndarray
        ``[options, draws]``, in no particular order along the draws.
    level : float
        Share of draws inside the interval, such as 0.95.

    Returns
    -------
    low, high : numpy.ndarray
        ``[options]`` each.
    """
    draws = values.shape[1]
    position = (1 - level) / 2 * (draws - 1)
    below = math.floor(position)
    needed = min(below + 2, draws)
    sample = np.sort(values[:, :: max(1, draws // 270)], axis=1)
    size = sample.shape[1]
    expected = needed / draws * size
    reach = min(math.ceil(expected + 4 * math.sqrt(expected) + 3), size) - 1
    low, high = np.empty(len(values)), np.empty(len(values))
    for i, row in enumerate(values):
        lower = _smallest(row, np.compress(row <= sample[i, reach], row), needed)
        upper = _smallest(row, np.compress(row >= sample[i, -1 - reach], row), needed, largest=True)
        low[i] = _between(lower[below], lower[needed - 1], position - below)
        high[i] = _between(upper[-1 - below], upper[-needed], position - below)
    return low, high


def _smallest(row: Array, tail: Array, needed: int, *, largest: bool = False) -> Array:
    """Sort the tail, or the whole row in the rare case that the threshold cut too deep."""
    chosen = tail if len(tail) >= needed else row
    chosen = np.sort(chosen)
    return chosen[-needed:] if largest else chosen[:needed]


def _between(at: float, towards: float, share: float) -> float:
    return at + (towards - at) * share

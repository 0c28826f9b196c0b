"""Link functions: the scales on which relative effects add up."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class Link(NamedTuple):
    """A scale on which effects are added: the way to it and the way back."""

    forward: Callable[[Array], Array]
    inverse: Callable[[Array], Array]


def _proportion(p: Array) -> Array:
    """Keep proportions off 0 and 1, where the logit scales have no finite value."""
    return np.clip(p, 1e-300, 1 - 1e-16)


def _logit(p: Array) -> Array:
    p = _proportion(p)
    return np.log(p) - np.log1p(-p)


def _expit(eta: Array) -> Array:
    return 0.5 * (1.0 + np.tanh(0.5 * eta))  # tanh cannot overflow, exp can


def _cloglog(p: Array) -> Array:
    return np.log(-np.log1p(-_proportion(p)))


def _inverse_cloglog(eta: Array) -> Array:
    return -np.expm1(-np.exp(np.minimum(eta, 700.0)))


def _same(x: Array) -> Array:
    return x


def _log(x: Array) -> Array:
    return np.log(np.maximum(x, 1e-300))


LINKS = {
    "identity": Link(_same, _same),
    "log": Link(_log, np.exp),
    "logit": Link(_logit, _expit),
    "cloglog": Link(_cloglog, _inverse_cloglog),
}

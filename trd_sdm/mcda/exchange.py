"""What makes up for what: how far one measurement must move for a person to be as well off as before."""

from __future__ import annotations

from dataclasses import dataclass

from trd_sdm.mcda.distributions import finite, require
from trd_sdm.mcda.evaluation import normalised
from trd_sdm.mcda.problem import Problem
from trd_sdm.mcda.sensitivity import Weights

_SAME = 1e-12


@dataclass(frozen=True)
class Exchange:
    """
    A change on one criterion and what makes up for it on another.

    Attributes
    ----------
    changed : str
        The criterion that changes.
    before, after : float
        Its measurements.
    value : float
        What the change is worth overall, above 0 for the better.
    made_up_on : str
        The other criterion.
    start : float
        Its measurement before.
    end : float or None
        Its measurement that makes a person as well off as before; None when its whole range cannot do that.
    share : float
        How much of the change its range can make up for, 0 to 1; 1 when ``end`` is there.
    """

    changed: str
    before: float
    after: float
    value: float
    made_up_on: str
    start: float
    end: float | None
    share: float

    @property
    def units(self) -> float | None:
        """How far the other measurement moves, in its own unit; None when its range cannot make up for it."""
        return None if self.end is None else self.end - self.start


def exchange(
    problem: Problem,
    weights: Weights,
    change: tuple[str, float, float],
    made_up_on: tuple[str, float],
) -> Exchange:
    """
    Say how many units on one criterion make up for a change on another, all else alike.

    For a loss this is the smallest gain that makes up for it; for a gain the largest loss that it is worth.
    With bent value functions the answer depends on where both start, which a bare ratio of weights hides.

    Parameters
    ----------
    problem : Problem
        Gives ranges and value functions.
    weights : mapping or array_like
        Weights of the weighed criteria; the two must have some.
    change : tuple of (str, float, float)
        A criterion, and its measurement before and after.
    made_up_on : tuple of (str, float)
        Another criterion, and its measurement before.

    Returns
    -------
    Exchange
        The measurement that makes up for it, or how much of it the range can.

    Raises
    ------
    ValueError
        If a criterion is unknown, the same as the other or without weight, or a number is not finite.

    Examples
    --------
    >>> from trd_sdm.mcda import Alternative, Criterion, Exact, Problem, ValueFunction
    >>> problem = Problem(
    ...     criteria=(
    ...         Criterion("relief", "People better, of 100", ValueFunction(0, 100)),
    ...         Criterion("days", "Days away", ValueFunction(60, 0)),
    ...     ),
    ...     alternatives=(Alternative("a"),),
    ...     performance={("a", "relief"): Exact(50), ("a", "days"): Exact(30)},
    ... )
    >>> exchange(problem, {"relief": 3, "days": 1}, ("days", 10, 40), ("relief", 30)).units.__round__(3)
    16.667
    """
    (changed, before, after), (other, start) = change, made_up_on
    finite("exchange", before=before, after=after, start=start)
    share = dict(zip(problem.weighed, normalised(weights, problem.weighed).tolist(), strict=True))
    require(changed != other, f"A change on {changed!r} is to be made up for on another criterion.")
    for name in (changed, other):
        require(name in share, f"There is no weighed criterion {name!r}; there are {', '.join(problem.weighed)}.")
        require(share[name] > 0, f"The criterion {name!r} needs some weight.")
    worth = {criterion.id: criterion.value_function for criterion in problem.criteria}
    value = share[changed] * float(worth[changed](after) - worth[changed](before))
    now = float(worth[other](start))
    needed = now - value / share[other]
    if abs(value) <= _SAME:
        return Exchange(changed, before, after, value, other, start, start, 1.0)
    if -_SAME <= needed <= 1 + _SAME:
        end = worth[other].inverse(min(max(needed, 0.0), 1.0))
        return Exchange(changed, before, after, value, other, start, float(end), 1.0)
    room = (1.0 if needed > now else 0.0) - now
    part = max(0.0, room / (needed - now))
    return Exchange(changed, before, after, value, other, start, None, min(part, 1.0))

"""Which options are too close to tell apart."""

from collections.abc import Mapping

from trd_sdm.present.numbers import TIE_POINTS


def near_ties(fits: Mapping[str, float], within: float = TIE_POINTS) -> tuple[tuple[str, ...], ...]:
    """Group options whose fits all lie less than `within` points apart.

    Closeness does not carry over (A near B and B near C leaves A and C apart), so an option may stand in two
    groups; each group is as large as it can be.

    Parameters
    ----------
    fits : mapping of str to float
        Points by option that may be ranked, in the order options are to be named.
    within : float
        Points.

    Returns
    -------
    tuple of tuple of str
        Groups of two or more, named and sorted in the order of `fits`.

    Examples
    --------
    >>> near_ties({"ect": 50.0, "rtms": 51.5, "cbt": 53.0, "maoi": 20.0})
    (('ect', 'rtms'), ('rtms', 'cbt'))
    """
    place = {option: i for i, option in enumerate(fits)}
    ranked = sorted(fits, key=lambda option: fits[option])
    groups: list[set[str]] = []
    for i, first in enumerate(ranked):
        group = {option for option in ranked[i:] if fits[option] - fits[first] < within}
        if len(group) > 1 and not any(group <= known for known in groups):
            groups.append(group)
    named = [tuple(sorted(group, key=place.__getitem__)) for group in groups]
    return tuple(sorted(named, key=lambda group: [place[option] for option in group]))

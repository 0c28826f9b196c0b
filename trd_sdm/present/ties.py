"""Which options are too close to tell apart, and how that is said."""

from collections.abc import Mapping

from trd_sdm.present.numbers import TIE_POINTS, whole
from trd_sdm.present.words import listed

HIGHEST = "A tie for the highest fit, less than {within} points apart: {names}."
LOWER = "A tie among the lower fits, less than {within} points apart: {names}."


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


def tie_sentences(fits: Mapping[str, float], names: Mapping[str, str], within: float = TIE_POINTS) -> list[str]:
    """Say each near-tie and which place it is about, the one for the highest fit first.

    Fits are set side by side as they are shown, in whole points.

    Parameters
    ----------
    fits : mapping of str to float
        Points by option that may be ranked, in the order options are to be named.
    names : mapping of str to str
        By option.
    within : float
        Points.

    Examples
    --------
    >>> names = {"ect": "ECT", "cbt": "CBT", "ipt": "IPT", "maoi": "An MAOI"}
    >>> tie_sentences({"ect": 70.0, "cbt": 50.2, "ipt": 51.4, "maoi": 20.0}, names)
    ['A tie among the lower fits, less than 2 points apart: CBT and IPT.']
    >>> tie_sentences({"ect": 51.0, "cbt": 50.2, "maoi": 20.0}, names)
    ['A tie for the highest fit, less than 2 points apart: ECT and CBT.']
    """
    shown = {option: whole(points) for option, points in fits.items()}
    highest = max(shown.values(), default=0)
    said = []
    for group in near_ties(shown, within):
        tops = highest in (shown[option] for option in group)
        told = (HIGHEST if tops else LOWER).format(within=f"{within:g}", names=listed([names[key] for key in group]))
        said.append((not tops, told))
    return [told for _, told in sorted(said, key=lambda each: each[0])]

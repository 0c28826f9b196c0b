"""What is not known, in words: a gap in the evidence, silence counted as none, and an own concern not rated yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from trd_sdm.present import numbers
from trd_sdm.present.words import listed
from trd_sdm.session.values import is_own

if TYPE_CHECKING:
    from trd_sdm.evidence.estimate import Estimate

NO_GOOD_DATA = "no good data"
NO_GOOD_DATA_WHY = "No good data. That does not mean zero: it is not known."
FEWEST = numbers.count_of_100(0.1)
"""A count that says "fewer than" itself, so no "at most" stands before it."""
NOT_REPORTED = "not reported"
COUNTED_AS_NONE = f"{NOT_REPORTED}, counted as none"
NOT_RATED = "not rated yet"
NOT_RATED_WHY = "You have not rated this yet. So it could be anything."


def gap(estimate: Estimate) -> str:
    """Name a gap: a number no study gives, or a rating the pair has not given yet."""
    return NOT_RATED if estimate.here == "rating" else NO_GOOD_DATA


def gap_why(estimate: Estimate) -> str:
    """Say what a gap means."""
    return NOT_RATED_WHY if estimate.here == "rating" else NO_GOOD_DATA_WHY


def ceiling_words(estimate: Estimate) -> str:
    """Say the most a chance can be where only that is known, in both frames; else nothing."""
    if estimate.bounds is None:
        return ""
    yes, no = _ends(estimate.bounds.upper_per_100)
    most, least = ("", "") if yes == FEWEST else ("at most ", "at least ")
    return f"{most}{yes} of 100 do, {least}{no} do not, counting all who stopped"


def ceiling_short(estimate: Estimate) -> str:
    """Say the same beside a dot, where the axis says what is counted out of 100."""
    if estimate.bounds is None:
        return ""
    yes, no = _ends(estimate.bounds.upper_per_100)
    return f"{yes} do, {no} do not" if yes == FEWEST else f"at most {yes} do, {no} or more do not"


def _ends(most: float) -> tuple[str, str]:
    """Give both counts of a ceiling; one just under 100 rules nothing out, so it is said as 100."""
    most = 100 if most >= 99.5 else most
    return numbers.count_of_100(most), numbers.rest_of_100(most)


def gap_counts(gaps: Sequence[str], weighed: int) -> str:
    """Count the gaps of an option among the things weighed; nothing where there is none.

    Examples
    --------
    >>> gap_counts(["onset"], 5), gap_counts(["onset", "own_1"], 5), gap_counts([], 5)
    ('no good data on 1 of 5', 'no data on 1 of 5, 1 not rated', '')
    >>> gap_counts(["own_1"], 5)
    '1 of 5 not rated yet'
    """
    missing, unrated = _apart(gaps)
    if not missing:
        return f"{len(unrated)} of {weighed} {NOT_RATED}" if unrated else ""
    if unrated:  # short, for a line on a phone
        return f"no data on {len(missing)} of {weighed}, {len(unrated)} not rated"
    return f"{NO_GOOD_DATA} on {len(missing)} of {weighed}"


def gap_names(gaps: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Name the gaps of an option, each kind with its names; nothing where there is none.

    Examples
    --------
    >>> gap_names(["onset", "own_1"], {"onset": "Time until it helps", "own_1": "My garden"})
    ['no good data on: Time until it helps', 'not rated yet: My garden']
    """
    return _named(gaps, names, f"{NO_GOOD_DATA} on: ", "; ".join)


def counted_as_none(silent: Sequence[str], names: Mapping[str, str]) -> str:
    """Name what the sources only say nothing of, with how it counts; nothing where there is none.

    Examples
    --------
    >>> counted_as_none(["weight_gain"], {"weight_gain": "Weight gain"}), counted_as_none([], {})
    ('not reported, counted as none: Weight gain', '')
    """
    return f"{COUNTED_AS_NONE}: {'; '.join(names.get(key, key) for key in silent)}" if silent else ""


def counted_as_none_why(silent: Sequence[str]) -> str:
    """Say what that means, in two sentences; the names are plain labels.

    Examples
    --------
    >>> counted_as_none_why(["Weight gain"])
    'No study reports this: Weight gain. We count it as none, which is not the same as none.'
    """
    this, it = ("this", "it") if len(silent) == 1 else ("these", "them")
    return f"No study reports {this}: {'; '.join(silent)}. We count {it} as none, which is not the same as none."


def gap_note(gaps: Sequence[str], names: Mapping[str, str]) -> str:
    """Name the gaps of an option in one line of a note, in the clinic's words; nothing where there is none."""
    return "; ".join(_named(gaps, names, f"{NO_GOOD_DATA} on ", listed))


def _named(gaps: Sequence[str], names: Mapping[str, str], head: str, joined: Callable[[list[str]], str]) -> list[str]:
    missing, unrated = ([names.get(key, key) for key in kind] for kind in _apart(gaps))
    heads = ((head, missing), (f"{NOT_RATED}: ", unrated))
    return [f"{start}{joined(kind)}" for start, kind in heads if kind]


def _apart(gaps: Sequence[str]) -> tuple[list[str], list[str]]:
    return [key for key in gaps if not is_own(key)], [key for key in gaps if is_own(key)]

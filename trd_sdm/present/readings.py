"""Other readings of the evidence: estimates kept beside the main one, each in both frames with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.present import sources, wording
from trd_sdm.present.sources import Link
from trd_sdm.present.words import sentence

if TYPE_CHECKING:
    from trd_sdm.evidence import Library


@dataclass(frozen=True)
class Reading:
    """One other estimate of a number.

    Parameters
    ----------
    option : str
        Name as shown.
    value : float
        People per 100.
    words : str
        The number in both frames.
    label : str
        What it rests on, in the clinician's words.
    links : tuple of Link
    """

    option: str
    value: float
    words: str
    label: str
    links: tuple[Link, ...]


def readings(library: Library, criterion: str, options: Sequence[str]) -> tuple[Reading, ...]:
    """Give the other readings of one criterion, option by option in the order given.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> readings(load_library(), "response", ["rtms"])[0].words
    '54 of 100 people feel much better; 46 do not'
    """
    about = library.criteria[criterion]
    found = []
    for option in options:
        estimate = library.estimate(option, criterion)
        for other in () if about.is_derived else estimate.alternatives:
            have, rest = wording.chance_words(criterion, about.plain, other.implied_per_100)
            keys = [library.findings[finding].source for finding in other.evidence]
            found.append(
                Reading(
                    option=library.options[option].short_name,
                    value=other.implied_per_100,
                    words=f"{have}; {rest}",
                    label=sentence(other.label),
                    links=tuple(sources.linked(keys, library.bibliography).values()),
                )
            )
    return tuple(found)

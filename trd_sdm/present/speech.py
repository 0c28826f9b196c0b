"""What we do not say to patients: a closed list, so that a test can read every page.

Why these words. "Common" and "rare" mean very different chances to different people, so a chance is a
count out of 100. "1 in X" changes its denominator from line to line. A relative risk without its base
alarms. "Best" and its kind steer. Blame closes a talk. Ranges are said as "likely between 28 and 47" or
"likely 41 to 72": that is the one place where "likely" may stand, since numbers follow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """A forbidden word found in a text.

    Parameters
    ----------
    words : str
        As written.
    why : str
        What to do about it.
    place : int
        Index of its first character.
    """

    words: str
    why: str
    place: int


_COUNT = "a chance is said as a whole count out of 100"
_STEER = "we inform; we do not rank, recommend or steer"
_RULES: tuple[tuple[str, str], ...] = (
    (r"(?:very |quite |more |less |most |least )?(?:un)?common(?:ly)?\b(?! (?:sense|baseline))", _COUNT),
    (r"(?:very |quite |extremely )?rare(?:ly|r|st)?\b", _COUNT),
    (r"(?:very |quite |more |less )?(?:in)?frequent(?:ly)?\b", _COUNT),
    (r"(?<!how )(?:very |quite |more |most )?often\b", _COUNT),
    (r"(?:seldom|occasional(?:ly)?|sometimes|hardly ever|almost (?:never|always)|unusual(?:ly)?)\b", _COUNT),
    (r"(?:probabl[ey]|improbable|possibly|unlikely)\b", _COUNT),
    (r"(?:more |less |very |quite |most )?likely\b(?! (?:between|from|range|\d|under|over|at most))", _COUNT),
    (r"(?:high|low|good|small|slight|big) (?:chance|risk|odds)\b", _COUNT),
    (r"(?:1|one|a) in (?:every )?(?:a )?(?!100\b)\d[\d,]*\b", "one denominator everywhere: 100"),
    (r"\d+(?:\.\d+)? ?(?:%|per ?cent)(?!\w)", _COUNT),
    (
        r"(?:twice|double|half|halves|\d+ times) (?:as (?:likely|many)|the (?:risk|chance|odds)|more)\b",
        _COUNT,
    ),
    (r"(?:relative|odds|risk|hazard) (?:risk|ratio)\b", _COUNT),
    (r"(?:the )?best\b(?! before)", "we do not rank or steer"),
    (
        r"(?:worst|superior|inferior|winner|wins|gold standard|top choice|first choice)\b",
        "we do not rank or steer",
    ),
    (r"(?:we )?recommend(?:ed|s|ation)?\b", "we inform and do not recommend"),
    (r"(?:you|we) (?:should|must|ought to) (?:choose|take|try|pick|switch|have)\b", "we do not steer"),
    (r"(?:breakthrough|miracle|game.?changer|wonder drug|cure[sd]?)\b", "no hype"),
    (r"(?:non.?complian(?:t|ce)|poor adherence|you failed|failed patients?|refus(?:es|ed))\b", "no blame"),
)
_COMPILED = tuple((re.compile(rf"\b{pattern}", re.IGNORECASE), why) for pattern, why in _RULES)


def slips(text: str) -> tuple[Slip, ...]:
    """Find what should not be said to a patient.

    Parameters
    ----------
    text : str
        Plain text; take tags away first.

    Returns
    -------
    tuple of Slip
        In the order of the text; empty when all is well.

    Examples
    --------
    >>> [slip.words for slip in slips("Nausea is common, in 1 in 5 people.")]
    ['common', '1 in 5']
    >>> slips("20 of 100 feel sick, likely between 10 and 30. How often do I come?")
    ()
    """
    found = [Slip(match[0], why, match.start()) for pattern, why in _COMPILED for match in pattern.finditer(text)]
    return tuple(sorted(found, key=lambda slip: slip.place))

"""What an estimate is called in plain words: the number in both frames, its range, and how far to trust it.

All functions give plain text. Escaping happens once, where HTML is made (`trd_sdm.present.tables`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from trd_sdm.present import numbers
from trd_sdm.present.gaps import NOT_REPORTED, ceiling_words, gap

if TYPE_CHECKING:
    from trd_sdm.evidence.criterion import Criterion
    from trd_sdm.evidence.estimate import Estimate

TARGET_WEEKS = 8


class Frames(NamedTuple):
    """Both frames of a chance: a whole phrase after the count, the words for mid-sentence, and what the rest do."""

    counted: str
    have: str
    do: str
    rest: str


# Named group and time stand in the whole phrase.
_FRAMES: dict[str, Frames] = {
    "response": Frames("of 100 people feel much better", "feel much better", "do", "do not"),
    "staying_well": Frames("of 100 people who got well slip back in 6 months", "slip back", "slip back", "stay well"),
    "well_at_six_months": Frames(
        "of 100 people are much better and still so after 6 months", "are well", "are", "are not"
    ),
    "stop_side_effects": Frames("of 100 people stop because of side effects", "stop", "do", "do not"),
}

_COUNTED: dict[str, str] = {
    "response": "Out of 100: feel much better",
    "staying_well": "Out of 100 who got well: slip back",
    "well_at_six_months": "Out of 100: feel better and stay so",
    "stop_side_effects": "Out of 100: stop for side effects",
}

CERTAINTY: dict[str, tuple[str, str]] = {
    "high": ("High", "We trust this number. New studies should not change it much."),
    "moderate": ("Moderate", "We trust this number fairly well. New studies could change it."),
    "low": ("Low", "We trust this number only a little. New studies may well change it."),
    "very_low": ("Very low", "We are not at all sure. The true number may be far from this one."),
}

DIRECTNESS: dict[str, str] = {
    "TRD": "From people who were still unwell after other treatments.",
    "MDD": "From people with depression. Not all had tried other treatments.",
    "other": "From other groups of people, or not from a study.",
}

BASIS: dict[str, str] = {
    "evidence": "From studies or from official labels.",
    "judgement": "Our judgement.",
    "by_definition": "By definition: this is how we count it.",
}


HERE: dict[str, tuple[str, str]] = {
    "rating": ("Your own rating", "You rated this here, together. No study stands behind it."),
    "local": ("Your clinic", "A fact of your clinic, filled in here. How it counts is our own rule."),
}
"""Numbers of this talk: what they are, and where they come from."""


@dataclass(frozen=True)
class Said:
    """An estimate in words.

    Parameters
    ----------
    value : str
        The typical value: ``"33 of 100 people feel much better"``, ``"about 4 weeks"``, ``"no good data"``.
    other : str
        The other frame of a chance (``"67 do not"``), otherwise empty.
    range : str
        ``"likely between 28 and 47"``; empty where there is no range.
    """

    value: str
    other: str = ""
    range: str = ""

    @property
    def whole(self) -> str:
        """Value and other frame in one phrase."""
        return f"{self.value}; {self.other}" if self.other else self.value

    @property
    def line(self) -> str:
        """All in one line."""
        return f"{self.whole} ({self.range})" if self.range else self.whole


def frames_of(criterion: str, plain: str = "") -> Frames:
    """Give both frames of a chance; one without words of its own is called by its plain label.

    Examples
    --------
    >>> frames_of("staying_well")[1:], frames_of("own", "Falls").counted
    (('slip back', 'slip back', 'stay well'), 'of 100 people have this: falls')
    """
    return _FRAMES.get(criterion) or Frames(f"of 100 people have this: {plain.lower()}", "have this", "do", "do not")


def chance_words(criterion: str, plain: str, value: float) -> tuple[str, str]:
    """Say a chance in both frames, as whole counts out of 100 that add up to 100.

    Parameters
    ----------
    criterion : str
        Id of a criterion.
    plain : str
        Its plain label, used when the criterion has no phrase of its own.
    value : float
        People per 100.

    Examples
    --------
    >>> chance_words("response", "Feeling much better", 33.2)
    ('33 of 100 people feel much better', '67 do not')
    """
    frames = frames_of(criterion, plain)
    return f"{numbers.count_of_100(value)} {frames.counted}", f"{numbers.rest_of_100(value)} {frames.rest}"


def range_words(low: str, high: str) -> str:
    """Say an interval whose ends are already words.

    Examples
    --------
    >>> range_words("28", "47"), range_words("1 hour", "1 hour"), range_words("fewer than 1", "3")
    ('likely between 28 and 47', '', 'likely 3 or fewer')
    """
    if low != high and low == "fewer than 1":
        return f"likely {high} or fewer"
    if low != high and high == "more than 99":
        return f"likely {low} or more"
    return "" if low == high else f"likely between {low} and {high}"


def say(criterion: Criterion, estimate: Estimate) -> Said:
    """Put one estimate into words in its criterion's own unit.

    Parameters
    ----------
    criterion : Criterion
    estimate : Estimate
        Of that criterion.

    Returns
    -------
    Said

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> library = load_library()
    >>> say(library.criteria["onset"], library.estimate("iv_ketamine", "onset")).value
    'about 1 day'
    """
    if estimate.no_good_data or estimate.value is None:
        return Said(gap(estimate), range=ceiling_words(estimate))
    value = estimate.value
    low = value if estimate.low is None else estimate.low
    high = value if estimate.high is None else estimate.high
    if criterion.kind == "chance":
        have, rest = chance_words(criterion.id, criterion.plain, value)
        return Said(have, rest, range_words(numbers.count_of_100(low), numbers.count_of_100(high)))
    if estimate.counted_as_none:
        return Said(NOT_REPORTED, range=f"counted as {_inner(short_band(_band(criterion, value)))}")
    if criterion.kind in ("band", "tier", "yes_no"):
        first, last = (_inner(short_band(_band(criterion, end))) for end in (low, high))
        return Said(_band(criterion, value), range="" if first == last else f"from {first} to {last}")
    typical, low_words, high_words = (amount_words(criterion, each) for each in (value, low, high))
    spread = range_words(*_shared_unit(low_words, high_words))
    return Said(
        f"about {typical}{_per(criterion.unit)}" if spread else f"{typical}{_per(criterion.unit)}",
        range=spread,
    )


def amount_words(criterion: Criterion, value: float) -> str:
    """Say an amount with its noun: ``4 weeks``, ``1.5 hours``, ``7 checks``."""
    match criterion.kind:
        case "chance":
            return f"{numbers.count_of_100(value)} of 100"
        case "weeks":
            return numbers.weeks(value)
        case "hours":
            return numbers.plural(numbers.decimal(value), "hour")
        case "days":
            return numbers.plural(str(numbers.whole(value)), "day")
        case "contacts":
            return numbers.plural(str(numbers.whole(value)), "check")
        case "rating":
            return f"{numbers.whole(value)} of 10"
        case _:
            return _band(criterion, value)


def _band(criterion: Criterion, value: float) -> str:
    if criterion.kind == "yes_no" and not criterion.bands:
        return "yes" if value >= 0.5 else "no"
    return criterion.band_label(value)


def short_band(label: str) -> str:
    """Give the first words of a step's label, before what they stand for.

    Examples
    --------
    >>> short_band("A little: fewer than 10 more people in 100")
    'A little'
    """
    return label.partition(":")[0]


def _inner(text: str) -> str:
    """Start small, for the middle of a sentence; a name in capitals stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def counted(criterion: Criterion) -> str:
    """Say what the numbers of a criterion count, short enough for the axis of a chart."""
    if criterion.kind == "chance":
        return _COUNTED.get(criterion.id, f"Out of 100: {_inner(criterion.plain)}")
    return criterion.unit.capitalize()


def _per(unit: str) -> str:
    """Give the time the amount refers to, read from the criterion's unit."""
    if "per month" in unit:
        return " a month"
    window = re.search(r"in \d+ weeks", unit)
    return f" {window[0]}" if window else ""


def _shared_unit(low: str, high: str) -> tuple[str, str]:
    """Name a unit once when both ends have it: 2 and 8 weeks."""
    number, _, noun = low.partition(" ")
    return (number, high) if noun.rstrip("s") == high.partition(" ")[2].rstrip("s") and low != high else (low, high)


def certainty_head(estimate: Estimate) -> str:
    """Say how far a number can be trusted, in a word or two; for a number of this talk, where it comes from."""
    return HERE[estimate.here][0] if estimate.here in HERE else CERTAINTY[estimate.certainty.level][0]


def certainty_words(level: str) -> str:
    """Say how far a number can be trusted, in a short sentence or two."""
    return CERTAINTY[level][1]


def window_words(criterion: Criterion, measured_at: str | None) -> str:
    """Say when a chance was measured, and warn when that is not about eight weeks.

    Returns
    -------
    str
        Empty when there is nothing to say.
    """
    if not measured_at:
        return ""
    when = trial_time(measured_at)
    if criterion.kind != "chance":
        return f"Measured at: {when}."
    if window_fit(measured_at) == "within":
        return f"Measured at: {when}."
    if window_fit(measured_at) == "unknown":
        return f"Time of measuring: {when}. Compare with care."
    return f"Measured at: {when}. Not at about {TARGET_WEEKS} weeks, so compare with care."


def trial_time(when: str) -> str:
    """Give the time of measuring of a trial, with its spans as words."""
    return re.sub(r"(\d)\s*-\s*(\d)", r"\1 to \2", when)


OWN_TIME: dict[str, str] = {
    "staying_well": "within about 6 months",
    "well_at_six_months": "about 6 months after the start",
    "stop_side_effects": "during the first course, which is not equally long for all options",
}
"""Times that belong to what is counted and not to one trial."""


def time_words(criterion: Criterion, measured_at: str | None) -> str:
    """Say over which time a chance is counted: that of what is counted, else that of the trials.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> criteria = load_library().criteria
    >>> time_words(criteria["response"], "course end, 3-6 weeks"), time_words(criteria["staying_well"], None)
    ('course end, 3 to 6 weeks', 'within about 6 months')
    """
    return OWN_TIME.get(criterion.id) or trial_time(measured_at or "")


def window_fit(measured_at: str) -> Literal["within", "outside", "unknown"]:
    """Judge whether the time of measuring takes in the target of eight weeks.

    Examples
    --------
    >>> window_fit("4-12 weeks"), window_fit("24 hours (course end 3-4 weeks)"), window_fit("not shown")
    ('within', 'outside', 'unknown')
    """
    if "not shown" in measured_at:
        return "unknown"
    found = re.search(r"(\d+)(?:\s*-\s*(\d+))?\s*(hour|day|week|month)", measured_at)
    if not found:
        return "unknown"
    low = int(found[1])
    high = int(found[2] or low)
    weeks = {"hour": 1 / 168, "day": 1 / 7, "week": 1.0, "month": 4.35}[found[3]]
    return "within" if low * weeks <= TARGET_WEEKS <= high * weeks else "outside"

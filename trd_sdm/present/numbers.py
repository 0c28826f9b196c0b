"""Numbers as people read them: whole counts, honest rounding, plain units."""

import math

TIE_POINTS = 2.0  # fits less than this apart are called a tie (design: precision)


def whole(value: float) -> int:
    """Round half up, as people expect (Python's own ``round`` takes 2.5 to 2).

    Examples
    --------
    >>> whole(23.5), whole(2.5)
    (24, 3)
    """
    return math.floor(value + 0.5)


def count_of_100(value: float) -> str:
    """Say a share, given out of 100, as a whole count that hides neither a few nor nearly all.

    Parameters
    ----------
    value : float
        0 to 100.

    Returns
    -------
    str
        ``"34"``, ``"fewer than 1"`` or ``"more than 99"``. Only an exact 0 or 100 is said as such.

    Examples
    --------
    >>> count_of_100(33.6), count_of_100(0.3), count_of_100(99.7), count_of_100(0)
    ('34', 'fewer than 1', 'more than 99', '0')
    """
    if not 0 <= value <= 100:
        raise ValueError(f"A count out of 100 must lie between 0 and 100, but is {value!r}.")
    if 0 < value < 0.5:
        return "fewer than 1"
    if 99.5 <= value < 100:
        return "more than 99"
    return str(whole(value))


def share_of_100(value: float) -> str:
    """Say a share of weight out of 100: whole, and with one decimal near the ends, where a whole one would be an end.

    Examples
    --------
    >>> share_of_100(19.06), share_of_100(0.3), share_of_100(99.7), share_of_100(100)
    ('19', '0.3', '99.7', '100')
    """
    return str(whole(value)) if 1 <= value <= 99 else f"{value:.1f}".removesuffix(".0")


def rest_of_100(value: float) -> str:
    """Say the other frame of `count_of_100`, such that both whole counts add up to 100.

    Examples
    --------
    >>> rest_of_100(33.6), rest_of_100(0.3), rest_of_100(23.5)
    ('66', 'more than 99', '76')
    """
    said = count_of_100(value)
    mirrored = {"fewer than 1": "more than 99", "more than 99": "fewer than 1"}
    return mirrored.get(said) or str(100 - whole(value))


def on_scale(value: float) -> float:
    """Hold a number to the scale from 0 to 100, as marks on a drawing are.

    Examples
    --------
    >>> on_scale(57.6), on_scale(-3.2), on_scale(101)
    (57.6, 0.0, 100.0)
    """
    return min(max(value, 0.0), 100.0)


def points(value: float) -> str:
    """Say a fit as a whole point; outside the scale it is said to be under 0 or over 100.

    The ends of the scale are fixed ranges of the criteria, and evidence can go beyond them.

    Examples
    --------
    >>> points(57.6), points(-3.2), points(101.0)
    ('58', 'under 0', 'over 100')
    """
    number = whole(value)
    if number < 0:
        return "under 0"
    return "over 100" if number > 100 else str(number)


def decimal(value: float) -> str:
    """Write a number with one decimal where it needs one: below 10 and not whole.

    Examples
    --------
    >>> decimal(17.8), decimal(7.5), decimal(4.0), decimal(0.2)
    ('18', '7.5', '4', '0.2')
    """
    if abs(value) >= 9.95:
        return str(whole(value))
    return f"{value:.1f}".removesuffix(".0")


def plural(number: str, noun: str) -> str:
    """Put a noun after a written number.

    Examples
    --------
    >>> plural("1", "day"), plural("0", "hour"), plural("1.5", "hour")
    ('1 day', '0 hours', '1.5 hours')
    """
    return f"{number} {noun}" if number == "1" else f"{number} {noun}s"


def are(count: int) -> str:
    """Give the verb after a count: "1 of 9 questions is open".

    Examples
    --------
    >>> are(1), are(0), are(6)
    ('is', 'are', 'are')
    """
    return "is" if count == 1 else "are"


def weeks(value: float) -> str:
    """Say a time in weeks; below one week as days, below a day as hours.

    Examples
    --------
    >>> weeks(0.15), weeks(0.02), weeks(4), weeks(2.5), weeks(26)
    ('1 day', '3 hours', '4 weeks', '2.5 weeks', '26 weeks')
    """
    if value < 0:
        raise ValueError(f"A time cannot be negative, but is {value!r} weeks.")
    if value >= 6.5 / 7:
        return plural(decimal(value), "week")
    if value * 7 >= 0.75 or value == 0:
        return plural(str(whole(value * 7)), "day")
    return plural(str(max(1, whole(value * 7 * 24))), "hour")

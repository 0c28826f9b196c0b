"""What the course of an option is called in plain words: counts as ranges, weeks as runs, a gap as a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from trd_sdm.clinical.course_plans import Span
from trd_sdm.present import numbers
from trd_sdm.present.gaps import NO_GOOD_DATA
from trd_sdm.present.words import listed, sentence

if TYPE_CHECKING:
    from trd_sdm.clinical.course_calendar import Calendar, Due, Row
    from trd_sdm.clinical.course_data import Amount, Checkpoint, LateGain, Monitoring, Phase, Visits

NOT_KNOWN = "not known"
NONE = "none"
MORE = "more not known"
MORE_WORDS = "More visits may come. Our sources do not say how many."
NO_BAN = "no ban named"
HELPS = "only if it helps"
LOOKS = {"early_signal": "First look", "full_trial": "Time to judge", "review": "Look again"}


def ends(span: Span) -> str:
    """Say a span as a range of numbers.

    Examples
    --------
    >>> from trd_sdm.clinical.course_plans import Span
    >>> ends(Span(0, 3)), ends(Span(2, 2)), ends(Span(6.1, 57.5))
    ('0 to 3', '2', '6.1 to 58')
    """
    low, high = numbers.decimal(span.low), numbers.decimal(span.high)
    return low if low == high else f"{low} to {high}"


def amount(span: Span, noun: str) -> str:
    """Say a span with its noun; nothing at all is ``none``.

    Examples
    --------
    >>> from trd_sdm.clinical.course_plans import Span
    >>> amount(Span(0, 1), "visit"), amount(Span(2, 2), "visit"), amount(Span(0, 0), "visit")
    ('0 to 1 visit', '2 visits', 'none')
    """
    if span.high == 0:
        return NONE
    return f"{ends(span)} {noun}" if numbers.decimal(span.high) == "1" else f"{ends(span)} {noun}s"


def time(span: Span) -> str:
    """Say a time given in hours, in minutes where it is under an hour.

    Examples
    --------
    >>> from trd_sdm.clinical.course_plans import Span
    >>> time(Span(0, 0.25)), time(Span(1, 1)), time(Span(3.32, 12))
    ('0 to 15 minutes', '1 hour', '3.3 to 12 hours')
    """
    if span.high == 0:
        return NONE
    if span.low >= 1 or span.high > 1:
        return amount(span, "hour")
    low, high = (str(5 * numbers.whole(end * 12)) for end in (span.low, span.high))
    return f"{high} minutes" if low == high else f"{low} to {high} minutes"


def runs(weeks: Iterable[int]) -> str:
    """Write weeks as runs.

    Examples
    --------
    >>> runs([1, 2, 3, 8]), runs([4]), runs([4, 5])
    ('1 to 3 and 8', '4', '4 and 5')
    """
    held: list[list[int]] = []
    for week in sorted(set(weeks)):
        if held and week == held[-1][-1] + 1:
            held[-1].append(week)
        else:
            held.append([week])
    said: list[str] = []
    for run in held:
        said += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(week) for week in run]
    return listed(said)


def in_weeks(weeks: Sequence[int]) -> str:
    """Put ``week`` or ``weeks`` before runs of weeks.

    Examples
    --------
    >>> in_weeks([4]), in_weeks([1, 2, 3])
    ('week 4', 'weeks 1 to 3')
    """
    return f"week {runs(weeks)}" if len(set(weeks)) == 1 else f"weeks {runs(weeks)}"


def window(point: Checkpoint) -> str:
    """Say after which time of treatment to look at it.

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> [window(point) for point in load_courses()["iv_ketamine"].checkpoints]
    ['3 hours to 3 weeks', '3 to 4 weeks']
    """
    if not point.known:
        return NOT_KNOWN
    low, high = (numbers.weeks(end) for end in point.ends)
    if low == high:
        return high
    number, _, noun = low.partition(" ")
    return f"{number} to {high}" if noun.rstrip("s") == high.partition(" ")[2].rstrip("s") else f"{low} to {high}"


def visit_words(row: Row) -> str:
    """Say the visits of one week, at the clinic and at home."""
    said = [
        amount(span, noun)
        for span, noun in ((row.load.visits, "visit"), (row.load.home, "home session"))
        if span.high or (noun == "visit" and not row.load.home.high and not row.not_known)
    ]
    if row.not_known:
        said.append(NOT_KNOWN)
    return " or ".join(said) if row.not_known else listed(said)


def due_words(tests: Sequence[Due]) -> str:
    """Say the tests of one week; those that depend on something say on what."""
    said = []
    for test in tests:
        if test.only_if:
            said.append(f"{test.what} (if {test.only_if})")
        else:
            said.append(test.what if test.sure else f"{test.what} (may be needed)")
    return "; ".join(said) or NONE


def totals_words(made: Calendar) -> str:
    """Say what all weeks ask for, in one or two sentences."""
    count = len(made.rows)
    if not made.visits_known:
        return f"Visits and hours in {count} weeks: {NO_GOOD_DATA}."
    parts = [amount(made.load.visits, "visit")]
    parts += [amount(made.load.home, "session") + " at home"] if made.load.home.high else []
    parts += [amount(made.trips, "trip") + " for tests"] if made.trips.high else []
    said = f"In {count} weeks: {listed(parts)}. Time at the clinic: {time(made.load.hours)}."
    said += f" {MORE_WORDS}" if made.is_open else ""
    return f"{said} Days without driving: {driving_words(made)}."


def visits_total(made: Calendar) -> str:
    """Say the visits in all, at the clinic and at home, and whether more may come."""
    if not made.visits_known:
        return NO_GOOD_DATA
    said = amount(made.load.visits, "visit")
    if made.load.home.high:
        said = listed([said, amount(made.load.home, "home session")])
    return f"{said}, {MORE}" if made.is_open else said


def driving_words(made: Calendar) -> str:
    """Say the days without driving in all: a number, that no ban is named, or that it is not known."""
    if not made.driving_known:
        return NOT_KNOWN
    return amount(made.load.no_driving, "day") if made.load.no_driving.high else NO_BAN


def late_gain_words(gain: LateGain) -> str:
    """Say in both frames how many still respond later, so that an early look is no verdict.

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> late_gain_words(load_courses().late_gain)[:74]
    'Of 100 people with no gain after 4 weeks, about 20 respond by 8 weeks on t'
    """
    first, later = numbers.weeks(gain.no_gain_at_week), numbers.weeks(gain.by_week)
    yes, no = numbers.count_of_100(gain.per_100), numbers.rest_of_100(gain.per_100)
    said = (
        f"Of 100 people with no gain after {first}, about {yes} respond by {later} on the same plan. About {no} do not."
    )
    if gain.comparator_per_100 is not None:
        other, rest = numbers.count_of_100(gain.comparator_per_100), numbers.rest_of_100(gain.comparator_per_100)
        said += f" Of 100 {gain.comparator}, about {other} do. About {rest} do not."
    return f"{said} They were {gain.who}."


def _figure(held: Amount, noun: str) -> str:
    return _count(*held.ends, noun) if held.known else f"{noun}s {NOT_KNOWN}"


def _count(low: float, high: float, noun: str) -> str:
    first, last = numbers.decimal(low), numbers.decimal(high)
    return numbers.plural(last, noun) if first == last else f"{first} to {numbers.plural(last, noun)}"


def pace_words(way: Visits, phase: Phase) -> str:
    """Say how the visits of a phase are spaced and how long one takes.

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> course = load_courses()["ect"].phases[1]
    >>> pace_words(course.visits[0], course)
    '6 to 12 treatments, 2 to 3 a week, 3 to 4 hours each'
    """
    what = way.what if way.where == "clinic" or "home" in way.what else f"{way.what} at home"
    if way.per_week is not None and way.times is not None:
        said = f"{_figure(way.times, what)}, {_pair(way.per_week)} a week"
    elif way.per_week is not None:
        said = f"{_figure(way.per_week, what)} a week"
    elif way.every_weeks is not None:
        said = f"a {what} every {_figure(way.every_weeks, 'week')}"
    else:
        weeks = way.at_weeks
        fewest, most = (len(weeks.fewest), len(weeks.most)) if weeks is not None else (0, 0)
        said = _count(fewest, most, what)
        if phase.kind != "before" and weeks is not None:
            said += f", in {in_weeks(weeks.most)}"
    if phase.weeks is not None and phase.weeks.known and way.per_week is not None and way.times is None:
        said += f" for {_figure(phase.weeks, 'week')}"
    if way.hours is None:
        return said
    each = time(Span(*way.hours.ends)) if way.hours.known else f"length {NOT_KNOWN}"
    return f"{said}, {each}" if said.startswith("1 ") and "week" not in said else f"{said}, {each} each"


def _pair(held: Amount) -> str:
    if not held.known:
        return NOT_KNOWN
    low, high = (numbers.decimal(end) for end in held.ends)
    return low if low == high else f"{low} to {high}"


def monitoring_words(test: Monitoring) -> str:
    """Say one test: what it is, for whom, when, how it goes on, and which values are aimed at.

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> print(monitoring_words(load_courses()["augment_antipsychotic"].monitoring[0]))
    Weight: before the start and in weeks 4, 8 and 12. Then every 13 weeks.
    """
    name = f"{test.what}, if {test.only_if}" if test.only_if else test.what
    when = []
    if test.at_weeks is not None:
        weeks = [week for week in test.at_weeks.most if week]
        before = ["before the start"] if 0 in test.at_weeks.most else []
        when.append(listed([*before, *([f"in {in_weeks(weeks)}"] if weeks else [])]))
    if test.each_visit:
        when.append("at each visit")
    if test.then_every_weeks is not None and test.then_every_weeks.known:
        when.append(f"{'then ' if when else ''}every {_figure(test.then_every_weeks, 'week')}")
    if test.also:
        when.append(test.also)
    first = f"{name}: {when[0]}" if when else name
    told = [sentence(said) for said in (first, *when[1:])]
    told += [test.gap] if test.gap else []
    if test.targets:
        aims = [f"{target.ends[0]:g} to {target.ends[1]:g}" for target in test.targets]
        told.append(f"{'Guides differ: aim' if len(aims) > 1 else 'Aim'} for {listed(aims, 'or')} {test.unit}.")
    return " ".join(told)


def look_words(point: Checkpoint) -> str:
    """Name a look with its time of treatment and, where known, after how many visits it comes.

    Examples
    --------
    >>> from trd_sdm.clinical.course import load_courses
    >>> look_words(load_courses()["rtms"].checkpoints[0])
    'First look after 2 to 3 weeks, or 10 to 15 visits'
    """
    if not point.known:
        return f"{LOOKS[point.kind]}: {NOT_KNOWN}"
    said = f"{LOOKS[point.kind]} after {window(point)}"
    return f"{said}, or {_figure(point.visits, 'visit')}" if point.visits is not None else said

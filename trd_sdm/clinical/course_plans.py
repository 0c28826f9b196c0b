"""The ways a course may run, week by week: shortest and longest, slow and fast, ended early or gone on with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from trd_sdm.clinical.course_data import Amount, Course, Monitoring, Phase, Visits

DAYS = 7.0


@dataclass(frozen=True, slots=True)
class Span:
    """A number that is only known to lie between two ends.

    Examples
    --------
    >>> Span(1, 2) + Span(0, 3)
    Span(low=1, high=5)
    """

    low: float
    high: float

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def times(self, other: Span) -> Span:
        """Multiply, for ends that are not negative."""
        return Span(self.low * other.low, self.high * other.high)

    def at_most(self, limit: float) -> Span:
        """Hold both ends under a limit."""
        return Span(min(self.low, limit), min(self.high, limit))


NONE = Span(0, 0)


def total(spans: Iterable[Span]) -> Span:
    """Add spans up."""
    held = NONE
    for span in spans:
        held += span
    return held


def around(spans: Iterable[Span]) -> Span:
    """Give the span that holds all of them; none of them give zero."""
    held = list(spans)
    return Span(min((one.low for one in held), default=0), max((one.high for one in held), default=0))


def span_of(amount: Amount | None) -> Span:
    """Give a figure as a span; a gap counts nothing, and is said apart."""
    return Span(*amount.ends) if amount is not None and amount.known else NONE


@dataclass(frozen=True, slots=True)
class Load:
    """What one week asks for: clinic visits, sessions at home, hours of each, and days without driving."""

    visits: Span = NONE
    home: Span = NONE
    hours: Span = NONE
    home_hours: Span = NONE
    no_driving: Span = NONE

    def __add__(self, other: Load) -> Load:
        return Load(*(getattr(self, name) + getattr(other, name) for name in PARTS))


NOTHING = Load()
PARTS = ("visits", "home", "hours", "home_hours", "no_driving")


def add_up(loads: Iterable[Load]) -> Load:
    """Add loads up, part by part."""
    held = list(loads)
    return Load(*(total(getattr(load, name) for load in held) for name in PARTS))


def around_loads(loads: Sequence[Load]) -> Load:
    """Give the load that holds all of them, part by part."""
    return Load(*(around(getattr(load, name) for load in loads) for name in PARTS))


@dataclass(frozen=True, slots=True)
class Plan:
    """One way through a course: the load of each week (week 0 is before the start) and the phases it touches."""

    loads: tuple[Load, ...]
    phases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Visits of one phase, week by week from its start, and its length; no length means it stays open."""

    way: Visits
    counts: tuple[Span, ...]
    length: int | None


def plans(course: Course, weeks: int) -> tuple[Plan, ...]:
    """Give every way in which the ends of the figures let a course run.

    Parameters
    ----------
    course : Course
    weeks : int
        Weeks of treatment to look at.
    """
    before = [phase for phase in course.phases if phase.kind == "before"]
    chain = [phase for phase in course.phases if phase.kind != "before"]
    found: dict[Plan, None] = {}
    for first in product(*(phase.visits for phase in before)):
        start = add_up(_load(way, Span(*_at(way, 0)), NONE) for way in first)
        for stretches in _chains(chain, weeks):
            for days in _driving(course, stretches, weeks):
                found[_laid_out(start, stretches, days, weeks)] = None
    return tuple(found)


def _at(way: Visits, week: int) -> tuple[float, float]:
    if way.at_weeks is None:
        return 0, 0
    return float(week in way.at_weeks.fewest), float(week in way.at_weeks.most)


def _chains(chain: Sequence[Phase], left: int) -> Iterator[tuple[tuple[Phase, _Stretch], ...]]:
    """Give every run of phases that follow each other; one that comes only if it helps may be left out."""
    if not chain or left <= 0:
        yield ()
        return
    phase = chain[0]
    if phase.only_if_helps:
        yield ()
    for way in phase.visits:
        for stretch in _stretches(phase, way, left):
            if stretch.length is None:
                yield ((phase, stretch),)
            else:
                for rest in _chains(chain[1:], left - stretch.length):
                    yield ((phase, stretch), *rest)


def _stretches(phase: Phase, way: Visits, left: int) -> Iterator[_Stretch]:
    lengths: list[int | None] = [None]
    if phase.weeks is not None and phase.weeks.known:
        lengths = [int(end) for end in dict.fromkeys(phase.weeks.ends)]
    for length in lengths:
        shown = left if length is None else min(length, left)
        if way.per_week is not None:
            yield from _paced(way, way.per_week, length, shown, left)
        elif way.every_weeks is not None:
            for gap in dict.fromkeys(way.every_weeks.ends):
                counts = (Span(1, 1) if (week + 1) % int(gap) == 0 else NONE for week in range(shown))
                yield _Stretch(way, tuple(counts), length)
        else:
            yield _Stretch(way, tuple(Span(*_at(way, week + 1)) for week in range(shown)), length)


def _paced(way: Visits, per_week: Amount, length: int | None, shown: int, left: int) -> Iterator[_Stretch]:
    for pace in dict.fromkeys(per_week.ends):
        if way.times is None:
            yield _Stretch(way, (Span(pace, pace),) * shown, length)
            continue
        for number in dict.fromkeys(way.times.ends):
            whole, rest = divmod(int(number), int(pace))
            counts = [Span(pace, pace)] * whole + ([Span(rest, rest)] if rest else [])
            yield _Stretch(way, tuple(counts[:left]), len(counts))


def _driving(course: Course, stretches: Sequence[tuple[Phase, _Stretch]], weeks: int) -> Iterator[tuple[Span, ...]]:
    """Give the days without driving week by week, once for each rule."""
    rule = course.no_driving
    each, named = span_of(rule.days_per_visit), rule.phases
    days, treated, start = [NONE] * weeks, 0, 0
    for phase, stretch in stretches:
        for place, count in enumerate(stretch.counts):
            if phase.id in named and stretch.way.where == "clinic":
                days[start + place] = count.times(each).at_most(DAYS)
                treated = start + place + 1 if count.high else treated
        start += stretch.length if stretch.length is not None else weeks
    yield tuple(days)
    if rule.strict is not None and treated:
        until = min(weeks, treated + int(span_of(rule.strict.weeks_after).high))
        yield (Span(DAYS, DAYS),) * until + (NONE,) * (weeks - until)


def _load(way: Visits, count: Span, days: Span) -> Load:
    hours = count.times(span_of(way.hours))
    if way.where == "home":
        return Load(home=count, home_hours=hours, no_driving=days)
    return Load(visits=count, hours=hours, no_driving=days)


def _laid_out(before: Load, stretches: Sequence[tuple[Phase, _Stretch]], days: Sequence[Span], weeks: int) -> Plan:
    loads = [before] + [Load(no_driving=each) for each in days]
    phases: list[tuple[str, ...]] = [()] * (weeks + 1)
    start = 1
    for phase, stretch in stretches:
        for place, count in enumerate(stretch.counts):
            loads[start + place] += _load(stretch.way, count, NONE)
            phases[start + place] += (phase.id,)
        start += stretch.length if stretch.length is not None else weeks
    return Plan(tuple(loads), tuple(phases))


def weeks_of(test: Monitoring, weeks: int) -> dict[int, Span]:
    """Give the weeks up to `weeks` in which a test falls: once for sure, or once at most."""
    found: dict[int, Span] = {}
    if test.at_weeks is not None:
        for week in test.at_weeks.most:
            sure = week in test.at_weeks.fewest and test.only_if is None
            found[week] = Span(float(sure), 1)
    if test.then_every_weeks is not None:
        last = test.at_weeks.most[-1] if test.at_weeks is not None else 0
        soon, late = (int(end) for end in test.then_every_weeks.ends)
        for week in range(last + soon, weeks + 1, soon):
            sure = soon == late and test.only_if is None
            found[week] = Span(float(sure), 1)
    return {week: span for week, span in found.items() if week <= weeks}


def trips(course: Course, weeks: int) -> tuple[tuple[Load, Span], ...]:
    """Give the hours and the number of trips for tests, week by week from week 0."""
    loads = [(NOTHING, NONE)] * (weeks + 1)
    for test in course.monitoring:
        if test.trip is not None:
            for week, count in weeks_of(test, weeks).items():
                load, number = loads[week]
                loads[week] = load + Load(hours=count.times(span_of(test.trip))), number + count
    return tuple(loads)

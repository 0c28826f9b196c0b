"""The scores of one measure over time, with what they mean, the days agreed on, and the treatments beneath.

A missing week stays a gap: no line runs across it. Treatments stand as bars below zero, on the same days.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import altair as alt

from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.theme import ACCENT, ACCENT_SOFT, CARD, GRID, INK, MUTED, NORMAL, TypeSizes, altair_config

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trd_sdm.session.follow_up import CourseView, FollowUp
    from trd_sdm.session.series import Series

HEIGHT = 330
LANE = 0.11
"""Height of a treatment's lane, as a share of the measure's range."""
LANES_AT_MOST = 5
ROOM = dt.timedelta(days=4)
MARKS = {"early_signal": "early look", "full_trial": "fair trial", "checkpoint": "look"}


def course_chart(
    series: Series, follow: FollowUp, names: Mapping[str, str], sizes: TypeSizes = NORMAL
) -> alt.LayerChart:
    """Draw the scores of one measure.

    Parameters
    ----------
    series : Series
        With at least one point.
    follow : FollowUp
        For the treatments and the days agreed on.
    names : mapping of str to str
        Short names of the options.
    sizes : TypeSizes

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if not series.points:
        raise ValueError(f"There is no score of {series.name} to draw yet.")
    start, end = _domain(series, follow)
    span = series.high - series.low
    lanes = _lanes(follow)
    floor = series.low - span * LANE * (max(lanes.values(), default=-1) + 1.35)
    x = alt.X("on:T", title=None, scale=alt.Scale(domain=[_ms(start), _ms(end)], type="utc"), axis=_days(start, end))
    scale = alt.Scale(domain=[floor, series.high], nice=False)
    y = alt.Y("value:Q", title=None, scale=scale, axis=None)
    layers = [
        *_bands(series, scale),
        *_treatments(series, follow, names, lanes, x, y, sizes),
        *_looks(series, follow, x, y, sizes),
        *_goal(series, follow, y, sizes),
        *_scores(series, x, y, scale, sizes),
    ]
    chart = (
        alt.layer(*layers)
        .resolve_axis(y="independent")
        .properties(
            width="container",
            height=HEIGHT + int(26 * len(set(lanes.values()))),
            title=alt.TitleParams(f"{series.name}, week by week", subtitle=["A lower score is better."]),
        )
    )
    drawn: alt.LayerChart = chart.configure(**altair_config(sizes))
    return drawn


def _ms(day: dt.date) -> int:
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp() * 1000)


def _days(start: dt.date, end: dt.date) -> alt.Axis:
    form = "%-d %b" if (end - start).days < 300 else "%b %Y"
    return alt.Axis(format=form, grid=False, tickCount=6, labelOverlap=True, labelFlush=True)


def _domain(series: Series, follow: FollowUp) -> tuple[dt.date, dt.date]:
    first = [series.points[0].on, *(view.course.started_on for view in follow.courses)]
    last = [series.points[-1].on, follow.on, *(look.on for view in follow.running for look in view.looks)]
    return min(first) - ROOM, max(last) + ROOM


def _bands(series: Series, scale: alt.Scale) -> list[alt.Chart]:
    """Give soft stripes, with their names on the right, where bands are published."""
    if not series.bands:
        return []
    ends = [*(low for low, _ in series.bands[1:]), series.high]
    rows = [
        {"low": low, "high": high, "middle": (low + high) / 2, "shade": place % 2}
        for place, ((low, _), high) in enumerate(zip(series.bands, ends, strict=True))
    ]
    named = {row["middle"]: name.split() for row, (_, name) in zip(rows, series.bands, strict=True)}
    axis = alt.Axis(orient="right", values=list(named), grid=False, labelExpr=f"{_by_value(named)}[datum.value]")
    base = alt.Chart(alt.InlineData(values=rows))
    stripes = base.mark_rect(color=GRID).encode(
        y=alt.Y("low:Q", scale=scale, axis=None), y2="high:Q", opacity=alt.Opacity("shade:Q", scale=None, legend=None)
    )
    names = base.mark_point(opacity=0).encode(y=alt.Y("middle:Q", title=None, scale=scale, axis=axis))
    return [stripes, names]


def _by_value(named: Mapping[float, list[str]]) -> str:
    """Give a lookup of labels as Vega reads it; each word has a line of its own."""
    return json.dumps({f"{value:g}": words for value, words in named.items()})


def _lanes(follow: FollowUp) -> dict[int, int]:
    """Give each course a lane below zero: its own while they are few, else the first that is free on its days."""
    if len(follow.courses) <= LANES_AT_MOST:
        return {view.place: lane for lane, view in enumerate(follow.courses)}
    lanes: dict[int, int] = {}
    busy: list[dt.date] = []
    for view in follow.courses:
        lane = next((n for n, until in enumerate(busy) if until <= view.course.started_on), len(busy))
        busy[lane : lane + 1] = [_until(view, follow)]
        lanes[view.place] = lane
    return lanes


def _until(view: CourseView, follow: FollowUp) -> dt.date:
    return view.course.ended_on or max(follow.on, view.course.started_on)


def _treatments(
    series: Series,
    follow: FollowUp,
    names: Mapping[str, str],
    lanes: dict[int, int],
    x: alt.X,
    y: alt.Y,
    sizes: TypeSizes,
) -> list[alt.Chart]:
    if not follow.courses:
        return []
    span = series.high - series.low
    first, last = _domain(series, follow)
    rows = []
    for view in follow.courses:
        top = series.low - span * LANE * (lanes[view.place] + 0.35)
        start, end = view.course.started_on, _until(view, follow)
        name = names.get(view.course.option, view.course.option)
        late = (start - first) > (last - first) / 2
        rows.append(
            {
                "on": _ms(start),
                "end": _ms(end),
                "value": top,
                "floor": top - span * LANE * 0.8,
                "name": f"{name}, goes on" if view.is_running else name,
                "late": late,
            }
        )
    base = alt.Chart(alt.InlineData(values=rows))
    bars = base.mark_rect(color=ACCENT_SOFT, stroke=ACCENT, strokeWidth=1, cornerRadius=3).encode(
        x=x, x2="end:Q", y=y, y2="floor:Q"
    )
    middle = base.transform_calculate(middle="(datum.value + datum.floor) / 2")
    said = alt.Y("middle:Q", axis=None)
    # A name that may not fit in its bar runs on towards the side where there is room.
    early = middle.transform_filter("!datum.late").mark_text(
        align="left", dx=6, color=INK, fontSize=sizes.small, baseline="middle"
    )
    late_ones = (
        middle.transform_filter("datum.late")
        .transform_calculate(on="datum.end")
        .mark_text(align="right", dx=-6, color=INK, fontSize=sizes.small, baseline="middle")
    )
    return [bars, *(names_of.encode(x=x, y=said, text="name:N") for names_of in (early, late_ones))]


def _looks(series: Series, follow: FollowUp, x: alt.X, y: alt.Y, sizes: TypeSizes) -> list[alt.Chart]:
    rows = [
        {"on": _ms(look.on), "value": series.high, "low": series.low, "name": MARKS[look.point.kind]}
        for view in follow.courses
        for look in view.looks
        if view.is_running or look.when == "passed"
    ]
    if not rows:
        return []
    base = alt.Chart(alt.InlineData(values=rows))
    lines = base.mark_rule(color=MUTED, strokeDash=[3, 4]).encode(x=x, y=y, y2="low:Q")
    said = base.mark_text(angle=270, align="right", baseline="bottom", dx=-4, dy=-3, color=MUTED, fontSize=sizes.small)
    return [lines, said.encode(x=x, y=y, text="name:N")]


def _goal(series: Series, follow: FollowUp, y: alt.Y, sizes: TypeSizes) -> list[alt.Chart]:
    goal = goal_of(series, follow)
    if goal is None:
        return []
    base = alt.Chart(alt.InlineData(values=[{"value": goal, "name": f"goal: {goal:g}"}]))
    line = base.mark_rule(color=ACCENT, strokeWidth=2, strokeDash=[8, 4]).encode(y=y)
    said = base.mark_text(align="left", dx=6, dy=-8, color=ACCENT, fontSize=sizes.small, fontWeight=600)
    return [line, said.encode(x=alt.value(0), y=y, text="name:N")]


def goal_of(series: Series, follow: FollowUp) -> float | None:
    """Give the score aimed for, by the plan of the last course that is followed by this measure."""
    goals = [view.course.plan.goal for view in follow.courses if view.series.measure == series.measure]
    return goals[-1] if goals else None


def _scores(series: Series, x: alt.X, y: alt.Y, scale: alt.Scale, sizes: TypeSizes) -> list[alt.Chart]:
    rows = [{"on": _ms(point.on), "value": point.value, "stretch": point.stretch} for point in series.points]
    base = alt.Chart(alt.InlineData(values=rows))
    size = 70 if len(rows) <= 60 else 16
    line = base.mark_line(color=INK, strokeWidth=2).encode(x=x, y=y, detail="stretch:N")
    ticks = sorted({series.low, series.high, *(low for low, _ in series.bands)})
    numbered = alt.Y("value:Q", title=None, scale=scale, axis=alt.Axis(values=ticks, grid=True, format="d"))
    dots = base.mark_circle(color=INK, size=size, opacity=1, stroke=CARD, strokeWidth=1).encode(x=x, y=numbered)
    last = rows[-1] | {"said": f"{series.points[-1].value:g}"}
    number = alt.Chart(alt.InlineData(values=[last])).mark_text(dy=-14, color=INK, fontSize=sizes.label, fontWeight=600)
    return [line, dots, number.encode(x=x, y=y, text="said:N")]


def describe(series: Series, follow: FollowUp, names: Mapping[str, str]) -> str:
    """Say what the chart shows.

    Examples
    --------
    >>> from trd_sdm.session.follow_up import FollowUp
    >>> from trd_sdm.session.series import Point, Series
    >>> held = Series("isi", "ISI", 0, 28, (), 7, (Point(dt.date(2026, 1, 5), 20.0, 0),))
    >>> describe(held, FollowUp(dt.date(2026, 1, 6), (held,), (), 1), {})
    'ISI from 5 January 2026 to 5 January 2026. 1 score. It was 20 first and is 20 now. A lower score is better.'
    """
    first, last = series.points[0], series.points[-1]
    count = "1 score" if len(series.points) == 1 else f"{len(series.points)} scores"
    gaps = last.stretch
    said = [
        f"{series.name} from {day_words(first.on)} to {day_words(last.on)}. {count}.",
        f"It was {first.value:g} first and is {last.value:g} now. A lower score is better.",
    ]
    if gaps:
        said.append(f"There {'is 1 gap' if gaps == 1 else f'are {gaps} gaps'} with no score. No line is drawn there.")
    goal = goal_of(series, follow)
    if goal is not None:
        said.append(f"The goal is {goal:g}.")
    said += [_treated(view, names) for view in follow.courses]
    return " ".join(said)


def _treated(view: CourseView, names: Mapping[str, str]) -> str:
    name = names.get(view.course.option, view.course.option)
    start = day_words(view.course.started_on)
    return f"{name}: from {start}." if view.is_running else f"{name}: {start} to {day_words(_end(view))}."


def _end(view: CourseView) -> dt.date:
    return view.course.ended_on or view.course.started_on


def twin(series: Series, follow: FollowUp, names: Mapping[str, str]) -> Twin:
    """Give the numbers as a table: each day with its score, its range and the treatments of that day."""
    rows: list[tuple[Any, ...]] = [
        (day_words(point.on), f"{point.value:g}", _band(series, point.value), _on(follow, point.on, names))
        for point in series.points
    ]
    return Twin(("Day", series.name, "Range", "Treatment"), tuple(rows))


def _band(series: Series, value: float) -> str:
    held = [name for low, name in series.bands if value >= low]
    return held[-1] if held else "not named"


def _on(follow: FollowUp, day: dt.date, names: Mapping[str, str]) -> str:
    on = [
        names.get(view.course.option, view.course.option)
        for view in follow.courses
        if view.course.started_on <= day and (view.course.ended_on is None or day <= view.course.ended_on)
    ]
    return ", ".join(on) or "none noted"

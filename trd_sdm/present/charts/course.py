"""The scores of one measure over time, with what they mean, the days agreed on, and the treatments beneath.

A missing week stays a gap: no line runs across it. Treatments stand as bars below zero, on the same days.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import altair as alt

from trd_sdm.present.charts.course_lanes import Lanes, haloed, ms
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.theme import ACCENT, CARD, GRID, INK, NORMAL, TypeSizes, altair_config

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trd_sdm.session.follow_up import CourseView, FollowUp
    from trd_sdm.session.series import Series

HEIGHT = 300
"""Of the scores; the lanes come below."""
ROOM = dt.timedelta(days=4)


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
    lanes = Lanes(series, follow, sizes, HEIGHT)
    x = alt.X("on:T", title=None, scale=alt.Scale(domain=[ms(start), ms(end)], type="utc"), axis=_days(start, end))
    scale = alt.Scale(domain=[lanes.floor, series.high], nice=False)
    y = alt.Y("value:Q", title=None, scale=scale, axis=None)
    layers = [
        *_bands(series, scale),
        *lanes.layers(names, x, y),
        *_goal(series, follow, y),
        *_scores(series, goal_of(series, follow), x, y, scale, sizes),
    ]
    goal = goal_of(series, follow)
    aim = "" if goal is None else f"Dashed line: the goal, {goal:g}."
    subtitle = list(filter(None, ("A lower score is better.", aim, lanes.key())))
    chart = (
        alt.layer(*layers)
        .resolve_axis(y="independent")
        .properties(
            width="container",
            height=HEIGHT + lanes.below,
            title=alt.TitleParams(f"{series.name}, week by week", subtitle=subtitle),
        )
    )
    drawn: alt.LayerChart = chart.configure(**altair_config(sizes))
    return drawn


def _days(start: dt.date, end: dt.date) -> alt.Axis:
    form = "%-d %b" if (end - start).days < 300 else "%b %Y"
    return alt.Axis(format=form, grid=False, tickCount=6, labelOverlap=True, labelSeparation=10, labelFlush=True)


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


def _goal(series: Series, follow: FollowUp, y: alt.Y) -> list[alt.Chart]:
    """Draw the goal as a line; its number stands in the key, where no score can cover it."""
    goal = goal_of(series, follow)
    if goal is None:
        return []
    base = alt.Chart(alt.InlineData(values=[{"value": goal}]))
    return [base.mark_rule(color=ACCENT, strokeWidth=2, strokeDash=[8, 4]).encode(y=y)]


def goal_of(series: Series, follow: FollowUp) -> float | None:
    """Give the score aimed for, by the plan of the last course that is followed by this measure."""
    goals = [view.course.plan.goal for view in follow.courses if view.series.measure == series.measure]
    return goals[-1] if goals else None


def _scores(
    series: Series, goal: float | None, x: alt.X, y: alt.Y, scale: alt.Scale, sizes: TypeSizes
) -> list[alt.Chart]:
    rows = [{"on": ms(point.on), "value": point.value, "stretch": point.stretch} for point in series.points]
    base = alt.Chart(alt.InlineData(values=rows))
    size = 70 if len(rows) <= 60 else 16
    line = base.mark_line(color=INK, strokeWidth=2).encode(x=x, y=y, detail="stretch:N")
    ticks = sorted({series.low, series.high, *(low for low, _ in series.bands)})
    numbered = alt.Y("value:Q", title=None, scale=scale, axis=alt.Axis(values=ticks, grid=True, format="d"))
    dots = base.mark_circle(color=INK, size=size, opacity=1, stroke=CARD, strokeWidth=1).encode(x=x, y=numbered)
    said = f"{series.points[-1].value:g}"
    last = rows[-1] | {"said": said}
    # Above a line that has come up, below one that has come down: there is no line on that side.
    falls = len(rows) > 1 and rows[-1]["value"] < rows[-2]["value"]
    way = 1 if falls else -1
    # Nor across the line of the goal, where that runs on this side.
    past = 0.0 if goal is None else (series.points[-1].value - goal) * way * HEIGHT / (series.high - series.low)
    dy = (-way if 0 < past < 2 * sizes.label else way) * sizes.label
    # At the right edge it moves left, clear of the names of the bands.
    dx = alt.expr(f"min(0, width - scale('x', datum.on) - {0.4 * sizes.label * len(said):g})")
    word = {"dx": dx, "dy": dy, "fontSize": sizes.label, "fontWeight": 600}
    number = haloed(alt.Chart(alt.InlineData(values=[last])), word, INK, x=x, y=y, text="said:N")
    return [line, *number, dots]


def describe(series: Series, follow: FollowUp, names: Mapping[str, str]) -> str:
    """Say what the chart shows.

    Examples
    --------
    >>> from trd_sdm.session.follow_up import FollowUp
    >>> from trd_sdm.session.series import Point, Series
    >>> held = Series("isi", "ISI", 0, 28, (), 7, (Point(dt.date(2026, 1, 5), 20.0, 0),))
    >>> describe(held, FollowUp(dt.date(2026, 1, 6), (held,), (), 1), {})
    'ISI from 5 January 2026 to 5 January 2026. 1 score. It was 20. A lower score is better.'
    """
    first, last = series.points[0], series.points[-1]
    count = "1 score" if len(series.points) == 1 else f"{len(series.points)} scores"
    gaps = last.stretch
    said = [
        f"{series.name} from {day_words(first.on)} to {day_words(last.on)}. {count}.",
        f"{_first_and_last(first.value, last.value, len(series.points))} A lower score is better.",
    ]
    if gaps:
        said.append(f"There {'is 1 gap' if gaps == 1 else f'are {gaps} gaps'} with no score. No line is drawn there.")
    goal = goal_of(series, follow)
    if goal is not None:
        said.append(f"The goal is {goal:g}.")
    said += [_treated(view, names) for view in follow.courses]
    return " ".join(said)


def _first_and_last(first: float, last: float, count: int) -> str:
    if count == 1:
        return f"It was {first:g}."
    now = f"it is still {last:g}" if f"{first:g}" == f"{last:g}" else f"it is {last:g} now"
    return f"The first one noted was {first:g}, and {now}."


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

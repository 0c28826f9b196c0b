"""The next weeks of one to four options side by side: visits, days without driving, tests, when to look together.

Four lanes an option, each with its own words above it. A solid cell is set, a dashed one may be more or
fewer or comes only if it helps, a question mark is not known: no meaning hangs on colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from trd_sdm.present import course_words
from trd_sdm.present.charts import rows
from trd_sdm.present.charts.lanes import FELT, LANES, SOLID, UNKNOWN, lane_cells, lane_words, tight
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.gaps import NO_GOOD_DATA
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import ACCENT, ACCENT_SOFT, BAND, CARD, GRID, HAIRLINE, INK, MUTED, NORMAL, TypeSizes

if TYPE_CHECKING:
    import pandas as pd

    from trd_sdm.clinical.course_calendar import Calendar

MOST = 4
WEEKS = 12
_EM = 0.62  # width of a sign of a cell, in its type size
_GAP = 9  # px; after a lane


def calendar_params(calendars: Mapping[str, Calendar], order: Sequence[str]) -> dict[str, Any]:
    """Give the chart's parameters.

    Parameters
    ----------
    calendars : mapping of str to Calendar
        By option.
    order : sequence of str
        Options from the top.

    Returns
    -------
    dict
        ``{"calendar": {option: {position, waiting, lanes: {lane: {said, cells: {week: {kind, label}}}}, looks}}}``.
    """
    return {"calendar": {option: _entry(calendars[option], place) for place, option in enumerate(order)}}


def _entry(made: Calendar, position: int) -> dict[str, Any]:
    cells: dict[str, dict[str, Any]] = {lane: {} for lane in LANES}
    for row in made.rows:
        for lane, cell in lane_cells(made, row).items():
            cells[lane][str(row.week)] = cell
    return {
        "position": position,
        "waiting": made.waiting,
        "wait": "wait" if made.waiting else "",
        "lanes": {lane: {"said": tight(said), "cells": cells[lane]} for lane, said in lane_words(made).items()},
        "looks": {str(row.week): True for row in made.rows if row.looks},
    }


def calendar_chart(options: Sequence[Label], *, weeks: int = WEEKS, sizes: TypeSizes = NORMAL) -> alt.LayerChart:
    """Build the calendar chart of a shortlist once; `calendar_params` drives it from then on.

    Parameters
    ----------
    options : sequence of Label
        One to four, in the order to show.
    weeks : int
        Columns.
    sizes : TypeSizes
        Type of the page.

    Returns
    -------
    altair.LayerChart
        Fits its container from 280 px up.

    Raises
    ------
    ValueError
        If there is no option, one twice, or more than four.
    """
    rows.check_labels(options, "option")
    if len(options) > MOST:
        raise ValueError(f"The calendar shows at most {MOST} options side by side, but {len(options)} were given.")
    count, frame = len(options), _LaneFrame(sizes)
    scale = alt.Scale(domain=[0, weeks], nice=False)
    middles = [week + 0.5 for week in range(weeks)]
    axis = alt.Axis(
        title="Week",
        values=middles,
        # Where two numbers would touch, every other week has its own.
        labelExpr=f"width < {round(weeks * sizes.small * 1.5)} && floor(datum.value) % 2 ? '' : "
        "format(datum.value + 0.5, 'd')",
        labelFlush=False,
        grid=False,
        orient="top",
        titleAnchor="start",
    )
    base = _base(options, weeks, frame)
    layers = [
        *_cell_layers(base, count, weeks, frame, scale, axis),
        *_wait_layers(options, count, frame, scale, axis),
        _looks(base, count, frame, scale, axis),
        *_said_layers(options, count, frame),
        rows.names(rows.option_rows(options, "calendar"), options, frame),
    ]
    empty = {option.id: {"position": place} for place, option in enumerate(options)}
    return rows.finish(
        layers,
        title=f"The next {weeks} weeks",
        subtitle=["Solid: set. Dashed: may vary.", "Diamond: look at it together."],
        description=f"A calendar of {weeks} weeks for each option: visits, days without driving, tests, and when "
        "to look at it together. The same is said in words and in a table.",
        params=[alt.param(name="calendar", value=empty)],
        rows=count,
        frame=frame,
    )


class _LaneFrame(rows.RowFrame):
    """Heights within one option: its name, then four lanes of words and cells."""

    @property
    def cell(self) -> int:
        """Height of a cell: two lines, as a span takes on a phone."""
        return round(self.sizes.small * 2.1 + 4)

    @property
    def lane(self) -> float:
        """Height of one lane with the gap after it."""
        return self.sizes.label * 1.35 + self.cell + _GAP

    @property
    def lanes_top(self) -> float:
        """Top of the first lane."""
        return self.sizes.name * 1.6

    @property
    def height(self) -> float:
        """Whole option with the gap to the next."""
        return round(self.lanes_top + self.lane * len(LANES) + 16)

    def cell_top(self, lane: int) -> float:
        """Top of the cells of a lane."""
        return self.lanes_top + self.lane * lane + self.sizes.label * 1.35


def _base(options: Sequence[Label], weeks: int, frame: _LaneFrame) -> alt.Chart:
    """Give a row a cell: option, lane and week, with what the parameter says of it."""
    data = [
        {"o": option.id, "lane": lane, "w": str(week)}
        for option in options
        for lane in LANES
        for week in range(1, weeks + 1)
    ]
    tops = " : ".join(f"datum.lane == '{lane}' ? {frame.at(frame.cell_top(i))}" for i, lane in enumerate(LANES))
    unit: alt.Chart = (
        alt.Chart(alt.InlineData(values=data))
        .transform_calculate(r="calendar[datum.o] || {}")
        .transform_calculate(c="(((datum.r.lanes || {})[datum.lane] || {}).cells || {})[datum.w] || {}")
        .transform_calculate(
            first="toNumber(datum.w) - 1",
            last="toNumber(datum.w)",
            middle="toNumber(datum.w) - 0.5",
            top=f"datum.r.position + ({tops} : 0)",
        )
        .transform_calculate(
            bottom=f"datum.top + {frame.at(frame.cell)}",
            centre=f"datum.top + {frame.at(frame.cell / 2)}",
        )
    )
    return unit


def _cell_layers(
    base: alt.Chart, count: int, weeks: int, frame: _LaneFrame, scale: alt.Scale, axis: alt.Axis
) -> list[alt.Chart]:
    place = {
        "x": alt.X("first:Q", scale=scale, axis=axis),
        "x2": "last:Q",
        "y": alt.Y("top:Q", scale=rows.row_scale(count, frame), axis=None),
        "y2": "bottom:Q",
    }
    empty = base.mark_rect(fill=CARD, stroke=GRID, strokeWidth=1).encode(**place)
    fill = f"datum.c.kind == '{SOLID}' ? '{ACCENT_SOFT}' : datum.c.kind == '{FELT}' ? '{BAND}' : '{CARD}'"
    stroke = f"datum.c.kind == '{UNKNOWN}' ? '{MUTED}' : '{ACCENT}'"
    filled = (
        base.transform_filter("isValid(datum.c.kind)")
        .mark_rect(
            fill=alt.ExprRef(fill),
            stroke=alt.ExprRef(stroke),
            strokeWidth=alt.ExprRef(f"datum.c.kind == '{FELT}' ? 0 : 1.5"),
            strokeDash=alt.ExprRef(f"datum.c.kind == '{SOLID}' ? [1, 0] : [3, 3]"),
        )
        .encode(**place)
    )
    size = frame.sizes.small
    # A span that is wider than its cell stands on two lines, so that its type need not shrink.
    ends, wide = "split(datum.c.label, '\u2013')", f"length(datum.c.label) * {_EM * size:g} > width / {weeks} - 2"
    text = (
        base.transform_filter("isValid(datum.c.kind)")
        .transform_calculate(said=f"length({ends}) == 2 && {wide} ? [{ends}[0] + '\u2013', {ends}[1]] : datum.c.label")
        .mark_text(
            baseline="middle",
            align="center",
            fontSize=size,
            lineHeight=size,
            dy=alt.ExprRef(f"isArray(datum.said) ? {-size / 2} : 0"),
            color=INK,
        )
        .encode(
            x=alt.X("middle:Q", scale=scale, axis=axis),
            y=alt.Y("centre:Q", scale=rows.row_scale(count, frame), axis=None),
            text=alt.Text("said", type="nominal"),
        )
    )
    return [empty, filled, text]


def _wait_layers(
    options: Sequence[Label], count: int, frame: _LaneFrame, scale: alt.Scale, axis: alt.Axis
) -> list[alt.Chart]:
    """Draw the weeks of waiting as one block over the lanes, with its word."""
    base = (
        rows.option_rows(options, "calendar")
        .transform_filter("datum.r.waiting > 0")
        .transform_calculate(
            start="0",
            top=f"datum.r.position + {frame.at(frame.cell_top(0))}",
            bottom=f"datum.r.position + {frame.at(frame.cell_top(0) + frame.cell)}",
            middle="datum.r.waiting / 2",
            centre=f"datum.r.position + {frame.at(frame.cell_top(0) + frame.cell / 2)}",
        )
    )
    scaled = rows.row_scale(count, frame)
    block = base.mark_rect(fill=HAIRLINE, stroke=MUTED, strokeWidth=1.5, strokeDash=[6, 3]).encode(
        x=alt.X("start:Q", scale=scale, axis=axis),
        x2="r.waiting",
        y=alt.Y("top:Q", scale=scaled, axis=None),
        y2="bottom:Q",
    )
    word = base.mark_text(baseline="middle", align="center", fontSize=frame.sizes.small, color=INK).encode(
        x=alt.X("middle:Q", scale=scale, axis=axis),
        y=alt.Y("centre:Q", scale=scaled, axis=None),
        text=alt.Text("r.wait", type="nominal"),
    )
    return [block, word]


def _looks(base: alt.Chart, count: int, frame: _LaneFrame, scale: alt.Scale, axis: alt.Axis) -> alt.Chart:
    unit: alt.Chart = (
        base.transform_filter("datum.lane == 'gain' && (datum.r.looks || {})[datum.w] == true")
        .mark_point(shape="diamond", filled=True, size=190, color=INK, stroke=CARD, strokeWidth=1.5, opacity=1)
        .encode(
            x=alt.X("middle:Q", scale=scale, axis=axis),
            y=alt.Y("centre:Q", scale=rows.row_scale(count, frame), axis=None),
        )
    )
    return unit


def _said_layers(options: Sequence[Label], count: int, frame: _LaneFrame) -> list[alt.Chart]:
    """Write the words above each lane, never cut."""
    layers = []
    for place, lane in enumerate(LANES):
        base = rows.option_rows(options, "calendar").transform_calculate(
            said=f"((datum.r.lanes || {{}})['{lane}'] || {{said: ''}}).said"
        )
        y = frame.cell_top(place) - frame.sizes.label * 0.75
        layers.append(rows.words(base, rows.at_row(count, frame), "said", y, size=frame.sizes.label, color=MUTED))
    return layers


def describe(calendars: Mapping[str, Calendar], options: Sequence[Label]) -> str:
    """Say what the chart shows: the lanes of each option in the order given.

    Parameters
    ----------
    calendars : mapping of str to Calendar
    options : sequence of Label
    """
    said = []
    for option in options:
        made = calendars[option.id]
        said.append(f"{option.text}: {course_words.totals_words(made)}")
        if made.waiting:
            said.append(f"The first {'week is' if made.waiting == 1 else f'{made.waiting} weeks are'} a wait.")
        words = lane_words(made)
        said += [f"{words['tests']}.", f"{words['gain']}."]
    return " ".join(said)


def twin(calendars: Mapping[str, Calendar], options: Sequence[Label]) -> Twin:
    """Give the totals of the chart: a row an option.

    Returns
    -------
    Twin
        Columns: Option, Visits, Hours, No driving, Tests, First gain, Judge.
    """
    columns = ("Option", "Visits", "Hours", "No driving", "Tests", "First gain", "Judge")
    lines = []
    for option in options:
        made = calendars[option.id]
        words = lane_words(made)
        first, _, judge = words["gain"].removeprefix("First gain: ").partition(". Judge: ")
        lines.append(
            (
                option.text,
                course_words.visits_total(made),
                course_words.time(made.load.hours) if made.visits_known else NO_GOOD_DATA,
                course_words.driving_words(made),
                words["tests"].removeprefix("Tests: "),
                first,
                judge,
            )
        )
    return Twin(columns, tuple(lines))


def table(calendars: Mapping[str, Calendar], options: Sequence[Label]) -> pd.DataFrame:
    """Give `twin` as a pandas frame."""
    return twin(calendars, options).frame()

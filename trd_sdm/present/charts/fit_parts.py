"""The parts a fit is made of, as they are drawn within its bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import altair as alt

from trd_sdm.present.charts import rows
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import CARD, INK, text_on


def part_layers(
    options: Sequence[Label], criteria: Sequence[Label], count: int, frame: rows.RowFrame, x: Callable[[str], alt.X]
) -> list[alt.Chart]:
    """Draw the stacked parts with their letters.

    Parts taken back hang below the bar; parts that are no finding are hollow and dashed.

    Parameters
    ----------
    options, criteria : sequence of Label
    count : int
        Rows of the chart.
    frame : RowFrame
    x : callable
        Gives the x channel of a field.
    """
    cells = [
        {
            "o": option.id,
            "c": criterion.id,
            "key": criterion.keyed,
            "code": criterion.code,
            "ink": text_on(criterion.colour),
        }
        for option in options
        for criterion in criteria
    ]
    top, bottom = frame.at(frame.bar_top), frame.at(frame.bar_top + frame.bar)
    base = (
        alt.Chart(alt.InlineData(values=cells))
        .transform_calculate(r="fit[datum.o] || {}")
        .transform_calculate(p="(datum.r.parts || {})[datum.c] || {}")
        .transform_calculate(
            back="datum.p.end < datum.p.start",
            open="!!(datum.r.open || {})[datum.c]",
            top=f"datum.r.position + (datum.back ? {bottom} : {top})",
            bottom=f"datum.r.position + (datum.back ? {frame.at(frame.bar_top + frame.bar + 7)} : {bottom})",
        )
    )
    in_key = sorted(criteria, key=lambda criterion: (criterion.code, criterion.id))
    keys = [criterion.keyed for criterion in in_key]
    colours = [criterion.colour for criterion in in_key]
    legend_room = round(max(map(len, keys)) * frame.sizes.label * 0.57) + 40  # so that no name is cut
    columns = alt.ExprRef(f"width < {max(560, 2 * legend_room)} ? 1 : width < {max(780, 3 * legend_room)} ? 2 : 3")
    legend = alt.Legend(columns=columns, **rows.folded_key(keys, frame.sizes.label, beside=30))
    colour = alt.Color("key:N", scale=alt.Scale(domain=keys, range=colours), legend=legend, sort=None)
    y = alt.Y("top:Q", scale=rows.row_scale(count, frame), axis=None)
    bars = base.mark_rect(
        clip=True,
        # A part that nobody knows or reports is hollow and dashed: a filled one would look like a finding.
        stroke=alt.ExprRef(f"datum.back || datum.open ? '{INK}' : '{CARD}'"),
        strokeDash=alt.ExprRef("datum.open ? [3, 3] : [1, 0]"),
        strokeWidth=alt.ExprRef("abs(datum.p.end - datum.p.start) < 0.3 ? 0 : 1"),
        fillOpacity=alt.ExprRef("datum.open ? 0.12 : datum.back ? 0.35 : 1"),
    ).encode(x=x("p.start"), x2="p.end", y=y, y2="bottom:Q", color=colour)
    room = frame.sizes.small * 1.15
    px = f"width / 100 > {room:.0f}"  # room for a letter, and none of it under the mark
    letters = (
        base.transform_calculate(middle="(datum.p.start + datum.p.end) / 2")
        .transform_calculate(clear=f"!isValid(datum.r.mid) || abs(datum.middle - datum.r.mid) * 2 * {px}")
        .transform_calculate(
            shade=f"datum.open ? '{INK}' : datum.ink",
            shown=f"datum.clear && (datum.p.end - datum.p.start) * {px} ? datum.code : ''",
        )
        .mark_text(baseline="middle", yOffset=frame.bar_middle, fontSize=frame.sizes.small, fontWeight=600, clip=True)
        .encode(x=x("middle"), y=rows.at_row(count, frame), text="shown:N", color=alt.Color("shade:N", scale=None))
    )
    return [bars, letters]

"""How far each thing's weight can move before another option comes out ahead, with its table twin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from trd_sdm.present import numbers
from trd_sdm.present.charts import rows
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import BAND, INK, MUTED, NORMAL, TypeSizes

if TYPE_CHECKING:
    from trd_sdm.session.insight import WeightTurns

NO_TURN = ("no weight of it changes", "which option is ahead")


def turn_lines(turn: WeightTurns, names: Mapping[str, str]) -> list[str]:
    """Say both turns of one thing, short enough for a line each: ``under 19: ECT``."""
    lines = []
    if turn.below is not None:
        lines.append(f"under {numbers.share_of_100(turn.below.at)}: {names[turn.below.leader]}")
    if turn.above is not None:
        lines.append(f"over {numbers.share_of_100(turn.above.at)}: {names[turn.above.leader]}")
    return lines or list(NO_TURN)


def turn_params(turns: Iterable[WeightTurns], names: Mapping[str, str]) -> dict[str, Any]:
    """Give the chart's parameters.

    Parameters
    ----------
    turns : iterable of WeightTurns
        From the top.
    names : mapping of str to str
        Names of the options.

    Returns
    -------
    dict
        ``{"turns": {criterion: {position, now, lo, hi, lines}}}``.
    """
    return {
        "turns": {
            turn.criterion: {
                "position": position,
                "now": round(turn.now, 2),
                "lo": round(turn.below.at if turn.below else 0.0, 2),
                "hi": round(turn.above.at if turn.above else 100.0, 2),
                "lines": turn_lines(turn, names),
            }
            for position, turn in enumerate(turns)
        }
    }


def turn_chart(criteria: Sequence[Label], *, ahead: str, sizes: TypeSizes = NORMAL) -> alt.LayerChart:
    """Build the chart for some criteria; `turn_params` fills it.

    Parameters
    ----------
    criteria : sequence of Label
        A row each.
    ahead : str
        Name of the option that has the highest fit now.
    sizes : TypeSizes
        Type of the page.

    Returns
    -------
    altair.LayerChart
        Fits its container from 280 px up.
    """
    rows.check_labels(criteria, "criterion")
    keyed = [Label(each.id, each.keyed) for each in criteria]
    count, frame = len(criteria), rows.RowFrame(sizes, bar=16, lines=2, name_lines=rows.name_lines(keyed, sizes))
    base = rows.option_rows(keyed, "turns")
    axis = rows.scale_axis("Share of all that matters, of 100", (0, 25, 50, 75, 100))
    scale = alt.Scale(domain=[0, 100], nice=False)

    def x(field: str) -> alt.X:
        return alt.X(field, type="quantitative", scale=scale, axis=axis)

    y = rows.at_row(count, frame)
    band = base.mark_bar(
        orient="horizontal", size=frame.bar, yOffset=frame.bar_middle, color=BAND, cornerRadius=3
    ).encode(x=x("r.lo"), x2="r.hi", y=y)
    now = base.mark_tick(
        orient="vertical", size=frame.bar + 6, thickness=3, yOffset=frame.bar_middle, color=INK
    ).encode(x=x("r.now"), y=y)
    track = rows.track(base, count, frame, alt.X(datum=0, type="quantitative", scale=scale, axis=axis), 100)
    words = rows.words(base, y, "r.lines", frame.words_y, size=sizes.label, color=MUTED)
    empty = {each.id: {"position": place, "lines": []} for place, each in enumerate(criteria)}
    return rows.finish(
        [track, band, now, rows.names(base, keyed, frame), words],
        title="When another option comes ahead",
        subtitle=["Mark: now.", f"Band: {ahead} stays ahead."],
        description="A row for each thing that matters. A mark shows how much it matters now, of 100. "
        "A band shows how far that can move with the same option ahead. The same is said in words and in a table.",
        params=[alt.param(name="turns", value=empty)],
        rows=count,
        frame=frame,
    )


def twin(turns: Iterable[WeightTurns], criteria: Mapping[str, str], names: Mapping[str, str]) -> Twin:
    """Give the numbers of the chart: a row a criterion.

    Parameters
    ----------
    turns : iterable of WeightTurns
    criteria, names : mapping of str to str
        Names of the criteria, and of the options.
    """
    lines = []
    for turn in turns:
        ends = []
        for side, end in (("under", turn.below), ("over", turn.above)):
            ends.append(f"{side} {numbers.share_of_100(end.at)}: {names[end.leader]}" if end else "none")
        lines.append((criteria[turn.criterion], numbers.share_of_100(turn.now), *ends))
    return Twin(("What matters", "Now, of 100", "Ahead if it mattered less", "Ahead if it mattered more"), tuple(lines))

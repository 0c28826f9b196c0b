"""Fits that move: from a hollow mark, where a fit is now, to a filled one, where it would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from trd_sdm.present import numbers
from trd_sdm.present.charts import rows
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import ACCENT, ACCENT_SOFT, CARD, INK, MUTED, NORMAL, TypeSizes


@dataclass(frozen=True, slots=True)
class Shift:
    """One fit, as it is and as it would be, in points."""

    id: str
    now: float
    then: float
    given: str = ""
    """What would have to be true for `then`, in a few words."""

    @property
    def words(self) -> str:
        """Both fits in words: ``fit 55 now, 66 then``."""
        now, then = numbers.points(self.now), numbers.points(self.then)
        return f"fit {now} now, the same then" if now == then else f"fit {now} now, {then} then"


def shift_params(param: str, shifts: Sequence[Shift]) -> dict[str, Any]:
    """Give the chart's parameters: ``{param: {id: {position, now, then, label, fits}}}``, marks held to the scale."""
    return {
        param: {
            shift.id: {
                "position": position,
                "now": round(numbers.on_scale(shift.now), 2),
                "then": round(numbers.on_scale(shift.then), 2),
                "label": shift.given or shift.words,
                **({"fits": shift.words} if shift.given else {}),
            }
            for position, shift in enumerate(shifts)
        }
    }


def shift_chart(
    param: str,
    labels: Sequence[Label],
    *,
    title: str,
    subtitle: str = "Ring: now. Dot: then.",
    sizes: TypeSizes = NORMAL,
    lines: int = 1,
) -> alt.LayerChart:
    """Build a chart of fits that move once; `shift_params` with the same parameter drives it.

    Parameters
    ----------
    param : str
        Name of its parameter.
    labels : sequence of Label
        A row each.
    title, subtitle : str
    sizes : TypeSizes
        Type of the page.
    lines : int
        Lines of words a row has room for; two where the shifts say what is given.

    Returns
    -------
    altair.LayerChart
        Fits its container from 280 px up.
    """
    rows.check_labels(labels, "row")
    frame = rows.RowFrame(sizes, bar=14, lines=lines, name_lines=rows.name_lines(labels, sizes))
    count = len(labels)
    base = rows.option_rows(labels, param)
    axis = rows.scale_axis("Fit, 0 to 100", (0, 25, 50, 75, 100))
    scale = alt.Scale(domain=[0, 100], nice=False)

    def x(field: str) -> alt.X:
        return alt.X(field, type="quantitative", scale=scale, axis=axis)

    y = rows.at_row(count, frame)
    track = rows.track(base, count, frame, alt.X(datum=0, type="quantitative", scale=scale, axis=axis), 100)
    way = base.mark_bar(orient="horizontal", size=6, yOffset=frame.bar_middle, color=ACCENT_SOFT).encode(
        x=x("r.now"), x2="r.then", y=y
    )
    ring = base.mark_point(
        yOffset=frame.bar_middle, size=150, filled=True, color=CARD, stroke=INK, strokeWidth=2, opacity=1
    ).encode(x=x("r.now"), y=y)
    dot = base.mark_point(yOffset=frame.bar_middle, size=110, filled=True, color=ACCENT, opacity=1).encode(
        x=x("r.then"), y=y
    )
    said = base.transform_calculate(said=rows.wrapped("(datum.r.label || '')", "(datum.r.fits || '')", sizes))
    words = rows.words(said, y, "said", frame.words_y, size=sizes.label, color=MUTED)
    empty = {each.id: {"position": place, "label": ""} for place, each in enumerate(labels)}
    return rows.finish(
        [track, way, ring, dot, rows.names(base, labels, frame), words],
        title=title,
        subtitle=subtitle,
        description=f"{title}. A ring shows each fit now and a dot where it would be, from 0 to 100. "
        "The same is said in words and in a table.",
        params=[alt.param(name=param, value=empty)],
        rows=count,
        frame=frame,
    )


def twin(shifts: Sequence[Shift], names: Sequence[str], what: str) -> Twin:
    """Give the numbers of the chart: a row a shift.

    Parameters
    ----------
    shifts : sequence of Shift
    names : sequence of str
        One for each shift.
    what : str
        Heading of the first column.
    """
    lines = [
        (name, numbers.points(shift.now), numbers.points(shift.then)) for shift, name in zip(shifts, names, strict=True)
    ]
    return Twin((what, "Fit now", "Fit then"), tuple(lines))

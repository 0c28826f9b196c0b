"""The chance of feeling much better against one burden: a dot an option, soft crosses for what is not sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from trd_sdm.present import numbers, wording
from trd_sdm.present.charts import rows
from trd_sdm.present.charts.measure_axis import fixed_range, value_axis
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.gaps import NO_GOOD_DATA
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import ACCENT, BAND, CARD, GRID, INK, MUTED, NORMAL, TypeSizes, altair_config
from trd_sdm.present.words import listed

if TYPE_CHECKING:
    from trd_sdm.evidence.criterion import Criterion
    from trd_sdm.session.burden import Spot, Spread

_KEY = ("Up: feel much better, of 100.", "To the right: more burden.", "Arrow: it goes on past the edge.")
HEIGHT = 330  # px of the plot
NARROW = 222  # px of a plot on a screen of 320, beside the axis
_EM = 0.6  # width of a character
_LIFT = 15  # px from a dot up to the middle of its name
WEIGHED_TITLE = "Harms and load, as weighed"


def burden_title(burden: Criterion | None) -> str:
    """Name a burden; nothing stands for the weighed sum."""
    return WEIGHED_TITLE if burden is None else burden.plain


def _domain(burden: Criterion | None) -> tuple[float, float]:
    return (0.0, 100.0) if burden is None else fixed_range(burden)


def _shown(spots: Mapping[str, Spot]) -> dict[str, tuple[Spread, Spread]]:
    return {
        option: (spot.burden, spot.chance)
        for option, spot in spots.items()
        if spot.burden is not None and spot.chance is not None
    }


def label_places(
    dots: Mapping[str, tuple[float, float]], names: Mapping[str, str], sizes: TypeSizes = NORMAL
) -> dict[str, float]:
    """Give each name a height of its own near its dot, so that no two names meet at any width of the chart.

    More options than a page lets on are named closer together, where they may touch.

    Parameters
    ----------
    dots : mapping of str to (float, float)
        By option, how far along (0 to 1) and how high (0 to 100) its dot stands.
    names : mapping of str to str
    sizes : TypeSizes
        Type of the page.

    Returns
    -------
    dict
        By option, the height of the middle of its name, 0 to 100. Of heights that are free, the nearest one at which
        the name covers no dot on a narrow screen; the nearest of all where there is none.
    """
    # More names than lines of type fit in stand closer, so that each still has a height of its own.
    pitch = min(100 * (sizes.label * 1.25) / HEIGHT, 100 / (len(dots) + 1))
    grid = [pitch * (0.6 + step) for step in range(int((100 - pitch * 0.7) / pitch))]
    placed: dict[str, float] = {}
    for option in sorted(dots, key=lambda name: (-dots[name][1], name)):
        along, high = dots[option]
        room = len(names[option]) * _EM * sizes.label
        left = _left(along * NARROW, room, NARROW)
        free = [at for at in grid if at not in placed.values()]

        def cost(at: float, left: float = left, room: float = room, high: float = high) -> float:
            covered = any(
                abs(other_high - at) < pitch * 0.75 and left - 8 < other * NARROW < left + room + 8
                for other, other_high in dots.values()
            )
            return abs(at - high - 100 * _LIFT / HEIGHT) + (100 if covered else 0)

        placed[option] = min(free, key=cost)
    return placed


def _left(x: float, room: float, width: float) -> float:
    """Keep a name within the plot, px; the chart does the same sum with its own width."""
    return max(0.0, min(x - 6, width - room))


def scatter_params(
    spots: Mapping[str, Spot],
    names: Mapping[str, str],
    burden: Criterion | None,
    sizes: TypeSizes = NORMAL,
) -> dict[str, Any]:
    """Give the chart's parameters.

    Parameters
    ----------
    spots : mapping of str to Spot
        By option.
    names : mapping of str to str
        Names of the options.
    burden : Criterion or None
        The one the chart was built for.
    sizes : TypeSizes
        Type of the page.

    Returns
    -------
    dict
        ``{"scatter": {option: {x, xlo, xhi, y, ylo, yhi, at, name, past, before}}}``; an option with no good data
        on a side has no entry, since a dot would be made up. `past` and `before` hold the edge that a range goes
        beyond.
    """
    bottom, top = _domain(burden)

    def held(value: float, low: float, high: float) -> float:
        return round(min(max(value, low), high), 3)

    shown = _shown(spots)
    along = {
        option: ((held(x.mid, bottom, top) - bottom) / (top - bottom), held(y.mid, 0, 100))
        for option, (x, y) in shown.items()
    }
    places = label_places(along, names, sizes)
    return {
        "scatter": {
            option: {
                "x": held(x.mid, bottom, top),
                "xlo": held(x.low, bottom, top),
                "xhi": held(x.high, bottom, top),
                "y": held(y.mid, 0, 100),
                "ylo": held(y.low, 0, 100),
                "yhi": held(y.high, 0, 100),
                "at": round(places[option], 3),
                "name": names[option],
                "past": [top] if x.high > top else [],
                "before": [bottom] if x.low < bottom else [],
            }
            for option, (x, y) in shown.items()
        }
    }


def scatter_chart(options: Sequence[Label], burden: Criterion | None, *, sizes: TypeSizes = NORMAL) -> alt.LayerChart:
    """Build the chart of one burden for a shortlist once; `scatter_params` drives it.

    Parameters
    ----------
    options : sequence of Label
        The options that are in the fit.
    burden : Criterion or None
        None for the weighed sum.
    sizes : TypeSizes
        Type of the page.

    Returns
    -------
    altair.LayerChart
        Fits its container from 280 px up.
    """
    rows.check_labels(options, "option")
    bottom, top = _domain(burden)
    data = alt.InlineData(values=[{"o": option.id} for option in options])
    base = (
        alt.Chart(data)
        .transform_calculate(r="scatter[datum.o] || {}")
        .transform_filter("isValid(datum.r.x)")
        .transform_calculate(past="datum.r.past || []", before="datum.r.before || []")
        .transform_calculate(unit=f"{top - bottom:g} / width")
        .transform_calculate(
            left=f"max({bottom:g}, min(datum.r.x - 6 * datum.unit, "
            f"{top:g} - length(datum.r.name) * {_EM * sizes.label:.2f} * datum.unit))"
        )
    )
    if burden is None:
        axis = rows.scale_axis(WEIGHED_TITLE, (0, 25, 50, 75, 100))
    else:
        axis = value_axis(burden, sizes)
        axis.title = _axis_title(burden)
    axis.titleFontSize = rows.fitting_size(sizes.small, [axis.title])
    x_scale, y_scale = alt.Scale(domain=[bottom, top], nice=False), alt.Scale(domain=[0, 100], nice=False)
    y_axis = alt.Axis(
        title=None, values=[0, 25, 50, 75, 100], grid=True, gridColor=GRID, labelAlign="right", labelPadding=14
    )

    def x(field: str) -> alt.X:
        return alt.X(field, type="quantitative", scale=x_scale, axis=axis)

    def y(field: str) -> alt.Y:
        return alt.Y(field, type="quantitative", scale=y_scale, axis=y_axis)

    soft: dict[str, Any] = {"color": BAND, "opacity": 0.75, "cornerRadius": 4}
    across = base.mark_bar(orient="horizontal", size=8, **soft).encode(x=x("r.xlo"), x2="r.xhi", y=y("r.y"))
    along = base.mark_bar(orient="vertical", size=8, **soft).encode(x=x("r.x"), y=y("r.ylo"), y2="r.yhi")
    lead = base.mark_rule(color=MUTED, strokeWidth=1).encode(x=x("r.x"), y=y("r.y"), y2="r.at")
    dot = base.mark_point(size=120, filled=True, color=ACCENT, stroke=CARD, strokeWidth=2, opacity=1).encode(
        x=x("r.x"), y=y("r.y")
    )
    arrows = [
        base.transform_flatten([side])
        .mark_point(shape=f"triangle-{way}", size=70, filled=True, color=INK, opacity=1, xOffset=out)
        .encode(x=x(side), y=y("r.y"))
        for side, way, out in (("past", "right", 9), ("before", "left", -9))
    ]
    word: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": sizes.label, "clip": False}
    halo = base.mark_text(**word, stroke=CARD, strokeWidth=5, strokeJoin="round", color=CARD)
    text = base.mark_text(**word, color=INK)
    names = [each.encode(x=x("left"), y=y("r.at"), text="r.name:N") for each in (halo, text)]
    chart: alt.LayerChart = (
        alt.layer(across, along, lead, *names, dot, *arrows)
        .properties(
            width="container",
            height=HEIGHT,
            title=alt.TitleParams(
                text="What it can bring, and what it asks",
                subtitle=list(_KEY),
            ),
            description="A dot for each option: the higher, the more people of 100 feel much better; the further to "
            "the right, the larger the burden. Soft crosses show what is not sure. The same is said in words and in a "
            "table.",
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding", resize=False),
        )
        .add_params(alt.param(name="scatter", value={}))
        .configure(**altair_config(sizes))
    )
    return chart


def _axis_title(burden: Criterion) -> str:
    if burden.kind == "chance":
        return wording.counted(burden)
    return burden.plain if burden.kind in ("band", "tier", "yes_no") else f"{burden.plain}, {burden.unit}"


def describe(spots: Mapping[str, Spot], names: Mapping[str, str], burden: Criterion | None) -> str:
    """Say what the chart shows, one sentence an option, and which options it cannot show."""
    said = [f"The chance of feeling much better, beside this burden: {burden_title(burden).lower()}."]
    if burden is None:
        said.append("0 is none of what you rated; 100 is all of it at its far end.")
    shown = _shown(spots)
    for option, (asks, brings) in shown.items():
        both = wording.chance_words("response", "", brings.mid)
        said.append(f"{names[option]}: {'; '.join(both)}. Burden: {_amount(burden, asks.mid)}.")
    return " ".join(filter(None, [*said, missing_words(spots, names)]))


def missing_words(spots: Mapping[str, Spot], names: Mapping[str, str]) -> str:
    """Say which options have no dot; empty where all have one."""
    shown = _shown(spots)
    gone = [names[option] for option in spots if option not in shown]
    return f"Not in this picture, since there is {NO_GOOD_DATA}: {listed(gone)}." if gone else ""


def twin(spots: Mapping[str, Spot], names: Mapping[str, str], burden: Criterion | None) -> Twin:
    """Give the numbers of the chart: a row an option, gaps written as such."""
    lines = []
    for option, spot in spots.items():
        chance, likely = _ends(spot.chance, numbers.count_of_100)
        rest = numbers.rest_of_100(spot.chance.mid) if spot.chance else ""
        lines.append((names[option], chance, rest, likely, *_ends(spot.burden, lambda value: _amount(burden, value))))
    of_100, what = "Feel much better, of 100", burden_title(burden)
    heads = ("Option", of_100, "Do not, of 100", f"{of_100}: likely range", what, f"{what}: likely range")
    return Twin(heads, tuple(lines))


def _ends(spread: Spread | None, say: Any) -> tuple[str, str]:
    if spread is None:
        return NO_GOOD_DATA, ""
    low, high = say(spread.low), say(spread.high)
    return say(spread.mid), f"{low} to {high}" if low != high else low


def _amount(burden: Criterion | None, value: float) -> str:
    if burden is None:
        return f"{numbers.points(value)} of 100"
    return wording.short_band(wording.amount_words(burden, value))

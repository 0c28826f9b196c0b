"""The common frame of our charts: one row an option, its name above its bar, filled by one parameter.

A chart holds the names only. What is drawn is read from a Vega parameter `{option: {...}}`, so that a slider
move, a new order or another person's weights re-draw it without building or embedding anything anew.
"""

import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from trd_sdm.present.labels import Label
from trd_sdm.present.theme import GRID, INK, TypeSizes, altair_config

_LAST_GAP = 6  # px; no row follows the last one
NARROWEST = 240
"""Plot of a chart on a screen of 320, px."""
_EM = {400: 0.58, 600: 0.66}  # width of a character of a wide face by weight; system faces are narrower


@dataclass(frozen=True)
class RowFrame:
    """Heights within one row, px from its top: name, then bar, then words.

    Parameters
    ----------
    sizes : TypeSizes
        Type of the page.
    bar : int
        Height of the bar.
    reach : int
        How far a band stands out above and below the bar.
    lines : int
        Lines of words below the bar where the chart is narrow.
    apart : int
        Gap to the next row.
    name_lines : int
        Lines a name has room for; a short one stands on the last of them. See `name_lines`.
    """

    sizes: TypeSizes
    bar: int = 20
    reach: int = 0
    lines: int = 2
    apart: int = 14
    name_lines: int = 1

    @property
    def name_y(self) -> float:
        """Middle of the last line of the option's name."""
        return self.sizes.name * (0.75 + 1.2 * (self.name_lines - 1))

    @property
    def bar_top(self) -> float:
        """Top of the bar."""
        return self.name_y + self.sizes.name * 0.75 + self.reach

    @property
    def bar_middle(self) -> float:
        """Middle of the bar."""
        return self.bar_top + self.bar / 2

    @property
    def words_y(self) -> float:
        """Middle of the words below the bar."""
        return self.bar_top + self.bar + self.reach + 5 + self.sizes.label * 0.6

    @property
    def height(self) -> float:
        """Whole row with the gap to the next."""
        return round(self.words_y + self.sizes.label * (0.7 + 1.2 * (self.lines - 1)) + self.apart)

    def at(self, px: float) -> float:
        """Turn px from the row's top into the row units of the y scale."""
        return round(px / self.height, 4)


def check_labels(labels: Sequence[Label], what: str) -> None:
    """Refuse an empty or doubled list, with a sentence."""
    if not labels:
        raise ValueError(f"A chart needs at least one {what}.")
    ids = [label.id for label in labels]
    doubled = sorted({i for i in ids if ids.count(i) > 1})
    if doubled:
        raise ValueError(f"A chart can show each {what} once, but {', '.join(doubled)} came more than once.")


def option_rows(options: Sequence[Label], param: str) -> alt.Chart:
    """Give the base every layer starts from: a row a label, with `r`, its entry in the parameter."""
    data = alt.InlineData(values=[{"o": option.id, "name": option.text} for option in options])
    unit: alt.Chart = alt.Chart(data).transform_calculate(r=f"{param}[datum.o] || {{}}")
    return unit


def row_scale(count: int, frame: RowFrame) -> alt.Scale:
    """Give the y scale: row units from the top down, less the gap below the last row."""
    return alt.Scale(domain=[0, count - frame.at(_LAST_GAP)], reverse=True, nice=False, zero=False)


def at_row(count: int, frame: RowFrame, field: str = "r.position") -> alt.Y:
    """Place a mark at the top of its row; marks shift themselves by px with ``yOffset``."""
    return alt.Y(field, type="quantitative", scale=row_scale(count, frame), axis=None)


def fitting_size(size: int, texts: Sequence[str], beside: int = 0, weight: int = 400) -> alt.ExprRef:
    """Give a type size that lets the longest text fit a narrow chart uncut: `size`, or smaller.

    Parameters
    ----------
    size : int
        Wanted size, px.
    texts : sequence of str
        What will be written.
    beside : int
        Room taken by something else on the line, px.
    weight : int
        400 or 600.
    """
    longest = max(map(len, texts))
    return alt.ExprRef(f"min({size}, (width - {beside}) / {longest * _EM[weight]:.2f})")


def name_lines(labels: Sequence[Label], sizes: TypeSizes, beside: int = 0) -> int:
    """Say how many lines the names need so that they keep their size, or nearly, on a phone: one or two."""
    longest = max(len(label.text) for label in labels)
    return 1 if (NARROWEST - beside) / (longest * _EM[600]) >= sizes.small else 2


def in_two(text: str) -> list[str]:
    """Break a text of several words into two lines, as even as they come; a single word stays whole.

    Examples
    --------
    >>> in_two("Clinic time, first 8 weeks"), in_two("rTMS")
    (['Clinic time,', 'first 8 weeks'], ['rTMS'])
    """
    for letters in range((len(text) + 1) // 2, len(text) + 1):
        lines = textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False)
        if len(lines) <= 2:
            return lines
    return [text]


def folded_key(keys: Sequence[str], size: int, beside: int) -> dict[str, Any]:
    """Give the labels of a colour key: on two lines each where the chart is too narrow for the longest.

    Parameters
    ----------
    keys : sequence of str
        What the key names.
    size : int
        Wanted size, px.
    beside : int
        Room a sign takes at their left, px.

    Returns
    -------
    dict
        ``labelExpr`` and ``labelFontSize`` for an Altair legend.
    """
    whole = round(max(map(len, keys)) * _EM[400] * size) + beside
    folds = {key: in_two(key) for key in keys}
    longest = max(len(line) for lines in folds.values() for line in lines)
    return {
        "labelExpr": f"width < {whole} ? ({json.dumps(folds)})[datum.label] : datum.label",
        "labelFontSize": alt.ExprRef(f"min({size}, (width - {beside}) / {longest * _EM[400]:.2f})"),
    }


def words(
    base: alt.Chart,
    place: alt.Y,
    field: str,
    y: float,
    *,
    size: int | alt.ExprRef,
    color: str = INK,
    bold: bool = False,
) -> alt.Chart:
    """Write one field of a row at its left edge, `y` px below the row's top.

    The field holds a line, or two; a plain size gives way where the longer of them would not fit the chart.
    """
    if isinstance(size, int):
        said = f"datum.{field}"
        longest = f"(isArray({said}) ? max(length({said}[0] || ''), length({said}[1] || '')) : length({said} || ''))"
        size = alt.ExprRef(f"min({size}, width / (max(1, {longest}) * {_EM[400]}))")
    mark = base.mark_text(
        align="left",
        baseline="middle",
        yOffset=y,
        fontSize=size,
        fontWeight=600 if bold else 400,
        color=color,
        clip=False,
    )
    unit: alt.Chart = mark.encode(x=alt.value(0), y=place, text=alt.Text(field, type="nominal"))
    return unit


def wrapped(first: str, second: str, sizes: TypeSizes) -> str:
    """Give the Vega expression that sets two phrases on one line, or on two where the chart is narrow."""
    joined = f"{first} + '; ' + {second}"
    return f"!{second} ? {first} : width < {sizes.label * 30} ? [{first}, {second}] : {joined}"


def names(base: alt.Chart, options: Sequence[Label], frame: RowFrame, *, beside: int = 0) -> alt.Chart:
    """Write each option's name above its bar, never cut; something `beside` px wide may stand at its right."""
    texts = [option.text for option in options]
    place = at_row(len(options), frame)
    if frame.name_lines == 1:
        size = fitting_size(frame.sizes.name, texts, beside, weight=600)
        return words(base, place, "name", frame.name_y, size=size, bold=True)
    whole = round(max(map(len, texts)) * _EM[600] * frame.sizes.name) + beside
    folds = {text: in_two(text) for text in texts}
    size = fitting_size(frame.sizes.name, [line for lines in folds.values() for line in lines], beside, weight=600)
    folded = base.transform_calculate(said=f"width < {whole} ? ({json.dumps(folds)})[datum.name] : [datum.name]")
    named = words(folded, place, "said", frame.name_y, size=size, bold=True)
    named.mark.yOffset = alt.ExprRef(f"{frame.name_y} - {frame.sizes.name * 1.2} * (length(datum.said) - 1)")
    named.mark.lineHeight = frame.sizes.name * 1.2
    return named


def track(base: alt.Chart, count: int, frame: RowFrame, x: alt.X, end: float) -> alt.Chart:
    """Draw the empty track of each bar, from one end of the scale to the other."""
    mark = base.mark_bar(orient="horizontal", size=frame.bar, yOffset=frame.bar_middle, color=GRID, cornerRadius=2)
    unit: alt.Chart = mark.encode(x=x, x2=alt.X2Datum(end), y=at_row(count, frame))
    return unit


def scale_axis(title: str, values: Sequence[float], *, label_expr: str | None = None) -> alt.Axis:
    """Give the thin axis below the rows."""
    extra: dict[str, Any] = {} if label_expr is None else {"labelExpr": label_expr}
    return alt.Axis(
        title=title, values=list(values), grid=True, zindex=0, orient="bottom", titleAnchor="start", **extra
    )


def finish(
    layers: Sequence[alt.Chart],
    *,
    title: str,
    subtitle: str | Sequence[str],
    description: str,
    params: Sequence[alt.Parameter],
    rows: int,
    frame: RowFrame,
) -> alt.LayerChart:
    """Layer the parts and give them size, title, description and the page's look."""
    heading = alt.TitleParams(text=title, subtitle=subtitle if isinstance(subtitle, str) else list(subtitle))
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(
            width="container",
            height=frame.height * rows - _LAST_GAP,
            title=heading,
            description=description,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding", resize=False),
        )
        .add_params(*params)
        .configure(**altair_config(frame.sizes))
    )
    return chart

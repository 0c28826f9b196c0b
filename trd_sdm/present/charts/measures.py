"""One criterion across the options, in its own unit on its fixed range: a dot, its range, and words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from trd_sdm.evidence.estimate import LEVELS
from trd_sdm.present import wording
from trd_sdm.present.charts import rows
from trd_sdm.present.charts.measure_axis import fixed_range, value_axis
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.gaps import ceiling_short
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import BAND, CARD, GRID, INK, MUTED, NORMAL, TypeSizes, criterion_mark

if TYPE_CHECKING:
    import pandas as pd

    from trd_sdm.evidence import Library
    from trd_sdm.evidence.criterion import Criterion
    from trd_sdm.evidence.estimate import Estimate

_KEY = ("Dot: typical. Band: likely range.", "Filled circles: how sure we are.")
PAST = "past the edge"
_OTHERS = "Diamond: another reading."
HOLLOW = "Hollow dot: not reported."
_NARROW = 31  # characters of a line on a narrow screen


def measure_params(library: Library, criterion: str, order: Sequence[str]) -> dict[str, Any]:
    """Give the chart's parameters.

    Parameters
    ----------
    library : Library
    criterion : str
        Id of the criterion that the chart was built for.
    order : sequence of str
        Options from the top.

    Returns
    -------
    dict
        ``{"measures": {option: {position, label, lines, sure, sure_short, mid, lo, hi, hollow, past, others}}}``;
        without good data, words only. `hollow` says that the number only stands for silence, `past` holds the far
        edge where the number or its range goes on beyond it, `others` are other readings of the evidence.
    """
    about = library.criteria[criterion]
    bottom, top = fixed_range(about)
    entries: dict[str, Any] = {}
    for position, option in enumerate(order):
        estimate = library.estimate(option, criterion)
        label, spread = _chart_words(about, estimate)
        past = any(end is not None and end > top for end in (estimate.value, estimate.high))
        told = f"{spread}, {PAST}" if past and spread else PAST if past else spread
        short = told.replace("likely between ", "").replace(" and ", " to ") if past else told  # two lines have room
        lines = [*textwrap.wrap(label, _NARROW), *([short] if short else [])]
        entry: dict[str, Any] = {
            "position": position,
            "label": f"{label}; {told}" if told else label,
            "lines": lines,
            "sure": "",
            "sure_short": "",
        }
        if estimate.value is not None and not estimate.no_good_data:
            ends = (estimate.value, estimate.low, estimate.high)
            held = [min(max(estimate.value if end is None else end, bottom), top) for end in ends]
            entry |= dict(zip(("mid", "lo", "hi"), held, strict=True))
            entry["sure"], entry["sure_short"] = certainty_mark(estimate)
            others = () if about.is_derived else estimate.alternatives
            entry["hollow"] = estimate.counted_as_none
            entry["past"] = [top] if past else []
            entry["others"] = [min(max(other.implied_per_100, bottom), top) for other in others]
        entries[option] = entry
    return {"measures": entries}


def any_hollow(library: Library, criterion: str, options: Sequence[str]) -> bool:
    """Say whether a number of these options only stands for silence, so that its dot is hollow."""
    return any(library.estimate(option, criterion).counted_as_none for option in options)


def _chart_words(about: Criterion, estimate: Estimate) -> tuple[str, str]:
    """Give the label of a dot and its range, shorter than in the table: the axis says what is counted."""
    said = wording.say(about, estimate)
    if estimate.value is None or estimate.no_good_data:
        return said.value, ceiling_short(estimate)
    if about.kind == "chance":
        return f"{wording.amount_words(about, estimate.value)}; {said.other}", said.range
    return wording.short_band(said.value), said.range


def certainty_mark(estimate: Estimate) -> tuple[str, str]:
    """Give the mark of certainty with its word, and the mark alone; a number of this talk has words only.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> certainty_mark(load_library().estimate("ect", "response"))
    ('certainty: low ●●○○', '●●○○')
    """
    head = wording.certainty_head(estimate)
    if estimate.here in wording.HERE:
        return head.lower(), ""
    filled = len(LEVELS) - LEVELS.index(estimate.certainty.level)
    mark = "●" * filled + "○" * (len(LEVELS) - filled)
    return f"certainty: {head.lower()} {mark}", mark


def measure_chart(
    options: Sequence[Label],
    criterion: Criterion,
    *,
    others: bool = False,
    hollow: bool = False,
    sizes: TypeSizes = NORMAL,
) -> alt.LayerChart:
    """Build the chart of one criterion for a shortlist once; `measure_params` drives it.

    Parameters
    ----------
    options : sequence of Label
        The shortlist, in the record's fixed order.
    criterion : Criterion
    others : bool
        Whether other readings of the evidence are kept, so that their mark is explained.
    hollow : bool
        Whether a number only stands for silence, as `any_hollow` says, so that its mark is explained.
    sizes : TypeSizes
        Type of the page.

    Returns
    -------
    altair.LayerChart
        Fits its container from 280 px up.
    """
    rows.check_labels(options, "option")
    count, frame = (
        len(options),
        rows.RowFrame(sizes, bar=14, name_lines=rows.name_lines(options, sizes, sizes.small * 5)),
    )
    base = rows.option_rows(options, "measures")
    bottom, top = fixed_range(criterion)
    scale = alt.Scale(domain=[bottom, top], nice=False)
    axis = value_axis(criterion, sizes)
    colour = criterion_mark(criterion.id).colour

    def x(field: str) -> alt.X:
        return alt.X(field, type="quantitative", scale=scale, axis=axis)

    y = rows.at_row(count, frame)
    dash = alt.ExprRef("isValid(datum.r.mid) ? [1, 0] : [2, 5]")  # an unknown has a broken line and no dot
    line = base.mark_rule(yOffset=frame.bar_middle, color=GRID, strokeWidth=2, strokeDash=dash).encode(
        x=alt.X(datum=bottom, type="quantitative", scale=scale, axis=axis), x2=alt.X2Datum(top), y=y
    )
    spread = base.mark_bar(
        orient="horizontal", size=frame.bar, yOffset=frame.bar_middle, color=BAND, cornerRadius=frame.bar / 2
    ).encode(x=x("r.lo"), x2="r.hi", y=y)
    dot = base.mark_point(
        yOffset=frame.bar_middle,
        size=150,
        filled=True,
        fill=alt.ExprRef(f"datum.r.hollow ? '{CARD}' : '{colour}'"),  # a filled dot would look like a finding
        stroke=alt.ExprRef(f"datum.r.hollow ? '{colour}' : '{CARD}'"),
        strokeWidth=2,
        opacity=1,
    ).encode(x=x("r.mid"), y=y)
    ring = base.mark_point(
        yOffset=frame.bar_middle, size=190, filled=False, stroke=INK, strokeWidth=1, opacity=1
    ).encode(x=x("r.mid"), y=y)
    other = (
        base.transform_calculate(other="datum.r.others || []")
        .transform_flatten(["other"])
        .mark_point(
            shape="diamond", yOffset=frame.bar_middle, size=80, filled=True, fill=CARD, stroke=INK, strokeWidth=1.5
        )
        .encode(x=x("other"), y=y)
    )
    past = (
        base.transform_calculate(past="datum.r.past || []")
        .transform_flatten(["past"])
        .mark_point(shape="triangle-right", yOffset=frame.bar_middle, size=110, filled=True, color=INK, opacity=1)
        .encode(x=x("past"), y=y)
    )
    sure = (
        base.transform_calculate(sure=f"width < {sizes.label * 30} ? datum.r.sure_short : datum.r.sure")
        .mark_text(align="right", baseline="middle", yOffset=frame.name_y, fontSize=sizes.small, color=MUTED)
        .encode(x=alt.value("width"), y=y, text=alt.Text("sure", type="nominal"))
    )
    said = base.transform_calculate(said=f"width < {sizes.label * 30} ? datum.r.lines : datum.r.label")
    words = rows.words(said, y, "said", frame.words_y, size=sizes.label, color=MUTED)
    marks = [*([HOLLOW] if hollow else []), *([_OTHERS] if others else [])]
    blank = {"label": "", "lines": [], "sure": "", "sure_short": ""}
    empty: dict[str, Any] = {"measures": {o.id: {"position": i, **blank} for i, o in enumerate(options)}}
    return rows.finish(
        [line, spread, other, dot, ring, past, rows.names(base, options, frame, beside=sizes.small * 5), sure, words],
        title=criterion.plain,
        subtitle=[*_KEY, *marks],
        description=f"{criterion.plain}: one row for each option. A dot is the typical value and a band its "
        f"{' '.join(['likely range.', *marks])} The same is said in words and in a table.",
        params=[alt.param(name="measures", value=empty)],
        rows=count,
        frame=frame,
    )


def describe(library: Library, criterion: str, options: Sequence[Label]) -> str:
    """Say what the chart shows: one sentence an option, in the order given.

    Parameters
    ----------
    library : Library
    criterion : str
    options : sequence of Label
    """
    about = library.criteria[criterion]
    lines = [f"{about.plain}."]
    for option in options:
        estimate = library.estimate(option.id, criterion)
        said = wording.say(about, estimate)
        lines.append(f"{option.text}: {said.whole}{f', {said.range}' if said.range else ''}.")
    return " ".join(lines)


def twin(library: Library, criterion: str, options: Sequence[Label]) -> Twin:
    """Give the rows of the chart in words.

    Returns
    -------
    Twin
        Columns: Option, Typical, The others (the other frame of a chance, else empty), Range, Certainty.
    """
    about = library.criteria[criterion]
    lines = []
    for option in options:
        estimate = library.estimate(option.id, criterion)
        said = wording.say(about, estimate)
        sure = wording.certainty_head(estimate)
        lines.append([option.text, said.value, said.other, said.range, sure])
    return Twin(("Option", "Typical", "The others", "Range", "Certainty"), tuple(map(tuple, lines)))


def table(library: Library, criterion: str, options: Sequence[Label]) -> pd.DataFrame:
    """Give `twin` as a pandas frame."""
    return twin(library, criterion, options).frame()

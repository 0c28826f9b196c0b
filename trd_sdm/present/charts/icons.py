"""A chance as 100 people: so many of them, out of the same 100 for every option, with both counts in words.

Every option gets the same block of the same people in the same order, so that blocks can be compared by eye. A
likely range is drawn softly: people within it may or may not be among those counted. Where there is no good data
nobody is drawn, since an empty block would read as none.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from trd_sdm.present import numbers, wording
from trd_sdm.present.charts import rows
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import GRID, INK, MUTED, NORMAL, TypeSizes, criterion_mark

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.evidence.criterion import Criterion
    from trd_sdm.evidence.estimate import Estimate

ACROSS, DOWN = 20, 5
PEOPLE = ACROSS * DOWN
_ROOM = ACROSS + 0.5  # places in a line: the two tens stand a little apart, so that people can be counted
_BESIDE = 740  # px; from here words stand beside the people
_SMALL, _BELOW = 16, 18  # px a person at most, in a narrow chart and in one of middle width
_PLACE = f"(width < 450 ? min({_SMALL}, width / {_ROOM}) : width < {_BESIDE} ? {_BELOW} : width < 880 ? 23 : 28)"
_KNOWN = "isValid(datum.r.mid)"
_LINE = 34  # characters of a line of words
_OUTLINE = "#8f877b"  # 3.5:1 on the card
_PERSON = (
    "M0-0.98A0.33 0.33 0 1 1 0-0.32A0.33 0.33 0 1 1 0-0.98Z"
    "M-0.56 0.98V0.2A0.36 0.36 0 0 1-0.2-0.16H0.2A0.36 0.36 0 0 1 0.56 0.2V0.98Z"
)


def icon_params(library: Library, criterion: str, order: Sequence[str]) -> dict[str, Any]:
    """Give the chart's parameters.

    Parameters
    ----------
    library : Library
    criterion : str
        Id of a chance.
    order : sequence of str
        Options from the top.

    Returns
    -------
    dict
        ``{"icons": {option: {position, first, then, lo, mid, hi}}}``: lines of words, first both counts and
        then the rest, and whole people. Without good data there are words only.

    Raises
    ------
    ValueError
        If the criterion is no chance: nothing else is counted in people.
    """
    about = _chance(library.criteria[criterion])
    entries: dict[str, Any] = {}
    for position, option in enumerate(order):
        estimate = library.estimate(option, criterion)
        first, then = (
            [line for text in said for line in textwrap.wrap(text, _LINE)] for said in row_words(about, estimate)
        )
        entry: dict[str, Any] = {"position": position, "first": first, "then": then}
        if estimate.value is not None and not estimate.no_good_data:
            low, high = (estimate.value if end is None else end for end in (estimate.low, estimate.high))
            entry |= {"lo": people(low), "mid": people(estimate.value), "hi": people(high, at_least_part=True)}
        entries[option] = entry
    return {"icons": entries}


def people(value: float, *, at_least_part: bool = False) -> int:
    """Give whole people out of 100; only an exact 100 fills every one, and `at_least_part` shows more than none.

    Examples
    --------
    >>> people(33.6), people(99.7), people(0.3), people(0.3, at_least_part=True)
    (34, 99, 0, 1)
    """
    count = numbers.whole(value)
    if value < PEOPLE:
        count = min(count, PEOPLE - 1)
    return max(count, 1) if at_least_part and value > 0 else count


def row_words(criterion: Criterion, estimate: Estimate) -> tuple[list[str], list[str]]:
    """Say one block: both counts; then the range with its denominator, and a time of measuring that differs."""
    said = wording.say(criterion, estimate)
    after = (_range_of_100(said, known=not estimate.no_good_data), _other_time(criterion, estimate))
    return [text for text in (said.value, said.other) if text], [text for text in after if text]


def _range_of_100(said: wording.Said, *, known: bool) -> str:
    return f"{said.range} of 100" if said.range and known else said.range


def _other_time(criterion: Criterion, estimate: Estimate) -> str:
    if estimate.no_good_data or criterion.is_derived or not estimate.measured_at:
        return ""
    fit = wording.window_fit(estimate.measured_at)
    return {"within": "", "outside": "measured at another time", "unknown": "time of measuring not shown"}[fit]


def _chance(criterion: Criterion) -> Criterion:
    if criterion.kind != "chance":
        raise ValueError(f"{criterion.id} is no chance, so it is not counted in people.")
    return criterion


def icon_chart(options: Sequence[Label], criterion: Criterion, *, sizes: TypeSizes = NORMAL) -> alt.LayerChart:
    """Build the chart of one chance for some options once; `icon_params` drives it.

    Parameters
    ----------
    options : sequence of Label
        The options, in the record's fixed order.
    criterion : Criterion
        A chance.
    sizes : TypeSizes
        Type of the page.

    Returns
    -------
    altair.LayerChart
        Fits its container from 240 px up.
    """
    rows.check_labels(options, "option")
    _chance(criterion)
    count, frame = (
        len(options),
        rows.RowFrame(sizes, bar=_SMALL * DOWN, lines=5, name_lines=rows.name_lines(options, sizes)),
    )
    base = rows.option_rows(options, "icons")
    empty: dict[str, Any] = {"icons": {o.id: {"position": i, "first": [], "then": []} for i, o in enumerate(options)}}
    return rows.finish(
        [
            _people(base, count, frame, criterion_mark(criterion.id).colour),
            _gap(base, count, frame),
            rows.names(base, options, frame),
            _words(base, count, frame, "first"),
            _words(base, count, frame, "then", under="first"),
        ],
        title=criterion.plain,
        subtitle=["Each block is 100 people.", "Filled: the typical count.", "Paler: the likely range."],
        description=f"{criterion.plain}: for each option a block of 100 people. Those counted are filled, the likely "
        "range is drawn softly. The same is said in words and in a table.",
        params=[alt.param(name="icons", value=empty)],
        rows=count,
        frame=frame,
    )


def _at(field: str) -> alt.X:
    """Place a mark by px."""
    return alt.X(field, type="quantitative", scale=None, axis=None)


def _people(base: alt.Chart, count: int, frame: rows.RowFrame, colour: str) -> alt.Chart:
    """Draw the people: counted in any case, counted typically, perhaps, and the others."""
    tone = "datum.i < datum.r.lo ? 1 : datum.i < datum.r.mid ? 0.62 : datum.i < datum.r.hi ? 0.2 : 1"
    unit: alt.Chart = (
        base.transform_filter(_KNOWN)
        .transform_calculate(i=f"sequence({PEOPLE})")
        .transform_flatten(["i"])
        .transform_calculate(
            px=f"(datum.i % {ACROSS} + 0.5 + (datum.i % {ACROSS} < {ACROSS // 2} ? 0 : 0.5)) * {_PLACE}",
            py=f"datum.r.position + {frame.at(frame.bar_top)}"
            f" + (floor(datum.i / {ACROSS}) + 0.5) * {_PLACE} / {frame.height}",
            fill=f"datum.i < datum.r.hi ? '{colour}' : '{GRID}'",
            line=f"datum.i < datum.r.hi ? '{colour}' : '{_OUTLINE}'",
            tone=tone,
        )
        .mark_point(shape=_PERSON, size=alt.ExprRef(f"pow({_PLACE} * 0.84, 2)"), filled=True, strokeWidth=1, opacity=1)
        .encode(
            x=_at("px"),
            y=rows.at_row(count, frame, "py"),
            fill=alt.Fill("fill", type="nominal", scale=None, legend=None),
            stroke=alt.Stroke("line", type="nominal", scale=None, legend=None),
            fillOpacity=alt.FillOpacity("tone", type="quantitative", scale=None, legend=None),
        )
    )
    return unit


def _gap(base: alt.Chart, count: int, frame: rows.RowFrame) -> alt.Chart:
    """Draw the frame of a block whose number is not known."""
    top = f"datum.r.position + {frame.at(frame.bar_top)}"
    unit: alt.Chart = (
        base.transform_filter(f"!({_KNOWN})")
        .transform_calculate(
            left="1",
            right=f"{_ROOM} * {_PLACE} - 1",
            top=top,
            bottom=f"{top} + {DOWN} * {_PLACE} / {frame.height}",
        )
        .mark_rect(fill=None, stroke=_OUTLINE, strokeDash=[3, 5], cornerRadius=8)
        .encode(x=_at("left"), x2="right", y=rows.at_row(count, frame, "top"), y2="bottom")
    )
    return unit


def _words(base: alt.Chart, count: int, frame: rows.RowFrame, field: str, *, under: str = "") -> alt.Chart:
    """Write lines beside the people, or below them where the chart is narrow; within the frame of a gap.

    The lines of another field, which are bold, may stand above them.
    """
    size = f"min({frame.sizes.label}, width / {_LINE * 0.58})"
    line = f"({size} * 1.3)"
    above = f"datum.r.{under}.length * {line}" if under else "0"
    below = f"(({_KNOWN} && width < {_BESIDE} ? {DOWN} * {_PLACE} + 12 : 16) + {above})"
    unit: alt.Chart = (
        base.transform_calculate(
            at=f"datum.r.position + {frame.at(frame.bar_top)} + {below} / {frame.height}",
            left=f"!({_KNOWN}) ? 14 : width < {_BESIDE} ? 0 : {_ROOM} * {_PLACE} + 24",
        )
        .mark_text(
            align="left",
            baseline="middle",
            fontSize=alt.ExprRef(size),
            fontWeight=400 if under else 600,
            lineHeight=alt.ExprRef(line),
            color=MUTED if under else INK,
        )
        .encode(x=_at("left"), y=rows.at_row(count, frame, "at"), text=alt.Text(f"r.{field}", type="nominal"))
    )
    return unit


def describe(library: Library, criterion: str, options: Sequence[Label]) -> str:
    """Say what the chart shows, in both frames, one sentence an option, in the order given."""
    about = _chance(library.criteria[criterion])
    lines = [f"{about.plain}."]
    for option in options:
        counts, after = row_words(about, library.estimate(option.id, criterion))
        lines.append(f"{option.text}: {', '.join(['; '.join(counts), *after])}.")
    return " ".join(lines)


def twin(library: Library, criterion: str, options: Sequence[Label]) -> Twin:
    """Give the rows of the chart in words.

    Returns
    -------
    Twin
        Columns: Option, Of 100, The others, Range, Measured at, Certainty.
    """
    about = _chance(library.criteria[criterion])
    lines = []
    for option in options:
        estimate = library.estimate(option.id, criterion)
        said = wording.say(about, estimate)
        known = not estimate.no_good_data
        of_100 = _range_of_100(said, known=known)
        when = wording.time_words(about, estimate.measured_at) if known else ""
        sure = wording.certainty_head(estimate) if known else ""
        lines.append((option.text, said.value, said.other, of_100, when, sure))
    return Twin(("Option", "Of 100", "The others", "Range", "Measured at", "Certainty"), tuple(lines))

"""Fit of each option, 0 to 100: what it is made of and its wobble, with twins in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import altair as alt

from trd_sdm.present import numbers
from trd_sdm.present.charts import rows
from trd_sdm.present.charts.fit_parts import part_layers
from trd_sdm.present.charts.stack import apart, by_letter, stack
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.gaps import COUNTED_AS_NONE, counted_as_none, gap_counts, gap_names
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import BAND, CARD, INK, MUTED, NORMAL, TypeSizes
from trd_sdm.present.ties import tie_sentences
from trd_sdm.present.words import sentence

if TYPE_CHECKING:
    import pandas as pd

    from trd_sdm.session.appraisal import RoleFit

Gaps = Mapping[str, Sequence[str]]

WAITING = "not weighed yet"
NOT_RATED = "not rated"
NARROW = 31
"""Characters of a line of the key, so that a phone does not cut it."""
MANY = 6
"""Options from which rows stand closer, so that a screen holds them."""
HIDDEN = "The total is hidden. Here are the points each option gets for each thing."
KEY = "Mark: fit. Band: likely range."
KEY_OPEN = "Dashed: not known."
KEY_NONE = f"Dashed: {COUNTED_AS_NONE}."
KEY_BOTH = "Dashed: not known, or counted as none."
KEY_APART = "Each part in its own place. A full place is the good end."
ABOUT = (
    "Bars from 0 to 100, one for each option, made of one part for each thing rated. "
    "A mark shows the fit and a pale band its likely range. The same is said in words and in a table."
)
ABOUT_APART = (
    "A row for each option, with a place for each thing rated, as wide as it matters. "
    "The part that is filled shows how the option does on it. The same is said in words and in a table."
)


def fit_words(role_fit: RoleFit, option: str) -> str:
    """Say one option's fit with its interval, as on the chart: ``fit 58, likely 41 to 72``."""
    fit, low, high = (numbers.points(part[option]) for part in (role_fit.fit, role_fit.low, role_fit.high))
    if low == "under 0" and high == "over 100":
        return f"fit {fit}, but it could be anywhere"
    return f"fit {fit}, likely {low} to {high}"


def _weighed_gaps(unknown: Gaps | None, option: str, parts: Mapping[str, float]) -> list[str]:
    """Give the gaps that touch the fit: those on criteria that are weighed."""
    return [criterion for criterion in (unknown or {}).get(option, ()) if criterion in parts]


def dashed_key(unknown: Gaps, silent: Gaps) -> str:
    """Say what a dashed part is, where one can be: not known, or counted as none since nobody reports it."""
    if any(silent.values()):
        return KEY_BOTH if any(unknown.values()) else KEY_NONE
    return KEY_OPEN if any(unknown.values()) else ""


def fit_params(
    role_fit: RoleFit | None,
    order: Sequence[str],
    unknown: Gaps | None = None,
    silent: Gaps | None = None,
    *,
    show_total: bool = True,
) -> dict[str, Any]:
    """Give the chart's parameters for one set of results.

    Parameters
    ----------
    role_fit : RoleFit or None
        None when nothing is rated yet: the rows then wait, with a word.
    order : sequence of str
        Options from the top: the record's fixed order, or sorted by fit when the pair asks for it.
    unknown : mapping of str to sequence of str, optional
        Picked criteria with no good data, by option.
    silent : mapping of str to sequence of str, optional
        Picked criteria that no source reports and that count as none, by option.
    show_total : bool
        Whether the parts add up to a mark; without, each part stands in a place as wide as its weight.

    Returns
    -------
    dict
        ``{"fit": {option: {mid, lo, hi, position, label, gap, parts, open}}}``; ``open`` names the parts that
        are no finding, which are drawn hollow. Marks are held to the 0..100 scale,
        while words say "under 0" or "over 100". Without the total there is no mid, lo and hi.
    """
    if role_fit is None:
        return {"fit": {o: {"position": i, "label": WAITING, "parts": {}} for i, o in enumerate(order)}}
    entries: dict[str, Any] = {}
    for position, option in enumerate(order):
        parts = role_fit.contributions[option]
        gaps = _weighed_gaps(unknown, option, parts)
        gap = gap_counts(gaps, len(parts))
        open_ = dict.fromkeys([*gaps, *_weighed_gaps(silent, option, parts)], True)
        if not show_total:
            laid = apart(parts, role_fit.weights, by_letter(parts))
            entries[option] = {"position": position, "label": gap, "gap": "", "parts": laid, "open": open_}
            continue
        entries[option] = {
            "position": position,
            "mid": round(numbers.on_scale(role_fit.fit[option]), 2),
            "lo": round(numbers.on_scale(role_fit.low[option]), 2),
            "hi": round(numbers.on_scale(role_fit.high[option]), 2),
            "label": fit_words(role_fit, option),
            "gap": gap,
            "parts": stack(parts, by_letter(parts)),
            "open": open_,
        }
    return {"fit": entries}


def fit_chart(
    options: Sequence[Label],
    criteria: Sequence[Label],
    *,
    sizes: TypeSizes = NORMAL,
    who: str = "",
    show_total: bool = True,
    lines: int = 2,
    dashed: str = "",
) -> alt.LayerChart:
    """Build the fit chart of a shortlist once; `fit_params` drives it from then on.

    Parameters
    ----------
    options : sequence of Label
        The shortlist, in the record's fixed order.
    criteria : sequence of Label
        Criteria that may be weighed, with colour and letter.
    sizes : TypeSizes
        Type of the page.
    who : str, optional
        Whose weights these are, in words, for the title: "the patient's ratings".
    show_total : bool
        As handed to `fit_params`; it decides what the chart says of itself.
    dashed : str
        What a dashed part is, as `dashed_key` says it; empty where no part can be dashed.
    lines : int
        Lines of words a row has room for; one serves where the chart is never narrow, as on paper.

    Returns
    -------
    altair.LayerChart
        Fits its container from 280 px up.
    """
    rows.check_labels(options, "option")
    rows.check_labels(criteria, "criterion")
    count, frame = (
        len(options),
        rows.RowFrame(sizes, reach=6, lines=lines, apart=6 if lines == 1 or len(options) >= MANY else 14),
    )
    base = rows.option_rows(options, "fit")
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = rows.scale_axis("Fit, 0 to 100" if show_total else "All that matters is 100", (0, 25, 50, 75, 100))

    def x(field: str) -> alt.X:
        return alt.X(field, type="quantitative", scale=scale, axis=axis)

    band = base.mark_bar(
        orient="horizontal",
        size=frame.bar + 2 * frame.reach,
        yOffset=frame.bar_middle,
        color=BAND,
        cornerRadius=4,
        clip=True,
    ).encode(x=x("r.lo"), x2="r.hi", y=rows.at_row(count, frame))
    layers = [band, *part_layers(options, criteria, count, frame, x)]
    for colour, width, reach in (
        (CARD, 7, 16),
        (INK, 3, 12),
    ):  # a pale halo keeps the mark clear on dark bars
        tick = base.mark_tick(
            orient="vertical", size=frame.bar + reach, thickness=width, yOffset=frame.bar_middle, color=colour
        )
        layers.append(tick.encode(x=x("r.mid"), y=rows.at_row(count, frame)))
    layers.append(rows.names(base, options, frame))
    said = base.transform_calculate(said=rows.wrapped("datum.r.label", "datum.r.gap", sizes))
    layers.append(rows.words(said, rows.at_row(count, frame), "said", frame.words_y, size=sizes.label, color=MUTED))
    return rows.finish(
        layers,
        title="Fit of each option" if show_total else "How each option does on each thing",
        subtitle=[*([f"by {who}"] if who else []), KEY if show_total else KEY_APART, *wrap(dashed, NARROW)],
        description=ABOUT if show_total else ABOUT_APART,
        params=[alt.param(name="fit", value=fit_params(None, [option.id for option in options])["fit"])],
        rows=count,
        frame=frame,
    )


def describe(
    role_fit: RoleFit | None,
    options: Sequence[Label],
    criteria: Sequence[Label],
    unknown: Gaps | None = None,
    silent: Gaps | None = None,
    *,
    tie_points: float = numbers.TIE_POINTS,
    show_total: bool = True,
) -> str:
    """Say what the chart shows, in the fixed order of the options, with ties called ties.

    Parameters
    ----------
    role_fit : RoleFit or None
    options : sequence of Label
        The shortlist in the record's fixed order.
    criteria : sequence of Label
        The criteria weighed.
    unknown : mapping of str to sequence of str, optional
        Picked criteria with no good data, by option.
    silent : mapping of str to sequence of str, optional
        Picked criteria that no source reports and that count as none, by option.
    tie_points : float
        Options closer than this are called a tie.
    show_total : bool
        Whether the total fit is said; without, only what it is made of.

    Returns
    -------
    str
        The accessible description and the text twin: one sentence an option.
    """
    if role_fit is None:
        return "No fit to show yet. Rate what matters, and the fit of each option will show here."
    names = {option.id: option.text for option in options}
    titles = {criterion.id: criterion.text for criterion in criteria}
    said = ["Fit shows how well each option meets what was rated, from 0 to 100." if show_total else HIDDEN]
    for option in options:
        parts = role_fit.contributions[option.id]
        if show_total:
            most = [titles.get(c, c) for c in sorted(parts, key=lambda c: -parts[c])[:2] if parts[c] >= 0.5]
            why = f" Most of it comes from: {'; '.join(most)}." if most else ""
            said.append(f"{option.text}: {fit_words(role_fit, option.id)}.{why}")
        else:
            filled = [f"{titles.get(c, c)} {numbers.points(parts[c])}" for c in by_letter(parts)]
            said.append(f"{option.text}: {'; '.join(filled)}.")
        lost = [titles.get(c, c) for c in parts if parts[c] <= -0.5]
        if lost:
            said.append(f"Points are taken off for: {'; '.join(lost)}.")
        gaps = gap_names(_weighed_gaps(unknown, option.id, parts), titles)
        if gaps:
            said.append(f"{' '.join(map(sentence, gaps))} So its range covers all that could be.")
        assumed = counted_as_none(_weighed_gaps(silent, option.id, parts), titles)
        if assumed:
            said.append(sentence(assumed))
    if not show_total:
        return " ".join(said)
    ranked = {option.id: role_fit.fit[option.id] for option in options if option.ranked}
    return " ".join([*said, *tie_sentences(ranked, names, tie_points)])


def twin(
    role_fit: RoleFit | None,
    options: Sequence[Label],
    criteria: Sequence[Label],
    unknown: Gaps | None = None,
    silent: Gaps | None = None,
) -> Twin:
    """Give the numbers of the chart: a row an option, whole points.

    Returns
    -------
    Twin
        Columns: Option, Fit, Likely from, Likely to, the points of each criterion, Not known. Empty when
        nothing is rated.
    """
    points = [f"Points from: {criterion.text}" for criterion in criteria]
    columns = ["Option", "Fit", "Likely from", "Likely to", *points, "Not known"]
    if role_fit is None:
        return Twin(tuple(columns))
    titles = {criterion.id: criterion.text for criterion in criteria}
    lines = []
    for option in options:
        parts = role_fit.contributions[option.id]
        ends = (role_fit.fit[option.id], role_fit.low[option.id], role_fit.high[option.id])
        open_ = gap_names(_weighed_gaps(unknown, option.id, parts), titles)
        open_ += [counted_as_none(_weighed_gaps(silent, option.id, parts), titles)]
        gaps = " ".join(filter(None, map(sentence, open_)))
        shares = [numbers.whole(parts[criterion.id]) if criterion.id in parts else NOT_RATED for criterion in criteria]
        lines.append([option.text, *(numbers.points(end) for end in ends), *shares, gaps])
    return Twin(tuple(columns), tuple(map(tuple, lines)))


def table(
    role_fit: RoleFit | None,
    options: Sequence[Label],
    criteria: Sequence[Label],
    unknown: Gaps | None = None,
    silent: Gaps | None = None,
) -> pd.DataFrame:
    """Give `twin` as a pandas frame."""
    return twin(role_fit, options, criteria, unknown, silent).frame()

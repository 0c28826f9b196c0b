"""How often each option comes out first, out of 100, with its twins in words and numbers.

Shares are rounded one by one and not forced to add up to 100: moving a unit to make the sum fit would change
a true number, and could set two equal options apart. Where the sum is not 100, the words say so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from trd_sdm.present import numbers
from trd_sdm.present.charts import rows
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import ACCENT, MUTED, NORMAL, TypeSizes

if TYPE_CHECKING:
    import pandas as pd

    from trd_sdm.session.appraisal import RoleFit

WAITING = "not weighed yet"
NOT_RANKED = "not ranked"
_WHY = "The evidence is not exact. So we ran the sum many times. Each run used other numbers that may be true."


def first_words(role_fit: RoleFit, option: str) -> str:
    """Say one option's share, as on the chart: ``34 of 100``."""
    return f"{numbers.count_of_100(role_fit.first_of_100[option])} of 100"


def first_params(role_fit: RoleFit | None, order: Sequence[str], unranked: Collection[str] = ()) -> dict[str, Any]:
    """Give the chart's parameters for one set of results.

    Parameters
    ----------
    role_fit : RoleFit or None
        None when nothing is rated yet: the rows then wait, with a word.
    order : sequence of str
        Options from the top; give the same order as to the fit chart.
    unranked : collection of str
        Options that are drawn and not ranked; the words beside their bars say so.

    Returns
    -------
    dict
        ``{"first": {option: {share, position, label}}}``.
    """
    if role_fit is None:
        return {"first": {o: {"position": i, "label": WAITING} for i, o in enumerate(order)}}
    return {
        "first": {
            option: {
                "position": position,
                "share": round(role_fit.first_of_100[option], 2),
                "label": first_words(role_fit, option) + (f", {NOT_RANKED}" if option in unranked else ""),
            }
            for position, option in enumerate(order)
        }
    }


def first_chart(options: Sequence[Label], *, sizes: TypeSizes = NORMAL, who: str = "") -> alt.LayerChart:
    """Build the chart of first places for a shortlist once; `first_params` drives it from then on.

    Parameters
    ----------
    options : sequence of Label
        The shortlist, in the record's fixed order.
    sizes : TypeSizes
        Type of the page.
    who : str, optional
        Whose weights these are, in words.

    Returns
    -------
    altair.LayerChart
        Fits its container from 280 px up. Bars stand on a track of 100, so that both frames are seen.
    """
    rows.check_labels(options, "option")
    count, frame = len(options), rows.RowFrame(sizes, bar=16, lines=1, name_lines=rows.name_lines(options, sizes))
    base = rows.option_rows(options, "first")
    axis = rows.scale_axis("Runs out of 100", (0, 25, 50, 75, 100))
    scale = alt.Scale(domain=[0, 100], nice=False)
    origin = alt.X(datum=0, type="quantitative", scale=scale, axis=axis)
    bar = base.mark_bar(
        orient="horizontal", size=frame.bar, yOffset=frame.bar_middle, color=ACCENT, cornerRadius=2
    ).encode(
        x=alt.X("r.share", type="quantitative", scale=scale, axis=axis),
        x2=alt.X2Datum(0),
        y=rows.at_row(count, frame),
    )
    layers = [
        rows.track(base, count, frame, origin, 100),
        bar,
        rows.names(base, options, frame),
        rows.words(base, rows.at_row(count, frame), "r.label", frame.words_y, size=sizes.label, color=MUTED),
    ]
    return rows.finish(
        layers,
        title="How often each comes out first",
        subtitle=([f"by {who}"] if who else []) + ["Of 100 tries, each with other numbers that may be true"],
        description="Bars from 0 to 100, one for each option: in how many of 100 runs it is first. "
        "The same is said in words and in a table.",
        params=[alt.param(name="first", value=first_params(None, [option.id for option in options])["first"])],
        rows=count,
        frame=frame,
    )


def _sum_note(role_fit: RoleFit, options: Sequence[Label]) -> str:
    total = sum(numbers.whole(role_fit.first_of_100[option.id]) for option in options)
    return "" if total == 100 else "The counts are rounded, so they may not add up to 100."


def describe(role_fit: RoleFit | None, options: Sequence[Label], draws: int | None = None) -> str:
    """Say what the chart shows in both frames, in the fixed order of the options.

    Parameters
    ----------
    role_fit : RoleFit or None
    options : sequence of Label
        The shortlist in the record's fixed order.
    draws : int, optional
        How many runs stand behind the shares.

    Returns
    -------
    str
        The accessible description and the text twin: one sentence an option.
    """
    if role_fit is None:
        return "Nothing to count yet. Rate what matters, and the counts will show here."
    said = [_WHY]
    for option in options:
        share = role_fit.first_of_100[option.id]
        yes, no = numbers.count_of_100(share), numbers.rest_of_100(share)
        if option.ranked:
            said.append(f"{option.text}: first in {yes} of 100 runs; not first in {no}.")
        else:
            said.append(f"{option.text} is not ranked. Its sum is the highest in {yes} of 100 runs; not in {no}.")
    note = _sum_note(role_fit, options)
    if note:
        said.append(note)
    if draws:
        said.append(f"We made {draws:,} runs.")
    return " ".join(said)


def twin(role_fit: RoleFit | None, options: Sequence[Label]) -> Twin:
    """Give the numbers of the chart in both frames: a row an option.

    Returns
    -------
    Twin
        Columns: Option, First, of 100 runs; Not first, of 100 runs. Empty when nothing is rated.
    """
    columns = ["Option", "First, of 100 runs", "Not first, of 100 runs"]
    if role_fit is None:
        return Twin(tuple(columns))
    shares = role_fit.first_of_100
    lines = [
        [
            option.text if option.ranked else f"{option.text} ({NOT_RANKED})",
            numbers.count_of_100(shares[option.id]),
            numbers.rest_of_100(shares[option.id]),
        ]
        for option in options
    ]
    return Twin(tuple(columns), tuple(map(tuple, lines)))


def table(role_fit: RoleFit | None, options: Sequence[Label]) -> pd.DataFrame:
    """Give `twin` as a pandas frame."""
    return twin(role_fit, options).frame()

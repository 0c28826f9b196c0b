"""The scale of one criterion: ends that never follow the options, and an axis that says which end is the better one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import altair as alt

from trd_sdm.present import wording
from trd_sdm.present.charts import rows
from trd_sdm.present.theme import TypeSizes

if TYPE_CHECKING:
    from trd_sdm.evidence.criterion import Criterion

WORSE, BETTER = "worse end", "better end"
_TICKS = 4


def fixed_range(criterion: Criterion) -> tuple[float, float]:
    """Give the ends of the scale, which never follow the options on the table.

    Chances run from 0 to 100 and amounts from zero; ordinal scales from their lowest to their highest step.
    """
    match criterion.kind:
        case "chance":
            return 0.0, 100.0
        case "band" | "tier":
            return float(criterion.first_band), float(criterion.first_band + len(criterion.bands) - 1)
        case "yes_no":
            return 0.0, 1.0
        case _:
            return 0.0, float(criterion.plausible_high)


def value_axis(criterion: Criterion, sizes: TypeSizes) -> alt.Axis:
    """Give the axis of a criterion's fixed range: numbers with what they count, or words at both ends of steps."""
    bottom, top = fixed_range(criterion)
    steps = even_steps(bottom, top)
    if criterion.kind in ("band", "tier", "yes_no"):
        labels = criterion.bands or ("no", "yes")
        ends = [wording.short_band(label) for label in (labels[0], labels[-1])]
        steps = [bottom + step for step in range(int(top - bottom) + 1)]
        room = round(len("  ".join(ends)) * sizes.small * 0.6)
        return rows.scale_axis("", steps, label_expr=_ends(criterion, ends, "''", room))
    ends = [f"{end:g}" for end in (bottom, top)]
    return rows.scale_axis(wording.counted(criterion), steps, label_expr=_ends(criterion, ends, "datum.label", 0))


def even_steps(bottom: float, top: float) -> list[float]:
    """Give both ends of a scale and round numbers between them, as far apart as a quarter of it or more.

    Examples
    --------
    >>> even_steps(0, 100), even_steps(0, 49.5), even_steps(0, 10)
    ([0, 25, 50, 75, 100], [0, 20, 40, 49.5], [0, 5, 10])
    """
    span = top - bottom
    unit = 10.0 ** math.floor(math.log10(span / _TICKS))
    sizes = [unit * times for times in (1, 2, 2.5, 5, 10)]
    size = next(
        each for each in sizes if each >= span / _TICKS and ((each >= 1 and each == int(each)) or span < _TICKS)
    )
    inner = [bottom + size * place for place in range(1, _TICKS) if size * place < span - size / 3]
    return [bottom, *(int(each) if each == int(each) else each for each in inner), top]


def _ends(criterion: Criterion, ends: Sequence[str], between: str, room: int) -> str:
    """Give the expression that writes both ends of a scale, which of them is the better one, and what is between.

    On a chart too narrow for the words of both ends, only better and worse are written.
    """
    bottom, top = fixed_range(criterion)
    sides = (WORSE, BETTER) if criterion.direction == "higher_better" else (BETTER, WORSE)
    written = []
    for value, end, side in zip((bottom, top), ends, sides, strict=True):
        text = f"width < {room} ? {_quoted(side)} : [{_quoted(end)}, {_quoted(side)}]"
        written.append(f"datum.value == {value:g} ? ({text})")
    return f"{' : '.join(written)} : {between}"


def _quoted(text: str) -> str:
    """Quote a text for a Vega expression, so that no text can become code."""
    return "'" + "".join(f"\\u{ord(c):04x}" if c in "'\"\\<>&\n\r" else c for c in text) + "'"

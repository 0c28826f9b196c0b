"""Both people's points side by side: a dumbbell for each thing that matters, with its twin in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from trd_sdm.present import numbers
from trd_sdm.present.charts import rows
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.labels import Label
from trd_sdm.present.theme import ACCENT, BAND, CARD, INK, MUTED, NORMAL, TypeSizes

Points = Mapping[str, float]

NOT_RATED = "not rated"
_MARKS = (("patient", "P", "circle", ACCENT), ("clinician", "C", "square", INK))


def points_words(patient: float | None, clinician: float | None) -> str:
    """Say both ratings of one thing, as on the chart.

    Examples
    --------
    >>> points_words(80, None)
    'patient 80, clinician not rated'
    """
    said = [NOT_RATED if one is None else str(numbers.whole(one)) for one in (patient, clinician)]
    return f"patient {said[0]}, clinician {said[1]}"


def points_params(patient: Points, clinician: Points, criteria: Sequence[str]) -> dict[str, Any]:
    """Give the chart's parameters for two sets of points.

    Returns
    -------
    dict
        ``{"points": {criterion: {position, label, patient, clinician}}}``; who has not rated has no mark.
    """
    entries: dict[str, Any] = {}
    for position, criterion in enumerate(criteria):
        both = {"patient": patient.get(criterion), "clinician": clinician.get(criterion)}
        entries[criterion] = {
            "position": position,
            "label": points_words(both["patient"], both["clinician"]),
            **{who: points for who, points in both.items() if points is not None},
        }
    return {"points": entries}


def points_chart(criteria: Sequence[Label], *, sizes: TypeSizes = NORMAL) -> alt.LayerChart:
    """Build the chart for the things picked once; `points_params` drives it from then on.

    Parameters
    ----------
    criteria : sequence of Label
        What matters, in the order picked.
    sizes : TypeSizes
        Type of the page.

    Returns
    -------
    altair.LayerChart
        Fits its container from 280 px up.
    """
    rows.check_labels(criteria, "criterion")
    count, frame = (
        len(criteria),
        rows.RowFrame(sizes, bar=36, lines=2, apart=8, name_lines=rows.name_lines(criteria, sizes)),
    )
    base = rows.option_rows(criteria, "points")
    axis = rows.scale_axis("Points, 0 to 100", (0, 25, 50, 75, 100))
    scale = alt.Scale(domain=[0, 100], nice=False)
    y = rows.at_row(count, frame)

    def x(field: str) -> alt.X:
        return alt.X(field, type="quantitative", scale=scale, axis=axis)

    line = base.mark_rule(yOffset=frame.bar_middle, color=BAND, strokeWidth=2).encode(
        x=alt.X(datum=0, type="quantitative", scale=scale, axis=axis), x2=alt.X2Datum(100), y=y
    )
    both = base.transform_filter("isValid(datum.r.patient) && isValid(datum.r.clinician)")
    apart = both.mark_rule(yOffset=frame.bar_middle, color=MUTED, strokeWidth=6, opacity=0.45).encode(
        x=x("r.patient"), x2="r.clinician", y=y
    )
    layers = [line, apart]
    for who, letter, shape, colour in _MARKS:
        rated = base.transform_filter(f"isValid(datum.r.{who})")
        # Marks that lie on each other stay apart: one sits a little above the line, the other below it.
        lift = frame.bar_middle + (-9 if who == "patient" else 9)
        layers.append(
            rated.mark_point(
                shape=shape, size=300, filled=True, color=colour, stroke=CARD, strokeWidth=1.5, opacity=1, yOffset=lift
            ).encode(x=x(f"r.{who}"), y=y)
        )
        layers.append(
            rated.mark_text(
                text=letter, color="#ffffff", fontWeight=600, fontSize=sizes.small - 1, baseline="middle", yOffset=lift
            ).encode(x=x(f"r.{who}"), y=y)
        )
    layers.append(rows.names(base, criteria, frame))
    # One below the other where a line of both would shrink.
    label = "(datum.r.label || '')"
    said = base.transform_calculate(said=f"width < {sizes.label * 26} ? split({label}, ', ') : {label}")
    layers.append(rows.words(said, y, "said", frame.words_y, size=sizes.label, color=MUTED))
    return rows.finish(
        layers,
        title="Both of you, side by side",
        subtitle=["P in a circle: patient.", "C in a square: clinician."],
        description="A line from 0 to 100 for each thing that matters, with a circle where the patient put it and a "
        "square where the clinician did. The same is said in words and in a table.",
        params=[alt.param(name="points", value=points_params({}, {}, [one.id for one in criteria])["points"])],
        rows=count,
        frame=frame,
    )


def twin(patient: Points, clinician: Points, criteria: Sequence[Label]) -> Twin:
    """Give the numbers of the chart: a row a thing, whole points, and how far apart they are.

    Returns
    -------
    Twin
        Columns: What matters, Patient, Clinician, Apart.
    """
    lines = []
    for one in criteria:
        both = (patient.get(one.id), clinician.get(one.id))
        said = [NOT_RATED if points is None else str(numbers.whole(points)) for points in both]
        known = None not in both
        apart = str(numbers.whole(abs((both[0] or 0.0) - (both[1] or 0.0)))) if known else ""
        lines.append((one.text, *said, apart))
    return Twin(("What matters", "Patient", "Clinician", "Apart"), tuple(lines))

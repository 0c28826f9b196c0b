"""What the take-home page computes with: mean values for the fit, all draws for the range, packed as text."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np

from trd_sdm.export.drawings import fit_drawn
from trd_sdm.present.charts.stack import by_letter
from trd_sdm.present.gaps import COUNTED_AS_NONE
from trd_sdm.present.ranges import swing_question
from trd_sdm.present.theme import criterion_mark, text_on
from trd_sdm.present.ties import HIGHEST, LOWER
from trd_sdm.present.words import sentence
from trd_sdm.session.appraisal import weighed_values

if TYPE_CHECKING:
    import numpy.typing as npt

    from trd_sdm.export.gathered import Gathered
    from trd_sdm.mcda import PartialValues
    from trd_sdm.session.record import Whose

DRAWS_AT_MOST = 4096
"""More draws than these stay behind: the fit still rests on all of them, the range on the first ones."""


def playing(held: Gathered, whose: Whose) -> dict[str, Any]:
    """Give everything the page needs to weigh anew, with the points of one role to begin with.

    The fit of an option is the sum of weight times mean value, over the mean values of all draws: the same sum, in the
    same double precision, as `trd_sdm.mcda.evaluate` makes. The range is read from the draws themselves, kept in single
    precision, by the same quantiles; over a cell with no good data it spans the ends of that cell, as on the screen.

    Parameters
    ----------
    held : Gathered
        With something to weigh: see `can_play`.
    whose : str
        Whose points the sliders begin at.
    """
    values = weighed_values(held.record, held.library, held.appraisal)
    few = values.head(DRAWS_AT_MOST) if values.draws > DRAWS_AT_MOST else values
    points = held.record.weights.of(whose)
    labels = held.option_labels(values.alternatives)
    options = [{"id": label.id, "name": label.text, "ranked": label.ranked} for label in labels]
    criteria = []
    for key in values.criteria:
        known, mark = held.library.criteria[key], criterion_mark(key)
        criteria.append(
            {
                "id": key,
                "name": known.plain,
                "question": swing_question(known),
                "colour": mark.colour,
                "letter": mark.code,
                "ink": text_on(mark.colour),
                "points": points.get(key, 0.0),
                "rated": key in points,
                "own": known.group == "own",
            }
        )
    near = f"{held.library.assumptions.near_tie_points.value:g}"
    ties = {key: text.replace("{within}", near) for key, text in (("highest", HIGHEST), ("lower", LOWER))}
    return {
        "options": options,
        "criteria": criteria,
        "order": [values.criteria.index(key) for key in by_letter(values.criteria)],
        "level": held.library.assumptions.interval_level.value,
        "near": held.library.assumptions.near_tie_points.value,
        "tie": ties,
        "draws": few.draws,
        "means": values.means.tolist(),
        "cells": [[_packed(few.cells[i, j]) for j in range(len(criteria))] for i in range(len(options))],
        "spans": _spans(few),
        "silent": sentence(COUNTED_AS_NONE).rstrip("."),
        "counted_as_none": [
            [values.criteria.index(key) for key in held.appraisal.counted_as_none[option]]
            for option in values.alternatives
        ],
        "spec": _spec(held, whose),
    }


def _spec(held: Gathered, whose: Whose) -> dict[str, Any]:
    spec = fit_drawn(held, whose)
    spec["title"]["subtitle"] = ["With the points set here", *spec["title"]["subtitle"][1:]]
    return spec


def can_play(held: Gathered) -> bool:
    """Say whether there is anything to weigh: something that matters, and two options or more."""
    return bool(held.record.criteria) and len(held.appraisal.options) > 1


def _packed(draws: npt.NDArray[np.float64]) -> float | str:
    """Give one number where all draws are the same, else the draws as little-endian single floats in base64."""
    if np.all(draws == draws[0]):
        return float(draws[0])
    return base64.b64encode(np.ascontiguousarray(draws, dtype="<f4").tobytes()).decode("ascii")


def _spans(values: PartialValues) -> dict[str, list[float | str]]:
    found = {}
    for (option, criterion), ends in values.spans.items():
        at = f"{values.alternatives.index(option)},{values.criteria.index(criterion)}"
        found[at] = [float(end) if end.ndim == 0 else _packed(end) for end in ends]
    return found

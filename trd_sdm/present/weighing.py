"""What stands beside the picture of the weighing step: both ratings side by side, and what is not in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present import numbers
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.labels import Label
from trd_sdm.present.tables import twin_table

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.appraisal import Appraisal, RoleFit
    from trd_sdm.session.record import Record
    from trd_sdm.session.review import Review

NOT_RATED = "not rated"
HALFWAY = "Halfway counts only what both have rated."
NOT_SUITABLE = "A safety rule says this is not suitable:"
AT_HAND = "Fit, 0 to 100. Band: likely range."
PUT_BACK = "A clinician can put it back, with a reason."


def both_ratings(record: Record, library: Library) -> Twin:
    """Give the points of both, and halfway between them, for everything picked."""
    shared = record.weights.of("shared")
    held = (record.weights.patient, record.weights.clinician, shared)

    def said(points: float | None) -> str:
        return NOT_RATED if points is None else f"{points:g}"

    lines = tuple(
        (library.criteria[name].plain, *(said(points.get(name)) for points in held)) for name in record.criteria
    )
    return Twin(("What matters", "Patient", "Clinician", "Halfway"), lines)


def both_ratings_html(record: Record, library: Library) -> str:
    """Give the same as HTML, with what halfway means."""
    table = twin_table(both_ratings(record, library), "How much each thing matters to each of you, 0 to 100")
    return str(Markup("<p>{}</p>").format(HALFWAY)) + table


def fits_at_hand(role_fit: RoleFit | None, options: Sequence[Label]) -> str:
    """Give the fits as a few short lines, for beside the sliders where the picture is out of sight.

    Readers of speech pass it over: the picture's own words follow.

    Parameters
    ----------
    role_fit : RoleFit or None
        None when nothing is rated yet: then there is nothing to follow.
    options : sequence of Label
        In the order they are drawn in.
    """
    if role_fit is None:
        return ""
    line = Markup(
        "<li><span>{}</span><i><u style='left:{}%;width:{}%'></u><b style='left:{}%'></b></i><span>{}</span></li>"
    )
    lines = []
    for option in options:
        fit, low, high = (held[option.id] for held in (role_fit.fit, role_fit.low, role_fit.high))
        start, mark, end = (round(numbers.on_scale(at), 1) for at in (low, fit, high))
        lines.append(line.format(option.text, start, round(end - start, 1), mark, numbers.points(fit)))
    return str(
        Markup('<div class="trd-at-hand" aria-hidden="true"><p>{}</p><ul>{}</ul></div>').format(
            AT_HAND, Markup("").join(lines)
        )
    )


def left_out_sentences(appraisal: Appraisal, review: Review, library: Library) -> list[tuple[str, str]]:
    """Name every option a safety rule keeps out of the picture, with each rule's reason in plain words."""
    said = []
    for option in appraisal.left_out:
        reasons = [finding.patient for finding in review.verdicts[option].fired if finding.level == "not_suitable"]
        said.append((library.options[option].text.name, " ".join([NOT_SUITABLE, *reasons, PUT_BACK])))
    return said


def left_out(appraisal: Appraisal, review: Review, library: Library) -> str:
    """Give what is not in the picture as HTML; empty where all options are in it."""
    lines = Markup("").join(
        Markup("<li><b>{}.</b> {}</li>").format(name, why)
        for name, why in left_out_sentences(appraisal, review, library)
    )
    if not lines:
        return ""
    return str(Markup('<aside class="trd-aside"><p><b>Not in the picture</b></p><ul>{}</ul></aside>').format(lines))

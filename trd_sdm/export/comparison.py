"""The comparison as a table for a spreadsheet: a row an option and criterion, every number with its source."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trd_sdm import __version__
from trd_sdm.clinical.verdicts import LEVEL_WORDS
from trd_sdm.export.free_text import cell
from trd_sdm.present import wording
from trd_sdm.present.sources import address

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered
    from trd_sdm.session.appraisal import RoleFit

ABOUT = ("mode", "kit_version", "evidence_version", "evidence_date", "made_for", "disclaimer")
COLUMNS = (
    "option",
    "option_name",
    "verdict",
    "left_out_of_the_fit",
    "put_back_because",
    "criterion",
    "criterion_name",
    "unit",
    "value",
    "low",
    "high",
    "no_good_data",
    "not_rated",
    "in_words",
    "certainty",
    "basis",
    "measured_at",
    "sources",
    "points_patient",
    "points_clinician",
    "part_of_fit_patient",
    "part_of_fit_clinician",
    "fit_patient",
    "fit_patient_low",
    "fit_patient_high",
    "fit_clinician",
    "fit_clinician_low",
    "fit_clinician_high",
    *ABOUT,
)

Value = str | float | None


def comparison_csv(held: Gathered) -> str:
    """Write the comparison as CSV with a heading line.

    A text that a spreadsheet would read as a formula starts with an apostrophe; numbers stay numbers. Mode, versions,
    evidence date and disclaimer stand in every row, so that a row cut out still carries them.

    Raises
    ------
    ExportStopped
        While the safety stop holds.
    """
    held.go_on()
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(held):
        writer.writerow({name: _written(row.get(name)) for name in COLUMNS})
    return out.getvalue()


def _written(value: Value) -> str:
    if value is None:
        return ""
    return cell(value) if isinstance(value, str) else f"{value:.10g}"


def _rows(held: Gathered) -> Iterator[dict[str, Value]]:
    about: dict[str, Value] = dict(
        zip(
            ABOUT,
            (
                held.record.mode,
                __version__,
                held.library.version,
                held.library.compiled.isoformat(),
                held.on.isoformat(),
                held.disclaimer,
            ),
            strict=True,
        )
    )
    for option in held.shown:
        standing = held.review.standing(option)
        of_option: dict[str, Value] = {
            "option": option,
            "option_name": held.option_name(option),
            "verdict": LEVEL_WORDS[standing.verdict.level],
            "left_out_of_the_fit": "yes" if option in held.appraisal.left_out else "no",
            "put_back_because": standing.put_back,
            **_fits(held, option),
        }
        for criterion in held.record.criteria or ("",):
            yield {**of_option, **(_estimate(held, option, criterion) if criterion else {}), **about}


def _fits(held: Gathered, option: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for role in ("patient", "clinician"):
        fit = _fit_of(held, role, option)
        if fit is not None:
            found[f"fit_{role}"] = fit.fit[option]
            found[f"fit_{role}_low"], found[f"fit_{role}_high"] = fit.low[option], fit.high[option]
    return found


def _fit_of(held: Gathered, role: str, option: str) -> RoleFit | None:
    fit = held.appraisal.roles["patient" if role == "patient" else "clinician"]
    return fit if fit is not None and option in fit.fit else None


def _estimate(held: Gathered, option: str, criterion: str) -> dict[str, Value]:
    about, estimate = held.library.criteria[criterion], held.library.estimate(option, criterion)
    weights = held.record.weights
    row: dict[str, Value] = {
        "criterion": criterion,
        "criterion_name": about.name,
        "unit": about.unit,
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "no_good_data": "yes" if estimate.no_good_data and about.group != "own" else "no",
        "not_rated": "yes" if estimate.no_good_data and about.group == "own" else "no",
        "in_words": wording.say(about, estimate).line,
        "certainty": "" if estimate.no_good_data else estimate.certainty.level,
        "basis": estimate.basis,
        "measured_at": estimate.measured_at,
        "sources": "; ".join(f"{key} {address(held.library.bibliography[key])}" for key in estimate.sources),
        "points_patient": weights.patient.get(criterion),
        "points_clinician": weights.clinician.get(criterion),
    }
    for role in ("patient", "clinician"):
        fit = _fit_of(held, role, option)
        if fit is not None:
            row[f"part_of_fit_{role}"] = fit.contributions[option].get(criterion)
    return row

"""``trd-sdm fit``: the appraisal of the session app, without the app."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trd_sdm.cli.messages import STOPPED, library_or_refuse, refuse, say_faults
from trd_sdm.session.values import is_own

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.appraisal import Appraisal
    from trd_sdm.session.record import Record
    from trd_sdm.session.values import Role

ALLOWED = "allowed are: "


def fit(
    record: Annotated[Path | None, typer.Argument(help="A record file saved from the session app.")] = None,
    *,
    options: Annotated[
        str | None,
        typer.Option(help="Option ids, with commas; staying is always among them. Without it, all options."),
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(help="CRITERION=POINTS, points from 0 to 100. Give it once for each criterion."),
    ] = None,
    role: Annotated[str, typer.Option(help="Whose weights: patient or clinician.")] = "patient",
    draws: Annotated[int | None, typer.Option(help="Number of draws.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of the draws.")] = None,
    widen: Annotated[
        bool | None, typer.Option("--widen/--no-widen", help="Whether low certainty widens what is drawn.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Compute the fit of each option for a set of weights, with its uncertainty."""
    from trd_sdm.session.assessment import assess
    from trd_sdm.session.record import ROLES

    if role not in ROLES:
        refuse(f"--role: {role!r} is not a role; {ALLOWED}{', '.join(ROLES)}")
    library = library_or_refuse()
    asked = _record(record, library, options, weight, role, draws=draws, seed=seed, widen_by_certainty=widen)
    if asked.is_stopped:
        refuse(f"{record}: {STOPPED}")
    appraisal = assess(asked, library).appraisal
    if appraisal.roles[role] is None:
        refuse(
            f"nothing to weigh: no criterion is rated above 0 for the {role}; give a record with ratings, "
            "or --weight CRITERION=POINTS at least once (see trd-sdm fit --help)"
        )
    report = fit_report(appraisal, asked, role, library)
    typer.echo(json.dumps(report, indent=1) if as_json else format_report(report, library))


def _record(
    path: Path | None,
    library: Library,
    options: str | None,
    weight: list[str] | None,
    role: Role,
    **flags: float | None,
) -> Record:
    """Give the record of the file, or a fresh one with all options, changed by the flags."""
    from pydantic import ValidationError

    from trd_sdm.session.record import STAY
    from trd_sdm.session.record_file import RecordError, faults_of, read_record
    from trd_sdm.session.record_library import library_of

    try:
        base = read_record(path, library) if path else _fresh(library)
    except RecordError as error:
        refuse(*error.faults)
    if base.library_version != library.version:
        said = (
            f"note: the record was made with evidence {base.library_version}; these numbers are from {library.version}"
        )
        say_faults([said])
        base = base.with_(library_version=library.version)
    changes: dict[str, Any] = {}
    if options is not None:
        named = [name.strip() for name in options.split(",") if name.strip()]
        _known("--options", named, library.options)
        changes["shortlist"] = tuple(dict.fromkeys([*([] if STAY in named else [STAY]), *named]))
    if weight:
        points = _points(weight, library_of(base, library))
        picked = tuple(dict.fromkeys([*base.criteria, *points])) if path else tuple(points)
        base = base.with_criteria(picked)
        weights = base.weights.model_dump()
        changes["weights"] = {**weights, role: {**weights[role], **points}}
    changes |= {name: value for name, value in flags.items() if value is not None}
    try:
        return base.with_(**changes)
    except ValidationError as error:
        refuse(*faults_of(error, "the command line"))


def _fresh(library: Library) -> Record:
    """Give a record of all options; points typed on the command line are meant as they stand."""
    from trd_sdm.session.record import Record
    from trd_sdm.session.values import SurenessOfRoles

    exact = SurenessOfRoles(patient="exact", clinician="exact")
    return Record(library_version=library.version, shortlist=tuple(library.options), sureness=exact)


def _points(weights: list[str], library: Library) -> dict[str, float]:
    points: dict[str, float] = {}
    for text in weights:
        criterion, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            refuse(f"--weight: {text!r} is not CRITERION=POINTS, for example response=80")
        _known("--weight", [criterion], library.criteria)
        try:
            points[criterion] = float(value)
        except ValueError:
            refuse(f"--weight: {value!r} is not a number of points for {criterion}; {ALLOWED}0 to 100")
    return points


def _known(flag: str, names: list[str], allowed: dict[str, Any] | Any) -> None:
    for name in names:
        if name not in allowed:
            refuse(f"{flag}: {name!r} is not known; {ALLOWED}{', '.join(allowed)}")


def fit_report(appraisal: Appraisal, record: Record, role: Role, library: Library) -> dict[str, Any]:
    """Give the appraisal of one role as plain data, in points of 100.

    ``no_good_data`` names the criteria weighed on which there is none, ``not_rated`` the own concerns not rated yet.
    """
    result = appraisal.roles[role]
    assert result is not None  # noqa: S101 -- the caller refused an empty weighing
    return {
        "role": role,
        "sureness": result.sureness,
        "unused_answers": list(result.unused_answers),
        "weights": dict(result.weights),
        "options": {
            option: {
                "fit": result.fit[option],
                "low": result.low[option],
                "high": result.high[option],
                "first_of_100": result.first_of_100[option],
                "standard_error": result.standard_error[option],
                "contributions": dict(result.contributions[option]),
                **_gaps([name for name in appraisal.unknown[option] if name in result.weights]),
            }
            for option in appraisal.options
        },
        "left_out": list(appraisal.left_out),
        "draws": appraisal.draws,
        "seed": appraisal.seed,
        "library_version": appraisal.library_version,
        "evidence_date": library.compiled.isoformat(),
        "mode": record.mode,
    }


def _gaps(names: list[str]) -> dict[str, list[str]]:
    return {
        "no_good_data": [name for name in names if not is_own(name)],
        "not_rated": [name for name in names if is_own(name)],
    }


def format_report(report: dict[str, Any], library: Library) -> str:
    """Give the report as a table for people, in the record's fixed order."""
    from trd_sdm.present.disclaimer import standing_line
    from trd_sdm.present.numbers import points

    level = library.assumptions.interval_level.value
    rows = [f"{'option':<34}{'fit':>9}{'from':>9}{'to':>9}{'first of 100':>14}"]
    for option, row in report["options"].items():
        mark = " *" if row["no_good_data"] or row["not_rated"] else ""
        fit, low, high = (points(row[name]) for name in ("fit", "low", "high"))
        numbers = f"{fit:>9}{low:>9}{high:>9}{row['first_of_100']:>14.0f}"
        rows.append(f"{library.options[option].short_name:<34}{numbers}{mark}")
    rows += [
        "",
        "Fit is 0 at the worst end of every range and 100 at the best. The ends are typical values, not limits:",
        f"evidence can go beyond them. From and to hold the middle {level:.0%} of the draws.",
        (
            f"Whose weights: {report['role']}, points taken as: {report['sureness']}. "
            f"Draws {report['draws']}, seed {report['seed']}, evidence {report['library_version']}."
        ),
    ]
    if report["unused_answers"]:
        rows.append("Trade-off answers that clash with the points are not used; see the session app, Check it.")
    if report["left_out"]:
        names = ", ".join(library.options[option].short_name for option in report["left_out"])
        rows.append(f"Left out, because a safety rule calls it not suitable: {names}. See trd-sdm review.")
    if any(row["no_good_data"] or row["not_rated"] for row in report["options"].values()):
        rows.insert(
            -1,
            "* no good data on a criterion weighed, or an own concern not rated yet: from and to span its whole range.",
        )
    if sum(row["first_of_100"] for row in report["options"].values()) > 100.5:
        rows.append("Options that come out level share the first place, so the last column sums to more than 100.")
    near = library.assumptions.near_tie_points.value
    rows.append(f"Options less than {near:g} points apart are a tie. This informs a talk; it recommends nothing.")
    rows.append(f"{standing_line(report['mode'], report['library_version'], library.compiled)} {library.status}")
    return "\n".join(rows)

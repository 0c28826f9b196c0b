"""``trd-sdm smaa``: stochastic multicriteria acceptability analysis of a problem file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from trd_sdm.cli.messages import FAULTS_FOUND, refuse


def smaa(
    problem: Annotated[Path, typer.Argument(help="A problem file (JSON).")],
    *,
    draws: Annotated[int, typer.Option(help="Number of draws.", min=1)] = 10_000,
    seed: Annotated[int, typer.Option(help="Seed of the draws.", min=0)] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Analyse a problem file: rank acceptability, central weights, confidence, pairwise winning."""
    from trd_sdm.mcda.command import format_report, smaa_report
    from trd_sdm.mcda.feasibility import ContradictionError
    from trd_sdm.mcda.json_place import ProblemFileError
    from trd_sdm.mcda.problem_file import load_problem

    try:
        report = smaa_report(load_problem(problem), draws, seed)
    except ContradictionError as error:
        refuse(error)
    except ProblemFileError as error:
        refuse(error, code=FAULTS_FOUND)
    except ValueError as error:  # what only drawing finds, such as a measurement that is not finite
        refuse(f"{problem.name}: {error}", code=FAULTS_FOUND)
    typer.echo(json.dumps(report, indent=1, allow_nan=False) if as_json else format_report(report))

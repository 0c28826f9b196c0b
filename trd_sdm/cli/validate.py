"""``trd-sdm validate``: say every fault of the files a person edits, each with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trd_sdm.cli.messages import FAULTS_FOUND, say_faults


def validate(
    paths: Annotated[
        list[Path], typer.Argument(help="Any files of a data folder, records and clinic files, or a whole data folder.")
    ],
) -> None:
    """Check files and list every fault: where it is, what is there, what is allowed."""
    from trd_sdm.clinical import kinds  # noqa: F401 -- makes the clinical files known kinds
    from trd_sdm.evidence.validate import validate_path
    from trd_sdm.session import clinic, record_file  # noqa: F401 -- makes clinic and record files known kinds

    found = 0
    for path in paths:
        faults = validate_path(path)
        say_faults(faults)
        found += len(faults)
        if not faults:
            typer.echo(f"{path}: no faults found")
    if found:
        typer.echo(f"{found} fault{'' if found == 1 else 's'} found", err=True)
        raise typer.Exit(FAULTS_FOUND)

"""How a command ends when something a person brought cannot be used: one clear line a fault, exit code 2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import typer

FAULTS_FOUND = 1
CANNOT_DO = 2


def refuse(*lines: object, code: int = CANNOT_DO) -> NoReturn:
    """Write the lines to standard error and end."""
    say_faults(lines)
    raise typer.Exit(code)


def say_faults(lines: Iterable[object]) -> None:
    """Write one line a fault to standard error."""
    for line in lines:
        typer.echo(str(line), err=True)

"""How a command ends when something a person brought cannot be used: one clear line a fault, exit code 2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from trd_sdm.evidence import Library

FAULTS_FOUND = 1
CANNOT_DO = 2
STOPPED = "the safety stop holds in this record, so nothing is compared"


def refuse(*lines: object, code: int = CANNOT_DO) -> NoReturn:
    """Write the lines to standard error and end."""
    say_faults(lines)
    raise typer.Exit(code)


def library_or_refuse() -> Library:
    """Load the evidence, or end with one line for each of its faults."""
    from trd_sdm.evidence import LibraryFaults, load_library

    try:
        return load_library()
    except LibraryFaults as error:
        refuse(*error.faults)


def day_or_refuse(text: str | None) -> dt.date:
    """Read the day given with ``--on``; today where there is none."""
    if text is None:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        refuse(f"--on: {text!r} is no day; write it as YYYY-MM-DD, for example 2026-11-23")


def say_faults(lines: Iterable[object]) -> None:
    """Write one line a fault to standard error."""
    for line in lines:
        typer.echo(str(line), err=True)

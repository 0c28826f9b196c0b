"""``trd-sdm merge``: two records of one person become one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trd_sdm.cli.messages import FAULTS_FOUND, library_or_refuse, refuse
from trd_sdm.present.numbers import plural

if TYPE_CHECKING:
    from trd_sdm.session.merge import Side

SIDES = ("first", "second")
NEWER = "newer"


def merge(
    first: Annotated[Path, typer.Argument(metavar="A.json", help="A record file of the person.")],
    second: Annotated[Path, typer.Argument(metavar="B.json", help="Another record file of the same person.")],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="C.json", help="Where the record of both goes.")],
    take: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE=SIDE", help="Which holds where both differ: first or second. Once a place."),
    ] = None,
    rest: Annotated[
        str | None, typer.Option(help="Which holds wherever else both differ: first, second, or newer.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Put two records of one person together. What differs is named and chosen, never settled unseen."""
    from trd_sdm.session.assessment import today
    from trd_sdm.session.bringing import copy_of, newer
    from trd_sdm.session.merge import CannotMerge, MergeConflicts
    from trd_sdm.session.merge import merge as merged
    from trd_sdm.session.record_file import RecordError
    from trd_sdm.session.saved import open_file, to_file

    choices = dict(map(_choice, take or ()))
    if rest is not None and rest not in (*SIDES, NEWER):
        refuse(f"--rest: {rest!r} is neither of the two; give first, second or newer")
    if output.exists() and not force:
        refuse(f"{output} is there already; give another name, or --force to write over it")
    library = library_or_refuse()
    try:
        one, other = open_file(first, library), open_file(second, library)
        side = newer(copy_of(one, on=today()), copy_of(other, on=today())) if rest == NEWER else _side(rest)
        record = merged(one.record, other.record, choices, rest=side)
    except RecordError as error:
        refuse(*error.faults)
    except MergeConflicts as error:
        told = (
            "nothing was written: choose with --take PLACE=first or =second, or --rest for all (first, second or newer)"
        )
        refuse(*error.conflicts, told, code=FAULTS_FOUND)
    except CannotMerge as error:
        refuse(error)
    for path, opened in ((first, one), (second, other)):
        if opened.was_changed:
            typer.echo(f"{path}: this file was changed after it was saved; look through the answers", err=True)
    output.write_text(to_file(record, library, made=dt.datetime.now(dt.UTC)), encoding="utf-8")
    stop = " The safety stop holds." if record.is_stopped else ""
    days, trials = (str(len(held)) for held in (record.tracking.entries, record.past.trials))
    typer.echo(f"{output}: {plural(days, 'day')} of notes, {plural(trials, 'past trial')}.{stop}")


def _choice(text: str) -> tuple[str, Side]:
    place, _, side = text.rpartition("=")
    found = _side(side)
    if not place or found is None:
        refuse(f"--take: {text!r} is no choice; write PLACE=first or PLACE=second")
    return place, found


def _side(text: str | None) -> Side | None:
    return "first" if text == "first" else "second" if text == "second" else None

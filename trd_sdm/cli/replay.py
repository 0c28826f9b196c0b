"""``trd-sdm replay``: do the sums of a saved record again, and say whether they come to the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trd_sdm.cli.messages import FAULTS_FOUND, STOPPED, library_or_refuse, refuse
from trd_sdm.present.numbers import plural

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.replay import Moved, Replay
    from trd_sdm.session.saved import Opened

WHAT = {"fit": "fit", "low": "lower end", "high": "upper end", "first": "first of 100"}
NOTHING_STORED = (
    "this file holds no sums to compare with: it was made by an older version, by hand, or while the safety stop held; "
    "save it anew in the app, or with trd-sdm record"
)
MOVED_SHOWN = 12


def replay(
    record: Annotated[Path, typer.Argument(metavar="RECORD.json", help="A record file saved from the session app.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Do the sums of a saved record again and say whether they are identical; ends with 1 if they are not."""
    from trd_sdm.session.record_file import RecordError
    from trd_sdm.session.replay import replay as again
    from trd_sdm.session.saved import open_file

    library = library_or_refuse()
    try:
        opened = open_file(record, library)
    except RecordError as error:
        refuse(*error.faults)
    if opened.record.is_stopped:
        refuse(f"{record}: {STOPPED}")
    if opened.stamp is None or opened.stamp.computed is None:
        refuse(f"{record}: {NOTHING_STORED}")
    found = again(opened.record, library, opened.stamp.computed)
    if found is None:
        refuse(f"{record}: {STOPPED}")
    if as_json:
        typer.echo(json.dumps(report(found, opened, library), indent=1))
    else:
        typer.echo("\n".join(lines(found, opened, library)))
    if not found.identical:
        raise typer.Exit(FAULTS_FOUND)


def report(found: Replay, opened: Opened, library: Library) -> dict[str, Any]:
    """Give what came of it as plain data."""
    return {
        "identical": found.identical,
        "on": found.before.on.isoformat(),
        "mark_before": found.before.mark,
        "mark_now": found.now.mark,
        "file_was_changed": opened.was_changed,
        "moved": [asdict(one) for one in found.moved],
        "why": list(reasons(found, opened, library)),
    }


def reasons(found: Replay, opened: Opened, library: Library) -> Iterator[str]:
    """Say what differs between then and now that could move a number."""
    from trd_sdm import __version__

    stamp = opened.stamp
    if opened.was_changed:
        yield "The file was changed after it was saved."
    if stamp is not None and stamp.evidence != library.version:
        yield f"It was made with evidence {stamp.evidence}; this is {library.version}."
    if stamp is not None and stamp.app != __version__:
        yield f"It was made by version {stamp.app}; this is {__version__}."
    count = sum(one.shows for one in opened.differences)
    if opened.differences:
        yield f"Of the numbers on the table, {len(opened.differences)} rest on something else now; {count} show it."
    if opened.other_assumptions:
        yield "The sums rest on other assumptions now."
    if found.before.draws != found.now.draws:
        yield f"Draws: {found.before.draws} then, {found.now.draws} now."


def lines(found: Replay, opened: Opened, library: Library) -> Iterator[str]:
    """Say what came of it in words."""
    people = len(found.now.fits)
    options = max((len(fits) for fits in found.now.fits.values()), default=0)
    if found.identical:
        counts = f"{plural(str(options), 'option')}, {plural(str(people), 'set')} of ratings"
        yield f"Identical: {counts}, judged for {found.before.on.isoformat()}."
    else:
        moved = plural(str(len(found.moved)), "number")
        yield f"Not identical: {moved} moved, judged for {found.before.on.isoformat()}."
    yield f"Then {found.before.mark}"
    yield f"Now  {found.now.mark}"
    yield from reasons(found, opened, library)
    yield from (_moved(one, library) for one in found.moved[:MOVED_SHOWN])
    if len(found.moved) > MOVED_SHOWN:
        yield f"and {len(found.moved) - MOVED_SHOWN} more (--json lists all)"


def _moved(one: Moved, library: Library) -> str:
    name = library.options[one.option].short_name if one.option in library.options else one.option
    before, now = ("none" if value is None else f"{value:.6f}" for value in (one.before, one.now))
    return f"{name}, {WHAT[one.what]}, by the {one.whose}: {before} then, {now} now"

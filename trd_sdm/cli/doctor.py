"""``trd-sdm doctor``: say whether this installation is the one that was tested."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

import typer

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\?$", re.M)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is as tested, and what to do if not."""

    ok: bool
    text: str


def check_versions() -> Iterator[Finding]:
    """Compare every installed package with the lock of the tested set."""
    from packaging.markers import Marker

    from trd_sdm.places import lock

    if not lock().exists():
        yield Finding(ok=False, text=f"the lock file is missing ({lock()}): install trd-sdm again")
        return
    text = lock().read_text(encoding="utf-8")
    same = 0
    for pin in PIN.finditer(text):
        if pin["marker"] and not Marker(pin["marker"]).evaluate():
            continue
        try:
            installed = metadata.version(pin["name"])
        except metadata.PackageNotFoundError:
            installed = "not installed"
        if installed == pin["version"]:
            same += 1
        else:
            yield Finding(ok=False, text=f"{pin['name']}: tested {pin['version']}, here {installed}")
    yield Finding(ok=True, text=f"{same} packages are at the tested version")


def check_parts() -> Iterator[Finding]:
    """Look for what the app needs: evidence, chart bundle, template, notebooks, a browser."""
    from trd_sdm.cli.messages import library_or_refuse
    from trd_sdm.places import PACKAGE, notebooks
    from trd_sdm.present.bundle import BUNDLE, is_current

    library = library_or_refuse()
    cells = len(library.options) * len(library.criteria)
    yield Finding(ok=True, text=f"evidence {library.version}: {len(library.options)} options, {cells} cells")
    current = BUNDLE.is_file() and is_current(BUNDLE.read_text(encoding="utf-8"))
    yield Finding(ok=current, text=f"chart bundle: {'matches altair' if current else 'missing or not for this altair'}")
    template = PACKAGE / "voila" / "templates" / "trd_sdm" / "index.html.j2"
    yield Finding(ok=template.exists(), text=f"page template: {'found' if template.exists() else 'missing'}")
    session = notebooks() / "session.ipynb"
    yield Finding(ok=session.exists(), text=f"session notebook: {'found' if session.exists() else 'missing'}")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    yield Finding(ok=True, text=f"browser for the tests: {browser or 'none found (only the tests need it)'}")


def doctor() -> None:
    """Say which parts differ from the tested set. Ends with 1 if any does."""
    typer.echo(f"Python {sys.version.split()[0]} on {sys.platform}")
    wrong = 0
    for finding in (*check_versions(), *check_parts()):
        typer.echo(f"{'ok  ' if finding.ok else 'LOOK'}  {finding.text}")
        wrong += not finding.ok
    if wrong:
        typer.echo(f"{wrong} to look at. `make venv` in a checkout puts the tested set in place.", err=True)
        raise typer.Exit(1)

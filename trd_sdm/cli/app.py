"""``trd-sdm app``: serve a notebook as an app and open it in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trd_sdm.cli.messages import library_or_refuse, refuse


def app(
    notebook: Annotated[
        Path | None,
        typer.Argument(
            help="What to open: session (the default), follow_up, or a notebook of your own.", show_default=False
        ),
    ] = None,
    *,
    port: Annotated[
        int, typer.Option(help="Wanted port; the next free one is taken if it is in use.", min=0, max=65535)
    ] = 8866,
    ip: Annotated[
        str, typer.Option(help="Address to listen on. Anything but this machine needs a token.")
    ] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
) -> None:
    """Open the session app, or another notebook, in the browser. Nothing leaves this machine."""
    from trd_sdm.app import serve
    from trd_sdm.places import notebooks

    asked = notebook or Path("session")
    named = notebooks() / f"{asked.name}.ipynb"
    asked = named if len(asked.parts) == 1 and not asked.suffix and named.exists() else asked
    if asked.suffix != ".ipynb":
        refuse(f"{asked} is no notebook: its name must end in .ipynb")
    library_or_refuse()  # said here in one line each, not as a page that does not come up
    try:
        code = serve.run(asked, ip=ip, port=port, open_browser=not no_browser)
    except serve.ServerError as error:
        refuse(error)
    raise typer.Exit(code)

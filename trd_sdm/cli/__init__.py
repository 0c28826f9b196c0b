"""The command line: ``trd-sdm``. One file a command; nothing heavy is loaded before it is needed."""

from __future__ import annotations

from typing import Annotated

import typer

from trd_sdm.cli import app as app_command
from trd_sdm.cli import doctor, exports, fit, merge, replay, review, smaa, validate

main = typer.Typer(
    name="trd-sdm",
    help="Shared decisions for treatment-resistant depression. Decision support, not medical advice.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(show: bool) -> None:  # noqa: FBT001 -- typer calls it with the flag's value
    if show:
        from trd_sdm import __version__

        typer.echo(f"trd-sdm {__version__}")
        raise typer.Exit


@main.callback()
def root(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and end.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Shared decisions for treatment-resistant depression. Decision support, not medical advice."""


main.command("app")(app_command.app)
main.command("validate")(validate.validate)
main.command("fit")(fit.fit)
main.command("review")(review.review)
main.command("smaa")(smaa.smaa)
main.command("note")(exports.note)
main.command("handout")(exports.handout)
main.command("take-home")(exports.take_home)
main.command("fhir")(exports.fhir)
main.command("chart")(exports.chart)
main.command("csv")(exports.csv)
main.command("record")(exports.record)
main.command("replay")(replay.replay)
main.command("merge")(merge.merge)
main.command("doctor")(doctor.doctor)

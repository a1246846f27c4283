"""`lieu files`: verify the contents of the files of a place."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .place import data_option, open_place, prepare_place

if TYPE_CHECKING:
    from lieucommun.kernel.files.verifying import Verdict


@click.group()
def files() -> None:
    """The files that people sent, and those that the place made."""


@files.command()
@data_option
@click.option("--repair", is_flag=True, help="Delete damaged contents, and those of no file.")
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def verify(*, data: Path | None, repair: bool, output: str) -> None:
    """Read every content again; exit with 1 when one is missing or is not what was kept."""
    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.files.verifying import verify as verify_files

    verdict = verify_files(repair=repair)
    if output == "json":
        click.echo(json.dumps(verdict.as_json(), indent=2))
    else:
        _tell(verdict)
    raise SystemExit(0 if verdict.holds else 1)


def _tell(verdict: "Verdict") -> None:
    click.echo(f"{verdict.files} files, {verdict.contents} contents.")
    for uuid in verdict.missing:
        click.echo(f"missing: the content of {uuid}")
    for uuid in verdict.damaged:
        click.echo(f"damaged: the content of {uuid}")
    for sha256 in verdict.orphans:
        click.echo(f"of no file: {sha256}")
    if verdict.repaired:
        click.echo(f"{verdict.repaired} contents deleted.")

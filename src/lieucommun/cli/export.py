"""`lieu export`: the records of a dataset, in a file."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import click

from .place import data_option, open_dataset

FORMATS = ("csv", "xlsx", "ods", "geojson", "json")


@click.command()
@click.argument("service")
@click.argument("dataset")
@data_option
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--language", default="fr", show_default=True, help="Language of titles and choices.")
@click.option("--as", "email", default="", help="Read as this person (default: as anyone).")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="File to write (default: standard output).",
)
def export(  # noqa: PLR0913 - one parameter per option
    *,
    service: str,
    dataset: str,
    data: Path | None,
    kind: str,
    language: str,
    email: str,
    output: Path | None,
) -> None:
    """Write the records of DATASET of SERVICE that a person, or anyone, may read."""
    opened, person = open_dataset(data, service, dataset, email)
    from lieucommun.kernel.datasets.exchange.writers import WRITERS
    from lieucommun.kernel.datasets.queries import query
    from lieucommun.kernel.journal.reading import gathered
    from lieucommun.kernel.people.queries import viewer_for

    found = query(opened, viewer_for(person, service))
    with gathered() as readings:
        blocks = WRITERS[kind].write(opened, found.iterate(), language)
        if output is None:
            _write(sys.stdout.buffer, blocks)
        else:
            with output.open("wb") as file:
                _write(file, blocks)
    if person is not None:
        readings.keep(person.pk)
    if output is not None:
        click.echo(f"{found.count()} records in {output}.", err=True)


def _write(file: BinaryIO, blocks: Iterable[bytes]) -> None:
    file.writelines(blocks)

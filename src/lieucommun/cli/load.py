"""`lieu load`: a published file becomes the rows of a table, as a source of the service says."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .place import data_option, open_service_of_place

if TYPE_CHECKING:
    from lieucommun.kernel.services.loaded import LoadedService
    from lieucommun.kernel.tables.models import TableLoad

ADDRESS = "://"


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked of a file or an address."""

    given: str
    year: str
    dry_run: bool
    rejects: Path | None


@click.command("load")
@click.argument("service")
@click.argument("source", required=False)
@click.argument("file", required=False, metavar="FILE|URL")
@data_option
@click.option("--year", default="", help="Year of the file, where its layout depends on it.")
@click.option("--dry-run", is_flag=True, help="Say what would be loaded, keep nothing.")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="File to write every rejected row in, with the reason.",
)
@click.option("--list", "listed", is_flag=True, help="List the sources of the service.")
@click.option("--language", default="fr", show_default=True, help="Language of the report.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text")
def load(  # noqa: PLR0913 - one parameter per option
    *,
    service: str,
    source: str | None,
    file: str | None,
    data: Path | None,
    year: str,
    dry_run: bool,
    rejects: Path | None,
    listed: bool,
    language: str,
    output: str,
) -> None:
    """Load FILE (CSV, XLSX, ODS, Parquet, GeoJSON) as SOURCE of SERVICE says, or list sources."""
    if listed == bool(source and file):
        raise click.UsageError("Give a SOURCE and a FILE or URL, or --list.")
    opened = open_service_of_place(data, service)
    with _speaking(language):
        if listed:
            said = _list(opened)
        else:
            order = _Order(file or "", year, dry_run, rejects)
            said = _load(opened, source or "", order)
    click.echo(json.dumps(said, ensure_ascii=False) if output == "json" else said["text"])


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    """Say what is refused in the language asked; the command ends with code 1."""
    from django.utils import translation
    from django.utils.translation import gettext

    from lieucommun.kernel.tables.actions import UnknownSource
    from lieucommun.kernel.tables.fetching import RefusedFetch
    from lieucommun.kernel.tables.mapping.reading import BrokenSource
    from lieucommun.kernel.tables.refusals import RefusedLoad, reject_said

    with translation.override(language):
        try:
            yield
        except RefusedLoad as refused:
            sheet = str(refused.params.get("sheet", ""))
            others = [reject_said(each, sheet) for each in refused.rejects[1:20]]
            raise click.ClickException("\n".join([str(refused), *others])) from refused
        except (RefusedFetch, BrokenSource) as refused:
            raise click.ClickException(str(refused)) from refused
        except UnknownSource as unknown:
            said = gettext("No source is named “%(name)s” here; there are: %(known)s.")
            params = {"name": unknown.name, "known": ", ".join(unknown.known) or "—"}
            raise click.ClickException(said % params) from unknown
        except OSError as error:
            raise click.ClickException(f"{error.filename or ''}: {error.strerror}.") from error


def _load(service: "LoadedService", source: str, order: _Order) -> dict[str, Any]:
    from lieucommun.kernel.indicators.actions import figures_of
    from lieucommun.kernel.tables.actions import Sent
    from lieucommun.kernel.tables.actions import load as load_table
    from lieucommun.kernel.tables.fetching import fetched
    from lieucommun.kernel.tables.summary import as_text
    from lieucommun.kernel.tables.telling import as_json

    if ADDRESS in order.given:
        with fetched(order.given, _progress) as found:
            sent = Sent(found.path, found.name, order.given, order.year, trial=order.dry_run)
            made = load_table(service, source, sent, _progress)
    else:
        sent = Sent(Path(order.given), year=order.year, trial=order.dry_run)
        made = load_table(service, source, sent, _progress)
    if not order.dry_run:
        figures_of(service)  # now, and not for the first person who opens the page
    _clear()
    if order.rejects:
        _write_rejects(made, order.rejects)
    text = as_text(made, service.manifest.tables[made.table], trial=order.dry_run)
    return {**as_json(made, trial=order.dry_run), "text": text}


def _write_rejects(load: "TableLoad", path: Path) -> None:
    from lieucommun.kernel.tables.telling import rejects_as_csv

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(rejects_as_csv(load))


def _progress(share: float) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{100 * min(share, 1):3.0f} %", err=True, nl=False)


def _clear() -> None:
    if sys.stderr.isatty():
        click.echo("\r      \r", err=True, nl=False)


def _list(service: "LoadedService") -> dict[str, Any]:
    from lieucommun.kernel.tables.telling import sources_of

    found = sources_of(service)
    lines = [
        "{source}  →  {table}  {title}".format(**each)
        + "".join("\n    {year} {file}, {rows} ({at})".format(**load) for load in each["loads"])
        for each in found
    ]
    return {"sources": found, "text": "\n".join(lines)}

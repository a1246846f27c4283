"""`lieu import`: the rows of a file become the records of a dataset; an import can be undone."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .place import data_option, open_dataset

if TYPE_CHECKING:
    from lieucommun.kernel.datasets.exchange.mapping import Mapped
    from lieucommun.kernel.datasets.exchange.tables import Table
    from lieucommun.kernel.datasets.importing import ImportReport
    from lieucommun.kernel.datasets.schema import Dataset
    from lieucommun.kernel.datasets.writing import System
    from lieucommun.kernel.people.viewer import Viewer

SHOWN = 20


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked of a file."""

    file: Path
    mapping: dict[str, str]
    sheet: str
    encoding: str
    rejects: Path | None
    dry_run: bool
    strict: bool
    delete_missing: bool


@click.command("import")
@click.argument("service")
@click.argument("dataset")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@data_option
@click.option("--as", "email", default="", help="Act as this person (default: the place itself).")
@click.option("--map", "mapping", multiple=True, help="COLUMN=FIELD; COLUMN= leaves it out.")
@click.option("--sheet", default="", help="Sheet of a workbook (default: the first).")
@click.option("--encoding", default="", help="Encoding of a text (default: found out).")
@click.option("--dry-run", is_flag=True, help="Say what would be done, write nothing.")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="File to write the rejected rows in, with the reason, to correct and send again.",
)
@click.option("--strict", is_flag=True, help="One bad row and nothing is imported.")
@click.option("--delete-missing", is_flag=True, help="Delete records that the file lacks.")
@click.option("--list", "listed", is_flag=True, help="List the imports of the dataset.")
@click.option("--undo", type=int, default=None, help="Take this import back (its number).")
@click.option("--language", default="fr", show_default=True, help="Language of the report.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text")
def import_(  # noqa: PLR0913 - one parameter per option
    *,
    service: str,
    dataset: str,
    file: Path | None,
    data: Path | None,
    email: str,
    mapping: tuple[str, ...],
    sheet: str,
    encoding: str,
    dry_run: bool,
    rejects: Path | None,
    strict: bool,
    delete_missing: bool,
    listed: bool,
    undo: int | None,
    language: str,
    output: str,
) -> None:
    """Import FILE (CSV, XLSX, ODS, GeoJSON, JSON) into DATASET of SERVICE, or undo an import."""
    if sum((file is not None, listed, undo is not None)) != 1:
        raise click.UsageError("Give a FILE, or --list, or --undo NUMBER.")
    given = dict(_pair(each) for each in mapping)
    found, by = _open(data, service, dataset, email)
    with _speaking(language):
        if file is not None:
            order = _Order(file, given, sheet, encoding, rejects, dry_run, strict, delete_missing)
            said = _bring(found, by, order)
        else:
            said = _undo(found, by, undo) if undo is not None else _list(found)
    click.echo(json.dumps(said, ensure_ascii=False) if output == "json" else said["text"])
    if said.get("refused"):
        raise SystemExit(1)


def _pair(each: str) -> tuple[str, str]:
    column, equal, field = each.rpartition("=")
    if not equal:
        raise click.UsageError(f"--map {each}: write COLUMN=FIELD.")
    return column.strip(), field.strip()


def _open(
    data: Path | None, service: str, dataset: str, email: str
) -> "tuple[Dataset, Viewer | System]":
    opened, person = open_dataset(data, service, dataset, email)
    from lieucommun.kernel.datasets.writing import SYSTEM
    from lieucommun.kernel.people.queries import viewer_for

    return opened, viewer_for(person, service) if person else SYSTEM


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    """Say what is refused in the language asked; the command ends with code 1."""
    from django.utils import translation
    from django.utils.translation import gettext

    from lieucommun.kernel.datasets.errors import NotAllowedError
    from lieucommun.kernel.datasets.exchange.refusals import RefusedFile

    with translation.override(language):
        try:
            yield
        except RefusedFile as refused:
            raise click.ClickException(str(refused)) from refused
        except NotAllowedError as refused:
            said = gettext("Who imports here must be allowed to create and change every record.")
            raise click.ClickException(said) from refused


def _bring(dataset: "Dataset", by: "Viewer | System", order: _Order) -> dict[str, Any]:
    from lieucommun.kernel.datasets.errors import InvalidRecord
    from lieucommun.kernel.datasets.exchange.mapping import map_columns
    from lieucommun.kernel.datasets.exchange.tables import read_table
    from lieucommun.kernel.datasets.importing import ImportReport

    try:
        with order.file.open("rb"):
            table = read_table(order.file, sheet=order.sheet, encoding=order.encoding)
    except OSError as error:
        raise click.ClickException(f"{order.file}: {error.strerror}.") from error
    mapped = map_columns(dataset, table, order.mapping)
    try:
        report = _write(dataset, by, order, (table, mapped))
    except InvalidRecord as invalid:
        report = ImportReport(problems=invalid.problems)
    return _told(report, order, table, mapped)


def _write(
    dataset: "Dataset", by: "Viewer | System", order: _Order, read: "tuple[Table, Mapped]"
) -> "ImportReport":
    from lieucommun.kernel.datasets.exchange.mapping import rows
    from lieucommun.kernel.datasets.importing import Sent, import_records
    from lieucommun.kernel.datasets.importing.indexing import complete_indexes

    table, mapped = read
    report = import_records(
        dataset,
        rows(dataset, table, mapped),
        by=by,
        strict=order.strict,
        replace_all=order.delete_missing,
        sent=Sent(order.file.name, mapped.fields, _progress),
        trial=order.dry_run,
    )
    complete_indexes()
    return report


def _progress(done: int, whole: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done:,} / {whole:,}", err=True, nl=done == whole)


def _told(
    report: "ImportReport", order: _Order, table: "Table", mapped: "Mapped"
) -> dict[str, Any]:
    from django.utils.translation import gettext

    from lieucommun.kernel.datasets.exchange.mapping import reasons
    from lieucommun.kernel.datasets.exchange.rejects import write_rejects

    why = reasons(report.problems, mapped)
    if order.rejects and set(why) - {0}:
        with order.rejects.open("wb") as file:
            file.writelines(write_rejects(table, why))
    number = report.number
    problems = [
        {"line": line, "column": column, "reason": reason}
        for line, told in sorted(why.items())
        for column, reason in told
    ]
    counts = {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "rejected": len(why),
    }
    text = gettext(
        "%(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(removed)s deleted, "
        "%(rejected)s rejected."
    )
    lines = [text % counts]
    if order.dry_run:
        lines.append(gettext("Nothing was written: this was a trial."))
    elif number:
        lines.append(gettext("Import number %(number)s.") % {"number": number})
    lines += ["{line}, {column}: {reason}".format(**each) for each in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append("…")
    return {
        **counts,
        "number": number,
        "problems": problems,
        "refused": bool(problems),
        "text": "\n".join(lines),
    }


def _list(dataset: "Dataset") -> dict[str, Any]:
    from lieucommun.kernel.datasets.importing import imports

    found = [
        {
            "number": each.pk,
            "at": each.at.isoformat(timespec="seconds"),
            "file": each.file,
            "by": each.by.email if each.by else "",
            "created": each.created,
            "updated": each.updated,
            "removed": each.removed,
            "undoes": each.undoes_id,
        }
        for each in imports(dataset)
    ]
    lines = [
        "{number}  {at}  {file}  +{created} ~{updated} -{removed}  {by}".format(**each).rstrip()
        + (f"  ↶ {each['undoes']}" if each["undoes"] else "")
        for each in found
    ]
    return {"imports": found, "text": "\n".join(lines)}


def _undo(dataset: "Dataset", by: "Viewer | System", number: int) -> dict[str, Any]:
    from django.utils.translation import gettext

    from lieucommun.kernel.datasets.importing import UnknownImport, undo_import
    from lieucommun.kernel.datasets.importing.indexing import complete_indexes

    try:
        report = undo_import(dataset, number, by=by, progress=_progress)
        complete_indexes()
    except UnknownImport as unknown:
        said = gettext("No import of these records has the number %(number)s.")
        raise click.ClickException(said % {"number": number}) from unknown
    counts = {
        "restored": report.restored,
        "removed": report.removed,
        "returned": report.brought_back,
        "left": len(report.left),
    }
    text = gettext(
        "%(restored)s restored, %(removed)s taken out, %(returned)s brought back; "
        "%(left)s changed since and left as they are."
    )
    lines = [text % counts, *report.left[:SHOWN]]
    return {**counts, "number": report.number, "kept": report.left, "text": "\n".join(lines)}

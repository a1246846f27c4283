"""`lieu retain`: what the manifests say of the end of records, done."""

import json
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .place import data_option, open_place, prepare_place

if TYPE_CHECKING:
    from lieucommun.kernel.datasets.retention.outcomes import Line, Outcome
    from lieucommun.kernel.services.loaded import LoadedService

DONE = {"delete": "deleted", "anonymise": "anonymised", "archive": "archived"}


@click.command()
@click.argument("service", required=False)
@data_option
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--hold", type=click.UUID, help="Keep this record whole until it is released.")
@click.option("--reason", default="", help="Why the record is held.")
@click.option("--release", type=click.UUID, help="Let retention take its course for this record.")
def retain(  # noqa: PLR0913 - one parameter per option
    *,
    service: str | None,
    data: Path | None,
    dry_run: bool,
    output: str,
    hold: uuid.UUID | None,
    reason: str,
    release: uuid.UUID | None,
) -> None:
    """Delete, anonymise or archive the records of SERVICE (default: all) whose time is over."""
    if hold and not reason.strip():
        raise click.UsageError("--hold needs --reason: who reads the register will ask.")
    open_place(data)
    prepare_place(quiet=True)
    if hold or release:
        _suspend(hold, reason.strip(), release)
        return
    from lieucommun.kernel.datasets.retention.running import run

    outcome = run(_services(service), dry=dry_run)
    if output == "json":
        click.echo(json.dumps(outcome.as_json(), ensure_ascii=False, indent=2))
    else:
        _tell(outcome)
    raise SystemExit(1 if outcome.reclaimed is False else 0)


def _suspend(hold: uuid.UUID | None, reason: str, release: uuid.UUID | None) -> None:
    from lieucommun.kernel.datasets.records import UnknownRecord
    from lieucommun.kernel.datasets.retention.actions import hold_record, release_record

    try:
        if hold:
            hold_record(hold, reason)
            click.echo(f"{hold} is held: {reason}")
        if release:
            released = release_record(release)
            click.echo(f"{release} {'is released' if released else 'was not held'}.")
    except UnknownRecord as unknown:
        raise click.ClickException(f"No record of this place is {unknown}.") from unknown


def _services(slug: str | None) -> "list[LoadedService]":
    from lieucommun.kernel.services.registry import (
        UnknownService,
        open_service,
        published,
        synchronise,
    )

    synchronise()
    if slug is None:
        return published()
    try:
        return [open_service(slug)]
    except UnknownService as unknown:
        raise click.ClickException(f"No service `{slug}` in this place.") from unknown


def _tell(outcome: "Outcome") -> None:
    for line in outcome.lines:
        click.echo(_sentence(line, dry=outcome.dry))
    if not outcome.lines:
        click.echo("No manifest says how long records are kept.")
    if outcome.reclaimed is False:
        click.echo(
            "The records are gone, but the database file still holds traces of them: "
            "something is reading it. Stop the place, then run `lieu retain` again.",
            err=True,
        )


def _sentence(line: "Line", *, dry: bool) -> str:
    rule = f"{line.service} {line.dataset} ({line.keep} since {line.since}): "
    done = f"{line.due} to be {DONE[line.then]}" if dry else f"{line.done} {DONE[line.then]}"
    oldest = f", the first over since {line.oldest:%Y-%m-%d}" if line.oldest else ""
    histories = f", {line.histories} histories of deleted records" if line.histories else ""
    return rule + done + oldest + histories + (f", {line.held} held" if line.held else "")

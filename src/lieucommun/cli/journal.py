"""`lieu journal`: verify, show, seal and purge the audit trail of a place."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .place import data_option, open_place, prepare_place

if TYPE_CHECKING:
    from lieucommun.kernel.journal.models import JournalEntry
    from lieucommun.kernel.journal.verifying import Chain, Verdict
    from lieucommun.kernel.journal.witness import Missing

format_option = click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group()
def journal() -> None:
    """The audit trail: who did what to which object, never with which values."""


@journal.command()
@data_option
@format_option
def verify(*, data: Path | None, output: str) -> None:
    """Verify the chain of every service; exit with 1 when something does not hold.

    Entries that are not sealed yet are counted apart: they are no fault.
    """
    _open(data)
    from django.db import DatabaseError

    from lieucommun.kernel.journal import witness
    from lieucommun.kernel.journal.verifying import verify as verify_journal

    try:
        verdict, missing = verify_journal(), witness.missing()
    except DatabaseError as damaged:
        raise click.ClickException(f"The journal cannot be read: {damaged}.") from damaged
    holds = verdict.holds and not missing
    if output == "json":
        told = {"ok": holds, **asdict(verdict), "missing": [asdict(each) for each in missing]}
        click.echo(json.dumps(told, indent=2))
    else:
        for line in (*_lines(verdict), *map(_missing_line, missing)):
            click.echo(line)
    raise SystemExit(0 if holds else 1)


@journal.command()
@data_option
@click.option("--service", default="", help="Service (its slug); without it, the place's own acts.")
@click.option("--last", default=20, show_default=True, type=click.IntRange(1, 10_000))
@format_option
def show(*, data: Path | None, service: str, last: int, output: str) -> None:
    """Show the last entries of a service, the most recent at the end."""
    _open(data)
    from lieucommun.kernel.journal.queries import latest

    entries = latest(service, last)
    if output == "json":
        click.echo(json.dumps([_as_json(entry) for entry in entries], indent=2))
        return
    for entry in entries:
        click.echo(_entry_line(entry))


@journal.command()
@data_option
def seal(*, data: Path | None) -> None:
    """Seal the entries that wait, such as those of a process that stopped before it could."""
    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.journal.sealing import seal as seal_entries

    click.echo(f"{seal_entries()} entries sealed.")


@journal.command()
@data_option
@click.option(
    "--days", required=True, type=click.IntRange(min=1), help="Age from which entries are deleted."
)
def purge(*, data: Path | None, days: int) -> None:
    """Delete the oldest entries; what stays can still be verified."""
    open_place(data)
    prepare_place(quiet=True)
    import datetime as dt

    from django.utils import timezone

    from lieucommun.kernel.journal.purging import purge as purge_journal

    deleted = purge_journal(timezone.now() - dt.timedelta(days=days))
    click.echo(f"{deleted} entries deleted.")


def _open(data: Path | None) -> None:
    """Open a place without changing it: what is to be verified must not be written to."""
    open_place(data)
    from django.db import connection

    from lieucommun.kernel.journal.guards import SEAL

    if SEAL not in connection.introspection.table_names():
        raise click.ClickException(
            "This place has no sealed journal yet; `lieu journal seal` brings it up to date."
        )


def _lines(verdict: "Verdict") -> list[str]:
    lines = [_chain_line(chain) for chain in verdict.chains] or ["No entry yet."]
    if not verdict.readable:
        lines.append("Some entries hold bytes that are no text: they were altered.")
    if not verdict.signed:
        lines.append("The ends of the chains are not those that this place signed with its key.")
    if verdict.unguarded:
        lines.append(f"Triggers that should refuse changes are gone: {_list(verdict.unguarded)}.")
    return lines


def _missing_line(missing: "Missing") -> str:
    if not missing.service and not missing.at:
        return f"journal.heads, line {missing.line}: not written by this place."
    name = missing.service or "(place)"
    return (
        f"journal.heads, line {missing.line}: the database does not hold what {name} ended with on "
        f"{missing.at}. An older database was put back, or this line was not written by this place."
    )


def _chain_line(chain: "Chain") -> str:
    name = chain.service or "(place)"
    waits = f", {chain.unsealed} not sealed yet" if chain.unsealed else ""
    purged = f", {chain.purged} purged" if chain.purged else ""
    if chain.broken is None:
        return f"{name}: holds, {chain.sealed} sealed{purged}{waits}"
    entry = f" (entry {chain.broken.entry})" if chain.broken.entry is not None else ""
    return f"{name}: BROKEN at {chain.broken.sequence}{entry}: {chain.broken.kind}{purged}{waits}"


def _entry_line(entry: "JournalEntry") -> str:
    who = f"person {entry.person}" if entry.person is not None else "-"
    what = " ".join(filter(None, (entry.object_kind, entry.object_id)))
    count = f"×{entry.count}" if entry.count else ""
    at = f"{entry.at:%Y-%m-%d %H:%M:%S}"
    words = (str(entry.pk), at, entry.action, who, what, count, _list(entry.fields))
    return "  ".join(word for word in words if word)


def _as_json(entry: "JournalEntry") -> dict[str, object]:
    return {
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "action": entry.action,
        "service": entry.service,
        "person": entry.person,
        "object_kind": entry.object_kind,
        "object_id": entry.object_id,
        "fields": entry.fields,
        "count": entry.count,
    }


def _list(words: "tuple[str, ...] | list[str]") -> str:
    return ", ".join(words)

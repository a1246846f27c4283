"""`lieu check`: every mistake of a folder, in one pass."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .folders import found_folders, start_without_place

if TYPE_CHECKING:
    from lieucommun.kernel.services.checking import Checked, FileRule
    from lieucommun.kernel.services.diagnostics import Diagnostic


@click.command()
@click.argument("services", nargs=-1)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="`github` writes annotations of a workflow.",
)
@click.option(
    "--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True,
    help="Language of the sentences.",
)  # fmt: skip
@click.option("--notes", is_flag=True, help="Show notes too: they are remarks, not mistakes.")
def check(*, services: tuple[str, ...], output: str, language: str, notes: bool) -> None:
    """Check the folders of services; exit with 1 when one of them has an error.

    SERVICES are slugs or paths; without any, every service found is checked.
    """
    start_without_place()
    from lieucommun.kernel.services.checking import check as check_folder
    from lieucommun.kernel.services.folder import Folder

    also = _story_rules()
    results = [
        (folder, check_folder(Folder.on_disk(folder.resolve()), also=also))
        for folder in found_folders(services)
    ]
    if output == "json":
        click.echo(json.dumps(_as_json(results, language), ensure_ascii=False, indent=2))
    else:
        for folder, checked in results:
            for found in checked.diagnostics:
                if notes or found.level != "note":
                    click.echo(_line(folder, found, output, language))
        click.echo(_summary(results, notes=notes), err=True)
    raise SystemExit(0 if all(checked.ok for _, checked in results) else 1)


def _story_rules() -> tuple["FileRule", ...]:
    """Return the rules of stories, when what reads them is installed (extra `stories`)."""
    try:
        from .stories import stories
    except ModuleNotFoundError as missing:
        click.echo(f"Stories were not read: `{missing.name}` is not installed.", err=True)
        return ()
    return (stories,)


def _line(folder: Path, found: "Diagnostic", output: str, language: str) -> str:
    placed = replace(found, path=str(folder / found.path))
    message = found.message(language)
    if output == "text":
        mark = "" if found.level == "error" else f" [{found.level}]"
        return f"{placed.position}: {found.code}{mark} {message}"
    kind = "notice" if found.level == "note" else found.level
    place = f"file={_escaped(placed.path, part=True)},line={found.line},col={found.column}"
    return f"::{kind} {place},title={found.code}::{_escaped(message)}"


def _escaped(text: str, *, part: bool = False) -> str:
    """Write a text as workflow commands want it; a property also escapes its separators."""
    signs = {"%": "%25", "\r": "%0D", "\n": "%0A"} | ({":": "%3A", ",": "%2C"} if part else {})
    return "".join(signs.get(sign, sign) for sign in text)


def _as_json(results: list[tuple[Path, "Checked"]], language: str) -> dict[str, object]:
    return {
        "ok": all(checked.ok for _, checked in results),
        "services": [
            {
                "folder": str(folder),
                "ok": checked.ok,
                "diagnostics": [found.as_json(language) for found in checked.diagnostics],
            }
            for folder, checked in results
        ],
    }


def _summary(results: list[tuple[Path, "Checked"]], *, notes: bool) -> str:
    levels = Counter(str(found.level) for _, checked in results for found in checked.diagnostics)
    counts = [_count(len(results), "service")]
    counts += [_count(levels[level], level) for level in ("error", "warning", "note")]
    hidden = " (--notes shows them)" if levels["note"] and not notes else ""
    return ", ".join(counts) + hidden


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")

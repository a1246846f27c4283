"""`lieu contours`: outlines of territories for the maps of a place."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .place import data_option, open_place, prepare_place

if TYPE_CHECKING:
    from lieucommun.kernel.territories.contours.actions import Origin, Report
    from lieucommun.kernel.territories.contours.provenance import Load

SHOWN = 20
LEVELS = ("commune", "epci", "departement", "region")
format_option = click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text"
)
language_option = click.option(
    "--language", default="fr", show_default=True, help="Language of the report."
)


@click.group()
def contours() -> None:
    """Outlines of territories, finer than those that come with the platform."""


@contours.command()
@click.argument("level", type=click.Choice(LEVELS))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
@click.option(
    "--property", "named", default="code", show_default=True, help="Property that holds the code."
)
@click.option("--vintage", type=int, default=None, help="Year of the geography of the file.")
@click.option("--licence", default="", help="Licence of the file, printed under the maps.")
@click.option("--source", default="", help="Who made the file, printed under the maps.")
@language_option
@format_option
def load(  # noqa: PLR0913 - one parameter per option
    *,
    level: Any,
    file: Path,
    data: Path | None,
    named: str,
    vintage: int | None,
    licence: str,
    source: str,
    language: str,
    output: str,
) -> None:
    """Load the outlines of LEVEL from FILE: GeoJSON in degrees, or a GeoJSON feature on each line.

    Codes of any year are brought to today's territories. What other files gave for other codes
    stays; communes also draw their EPCI, départements and régions.
    """
    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.territories.contours.actions import Origin

    origin = Origin(named=named, vintage=vintage, licence=licence, source=source)
    said = _load(level, file, origin, language)
    click.echo(json.dumps(said, ensure_ascii=False) if output == "json" else said["text"])


@contours.command("list")
@data_option
@language_option
@format_option
def list_(*, data: Path | None, language: str, output: str) -> None:
    """List the files that give outlines to this place, and what was drawn from them."""
    open_place(data)
    from django.utils import translation
    from django.utils.translation import gettext

    from lieucommun.kernel.territories import contours as kept

    with translation.override(language):
        loads = kept.loads()
        tiles = kept.tiles()
        lines = [_line(each) for each in loads]
        if not loads:
            lines = [gettext("No contours were loaded: maps use the outlines that come with us.")]
        elif tiles is None:
            lines.append(_without_tiles("no program"))
    files = [_as_json(each) for each in loads]
    told = {"files": files, "tiles": tiles.stat().st_size if tiles else 0}
    click.echo(json.dumps(told, ensure_ascii=False) if output == "json" else "\n".join(lines))


def _load(level: Any, file: Path, origin: "Origin", language: str) -> dict[str, Any]:
    """Load a file, write the journal, and return the report with its text."""
    from django.utils import translation

    from lieucommun.kernel.journal.actions import record_entry
    from lieucommun.kernel.territories.contours import RefusedContours, stamp
    from lieucommun.kernel.territories.contours.actions import load as load_contours

    with translation.override(language):
        try:
            report = load_contours(level, file, origin)
        except RefusedContours as refused:
            raise click.ClickException(str(refused)) from refused
        record_entry(
            "contours.loaded", object_kind=level, object_id=stamp(), count=len(report.codes)
        )
        text = "\n".join(_told(report))
    return {**report.as_json(), "text": text}


def _told(report: "Report") -> Iterator[str]:
    """Yield the report, a sentence for each thing to know."""
    from django.utils.translation import gettext

    yield gettext("%(features)s features, %(codes)s territories of today.") % {
        "features": report.features,
        "codes": len(report.codes),
    }
    drawn = ", ".join(f"{level} {count}" for level, count in report.levels.items() if count)
    yield gettext("Drawn in all: %(levels)s.") % {"levels": drawn}
    yield from _lists(report)
    if not report.fits:
        yield gettext("Neighbours of this file overlap or leave gaps: they were fitted together.")
    if report.tiles != "made":
        yield _without_tiles(report.tiles)


def _lists(report: "Report") -> Iterator[str]:
    """Yield what was changed or left out, by name, each list cut at SHOWN."""
    from django.utils.translation import gettext

    changed = [f"{code} → {today}" for code, today, _ in report.changed]
    yield from _listed(gettext("Codes of another year, united today: %(list)s"), changed)
    unknown = [f"{code or '?'} ({rank})" for rank, code in report.unknown]
    yield from _listed(gettext("Unknown codes, left out (rank of the feature): %(list)s"), unknown)
    rejected = [f"{code} ({rank}, {reason})" for rank, code, reason in report.rejected]
    yield from _listed(gettext("Outlines that cannot be drawn, left out: %(list)s"), rejected)
    yield from _listed(gettext("Outlines that were repaired: %(list)s"), report.repaired)
    yield from _listed(gettext("Beyond the drawing, in tiles only: %(list)s"), report.off_map)
    absent = [_name_of(code) for code in report.absent]
    yield from _listed(
        gettext("Communes of today without outline, drawn within a neighbour or missing: %(list)s"),
        absent,
    )


def _listed(sentence: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if found:
        more = "…" if len(found) > SHOWN else "."
        yield f"({len(found)}) " + sentence % {"list": ", ".join(found[:SHOWN]) + more}


def _name_of(code: str) -> str:
    from lieucommun.kernel.territories import find

    territory = find(code, "commune")
    return f"{territory.name} ({code})" if territory else code


def _without_tiles(why: str) -> str:
    from django.utils.translation import gettext

    if why == "no program":
        return gettext("No vector tiles: the program tippecanoe is not installed.")
    return gettext("No vector tiles: tippecanoe failed. Maps without zoom work.")


def _line(each: "Load") -> str:
    origin = ", ".join(filter(None, (each.source, str(each.vintage or ""), each.licence)))
    counts = f"{len(each.codes)}/{each.features}"
    return f"{each.loaded}  {each.level}  {each.file}  {counts}  {origin}".rstrip()


def _as_json(each: "Load") -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(each), "codes": len(each.codes)}

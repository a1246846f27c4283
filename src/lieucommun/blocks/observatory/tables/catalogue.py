"""The catalogue of a page: each table it opens, what fills it, and the gaps of its totals."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from lieucommun.blocks.observatory.territories.words import level_word
from lieucommun.design.context import Link
from lieucommun.design.shapes import Column, Row
from lieucommun.design.tags.shown import DATE, NO_BREAK, number
from lieucommun.kernel.services.texts import Text
from lieucommun.kernel.tables.mapping.model import SourceFile
from lieucommun.kernel.tables.mapping.reading import BrokenSource, read_source
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.territories import LEVELS, find

from .exporting import FORMATS, cut_word
from .opening import Browsed
from .words import column_word, plain_word

#: Gaps by territory that are shown, the widest first; the report of the load holds the others.
WIDEST = 10
GAPS = ("published", "loaded", "gap")


@dataclass(frozen=True, slots=True)
class Filled:
    """A source of a table: what was loaded of it, or that nothing was."""

    id: str
    title: str
    example: bool = False
    facts: list[tuple[str, Any]] = field(default_factory=list)
    gaps: list[Row] = field(default_factory=list)
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A table in the catalogue."""

    browsed: Browsed
    count: str
    sources: list[Filled]
    waiting: list[str]
    files: list[Link]


def gap_columns() -> list[Column]:
    """Return the headers of a table of gaps."""
    return [
        Column(gettext("What")),
        Column(gettext("Published"), numeric=True),
        Column(gettext("Loaded"), numeric=True),
        Column(gettext("Gap"), numeric=True),
    ]


def said(text: Any, language: str) -> str:
    """Return a text kept with a load (by language, or plain) in a language; "" for none."""
    if isinstance(text, Mapping) and text:
        return Text(dict(text)).get(language)
    return str(text or "")


def source_line(load: TableLoad, language: str) -> str:
    """Return where the rows of a load come from, in a line: source, publisher, licence."""
    told = load.provenance
    parts = [said(told.get(name), language) for name in ("title", "publisher", "licence")]
    return " · ".join(part for part in parts if part)


def entries(tables: Mapping[str, Browsed]) -> list[Entry]:
    """Return the catalogue of the tables that a page opens."""
    return [_entry(each) for each in tables.values()]


def _entry(browsed: Browsed) -> Entry:
    loads = browsed.stored.loads if browsed.stored else ()
    there = {load.source for load in loads}
    return Entry(
        browsed,
        _count(browsed),
        [_filled(browsed, load) for load in loads],
        [
            each.title.get(browsed.language)
            for name, each in sources(browsed)
            if name not in there and not (loads and each.example)
        ],
        _files(browsed) if loads else [],
    )


def sources(browsed: Browsed) -> Iterator[tuple[str, SourceFile]]:
    """Yield the sources that fill a table, by name; one that cannot be read is left out."""
    service = browsed.opened.service
    for name, declared in service.manifest.sources.items():
        if declared.into == browsed.name:
            try:
                source = read_source(service.folder, declared.file, service.manifest.languages[0])
            except (BrokenSource, FileNotFoundError):
                continue
            yield name, source


def _count(browsed: Browsed) -> str:
    columns = len(browsed.table.columns)
    told = [ngettext("%(count)s column", "%(count)s columns", columns) % {"count": columns}]
    if browsed.stored and not browsed.narrowed:
        rows = browsed.stored.rows
        told.insert(0, ngettext("%(count)s row", "%(count)s rows", rows) % {"count": number(rows)})
    return " · ".join(told)


def _files(browsed: Browsed) -> list[Link]:
    rows = browsed.stored.rows if browsed.stored else 0
    found = [
        Link(browsed.url("browsed_file", kind=kind), kind.upper(), note=cut_word(kind, rows))
        for kind in FORMATS
    ]
    return [*found, Link(browsed.url("browsed_schema"), "Table Schema")]


def _filled(browsed: Browsed, load: TableLoad) -> Filled:
    told, language = load.provenance, browsed.language
    title = said(told.get("title"), language) or load.source
    found = list(_gaps(browsed, load))
    return Filled(
        f"load-{load.pk}",
        f"{title}, {load.year}" if load.year and load.year not in title else title,
        load.example,
        list(_facts(load, language)),
        found,
        _summary(load),
    )


def _facts(load: TableLoad, language: str) -> Iterator[tuple[str, Any]]:
    told = load.provenance
    publisher, url = said(told.get("publisher"), language), str(told.get("url") or "")
    web = url.startswith(("https://", "http://"))
    yield gettext("Producer"), Link(url, publisher or url) if web else publisher
    yield gettext("Licence"), said(told.get("licence"), language)
    yield gettext("Published on"), _day(str(told.get("published") or ""))
    day = formats.date_format(timezone.localtime(load.at), DATE)
    yield gettext("Loaded on"), f"{day} · {load.file}"
    yield gettext("Geography of the codes"), str(load.vintage or "")
    yield gettext("Complete for"), _covers(load)
    yield gettext("Rows"), number(load.rows)
    yield gettext("Rejected rows"), number(load.rejects)
    yield gettext("Not located"), _unlocated(load)
    yield gettext("Note"), said(told.get("note"), language)


def _day(text: str) -> str:
    try:
        return formats.date_format(dt.date.fromisoformat(text), DATE)
    except ValueError:
        return text


def _covers(load: TableLoad) -> str:
    found = (find(key) for key in load.covers)
    return ", ".join(each.name for each in found if each)


def _unlocated(load: TableLoad) -> str:
    """Return how many rows are in no territory, level by level; "" where all of them are."""
    levels = load.told.get("levels", {})
    told = []
    for level in LEVELS:
        rows = levels.get(level, {}).get("not_located", {}).get("rows", 0)
        if rows:
            told.append(f"{level_word(level)}{NO_BREAK}: {number(rows)}")
    return " · ".join(told)


def _summary(load: TableLoad) -> str:
    """Return what the published totals say of a load, in a sentence."""
    told: Mapping[str, Any] = load.told.get("reconciliation") or {}
    lines = [line for each in told.get("published", ()) for line in each["lines"]]
    territories = told.get("territories") or {}
    compared = len(lines) + int(territories.get("compared", 0))
    if not compared:
        return gettext("No published total to compare with.")
    gaps = sum(1 for line in lines if Decimal(line["gap"])) + int(territories.get("gaps", 0))
    if not gaps:
        return ngettext(
            "The %(count)s published total is found again.",
            "The %(count)s published totals are found again, without a gap.",
            compared,
        ) % {"count": number(compared)}
    return ngettext(
        "%(gaps)s gap among %(count)s published totals.",
        "%(gaps)s gaps among %(count)s published totals.",
        gaps,
    ) % {"gaps": number(gaps), "count": number(compared)}


def _gaps(browsed: Browsed, load: TableLoad) -> Iterator[Row]:
    """Yield published and loaded totals, and their gap: all those told, the widest by territory."""
    told: Mapping[str, Any] = load.told.get("reconciliation") or {}
    for each in told.get("published", ()):
        where = ", ".join(str(value) for value in each["where"].values()) or gettext("Total")
        for line in each["lines"]:
            yield _gap(browsed, where, line)
    for line in (told.get("territories") or {}).get("widest", ())[:WIDEST]:
        found = find(f"{line['level']}:{line['code']}")
        where = " ".join(filter(None, [found.name if found else line["code"], line["where"]]))
        yield _gap(browsed, where, line)


def _gap(browsed: Browsed, where: str, line: Mapping[str, Any]) -> Sequence[Any]:
    name = str(line["column"])
    title = (
        gettext("rows")
        if name == "rows"
        else column_word(browsed.table, name, browsed.language, unit=True)
    )
    column = browsed.table.columns.get(name)
    kind = column.type if column else ""
    values = [Decimal(line[each]) for each in GAPS]
    words = [plain_word(value, kind) for value in values]
    sign = "+" if values[-1] > 0 else ""
    return (f"{where} · {title}", *words[:2], f"{sign}{words[-1]}")

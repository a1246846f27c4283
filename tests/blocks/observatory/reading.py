"""What an aggregates-only viewer fetches of the trial, put back into cells with their codes."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
from django.test import Client

from lieucommun.engines.statistics import TOTAL, Cell, Codes, Dimension, Published
from lieucommun.kernel.territories import queries as territories
from tests.screen import screen

from .making import PAGE

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
NAMED = {"Total": TOTAL, "Non précisé": "-", "Ailleurs": "+"}
PARTS = {"Manger": "manger", "Dormir": "dormir", "Oui": "true"}
FIELDS = {"Besoins": "besoins", "Partage": "partage"}
Row = tuple[str, ...]


def exported(client: Client, kind: str, table: str = "personnes") -> list[Row]:
    """Return the rows of an export as texts, the secret ones as –."""
    answer = client.get(f"{PAGE}?table={table}&format={kind}")
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return [tuple(map(_text, row)) for row in _rows(kind, content)]


def _rows(kind: str, content: bytes) -> list[list[Any]]:
    match kind:
        case "json":
            return [list(each.values()) for each in json.loads(content)["items"]]
        case "csv":
            text = content.decode("utf-8-sig")
            dialect = ";" if ";" in text.splitlines()[0] else ","
            return list(csv.reader(io.StringIO(text), delimiter=dialect))[1:]
        case "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(content))
            return [list(row) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        root = ET.fromstring(parts.read("content.xml"))  # noqa: S314 - our own file
    table = next(each for each in root.iter() if each.tag.endswith("}table"))
    rows = [each for each in table if each.tag.endswith("}table-row")]
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def published(
    client: Client, dimensions: tuple[Dimension, ...], names: list[str], before: Published | None
) -> Published:
    """Return what the exports and the screen tell, as an attacker would write it down.

    Codes that are not told count nobody: they are left out of `dimensions` where they never are.
    """
    rows = exported(client, "json")
    told = {_cell(row): _count(row[-1]) for row in rows if row[2] in {*FIELDS, ""}}
    wholes = {name: ("all" if name != "all" else None) for name in names}
    cells = {
        Cell(name, codes): told.get(Cell(name, codes), 0)
        for name in names
        for codes in every(dimensions)
    }
    assert set(told) <= set(cells), set(told) - set(cells)
    for (first, second), count in shown(client).items():
        place = Cell("all", (first, second))
        assert cells[place] == count, place
    return Published(dimensions, wholes, cells, before)


def every(dimensions: tuple[Dimension, ...]) -> list[Codes]:
    """Return the codes of each cell of two dimensions."""
    listed = []
    for each in dimensions:
        tops = list(each.parents.values()).count(None)
        listed.append([*each.parents, *([TOTAL] if tops > 1 else [])])
    first, second = listed
    return [(one, other) for one in first for other in second]


def shown(client: Client) -> Mapping[tuple[str, str], int | None]:
    """Return the cells of the table on the screen; its total is the year."""
    page = screen(client.get(PAGE))
    (table,) = page.all("table")
    head = next(table.iter("thead"))
    heads = ["".join(each.itertext()).strip() for each in head.iter("th")]
    columns = [_month(each) or "2026" for each in heads[1:] if each == "Total" or _month(each)]
    found: dict[tuple[str, str], int | None] = {}
    for title, *counts in page.rows():
        for column, count in zip(columns, counts, strict=True):
            found[_place(title), column] = None if "–" in count else int(re.sub(r"\D", "", count))
    return found


def _cell(row: Row) -> Cell:
    place, month, field, value, _ = row
    name = f"{FIELDS[field]}:{PARTS[value]}" if field else "all"
    return Cell(name, (_place(place), _month(month) or month))


def _count(text: str) -> int | None:
    return int(text) if text else None


def _month(text: str) -> str:
    word, _, year = text.partition(" ")
    names = MONTHS.split()
    return f"{year}-{names.index(word.lower()) + 1:02}" if word.lower() in names else ""


def _place(title: str) -> str:
    if title in NAMED:
        return NAMED[title]
    return next(each.key for each in territories.every("departement") if each.name == title)

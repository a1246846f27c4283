"""Read the files a place gives away as rows of text: CSV, XLSX, ODS, JSON, GeoJSON."""

import csv
import io
import json
import zipfile
from typing import Any
from xml.etree import ElementTree as ET  # our own exports, not files of strangers

Rows = list[list[str]]
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_WIDEST = 1000


def rows_of(content: bytes, name: str) -> Rows:
    """Return the rows of a file, its header first; [] when its kind is not known."""
    kind = name.rpartition(".")[2].casefold()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _ods(archive) if "content.xml" in archive.namelist() else _xlsx(archive)
    if kind in {"json", "geojson"} or content[:1] in b"[{":
        return _json(json.loads(content))
    text = content.decode("utf-8-sig")
    first = text.partition("\n")[0]
    mark = max(";,\t", key=first.count)
    return [row for row in csv.reader(io.StringIO(text), delimiter=mark) if row]


def _json(document: Any) -> Rows:
    items = document
    if isinstance(document, dict):
        items = document.get("items") or document.get("features") or []
    records = [item.get("properties", item) for item in items]
    header = list(dict.fromkeys(name for record in records for name in record))
    return [header, *([str(record.get(name, "")) for name in header] for record in records)]


def _xlsx(archive: zipfile.ZipFile) -> Rows:
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        strings = ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314
        shared = ["".join(item.itertext()) for item in strings.iter(f"{_SHEET}si")]
    sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    rows = []
    for row in sheet.iter(f"{_SHEET}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{_SHEET}c"):
            text = "".join(cell.itertext())
            value = shared[int(text)] if cell.get("t") == "s" else text
            cells[_index(cell.get("r", "A1"))] = value
        rows.append([cells.get(index, "") for index in range(max(cells, default=-1) + 1)])
    return [row for row in rows if any(row)]


def _index(reference: str) -> int:
    index = 0
    for letter in reference:
        if letter.isalpha():
            index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _ods(archive: zipfile.ZipFile) -> Rows:
    document = ET.fromstring(archive.read("content.xml"))  # noqa: S314
    sheet = next(document.iter(f"{_TABLE}table"))
    rows = []
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row.iter(f"{_TABLE}table-cell"):
            times = min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), _WIDEST)
            cells += ["".join(cell.itertext())] * times
        rows.append(cells)
    return [row for row in rows if any(row)]

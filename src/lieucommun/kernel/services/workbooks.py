"""XLSX workbooks, just enough to read the words in their cells; hostile ones are refused early.

The zip directory is looked at first: a workbook of 0.9 MB can unfold to gigabytes.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .diagnostics.words import Words

LARGEST = 16_000_000
LARGEST_PART = 8_000_000
MOST_PARTS = 400
MOST_CELLS = 60_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class UnreadableWorkbookError(ValueError):
    """A file that is not a workbook, or not one that it is safe to open."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(fr, en)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of a sheet, by reference: `{"A1": "type"}`."""

    name: str
    cells: dict[str, str]

    def columns(self) -> dict[str, str]:
        """Return the letter of each column by its heading in row 1."""
        return {
            text.strip(): _split(reference)[0]
            for reference, text in self.cells.items()
            if _split(reference)[1] == 1
        }

    def column(self, heading: str) -> Iterator[tuple[str, str]]:
        """Yield reference and text of the filled cells under a heading."""
        letter = self.columns().get(heading)
        for reference, text in self.cells.items():
            column, row = _split(reference)
            if column == letter and row > 1 and text.strip():
                yield reference, text.strip()


def read_workbook(content: bytes) -> dict[str, Sheet]:
    """Return the sheets of a workbook by name; raises UnreadableWorkbookError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bomb(archive)
            shared = _shared(archive)
            return {
                name: Sheet(name, _cells(archive, path, shared)) for name, path in _sheets(archive)
            }
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableWorkbookError(
            "ce n’est pas un classeur .xlsx", "it is not an .xlsx workbook"
        ) from error
    except ET.ParseError as error:
        raise UnreadableWorkbookError(
            "l’une de ses feuilles est abîmée", "one of its sheets is damaged"
        ) from error


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    sizes = [entry.file_size for entry in entries]
    if len(entries) > MOST_PARTS or sum(sizes) > LARGEST or max(sizes, default=0) > LARGEST_PART:
        raise UnreadableWorkbookError("il est trop grand", "it is too large")


def _part(archive: zipfile.ZipFile, path: str) -> bytes:
    with archive.open(path) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise UnreadableWorkbookError("il est trop grand", "it is too large")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content[:64]:
        raise UnreadableWorkbookError(
            "il contient une déclaration DOCTYPE", "it holds a DOCTYPE declaration"
        )
    return content


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    links = ET.fromstring(_part(archive, "xl/_rels/workbook.xml.rels"))  # noqa: S314 - no DOCTYPE
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    book = ET.fromstring(_part(archive, "xl/workbook.xml"))  # noqa: S314
    found = []
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            found.append((str(sheet.get("name")), path))
    return found


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    table = ET.fromstring(_part(archive, "xl/sharedStrings.xml"))  # noqa: S314
    return [_text(item) for item in table.iter(f"{_MAIN}si")]


def _text(node: ET.Element) -> str:
    return "".join(part.text or "" for part in node.iter(f"{_MAIN}t"))


def _cells(archive: zipfile.ZipFile, path: str, shared: list[str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    tree = ET.fromstring(_part(archive, path))  # noqa: S314
    for cell in tree.iter(f"{_MAIN}c"):
        reference, text = str(cell.get("r")), _value(cell, shared)
        if text and _REFERENCE.fullmatch(reference):
            cells[reference] = text
        if len(cells) > MOST_CELLS:
            raise UnreadableWorkbookError("il a trop de cellules", "it has too many cells")
    return cells


def _value(cell: ET.Element, shared: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.find(f"{_MAIN}v")
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        return shared[int(text)] if text.isdigit() and int(text) < len(shared) else ""
    return text


def _split(reference: str) -> tuple[str, int]:
    found = _REFERENCE.fullmatch(reference)
    return (found[1], int(found[2])) if found else ("", 0)

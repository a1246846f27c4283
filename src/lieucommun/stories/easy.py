"""The words in which a service says again, easy to read, what its stories name in French."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import yaml

from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.workbooks import read_workbook

Pairs = tuple[tuple[str, str], ...]
EASY = "fr-x-falc"
_PAGE = f".{EASY}.md"
_COLUMN = re.compile(r"^(?P<what>[\w:]+)::.*\((?P<language>fr|fr-x-falc)\)$")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_LINKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^\s*(?:#{1,6}|[-*+>]|\d+\.)\s+|[*_`|]+", re.MULTILINE)


def easy_words(folder: Folder) -> Pairs:
    """Return (a text in French, the same easy to read) for each that a service writes twice.

    Texts of the manifest and of vocabularies, cells of workbooks; of a page, which has no line in
    common with its easy version, each line is paired with every line of that version.
    """
    pairs: dict[tuple[str, str], None] = {}
    for path in folder.files():
        if path.endswith(".yaml"):
            found = _in_manifest(yaml.safe_load(folder.text(path)))
        elif path.endswith(".xlsx"):
            found = _in_workbook(folder.read(path))
        elif path.endswith(".csv"):
            found = _in_list(folder.text(path))
        elif path.endswith(_PAGE) and folder.exists(path.removesuffix(_PAGE) + ".md"):
            found = _in_page(folder.text(path.removesuffix(_PAGE) + ".md"), folder.text(path))
        else:
            continue
        pairs |= dict.fromkeys((french, easy) for french, easy in found if french and easy)
    return tuple(pairs)


def _in_manifest(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if isinstance(node.get("fr"), str) and isinstance(node.get(EASY), str):
            yield node["fr"], node[EASY]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _in_manifest(each)


def _in_workbook(content: bytes) -> Iterator[tuple[str, str]]:
    for sheet in read_workbook(content).values():
        columns = {
            (found["what"], found["language"]): dict(sheet.column(heading))
            for heading in sheet.columns()
            if (found := _COLUMN.match(heading))
        }
        for (what, language), cells in columns.items():
            easy = {_row(cell): text for cell, text in columns.get((what, EASY), {}).items()}
            if language != EASY:
                yield from ((text, easy.get(_row(cell), "")) for cell, text in cells.items())


def _in_list(text: str) -> Iterator[tuple[str, str]]:
    for row in csv.DictReader(io.StringIO(text)):
        for heading, value in row.items():
            if isinstance(heading, str) and heading.endswith("@fr"):
                yield value, row.get(heading.removesuffix("fr") + EASY) or ""


def _in_page(french: str, easy: str) -> Iterator[tuple[str, str]]:
    titles = [_front(text).get("title", "") for text in (french, easy)]
    yield titles[0], titles[1]
    lines = _lines(easy)
    for line in _lines(french):
        yield from ((line, each) for each in lines)


def _front(text: str) -> dict[str, Any]:
    found = _FRONT.match(text)
    return dict(yaml.safe_load(found[1]) or {}) if found else {}


def _lines(text: str) -> list[str]:
    plain = _MARKS.sub("", _LINKS.sub(r"\1", _FRONT.sub("", text)))
    return [line.strip() for line in plain.splitlines() if line.strip()]


def _row(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

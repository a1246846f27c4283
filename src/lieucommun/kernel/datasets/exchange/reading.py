"""Rows of a CSV or JSON file, each with the line where it starts.

A CSV names a field per column; a translated one per language (`titre@fr`). Columns `_state` and
`_organisation` say what is not a field. A cell of several choices reads `a|b`.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from lieucommun.kernel.datasets.errors import DataProblem
from lieucommun.kernel.datasets.importing import Row
from lieucommun.kernel.datasets.schema import Dataset

DELIMITERS = ",;\t"
LONGEST_CELL = 1_000_000
#: Columns about the record itself, not one of its fields; owners are for demonstrations only.
ABOUT = {"_state", "_organisation", "_owner"}
SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file holds, and what is wrong with its form."""

    rows: tuple[Row, ...] = ()
    problems: tuple[DataProblem, ...] = ()


def read_file(dataset: Dataset, path: str, content: bytes) -> Rows:
    """Read a file by the end of its name: `.json`, or CSV."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Rows(problems=(DataProblem("", "encoding", {}, line),))
    return read_json(text) if path.lower().endswith(".json") else read_csv(dataset, text)


def read_csv(dataset: Dataset, text: str) -> Rows:
    """Read a CSV, whatever separates its cells: comma, semicolon or tab."""
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    csv.field_size_limit(LONGEST_CELL)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        problems = list(_header_problems(dataset, header))
        if problems:
            return Rows(problems=tuple(problems))
        return _rows(dataset, header, reader)
    except csv.Error as error:
        problem = DataProblem("", "unreadable", {"found": str(error)}, reader.line_num)
        return Rows(problems=(problem,))


def read_json(text: str) -> Rows:
    """Read a JSON list of objects, or an object whose `items` is one."""
    try:
        return Rows(tuple(_objects(text)))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return Rows(problems=(DataProblem("", "json", {"found": str(error)}, line),))


def _header_problems(dataset: Dataset, header: list[str]) -> Iterator[DataProblem]:
    for rank, column in enumerate(header):
        name, _, language = column.partition("@")
        if not column or column in header[:rank]:
            yield DataProblem("", "heading", {"found": column}, 1)
        elif column.startswith("_") and column in ABOUT:
            continue
        elif name not in dataset.fields:
            yield DataProblem(column, "column", {}, 1)
        elif language and (
            not dataset.fields[name].translated or language not in dataset.languages
        ):
            yield DataProblem(column, "translated", {"found": language}, 1)


def _rows(dataset: Dataset, header: list[str], reader: Iterator[list[str]]) -> Rows:
    rows: list[Row] = []
    problems: list[DataProblem] = []
    line = 2
    for cells in reader:
        start, line = line, reader.line_num + 1  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            params = {"count": len(cells), "most": len(header)}
            problems.append(DataProblem("", "csv", params, start))
        else:
            rows.append(_row(dataset, start, dict(zip(header, cells, strict=False))))
    return Rows(tuple(rows), tuple(problems))


def _row(dataset: Dataset, line: int, cells: dict[str, str]) -> Row:
    values: dict[str, object] = {}
    for column, cell in cells.items():
        name, _, language = column.partition("@")
        if name.startswith("_") or not cell.strip():
            continue
        if dataset.fields[name].translated:
            texts = values.setdefault(name, {})
            if isinstance(texts, dict):
                texts[language or dataset.languages[0]] = cell
        else:
            values[name] = cell
    return Row(line, values, cells.get("_state", ""), cells.get("_organisation", ""))


def _objects(text: str) -> Iterator[Row]:
    start = _skip(text, 0)
    if text[start : start + 1] == "{":
        items = json.loads(text).get("items")
        if not isinstance(items, list):
            raise ValueError("[ … ]")
        yield from (_object(1, item) for item in items)
        return
    if text[start : start + 1] != "[":
        raise ValueError("[ … ]")
    decoder = json.JSONDecoder()
    at, line, counted = _skip(text, start + 1), 1, 0
    while text[at : at + 1] != "]":
        line += text.count("\n", counted, at)
        counted = at
        item, at = decoder.raw_decode(text, at)
        yield _object(line, item)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise json.JSONDecodeError(",", text, at)


def _object(line: int, item: object) -> Row:
    if not isinstance(item, dict):
        raise ValueError("{ … }")  # noqa: TRY004 - one kind of error for one kind of file
    values = {name: value for name, value in item.items() if not name.startswith("_")}
    return Row(line, values, str(item.get("_state", "")), str(item.get("_organisation", "")))


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in SPACE:
        at += 1
    return at

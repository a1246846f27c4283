"""Vocabularies: the values a field may take, with their titles, from a CSV file of the folder.

The header reads `value,title@fr,title@en,…`; `title` alone is in the service's first language.
Other columns are kept as extras: `image` (a pictogram), `help@fr`, `parent`, `colour`…
"""

import csv
import io
import re
from dataclasses import dataclass, field

from .diagnostics import Diagnostic, nearest
from .diagnostics.words import Words
from .folder import Folder
from .texts import DEFAULT, LANGUAGE, Text

VALUE = re.compile(r"[^\s,;|\"'][^\s;|\"']{0,119}")
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A value with its title; `extras` holds the other columns of the file that are filled."""

    value: str
    title: Text
    extras: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Choices in the order of the file, and what is wrong in it (`vocab/x.csv:3:1`)."""

    choices: tuple[Choice, ...]
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a CSV file: the line where it starts (1-based) and its cells."""

    line: int
    cells: list[str]


def read_rows(folder: Folder, path: str) -> tuple[list[Row], list[Diagnostic]]:
    """Read a CSV file (commas, semicolons or tabs), blank lines skipped."""
    raw = folder.read(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return [], [Diagnostic(path, line, 1, "LC003")]
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return [], [Diagnostic(path, line, 1, "LC004", {"found": "U+0000"})]
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        return rows, [Diagnostic(path, line, 1, "LC072", {"detail": _words(error)})]
    return rows, []


def _words(error: csv.Error) -> Words:
    """Say in French what the reader of CSV files complains of; nearly always a quote."""
    return Words("un guillemet est resté ouvert, ou se trouve au milieu d’une cellule", str(error))


def read_vocabulary(folder: Folder, path: str, language: str = DEFAULT) -> Vocabulary:
    """Read the choices of a file; `language` is that of a bare `title` column."""
    rows, problems = read_rows(folder, path)
    if problems:
        return Vocabulary((), tuple(problems))
    if not rows:
        return Vocabulary((), (Diagnostic(path, 1, 1, "LC014"),))
    header = rows[0].cells
    titles = {
        number: name.removeprefix("title").removeprefix("@") or language
        for number, name in enumerate(header)
        if name == "title" or name.startswith("title@")
    }
    problems = _header_problems(path, rows[0], titles)
    if problems:
        return Vocabulary((), tuple(problems))
    choices: dict[str, Choice] = {}
    lines: dict[str, int] = {}
    for row in rows[1 : MOST + 1]:
        choice, wrong = _choice(path, row, header, titles)
        problems.extend(wrong)
        if choice.value in choices:
            params = {"found": choice.value, "line": lines[choice.value]}
            problems.append(Diagnostic(path, row.line, 1, "LC073", params))
        else:
            choices[choice.value] = choice
            lines[choice.value] = row.line
    return Vocabulary(tuple(choices.values()), tuple(problems))


def _header_problems(path: str, header: Row, titles: dict[int, str]) -> list[Diagnostic]:
    problems = []
    if "value" not in header.cells:
        near = nearest("value", header.cells)
        params = {"found": "value", "among": ["value", "title@fr", "title@en"], "nearest": near}
        problems.append(Diagnostic(path, header.line, 1, "LC074", params))
    if not titles:
        params = {"found": "title@fr", "among": ["value", "title@fr", "title@en"], "nearest": ""}
        problems.append(Diagnostic(path, header.line, 1, "LC074", params))
    for number, language in titles.items():
        if not LANGUAGE.fullmatch(language):
            column = column_of(header.cells, number)
            found = {"found": language}
            problems.append(Diagnostic(path, header.line, column, "LC039", found))
    return problems


def _choice(
    path: str, row: Row, header: list[str], titles: dict[int, str]
) -> tuple[Choice, list[Diagnostic]]:
    cells = dict(enumerate(row.cells))
    where = header.index("value")
    value = cells.get(where, "")
    texts = {language: cells[number] for number, language in titles.items() if cells.get(number)}
    problems = []
    if len(row.cells) > len(header):
        params = {"found": len(row.cells), "most": len(header)}
        column = column_of(row.cells, len(header))
        problems.append(Diagnostic(path, row.line, column, "LC075", params))
    if not VALUE.fullmatch(value):
        column = column_of(row.cells, where)
        problems.append(Diagnostic(path, row.line, column, "LC034", {"found": value}))
    if not texts:
        problems.append(Diagnostic(path, row.line, 1, "LC038"))
        texts = {DEFAULT: value or "?"}
    extras = {
        name: cells[number]
        for number, name in enumerate(header)
        if number not in titles and number != where and cells.get(number)
    }
    return Choice(value, Text(texts), extras), problems


def column_of(cells: list[str], number: int) -> int:
    """Return the column (1-based) where a cell starts, when no cell before it is quoted."""
    return sum(len(cell) + 1 for cell in cells[:number]) + 1

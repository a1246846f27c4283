"""What `lieu check` asks about stories: the steps that no sentence of the library says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser

from .sentences import UnknownStepError, understand


@dataclass(frozen=True, slots=True)
class UnknownStep:
    """A step, the line it stands on, and the known sentence that looks most like it."""

    line: int
    step: str
    nearest: str


class UnreadableStoryError(ValueError):
    """A file is not Gherkin; `line` and `column` say where, `found` what the reader met."""

    def __init__(self, line: int, column: int, found: str) -> None:
        super().__init__(f"line {line}, column {column}: {found}")
        self.line = line
        self.column = column
        self.found = found


def unknown_steps(text: str) -> list[UnknownStep]:
    """Return the steps of a feature file that the library does not know, by line.

    Steps with `<blanks>` filled from examples are read with each example in turn.
    Raises UnreadableStoryError.
    """
    unknown: dict[int, UnknownStep] = {}
    for line, step, table in _steps(text):
        try:
            understand(step, table=table)
        except UnknownStepError as error:
            unknown.setdefault(line, UnknownStep(line, step, error.nearest))
    return [unknown[line] for line in sorted(unknown)]


def _steps(text: str) -> Iterator[tuple[int, str, bool]]:
    for child in _children(_feature(text)):
        for values in _examples(child):
            for step in child["steps"]:
                yield step["location"]["line"], _filled(step["text"], values), "dataTable" in step


def _feature(text: str) -> dict[str, Any]:
    try:
        document: dict[str, Any] = {**Parser().parse(text)}
    except (CompositeParserException, ParserException) as error:
        first = error.errors[0] if isinstance(error, CompositeParserException) else error
        where = first.location
        message = str(first).partition(": ")[2]
        raise UnreadableStoryError(where["line"], where.get("column", 1), message) from error
    return document.get("feature") or {}


def _children(feature: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for child in feature.get("children", ()):
        for kind, body in child.items():
            if kind == "rule":
                yield from _children(body)
            else:
                yield body


def _examples(scenario: dict[str, Any]) -> Iterator[dict[str, str]]:
    rows = [
        dict(zip(_cells(table["tableHeader"]), _cells(row), strict=True))
        for table in scenario.get("examples", ())
        if "tableHeader" in table
        for row in table["tableBody"]
    ]
    yield from rows or [{}]


def _cells(row: dict[str, Any]) -> list[str]:
    return [cell["value"] for cell in row["cells"]]


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"<{name}>", value)
    return text

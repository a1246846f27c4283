"""What the process that reads a file is asked, as plain values that go through JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

#: What stands in the folder of an order besides what is made: itself, how far it is, the rest.
ORDER, PROGRESS, WORK = "order.json", "progress", "work"


@dataclass(frozen=True, slots=True)
class FieldFrom:
    """Where the values of a column come from: the first of `headers` that is there, or `value`.

    `scale` is a decimal number as text, "" for none; `times`: the headers of a column to multiply
    by.
    """

    headers: list[str]
    value: str | None = None
    decimal: str = "."
    thousands: str = ""
    scale: str = ""
    values: dict[str, str] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    required: bool = False


@dataclass(frozen=True, slots=True)
class CodeFrom:
    """Where the code of a territory at one level comes from; `first`: how many signs are kept."""

    headers: list[str]
    value: str | None = None
    first: int | None = None
    empty: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlaceFrom:
    """Where a territory comes from: its codes by level, and which of them a row is about.

    `always` a level, or told by a column (`level`, `values`); neither: the finest that has a code.
    """

    codes: dict[str, CodeFrom]
    always: str = ""
    level: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    required: bool = False


@dataclass(frozen=True, slots=True)
class WideFrom:
    """Columns that become rows: `column` takes the label, `values` the headers by column.

    Headers: patterns with `{yyyy}` or `{yy}`, or a header for each label.
    """

    column: str
    values: dict[str, list[str] | dict[str, str]]


@dataclass(frozen=True, slots=True)
class LayoutFrom:
    """How a file may be laid out; `year` is the name of the layout."""

    year: str
    fields: dict[str, FieldFrom]
    places: dict[str, PlaceFrom]
    format: str = ""
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header: list[int] = field(default_factory=lambda: [1])
    footer: int = 0
    vintage: int | None = None
    wide: WideFrom | None = None

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """Return a layout from what JSON gave."""
        fields = {name: FieldFrom(**each) for name, each in told["fields"].items()}
        places = {name: _place(each) for name, each in told["places"].items()}
        wide = WideFrom(**told["wide"]) if told["wide"] else None
        return cls(**{**told, "fields": fields, "places": places, "wide": wide})


@dataclass(frozen=True, slots=True)
class Order:
    """A file to read, the table that it fills, and where to write.

    `name`: that of the file as people know it. `types`: type of each column of the table, in order.
    `by`: columns that the report adds up by. `about`: where rows come from, kept in the files too.
    `reconcile`: a CSV of published totals ("" for none). `memory` in MB, for DuckDB.
    """

    file: str
    name: str
    folder: str
    types: dict[str, str]
    grain: list[str]
    layouts: list[LayoutFrom]
    by: list[str] = field(default_factory=list)
    published: list[dict[str, Any]] = field(default_factory=list)
    reconcile: str = ""
    about: str = ""
    memory: int = 512
    threads: int = 2
    trial: bool = False

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the order that a file holds."""
        told = json.loads(path.read_text("utf-8"))
        return cls(**{**told, "layouts": [LayoutFrom.read(each) for each in told["layouts"]]})

    def write(self, path: Path) -> None:
        """Keep an order in a file."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")


def _place(told: Mapping[str, Any]) -> PlaceFrom:
    codes = {level: CodeFrom(**each) for level, each in told["codes"].items()}
    return PlaceFrom(**{**told, "codes": codes})

"""The columns of a table as questions name them: what each may be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.territories import Level

#: Which source a row came from, with its year if files are by year; its line in the file.
SOURCE, LINE = "_source", "_line"


class Kind(StrEnum):
    """What the values of a column are, as far as questions go."""

    TEXT = "text"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"
    TERRITORY = "territory"


KINDS: Mapping[str, Kind] = {
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "money": Kind.NUMBER,
    "year": Kind.YEAR,
    "date": Kind.DATE,
    "datetime": Kind.MOMENT,
    "boolean": Kind.BOOLEAN,
    "territory": Kind.TERRITORY,
}
LEVELS: tuple[Level, ...] = ("commune", "epci", "departement", "region")
#: How else than by its own values a column groups rows.
PARTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.DATE: ("year", "month"),
    Kind.MOMENT: ("year", "month"),
    Kind.TERRITORY: LEVELS,
}
#: What may be computed of a column; `count` counts its values that are there.
COUNTED = ("distinct", "count")
MEASURES: Mapping[Kind, tuple[str, ...]] = {
    Kind.NUMBER: ("sum", "mean", "median", "min", "max", *COUNTED),
    Kind.YEAR: ("min", "max", *COUNTED),
    Kind.DATE: ("min", "max", *COUNTED),
    Kind.MOMENT: ("min", "max", *COUNTED),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A column: its declared type, and what it may be asked."""

    name: str
    type: str
    kind: Kind

    @property
    def parts(self) -> tuple[str, ...]:
        """How rows may be grouped by it; "" for its own values."""
        return ("", *PARTS.get(self.kind, ()))

    @property
    def measures(self) -> tuple[str, ...]:
        return MEASURES.get(self.kind, COUNTED)

    @property
    def declared(self) -> bool:
        """Whether the manifest declares it; others tell where a row comes from."""
        return not self.name.startswith("_")


def known(table: Table) -> dict[str, Known]:
    """Return the columns of a table by name, in order: those declared, then source and line."""
    found = {
        name: Known(name, column.type, KINDS.get(column.type, Kind.TEXT))
        for name, column in table.columns.items()
    }
    found[SOURCE] = Known(SOURCE, "text", Kind.TEXT)
    found[LINE] = Known(LINE, "integer", Kind.NUMBER)
    return found


def texts(columns: Mapping[str, Known]) -> list[str]:
    """Return the names of the columns that words are looked for in."""
    return [each.name for each in columns.values() if each.kind == Kind.TEXT and each.declared]

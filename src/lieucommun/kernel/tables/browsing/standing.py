"""Where the rows of a table stand for a question: what stands after FROM, and how texts are folded.

Texts are compared and sorted without regard to capitals and accents. Where rows are read from
Parquet, each is folded as it is read; a copy of a large table holds them folded, and in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lieucommun.kernel.tables.kinds import quoted

from .columns import LINE, SOURCE


def folded(expression: str) -> str:
    """Return SQL that folds a text."""
    return f"strip_accents(lower({expression}))"


class Rows(Protocol):
    """The rows of a table, as SQL reads them."""

    @property
    def sql(self) -> str:
        """What stands after FROM."""
        ...

    def contains(self, names: Sequence[str]) -> list[str]:
        """Return conditions, of which one is enough for one of the columns to contain `?`."""
        ...

    def order(self, name: str) -> list[str]:
        """Return what sorts by a text column."""
        ...

    @property
    def as_they_stand(self) -> list[str]:
        """Return what sorts rows as they stand in files: no two of them are equal."""
        ...

    def page(self, chosen: str, what: str) -> str:
        """Return the statement of a page: what is chosen, and where, in which order, how many."""
        ...


@dataclass(frozen=True, slots=True)
class Plain:
    """Rows as they are loaded. `grain`: columns that tell rows of one line apart."""

    sql: str
    grain: tuple[str, ...] = ()

    def contains(self, names: Sequence[str]) -> list[str]:
        columns = ", ".join(map(quoted, names))
        one = columns if len(names) == 1 else f"concat_ws(' ', {columns})"
        return [f"contains({folded(one)}, {folded('?')})"]

    def order(self, name: str) -> list[str]:
        return [folded(quoted(name)), quoted(name)]

    @property
    def as_they_stand(self) -> list[str]:
        return [quoted(name) for name in (SOURCE, LINE, *self.grain)]

    def page(self, chosen: str, what: str) -> str:
        return f"SELECT {chosen}\nFROM {self.sql}\n{what}"


@dataclass(frozen=True, slots=True)
class Copied:
    """Rows of a copy: in the order of files, with texts folded and numbered in their order."""

    sql: str

    def contains(self, names: Sequence[str]) -> list[str]:
        return [f"contains({quoted(f'_folded_{name}')}, {folded('?')})" for name in names]

    def order(self, name: str) -> list[str]:
        return [quoted(f"_order_{name}")]

    @property
    def as_they_stand(self) -> list[str]:
        return ["rowid"]

    def page(self, chosen: str, what: str) -> str:
        """Return the statement of a page: which rows first, then what they hold."""
        order = next(line for line in what.splitlines() if line.startswith("ORDER BY"))
        return (
            f"SELECT {chosen}\nFROM {self.sql}\n"  # noqa: S608 - names are those of the table
            f"WHERE rowid IN (SELECT rowid FROM {self.sql} {what})\n{order}"
        )

"""The territories of the rows: each distinct row of codes is placed once, then joined."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .casting import BAD, TABLE
from .opened import literal
from .orders import PlaceFrom
from .places import Placed, place
from .refusing import Refused

if TYPE_CHECKING:
    import duckdb

#: Distinct rows of codes of a column: beyond, it holds no codes of territories.
MOST_PLACES = 500_000
BESIDE = ("published", "commune", "epci", "departement", "region", "why")
KINDS = ("key", *BESIDE)


@dataclass(slots=True)
class Located:
    """The places of a territory column, in a table: `id`, its raw codes, and what they mean.

    `columns`: the raw codes by which rows are joined. `placed`: what each id means. `unlisted`:
    what the column of levels says and the source does not, by how many places.
    """

    name: str
    vintage: int | None
    columns: list[str]
    placed: list[Placed] = field(default_factory=list)
    unlisted: Counter[str] = field(default_factory=Counter)

    @property
    def table(self) -> str:
        return f'"places_{self.name}"'

    def join(self) -> str:
        """Return SQL that joins the places to the table of rows."""
        on = [
            f'{TABLE}."{column}" IS NOT DISTINCT FROM {self.table}."{column}"'
            for column in self.columns
        ]
        return f"LEFT JOIN {self.table} ON {' AND '.join(on) or 'TRUE'}"

    def stored(self) -> Iterator[tuple[str, str]]:
        """Yield each column that is stored, and where it comes from; the key first."""
        yield self.name, f"{self.table}.key"
        for part in BESIDE:
            yield f"{self.name}__{part}", f"{self.table}.{part}"
        vintage = "NULL" if self.vintage is None else str(self.vintage)
        yield f"{self.name}__vintage", f"{vintage}::SMALLINT"


def locate(
    connection: "duckdb.DuckDBPyConnection",
    name: str,
    origin: PlaceFrom,
    folder: Path,
    vintage: int | None,
) -> Located:
    """Place every distinct row of codes of a territory column; raises Refused beyond a bound."""
    columns = [f"{name}__level"] * bool(origin.level)
    columns += [f"{name}__code_{level}" for level in origin.codes]
    found = Located(name, vintage, columns)
    rows = _distinct(connection, columns)
    for row in rows:
        said = str(row[0] or "") if origin.level else ""
        codes = dict(zip(origin.codes, row[bool(origin.level) :], strict=True))
        found.placed.append(place(said, codes, origin))
        if origin.level and said not in origin.values:
            found.unlisted[said] += 1
    path = folder / f"places_{name}.csv"
    _write(path, rows, found.placed)
    _load(connection, found, path)
    return found


def _distinct(
    connection: "duckdb.DuckDBPyConnection", columns: Sequence[str]
) -> list[tuple[str | None, ...]]:
    if not columns:
        return [()]
    names = ", ".join(f'"{column}"' for column in columns)
    asked = (
        f"SELECT DISTINCT {names} FROM {TABLE} WHERE {BAD} IS NULL "  # noqa: S608 - names checked
        f"ORDER BY ALL LIMIT {MOST_PLACES + 1}"
    )
    rows: list[tuple[str | None, ...]] = connection.execute(asked).fetchall()
    if len(rows) > MOST_PLACES:
        raise Refused("places", most=MOST_PLACES)
    return rows


def _write(path: Path, rows: Sequence[tuple[str | None, ...]], placed: Sequence[Placed]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out, lineterminator="\n").writerow
        for number, (row, each) in enumerate(zip(rows, placed, strict=True)):
            write([number, *row, each.key, *(getattr(each, part) for part in BESIDE)])


def _load(connection: "duckdb.DuckDBPyConnection", found: Located, path: Path) -> None:
    """Make the table of places; what is repeated in rows is an enumeration, cheap to sort."""
    names = ["id", *found.columns, *KINDS]
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE lookup AS FROM read_csv({literal(str(path))}, "
        "auto_detect=false, header=false, delim=',', quote='\"', escape='\"', all_varchar=true, "
        f"columns={{{columns}}})"
    )
    told = ["id::INTEGER AS id", *(f'"{column}"' for column in found.columns)]
    for kind in KINDS:
        type_ = _enumeration(connection, found.name, kind)
        told.append(f"{kind}::{type_} AS {kind}")
    connection.execute(
        f"CREATE TABLE {found.table} AS SELECT {', '.join(told)} FROM lookup"  # noqa: S608 - as above
    )


def _enumeration(connection: "duckdb.DuckDBPyConnection", name: str, kind: str) -> str:
    """Return the type of what is told of places, in the order of texts."""
    some = connection.execute(
        f"SELECT 1 FROM lookup WHERE {kind} IS NOT NULL LIMIT 1"  # noqa: S608 - names of ours
    ).fetchall()
    if not some:
        return "VARCHAR"
    type_ = f'"{name}_{kind}"'
    connection.execute(
        f"CREATE TYPE {type_} AS ENUM "  # noqa: S608 - as above
        f"(SELECT DISTINCT {kind} FROM lookup WHERE {kind} IS NOT NULL ORDER BY {kind})"
    )
    return type_

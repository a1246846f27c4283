"""Published totals held against the rows that were loaded: the gap is told, whatever it is."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from lieucommun.kernel.territories import Level, current

from .adding import cents
from .casting import BAD, TABLE
from .locating import Located
from .opened import literal
from .orders import Order
from .refusing import Refused

if TYPE_CHECKING:
    import duckdb

RECONCILIATION = "reconciliation.csv"
LEVELS = ("commune", "epci", "departement", "region", "country")
ROWS = "rows"
#: Lines of the file of totals; those that the report itself holds, the widest gaps first.
MOST_LINES, SHOWN = 200_000, 500
Key = tuple[str, ...]


def reconcile(
    connection: "duckdb.DuckDBPyConnection", order: Order, located: Located | None
) -> dict[str, Any]:
    """Return published totals, loaded totals and gaps; all lines by territory go into a CSV."""
    there = {row[0] for row in connection.execute(f"DESCRIBE {TABLE}").fetchall()}
    told: dict[str, Any] = {
        "published": [_published(connection, each, there) for each in order.published]
    }
    if order.reconcile and located is not None:
        told["territories"] = _territories(connection, order, located, there)
    return told


def _published(
    connection: "duckdb.DuckDBPyConnection", published: Mapping[str, Any], there: set[str]
) -> dict[str, Any]:
    where = [
        f'"{name}"::VARCHAR = {literal(value)}'
        for name, value in published["where"].items()
        if name in there
    ]
    sums = [name for name in published["sums"] if name in there]
    columns = ", ".join(["count(*)", *(f'sum("{name}")' for name in sums)])
    asked = (
        f"SELECT {columns} FROM {TABLE} WHERE "  # noqa: S608 - names are those of the table
        f"{' AND '.join([f'{BAD} IS NULL', *where])}"
    )
    count, *loaded = connection.execute(asked).fetchall()[0]
    lines = [
        _line(name, _amount(published["sums"][name], name), value)
        for name, value in zip(sums, loaded, strict=True)
    ]
    if published["rows"] is not None:
        lines.insert(0, _line(ROWS, Decimal(published["rows"]), count))
    return {"where": published["where"], "lines": lines}


def _line(column: str, published: Decimal, loaded: object) -> dict[str, Any]:
    found = Decimal(str(loaded or 0))
    if column != ROWS:
        found = cents(found)
    return {
        "column": column,
        "published": f"{published:f}",
        "loaded": f"{found:f}",
        "gap": f"{found - published:f}",
    }


def _territories(
    connection: "duckdb.DuckDBPyConnection", order: Order, located: Located, there: set[str]
) -> dict[str, Any]:
    header, rows = _read(Path(order.reconcile), there)
    parts = [name for name in header if name in there and order.types[name] not in _MEASURES]
    measures = [name for name in header if name == ROWS or order.types.get(name) in _MEASURES]
    loaded = {
        key: values
        for level in {row["level"] for row in rows}
        for key, values in _loaded(connection, located, level, parts, measures)
    }
    lines = list(_compared(rows, parts, measures, loaded))
    with (Path(order.folder) / RECONCILIATION).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, _COLUMNS)
        writer.writeheader()
        writer.writerows(lines)
    gaps = [each for each in lines if Decimal(each["gap"])]
    gaps.sort(key=lambda each: -abs(Decimal(each["gap"])))
    return {"compared": len(lines), "gaps": len(gaps), "widest": gaps[:SHOWN]}


_MEASURES = ("money", "integer", "decimal")
_COLUMNS = ("level", "code", "where", "column", "published", "loaded", "gap")


def _read(path: Path, there: set[str]) -> tuple[list[str], list[dict[str, str]]]:
    """Return the header and the lines of published totals; raises Refused."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        start = file.readline()
        file.seek(0)
        reader = csv.DictReader(file, delimiter=max(",;\t", key=start.count))
        header = [str(name).strip() for name in reader.fieldnames or ()]
        reader.fieldnames = header
        unknown = [name for name in header if name not in {"level", "code", ROWS, *there}]
        if unknown or not {"level", "code"} <= {*header}:
            known = ["level", "code", ROWS, *sorted(there)]
            raise Refused("totals", found=", ".join(unknown) or "level, code", choices=known[:30])
        rows = []
        for line, row in enumerate(reader, 2):
            level = (row["level"] or "").strip()
            if level not in LEVELS or line > MOST_LINES:
                raise Refused("totals line", line=line, found=level, choices=[*LEVELS])
            rows.append({str(k): str(v or "").strip() for k, v in row.items()} | {"level": level})
    return header, rows


def _loaded(
    connection: "duckdb.DuckDBPyConnection",
    located: Located,
    level: str,
    parts: Sequence[str],
    measures: Sequence[str],
) -> Iterator[tuple[Key, dict[str, object]]]:
    """Yield the rows and the sums of each territory of a level and each part."""
    code = "'FR'" if level == "country" else f"{located.table}.{level}::VARCHAR"
    columns = [code, *(f'{TABLE}."{name}"::VARCHAR' for name in parts)]
    sums = [f'sum({TABLE}."{name}")' if name != ROWS else "count(*)" for name in measures]
    asked = (
        f"SELECT {', '.join([*columns, *sums])} FROM {TABLE} {located.join()} "  # noqa: S608
        f"WHERE {BAD} IS NULL GROUP BY ALL"
    )
    for row in connection.execute(asked).fetchall():
        key = (level, *(str(each or "") for each in row[: len(columns)]))
        yield key, dict(zip(measures, row[len(columns) :], strict=True))


def _compared(
    rows: Sequence[Mapping[str, str]],
    parts: Sequence[str],
    measures: Sequence[str],
    loaded: dict[Key, dict[str, object]],
) -> Iterator[dict[str, Any]]:
    """Yield a line for each published total, then those that only the file has."""
    left = dict(loaded)
    for row in rows:
        key = (row["level"], _code(row["level"], row["code"]), *(row[name] for name in parts))
        values = left.pop(key, None) or loaded.get(key, {})
        for name in measures:
            if row[name]:
                yield _told(key, parts) | _line(name, _amount(row[name], name), values.get(name))
    for key, values in left.items():
        for name in measures:
            if values.get(name):
                yield _told(key, parts) | _line(name, Decimal(), values[name])


def _told(key: Key, parts: Sequence[str]) -> dict[str, str]:
    where = ", ".join(f"{name}={value}" for name, value in zip(parts, key[2:], strict=True))
    return {"level": key[0], "code": key[1], "where": where}


def _code(level: str, code: str) -> str:
    found = current(code, cast("Level", level)) if code else None
    return found.territory.code if found else code


def _amount(text: str, column: str) -> Decimal:
    try:
        return Decimal(text.replace(" ", "").replace("\u202f", "").replace(",", "."))
    except InvalidOperation:
        raise Refused("totals amount", found=text, column=column) from None

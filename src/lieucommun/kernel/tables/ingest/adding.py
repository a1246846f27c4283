"""The report of a load: totals by column and level, what is located where, digits that were cut."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from .casting import BAD, CUT, TABLE
from .locating import Located

if TYPE_CHECKING:
    import duckdb

LEVELS = ("commune", "epci", "departement", "region", "country")
SUMMED = ("money", "integer")
#: Values of a column by which the report adds up, and codes that it lists one by one.
MOST_PARTS, MOST_CODES = 200, 5_000
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Totals:
    """What is added up: a table `cube` with a row per place and parts.

    `by` and `sums` are columns of it.
    """

    connection: "duckdb.DuckDBPyConnection"
    by: Sequence[str]
    sums: Sequence[str]
    located: Located | None

    def told(self, group: str, *, levels: bool = False) -> Iterator[dict[str, Any]]:
        """Yield rows and sums by value of a column, or whole (""); by level too, in one scan.

        What is located at a level and what is not are added up apart: they must be the whole.
        """
        filters = {"": "TRUE"}
        if levels and self.located is not None:
            for level in LEVELS:
                there = f"p.{level} IS NOT NULL" if level != "country" else "TRUE"
                filters |= {f"{level} located": there, f"{level} not_located": f"NOT ({there})"}
        columns = [group or "NULL"]
        for where in filters.values():
            columns.append(f"coalesce(sum(n) FILTER ({where}), 0)")
            columns += [f'sum("{name}") FILTER ({where})' for name in self.sums]
        join = f"LEFT JOIN {self.located.table} p USING (id)" if self.located else ""
        after = f"GROUP BY {group} ORDER BY {group}" if group else ""
        asked = f"SELECT {', '.join(columns)} FROM cube {join} {after}"  # noqa: S608 - names checked
        for value, *row in self.connection.execute(asked).fetchall():
            yield self._arranged(value, row, list(filters))

    def _arranged(
        self, value: object, row: Sequence[Any], filters: Sequence[str]
    ) -> dict[str, Any]:
        width = 1 + len(self.sums)
        told: dict[str, Any] = {"value": None if value is None else str(value)}
        for number, name in enumerate(filters):
            count, *sums = row[number * width : (number + 1) * width]
            printed = [money(each if count else Decimal()) for each in sums]
            part: dict[str, Any] = {
                "rows": int(count),
                **dict(zip(self.sums, printed, strict=True)),
            }
            part["exact"] = {
                column: str(each)
                for column, each in zip(self.sums, sums, strict=True)
                if isinstance(each, Decimal)
            }
            level, _, where = name.partition(" ")
            if level:
                told.setdefault("levels", {}).setdefault(level, {})[where] = part
            else:
                told |= part
        for level in told.get("levels", {}).values():
            level["gap"] = _gap(told, level["located"], level["not_located"])
        return told


def money(sum_: Decimal | int | None) -> str | None:
    """Return a sum as it is printed: to the cent, half up; None for no value at all."""
    if sum_ is None:
        return None
    return str(sum_) if isinstance(sum_, int) else str(cents(sum_))


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _gap(
    whole: Mapping[str, Any], located: Mapping[str, Any], others: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a level lacks to be the whole: nothing, or rows were lost on the way."""
    gaps: dict[str, Any] = {"rows": located["rows"] + others["rows"] - whole["rows"]}
    for name in whole["exact"]:
        found = (Decimal(part["exact"].get(name, 0)) for part in (located, others))
        gaps[name] = str(sum(found, -Decimal(whole["exact"][name])))
    return gaps


def make_cube(
    connection: "duckdb.DuckDBPyConnection",
    types: Mapping[str, str],
    by: Sequence[str],
    located: Located | None,
) -> Totals:
    """Add the rows up by place and part, in a table that the rest of the report is made of."""
    there = {row[0] for row in connection.execute(f"DESCRIBE {TABLE}").fetchall()}
    sums = [name for name, type_ in types.items() if type_ in SUMMED and name in there]
    parts = [name for name in by if name in there]
    columns = [f"{located.table}.id AS id"] if located else []
    columns += [f'{TABLE}."{name}"' for name in parts]
    columns.append("count(*) AS n")
    for name in sums:
        column = f'{TABLE}."{name}"'
        columns.append(f'sum({column}) AS "{name}"')
        if types[name] == "money":
            columns.append(f'sum(round({column}, 2)) AS "{name}__rounded"')
            columns.append(
                f'count(*) FILTER ({column} <> round({column}, 2)) AS "{name}__residues"'
            )
            columns.append(f'{_cut(name, there)} AS "{name}__cut"')
    connection.execute(
        f"CREATE TEMP TABLE cube AS SELECT {', '.join(columns)} FROM {TABLE} "  # noqa: S608
        f"{located.join() if located else ''} WHERE {BAD} IS NULL GROUP BY ALL"
    )
    return Totals(connection, parts, sums, located)


def _cut(name: str, there: Container[str]) -> str:
    """Return how many amounts had more digits after the point than are kept."""
    return f'count(*) FILTER ({TABLE}."{name}{CUT}")' if f"{name}{CUT}" in there else "0"


def report(totals: Totals, types: Mapping[str, str]) -> dict[str, Any]:
    """Return totals, whole, by part, by level, and by both; and what became of codes and digits."""
    whole = next(totals.told("", levels=True))
    del whole["value"]
    levels = whole.pop("levels", {})
    return {
        "totals": whole,
        "levels": levels,
        "by": {name: _parts(totals, name) for name in totals.by},
        "digits": {name: _digits(totals, name) for name in totals.sums if types[name] == "money"},
        "territories": territories(totals),
    }


def _parts(totals: Totals, name: str) -> list[dict[str, Any]]:
    """Return the sums of each value of a column, none when it has too many to be parts."""
    found = list(totals.told(f'"{name}"', levels=True))
    return found if len(found) <= MOST_PARTS else []


def _digits(totals: Totals, name: str) -> dict[str, Any]:
    """Return how a sum of exact amounts and one of rounded amounts differ."""
    columns = f'sum("{name}"), sum("{name}__rounded"), sum("{name}__residues"), sum("{name}__cut")'
    asked = f"SELECT {columns} FROM cube"  # noqa: S608 - names are those of the table
    exact, rounded, residues, cut = totals.connection.execute(asked).fetchall()[0]
    exact, rounded = exact or Decimal(), rounded or Decimal()
    return {
        "exact": f"{exact:f}",
        "rounded": str(cents(exact)),
        "row_by_row": str(cents(rounded)),
        "gap": str(cents(rounded) - cents(exact)),
        "residues": int(residues or 0),
        "cut": int(cut or 0),
    }


def territories(totals: Totals) -> dict[str, Any]:
    """Return what became of the codes: how many rows by reason, and each code that changed."""
    located = totals.located
    if located is None:
        return {}
    reasons = {each.pop("value"): each for each in totals.told("p.why")}
    columns = ", ".join(f'sum("{name}")' for name in totals.sums)
    sums = f", {columns}" if columns else ""
    asked = (
        f"SELECT p.published, p.key, p.why, sum(n){sums} FROM cube "  # noqa: S608 - names checked
        f"LEFT JOIN {located.table} p USING (id) WHERE p.why <> 'unchanged' "
        f"GROUP BY ALL ORDER BY 3, 1 LIMIT {MOST_CODES}"
    )
    changed = [
        {
            "published": published,
            "today": key,
            "why": why,
            "rows": int(count),
            **dict(zip(totals.sums, map(money, values), strict=True)),
        }
        for published, key, why, count, *values in totals.connection.execute(asked).fetchall()
    ]
    disputed = [number for number, each in enumerate(located.placed) if each.disputed]
    return {
        "reasons": reasons,
        "changed": changed,
        "disputed": _rows_of(totals, disputed),
        "unlisted": dict(located.unlisted),
    }


def _rows_of(totals: Totals, places: Sequence[int]) -> int:
    if not places:
        return 0
    asked = "SELECT coalesce(sum(n), 0) FROM cube WHERE id IN (SELECT unnest(?))"
    return int(totals.connection.execute(asked, [list(places)]).fetchall()[0][0])

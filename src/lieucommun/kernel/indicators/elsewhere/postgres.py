"""Sums by PostgreSQL: rows are copied into it once per state of a table, then grouped there."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lieucommun.kernel.indicators.cubes import Cube, quoted
from lieucommun.kernel.indicators.plans import Plan

from .expressions import cube_expression

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = "lieu_tables"
_TYPES = {
    "int8": "smallint",
    "int16": "smallint",
    "int32": "integer",
    "int64": "bigint",
    "bool": "boolean",
    "date32[day]": "date",
    "string": "text",
}


class Postgres:
    """An engine on a PostgreSQL database; `paths` gives the files of each table, `names` a name.

    A name changes with what the table holds: what is already there under it is not copied again.
    """

    def __init__(self, url: str, paths: dict[str, Sequence[Path]], names: dict[str, str]) -> None:
        import ibis

        self.paths = paths
        self.names = names
        self.database: Any = ibis.postgres.connect(**_parts(url))

    def summed(self, plan: Plan, cube: Cube) -> "pa.Table":
        """Return the sums of a cube."""
        name = self.names[cube.table]
        if (name,) not in self._there():
            self._copy(name, self.paths[cube.table])
        rows = self.database.table(name, database=SCHEMA)
        return cube_expression(plan, cube, rows).to_pyarrow()

    def close(self) -> None:
        self.database.disconnect()

    def _there(self) -> set[tuple[str]]:
        with self.database.con.cursor() as cursor:
            cursor.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = %s", [SCHEMA]
            )
            return set(cursor.fetchall())

    def _copy(self, name: str, paths: Sequence[Path]) -> None:
        """Copy the rows of some files in one transaction: whole, or not at all."""
        import pyarrow.parquet as pq

        schema = pq.read_schema(paths[0])
        columns = ", ".join(f"{quoted(each.name)} {_type(each.type)}" for each in schema)
        table = f"{quoted(SCHEMA)}.{quoted(name)}"
        names = ", ".join(map(quoted, schema.names))
        connection = self.database.con
        with connection.transaction(), connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(SCHEMA)}")
            cursor.execute(f"CREATE TABLE {table} ({columns})")
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for path in paths:
                    for batch in pq.ParquetFile(path).iter_batches(columns=schema.names):
                        for row in zip(*(each.to_pylist() for each in batch), strict=True):
                            copy.write_row(row)


def _type(kind: Any) -> str:
    text = str(kind)
    if text.startswith("decimal"):
        return (
            text.partition("(")[0].rstrip("0123456789").replace("decimal", "numeric")
            + text[text.index("(") :]
        )
    if text.startswith("timestamp"):
        return "timestamp"
    return _TYPES.get(text.removeprefix("large_"), "text")


def _parts(url: str) -> dict[str, Any]:
    """Return the parts of an address as Ibis takes them; a socket is the host of its query."""
    from psycopg.conninfo import conninfo_to_dict

    told = conninfo_to_dict(url)
    return {
        "host": told.get("host"), "port": int(told.get("port") or 5432), "user": told.get("user"),
        "password": told.get("password"), "database": told.get("dbname"),
    }  # fmt: skip

"""The engine that a place has chosen for its sums: this process, PostgreSQL, or Spark."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from lieucommun.kernel.indicators.making import Material, Summed

if TYPE_CHECKING:
    import duckdb

    from .postgres import Postgres
    from .spark import Spark

#: Where rows stand for engines that do not read what this process reads.
SHARED = "shared"


@contextmanager
def engine(
    connection: "duckdb.DuckDBPyConnection", material: Material, stamps: Mapping[str, str]
) -> Iterator[Summed | None]:
    """Give what sums cubes elsewhere; None: this process does.

    `stamps` name what each table holds: what was copied under a name is not copied again.
    """
    chosen = settings.TABLES_ENGINE
    if not chosen:
        yield None
        return
    paths = {
        table: _shared(connection, relation, stamps[table])
        for table, relation in material.relations.items()
    }
    made = _made(chosen, paths, stamps)
    try:
        yield made.summed
    finally:
        made.close()


def _made(chosen: str, paths: Mapping[str, Path], stamps: Mapping[str, str]) -> "Spark | Postgres":
    if chosen.startswith("spark"):
        from .spark import Spark

        return Spark(chosen, {name: [_seen(path)] for name, path in paths.items()})
    from .postgres import Postgres

    return Postgres(chosen, {name: [path] for name, path in paths.items()}, dict(stamps))


def _shared(connection: "duckdb.DuckDBPyConnection", relation: str, stamp: str) -> Path:
    """Return a file of all the rows of a table, in the columns that are declared now."""
    folder = Path(settings.DATA_DIR) / "tables" / SHARED
    path = folder / f"{stamp}.parquet"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        connection.execute(f"COPY (FROM {relation}) TO '{aside}' (FORMAT parquet)")
        aside.replace(path)
    return path


def _seen(path: Path) -> str:
    """Return where the workers of a cluster see a file: a mount, or a store (`s3a://…`)."""
    prefix = settings.TABLES_SHARED
    return f"{prefix.rstrip('/')}/{path.name}" if prefix else str(path)

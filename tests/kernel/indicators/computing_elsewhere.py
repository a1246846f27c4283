"""Run in a process of its own: make figures with the sums of another engine.

`python -m tests.kernel.indicators.computing_elsewhere ENGINE ROWS FOLDER`; ENGINE is the
address of a PostgreSQL database or of a Spark master. ROWS holds a folder for each set of plans,
with a Parquet file for each table; figures of each set are written in FOLDER under its name.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lieucommun.settings.test")


def main(engine: str, rows: str, folder: str) -> None:
    """Make the figures of every set of plans."""
    import django

    django.setup()
    import duckdb

    from lieucommun.kernel.indicators.elsewhere.postgres import Postgres
    from lieucommun.kernel.indicators.elsewhere.spark import Spark
    from lieucommun.kernel.indicators.making import Material, make

    from .compared import sets

    paths = {path.stem: path for path in Path(rows).glob("*/*.parquet")}
    made = (
        Spark(engine, {table: [str(path)] for table, path in paths.items()})
        if engine.startswith("spark:")
        else Postgres(
            engine,
            {table: [path] for table, path in paths.items()},
            {table: f"{table}-1" for table in paths},
        )
    )
    material = Material({table: f"'{path}'" for table, path in paths.items()}, {})
    try:
        for name, plans in sets().items():
            into = Path(folder) / name
            into.mkdir()
            make(duckdb.connect(), plans, material, into, made.summed)
    finally:
        made.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

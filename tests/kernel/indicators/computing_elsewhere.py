"""Run in a process of its own: make figures with the sums of another engine.

`python -m tests.kernel.indicators.computing_elsewhere ENGINE ROWS FOLDER`; ENGINE is the
address of a PostgreSQL database or of a Spark master.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lieucommun.settings.test")


def main(engine: str, rows: str, folder: str) -> None:
    """Make the figures of every plan of the comparison."""
    import django

    django.setup()
    import duckdb

    from lieucommun.kernel.indicators.elsewhere.postgres import Postgres
    from lieucommun.kernel.indicators.elsewhere.spark import Spark
    from lieucommun.kernel.indicators.making import Material, make

    from .compared import PLANS

    made = (
        Spark(engine, {"aides": [rows]})
        if engine.startswith("spark:")
        else Postgres(engine, {"aides": [Path(rows)]}, {"aides": "aides-1"})
    )
    try:
        material = Material({"aides": f"'{rows}'"}, {})
        make(duckdb.connect(), PLANS(), material, Path(folder), made.summed)
    finally:
        made.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Run in a process and a place of its own: write the rows that services of the gallery bring.

`python -m tests.kernel.indicators.bringing_gallery DATA FOLDER`: a Parquet file for each table, in
a folder for each service.
"""

import os
import sys
from pathlib import Path


def main(data: str, folder: str) -> None:
    """Load what the folders of services hold, and write each table whole."""
    os.environ.update(LIEU_DATA=data, DJANGO_SETTINGS_MODULE="lieucommun.settings.embedded")
    import django

    django.setup()
    import duckdb
    from django.core.management import call_command

    from lieucommun.kernel.tables.bundled import take_bundled
    from lieucommun.kernel.tables.queries import relation, tables_of

    from .compared import GALLERY, opened

    call_command("migrate", verbosity=0)
    for slug in GALLERY:
        service, into = opened(slug), Path(folder) / slug
        into.mkdir()
        take_bundled(service)
        tables = service.manifest.tables
        for name, held in tables_of(slug).items():
            duckdb.execute(f"COPY {relation(held, tables[name])} TO '{into}/{name}.parquet'")


if __name__ == "__main__":
    main(*sys.argv[1:])

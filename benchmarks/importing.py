"""Taking in the seed of a folder, against writing the same rows and versions bare.

python -m benchmarks import
"""

import csv
import tempfile
import uuid
from pathlib import Path

from .measuring import Case, Outcome, Table, compare
from .options import Options
from .place import DATASET, SERVICE, migrate, start_django, write_service
from .records import Structure, structures

NAME = "import"
ROWS = 10_000
BATCH = 500
SEED = "data/structures.csv"
PEER = (
    "the same CSV read with the standard library, then `bulk_create` of the same rows of records "
    "and versions in the same tables, in one transaction: nothing validated, no terms, no sort "
    "keys, no search index, no journal."
)


def run(options: Options) -> Outcome:
    """Publish a new service with its seed each round; write the same rows bare each round."""
    rows = min(options.rows, ROWS)
    with tempfile.TemporaryDirectory(prefix="lieu-import-") as folder:
        data = Path(folder)
        start_django(data)
        migrate()
        content = data / "structures.csv"
        write_csv(content, rows)
        case = Case(
            f"{rows:,} rows",
            lambda number: _ours(data, content, number),
            lambda number: bare(content, number),
        )
        figure = compare(case, rounds=options.imports, repeats=options.repeats, warm=0)
        table = _rate(rows, figure.ours.median, figure.peer.median)
        from django.db import connections

        connections.close_all()
    return Outcome(NAME, "Importing the seed of a folder", PEER, [figure], [table])


def _ours(data: Path, content: Path, number: int) -> None:
    """Publish a service that did not exist: its folder checked, kept, its seed taken in."""
    from lieucommun.kernel.services.registry import open_service, synchronise

    slug = f"{SERVICE}{number}"
    folder = data / "services" / slug
    write_service(folder, seed=SEED, slug=slug)
    (folder / "data").mkdir()
    (folder / SEED).hardlink_to(content)
    report = synchronise()
    if report.problems:
        raise SystemExit("\n".join(map(str, report.problems)))
    open_service(slug).dataset(DATASET)


def bare(content: Path, number: int) -> None:
    """Write records and versions as they are."""
    from django.db import transaction
    from django.utils import timezone

    from lieucommun.kernel.datasets.models import Record, RecordVersion
    from lieucommun.kernel.services.models import Service

    service = Service.objects.create(slug=f"bare{number}")
    now = timezone.now()
    with transaction.atomic(), content.open(encoding="utf-8", newline="") as file:
        records = [
            Record(
                uuid=uuid.uuid4(),
                service=service,
                dataset=DATASET,
                key=row["identifiant"],
                data=row,
                created_at=now,
                updated_at=now,
            )
            for row in csv.DictReader(file)
        ]
        Record.objects.bulk_create(records, batch_size=BATCH)
        versions = [
            RecordVersion(
                record=record.uuid,
                service=service,
                dataset=DATASET,
                version=1,
                action=RecordVersion.Action.CREATED,
                data=record.data,
                at=now,
            )
            for record in records
        ]
        RecordVersion.objects.bulk_create(versions, batch_size=BATCH)


def write_csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        names = list(next(structures(1)).values)
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(_cells(each) for each in structures(rows))


def _cells(structure: Structure) -> dict[str, object]:
    return {**structure.values, "themes": "|".join(structure.themes)}


def _rate(rows: int, ours: float, peer: float) -> Table:
    return Table(
        "Rows per second",
        ("", "ours", "peer"),
        (("median", f"{rows / ours * 1000:,.0f}", f"{rows / peer * 1000:,.0f}"),),
    )

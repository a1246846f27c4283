"""A file of 100,000 rows brought in and taken out, against bare writes of the same rows.

python -m benchmarks exchange
"""

import json
import resource
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable
from hashlib import sha256
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from .importing import bare, write_csv
from .measuring import Outcome, Table
from .options import Options
from .place import DATASET, SERVICE, migrate, start_django, write_service
from .processes import environment

UNDONE = 10_000
FILE = "structures.csv"
PEER = (
    "for imports, `bulk_create` of the same rows of records and versions in the same tables, in "
    "one transaction; for exports, the stored values written by XlsxWriter in constant memory, "
    "with no rights and no titles of choices. Each act in a process of its own, which tells its "
    "peak memory."
)
HEADS = ("", "seconds", "of the processor", "peak memory (MB)")


def run(options: Options) -> Outcome:
    """Run each act once, in the order in which they need one another."""
    with tempfile.TemporaryDirectory(prefix="lieu-exchange-") as folder:
        data = Path(folder)
        told = {name: _apart(name, data, options.rows) for name in ACTS}
    rows = [(TITLES[name], *_said(each)) for name, each in told.items() if name in TITLES]
    aims = [
        _aim("import", told["import"], told["bare"], 300),
        _aim("export", told["export"], told["bare export"], 200),
    ]
    table = Table(f"{options.rows:,} rows", HEADS, tuple(rows))
    return Outcome("exchange", "Bringing a file in, and taking one out", PEER, [], [table], aims)


def _aim(name: str, ours: dict[str, float], peer: dict[str, float], most: int) -> str:
    wall = ours["wall"] / peer["wall"]
    cpu = ours["cpu"] / peer["cpu"]
    peak = f"peak memory {ours['peak']:.0f} MB (aim: under {most})"
    return f"{name}: ratio {wall:.2f}, of the processor {cpu:.2f} (aim of imports: 3); {peak}"


def _said(told: dict[str, float]) -> tuple[str, str, str]:
    return f"{told['wall']:.1f}", f"{told['cpu']:.1f}", f"{told['peak']:.0f}"


def _apart(name: str, data: Path, rows: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.exchanging", name, str(data), str(rows)]
    done = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _dataset() -> Any:
    from lieucommun.kernel.services.registry import open_service

    return open_service(SERVICE).dataset(DATASET)


def _prepare(data: Path, rows: int) -> None:
    from lieucommun.kernel.services.registry import synchronise

    migrate()
    write_service(data / "services" / SERVICE)
    report = synchronise()
    if report.problems:
        raise SystemExit("\n".join(map(str, report.problems)))
    write_csv(data / FILE, rows)
    with (data / FILE).open() as file:
        (data / f"some-{FILE}").write_text("".join(islice(file, UNDONE + 1)))


def _import(data: Path, name: str = FILE) -> Any:
    from lieucommun.kernel.datasets.exchange.mapping import map_columns, rows
    from lieucommun.kernel.datasets.exchange.tables import read_table
    from lieucommun.kernel.datasets.importing import Sent, import_records

    dataset = _dataset()
    table = read_table(data / name)
    mapped = map_columns(dataset, table, {})
    sent = Sent(name, mapped.fields)
    return import_records(dataset, rows(dataset, table, mapped), sent=sent)


def _again(data: Path, rows: int) -> None:
    report = _import(data)
    if (report.unchanged, report.number) != (rows, None):
        raise SystemExit(f"an unchanged file wrote: {report}")


def _index() -> None:
    from lieucommun.kernel.datasets.importing.indexing import complete_indexes

    complete_indexes()


def _change(data: Path) -> None:
    """Bring in again the first rows, their names changed."""
    (data / "before").write_text(_picture())
    path = data / f"some-{FILE}"
    text = path.read_text().replace(" de ", " pour ")
    path.write_text(text.replace("presentation pour", "presentation de"))
    _import(data, path.name)


def _picture() -> str:
    """Return a digest of all that records are, but their versions."""
    from lieucommun.kernel.datasets.models import Record

    found = sha256()
    columns = ("uuid", "key", "state", "organisation", "owner", "created_at", "data", "keys")
    for each in Record.objects.order_by("uuid").values_list(*columns).iterator():
        found.update(repr(each).encode())
    return found.hexdigest()


def _undo(data: Path) -> None:
    from lieucommun.kernel.datasets.importing import imports, undo_import

    dataset = _dataset()
    report = undo_import(dataset, imports(dataset)[0].pk)
    if report.left or _picture() != (data / "before").read_text():
        raise SystemExit(f"not everything was taken back: {report}")


def _export(data: Path) -> None:
    from lieucommun.kernel.datasets.exchange.writers import WRITERS
    from lieucommun.kernel.datasets.queries import query
    from lieucommun.kernel.people.viewer import ANYONE

    dataset = _dataset()
    with (data / "ours.xlsx").open("wb") as file:
        file.writelines(WRITERS["xlsx"].write(dataset, query(dataset, ANYONE).iterate(), "fr"))


def _bare_export(data: Path) -> None:
    import xlsxwriter

    from lieucommun.kernel.datasets.models import Record

    with xlsxwriter.Workbook(data / "bare.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        stored = Record.objects.filter(service__slug=SERVICE).values_list("data", flat=True)
        for rank, values in enumerate(stored.order_by("pk").iterator(1000)):
            for place, value in enumerate(values.values()):
                sheet.write(rank, place, str(value))


#: In this order: what each reads was written by those before it.
ACTS: dict[str, Callable[[Path, int], object]] = {
    "prepare": _prepare,
    "import": lambda data, _: _import(data),
    "index": lambda *_: _index(),
    "again": _again,
    "export": lambda data, _: _export(data),
    "bare export": lambda data, _: _bare_export(data),
    "change": lambda data, _: _change(data),
    "undo": lambda data, _: _undo(data),
    "bare": lambda data, _: bare(data / FILE, uuid.uuid4().int % 10**9),
}
TITLES = {
    "import": "import",
    "bare": "the same rows and versions, bare",
    "index": "search index of the import, after it",
    "again": "the same file again: nothing to write",
    "undo": f"undo of an import of {UNDONE:,} rows",
    "export": "export to XLSX",
    "bare export": "the stored values in XLSX, bare",
}


def main(name: str, folder: str, rows: str) -> None:
    """Do one act in this process, and tell what it took."""
    data = Path(folder)
    start_django(data)
    wall, cpu = perf_counter(), process_time()
    ACTS[name](data, int(rows))
    took = {"wall": perf_counter() - wall, "cpu": process_time() - cpu}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**took, "peak": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])

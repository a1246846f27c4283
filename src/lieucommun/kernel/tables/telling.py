"""What is said of loads: as JSON for programs, rejects with sentences, sources and their loads."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.texts import Text

from . import keeping
from .mapping.reading import read_source
from .models import TableLoad
from .queries import current
from .refusals import reject_said


def as_json(load: TableLoad, *, trial: bool = False) -> dict[str, Any]:
    """Return what came of a file: amounts are decimal numbers written as texts."""
    report = load.told
    return {
        "service": load.service,
        "table": load.table,
        "source": load.source,
        "load": None if trial else load.uuid.hex,
        "file": load.file,
        "sha256": load.sha256,
        "year": load.year,
        "geography": load.vintage,
        "rows": load.rows,
        "rejects": load.rejects,
        "unlocated": unlocated(load),
        **{name: report[name] for name in _PARTS if name in report},
        "first_rejects": rejects_said(load),
        "provenance": load.provenance,
        "loader": load.loader,
    }


_PARTS = (
    "kind", "sheet", "encoding", "delimiter", "totals", "levels", "by", "digits", "territories",
    "repeated", "reconciliation",
)  # fmt: skip


def unlocated(load: TableLoad) -> dict[str, int]:
    """Return how many rows are not located at each level."""
    levels: Mapping[str, Any] = load.told.get("levels", {})
    return {level: told["not_located"]["rows"] for level, told in levels.items()}


def rejects_said(load: TableLoad) -> list[dict[str, Any]]:
    """Return the first cells at fault, each with its sentence."""
    sheet = str(load.told.get("sheet", ""))
    return [
        {
            "sheet": sheet,
            "line": each[0],
            "column": each[1],
            "header": each[2],
            "text": each[4],
            "reason": reject_said(each, sheet),
        }
        for each in load.told.get("first_rejects", ())
    ]


def rejects_as_csv(load: TableLoad) -> Iterator[str]:
    """Yield the lines of a CSV of every cell at fault, with its sentence; the header always."""
    yield _written(["sheet", "line", "column", "header", "text", "reason"])
    sheet = str(load.told.get("sheet", ""))
    for each in _rejects(load):
        yield _written([sheet, each[0], each[1], each[2], each[4], reject_said(each, sheet)])


def _rejects(load: TableLoad) -> Iterator[list[Any]]:
    """Yield all rejects of a load that is kept; of a trial, the first ones are all there are."""
    path = keeping.rejects_of(load)
    if path is None:
        yield from load.told.get("first_rejects", ())
        return
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        yield from lines


def _written(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def sources_of(service: LoadedService) -> list[dict[str, Any]]:
    """Return each source of a service: its table, its title, and what is loaded of it."""
    found = []
    for name, declared in service.manifest.sources.items():
        source = read_source(service.folder, declared.file, service.manifest.languages[0])
        stored = current(service.slug, declared.into)
        loads = [load for load in stored.loads if load.source == name] if stored else []
        found.append(
            {
                "source": name,
                "table": declared.into,
                "title": _title(source.title),
                "years": list(source.years),
                "loads": [_loaded(load) for load in loads],
            }
        )
    return found


def _loaded(load: TableLoad) -> dict[str, Any]:
    return {
        "year": load.year,
        "file": load.file,
        "rows": load.rows,
        "rejects": load.rejects,
        "at": load.at.isoformat(timespec="seconds"),
    }


def _title(title: Text) -> str:
    return str(title)

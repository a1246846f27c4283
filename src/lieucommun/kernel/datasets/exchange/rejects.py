"""The rows that an import could not take, in a file to correct and send again."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from .columns import neutral
from .mapping import REASON
from .tables import Line, Table


def write_rejects(
    table: Table, reasons: Mapping[int, Iterable[tuple[str, str]]]
) -> Iterator[bytes]:
    """Yield the rejected lines with their reasons: JSON for what came as JSON, CSV for others."""
    kept = ((each, _told(reasons[each.number])) for each in table.lines if each.number in reasons)
    if table.kind == "geojson":
        start = '{"type": "FeatureCollection", "features": [\n'
        return _listed(start, (_feature(line, why) for line, why in kept), "\n]}\n")
    if table.kind == "json":
        return _listed("[\n", ({**line.cells, REASON: why} for line, why in kept), "\n]\n")
    return _csv(table, kept)


def _csv(table: Table, kept: Iterator[tuple[Line, str]]) -> Iterator[bytes]:
    columns = [each for each in table.columns if each != REASON]
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow([*columns, REASON])
    for line, why in kept:
        writer.writerow([neutral(line.cells.get(each, "")) for each in columns] + [neutral(why)])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def _told(problems: Iterable[tuple[str, str]]) -> str:
    return " ".join(
        f"{column}: {sentence}" if column else sentence for column, sentence in problems
    )


def _feature(line: Line, why: str) -> dict[str, object]:
    cells = dict(line.cells)
    shape = cells.pop("geometry", None)
    return {"type": "Feature", "geometry": shape, "properties": {**cells, REASON: why}}


def _listed(start: str, items: Iterable[object], end: str) -> Iterator[bytes]:
    separator = start
    for item in items:
        yield (separator + json.dumps(item, ensure_ascii=False, indent=1)).encode()
        separator = ",\n"
    yield end.encode()

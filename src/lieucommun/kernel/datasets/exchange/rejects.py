"""The rows that an import could not take, in a file to correct and send again."""

import csv
import io
import json
from collections.abc import Iterable, Mapping

from .columns import neutral
from .mapping import REASON
from .tables import Line, Table


def write_rejects(table: Table, reasons: Mapping[int, Iterable[tuple[str, str]]]) -> bytes:
    """Return the rejected lines with their reasons: JSON for what came as JSON, CSV for others."""
    kept = [(line, _told(reasons[line.number])) for line in table.lines if line.number in reasons]
    if table.kind in {"json", "geojson"}:
        items = [{**line.cells, REASON: why} for line, why in kept]
        if table.kind == "geojson":
            features = [_feature(line, why) for line, why in kept]
            return _dump({"type": "FeatureCollection", "features": features})
        return _dump(items)
    columns = [each for each in table.columns if each != REASON]
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow([*columns, REASON])
    for line, why in kept:
        writer.writerow([neutral(line.cells.get(each, "")) for each in columns] + [neutral(why)])
    return buffer.getvalue().encode()


def _told(problems: Iterable[tuple[str, str]]) -> str:
    return " ".join(
        f"{column}: {sentence}" if column else sentence for column, sentence in problems
    )


def _feature(line: Line, why: str) -> dict[str, object]:
    cells = dict(line.cells)
    shape = cells.pop("geometry", None)
    return {"type": "Feature", "geometry": shape, "properties": {**cells, REASON: why}}


def _dump(what: object) -> bytes:
    return (json.dumps(what, ensure_ascii=False, indent=1) + "\n").encode()

"""Exports of tables that are no records: the same files, from titles and rows."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from .columns import neutral
from .sheets import write_ods, write_xlsx
from .writers import WRITERS, write_csv

FORMATS = ("csv", "xlsx", "ods", "json")


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table to write, as the writers of records take it."""

    name: str
    titles: list[str]
    cells: Iterable[list[Any]]

    @property
    def source(self) -> tuple[tuple[str, str], ...]:
        return (
            (gettext("Source"), f"{settings.PLACE_NAME} · {self.name}"),
            (gettext("Extracted on"), timezone.localdate().isoformat()),
        )

    def rows(self) -> Iterator[list[Any]]:
        for row in self.cells:
            yield [_cell(cell) for cell in row]


def write_plain(
    kind: str, name: str, titles: list[str], rows: Iterable[list[Any]]
) -> tuple[str, Iterator[bytes]]:
    """Return the content type of a format, and the bytes of a table in it."""
    table = PlainTable(name, titles, rows)
    write = {"csv": write_csv, "xlsx": write_xlsx, "ods": write_ods, "json": _json}[kind]
    return WRITERS[kind].content_type, write(table)


def _cell(cell: Any) -> Any:
    """Return a cell no spreadsheet runs; moments in the place's own time, as people read them."""
    if isinstance(cell, dt.datetime) and timezone.is_aware(cell):
        return timezone.make_naive(cell).replace(microsecond=0)
    return neutral(cell)


def _json(table: PlainTable) -> Iterator[bytes]:
    head = json.dumps({"source": dict(table.source)}, ensure_ascii=False)[:-1]
    yield f'{head}, "items": [\n'.encode()
    separator = ""
    rows = iter(table.cells)
    while some := list(islice(rows, 200)):
        items = [dict(zip(table.titles, row, strict=True)) for row in some]
        lines = ",\n".join(json.dumps(item, ensure_ascii=False, default=_iso) for item in items)
        yield (separator + lines).encode()
        separator = ",\n"
    yield b"\n]}\n"


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else str(value)

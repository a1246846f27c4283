"""Tables as workbooks: XLSX and ODS, which tell where they come from on a last sheet."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, Protocol

from .columns import neutral, number

BLOCK = 64 * 1024
LONGEST_CELL = 32_000
MOST_ROWS = 1_000_000


class Table(Protocol):
    """What a table needs to be written as a file."""

    @property
    def name(self) -> str: ...
    @property
    def titles(self) -> list[str]: ...
    @property
    def source(self) -> tuple[tuple[str, str], ...]: ...
    def rows(self) -> Iterator[list[Any]]: ...


def write_xlsx(export: Table) -> Iterator[bytes]:
    """Yield a table as a workbook, which tells where it comes from on a last sheet."""
    import xlsxwriter

    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
        book = xlsxwriter.Workbook(file, options)
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        bold = book.add_format({"bold": True})
        rows = export.rows()
        name = _sheet_name(export)
        for rank in range(1, 100):
            sheet = book.add_worksheet(name if rank == 1 else f"{name[:27]} {rank}")
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, export.titles, bold)
            part = list_of(rows, sheet, moment)
            if part < MOST_ROWS:
                break
        about = book.add_worksheet(f"{name[:20]} (source)")
        for rank, line in enumerate(export.source):
            about.write_row(rank, 0, [neutral(cell) for cell in line])
        book.close()
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def list_of(rows: Iterator[list[Any]], sheet: Any, moment: Any) -> int:
    """Write rows in a sheet, as many as it holds; return how many."""
    count = 0
    for row in islice(rows, MOST_ROWS):
        count += 1
        for rank, cell in enumerate(row):
            _write(sheet, count, rank, cell, moment)
    return count


def _write(sheet: Any, row: int, rank: int, cell: Any, moment: Any) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(row, rank, cell)
        case str():
            sheet.write_string(row, rank, cell[:LONGEST_CELL])
        case dt.datetime():
            sheet.write_datetime(row, rank, cell, moment)
        case dt.date():
            sheet.write_datetime(row, rank, cell)
        case _:
            sheet.write_number(row, rank, float(cell))


def write_ods(export: Table) -> Iterator[bytes]:
    """Yield a table as a sheet of LibreOffice, which tells where it comes from on a last one."""
    from stream_write_ods import stream_write_ods

    def rows() -> Iterator[tuple[Any, ...]]:
        for row in export.rows():
            yield tuple(number(cell) for cell in row)

    source = (tuple(neutral(cell) for cell in line) for line in export.source)
    name = _sheet_name(export)
    sheets = (
        (name, tuple(export.titles), rows()),
        (f"{name[:20]} (source)", ("", ""), source),
    )
    yield from stream_write_ods(sheets)


def _sheet_name(export: Table) -> str:
    """Return a name that spreadsheets accept: 31 signs, none of []:*?/\\ nor outer quotes."""
    kept = "".join(char for char in export.name if char not in "[]:*?/\\" and char.isprintable())
    return kept.strip(" '")[:31] or "data"

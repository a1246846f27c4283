"""Run apart, by `tables`: write the rows of a file as JSON lines, then what they are.

Its arguments: FILE SHEET ENCODING. A row is its number and its cells: a list, or an object for
what came as JSON. Then comes one object (the columns, how the file was understood, or why it is
refused), and where that object starts, in twenty digits.
"""

import gc
import json
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO

from .lines import Cells, Found, Unreadable, header, judged, source_of
from .objects import Objects
from .texts import delimiter_of, encoding_of, read_cells
from .workbooks import judge, read_sheet

HEAD = 64 * 1024
MAGIC = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "RIFF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"SQLite format 3": "SQLite",
    b"{\\rtf": "RTF",
}
ZIP, OLD = b"PK", b"\xd0\xcf\x11\xe0"
MB = 1024 * 1024
#: Memory for anything, and per byte of a workbook once opened; then bytes read in a second, and the
#: seconds that anything gets.
MEMORY, MEMORY_PER_BYTE = 200 * MB, 3
SLOWEST, SECONDS = 8 * MB, 2


def parse(path: Path, sheet: str, encoding: str) -> Found:
    """Return the rows of a file by what it holds, not by its name; raises Unreadable."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    bound(path.stat().st_size)
    if head.startswith(ZIP):
        opened = judge(path)
        bound(opened, MEMORY_PER_BYTE * opened)
        return _under_header("workbook", read_sheet(path, sheet))
    if head.startswith(OLD):
        raise Unreadable("old")
    if known := next((MAGIC[each] for each in MAGIC if head.startswith(each)), ""):
        raise Unreadable("binary", found=known)
    return _text(path, head, encoding)


def bound(size: int, memory: int = 0) -> None:
    """Bound what reading so many bytes may take, below what this process was given."""
    wanted = {
        resource.RLIMIT_AS: max(MEMORY, memory),
        resource.RLIMIT_CPU: SECONDS + size // SLOWEST,
    }
    for limit, most in wanted.items():
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (min(most, hard), hard))


def _text(path: Path, head: bytes, encoding: str) -> Found:
    source = source_of(path)
    name, start = encoding_of(source, head, encoding)
    if start == "<":
        raise Unreadable("markup")
    if start in {"[", "{"}:
        return Objects(source, name).found()
    delimiter = delimiter_of(source, name)
    return _under_header("csv", read_cells(source, name, delimiter), name, delimiter)


def _under_header(kind: str, cells: Cells, encoding: str = "", delimiter: str = "") -> Found:
    first = next(cells, (1, []))[1]
    columns = header(first) if any(first) else ()
    if not columns:
        raise Unreadable("empty")
    told = {"kind": kind, "columns": columns, "encoding": encoding, "delimiter": delimiter}
    return Found(told, judged(columns, cells))


def write(found: Found, out: BinaryIO) -> None:
    """Write rows, then what they are."""
    encode = json.JSONEncoder(separators=(",", ":")).encode
    count = 0
    for count, row in enumerate(found.rows, 1):  # noqa: B007 - told once there are no more
        out.write(encode(row).encode() + b"\n")
    _end({**found.told, "count": count}, out)


def _end(told: dict[str, Any], out: BinaryIO) -> None:
    start = out.tell()
    out.write(json.dumps(told, default=str).encode() + b"\n%020d" % start)


def main(file: str, sheet: str, encoding: str) -> None:
    """Parse a file, and write what it holds or why it is refused."""
    gc.disable()  # values have no cycles; looking for them takes half of the time of great lists
    out = sys.stdout.buffer
    try:
        write(parse(Path(file), sheet, encoding), out)
    except Unreadable as refused:
        _end({"refused": refused.code, **refused.params}, out)


if __name__ == "__main__":
    main(*sys.argv[1:])

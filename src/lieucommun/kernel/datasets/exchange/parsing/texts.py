"""Texts as people save them: which encoding, which separator, and the cells of a CSV."""

import codecs
import csv
import io
import re

from .lines import LONGEST_CELL, MOST_ROWS, Cells, Source, Unreadable

BLOCK = 1024 * 1024
#: Rows, and empty lines: those of a whole sheet of a spreadsheet.
MOST_LINES = 1_100_000
DELIMITERS = ",;\t"
#: What makes a file something else than text: no table holds it.
BINARY = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def encoding_of(source: Source, head: bytes, given: str = "") -> tuple[str, str]:
    """Return the encoding of a text (the one given, or UTF-8, UTF-16 when it says so,
    Windows-1252), and its first sign; raises Unreadable.
    """
    if given:
        names: tuple[str, ...] = (given,)
    elif head.startswith((b"\xff\xfe", b"\xfe\xff")):
        names = ("utf-16",)
    else:
        names = ("utf-8-sig", "cp1252")
    line = 1
    for name in names:
        _known(name)
        line, start = _decoded(source, name)
        if not line:
            return name, start
    raise Unreadable("encoding", line=line, found=names[0].removesuffix("-sig"))


def _known(name: str) -> None:
    try:
        b"a".decode(name)
    except UnicodeError:
        return
    except (LookupError, ValueError):
        raise Unreadable("unknown encoding", found=name) from None


def _decoded(source: Source, name: str) -> tuple[int, str]:
    """Return the line that an encoding cannot read (0 for none), and the first sign."""
    decoder = codecs.getincrementaldecoder(name)()
    line, start = 1, ""
    with source() as file:
        while True:
            block = file.read(BLOCK)
            try:
                text = decoder.decode(block, not block)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n"), start
            if found := BINARY.search(text):
                raise Unreadable("binary", found=f"U+{ord(found[0]):04X}")
            line += text.count("\n")
            start = start or text.lstrip()[:1]
            if not block:
                return 0, start


def delimiter_of(source: Source, encoding: str) -> str:
    """Return what separates the cells of the first line."""
    with source() as file, io.TextIOWrapper(file, encoding, newline="\n") as text:
        first = text.readline(BLOCK)
    return max(DELIMITERS, key=first.count)


def read_cells(source: Source, encoding: str, delimiter: str) -> Cells:
    """Yield the lines of a CSV that are not empty, the header always; raises Unreadable."""
    csv.field_size_limit(LONGEST_CELL)
    with source() as file, io.TextIOWrapper(file, encoding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter)
        line = 1
        try:
            for rank, cells in enumerate(reader):
                if rank > MOST_LINES:
                    raise Unreadable("rows", most=MOST_ROWS)
                if line == 1 or any(cell.strip() for cell in cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise Unreadable("csv", line=line, found=error) from None

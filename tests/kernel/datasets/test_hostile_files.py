"""Files that nobody should open: each is refused with a sentence, soon, and in little memory."""

import io
import json
import resource
import string
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lieucommun.kernel.datasets.exchange.refusals import RefusedFile
from lieucommun.kernel.datasets.exchange.tables import read_table
from tests.kernel.datasets.test_tables import as_ods, as_xlsx

SECONDS, MEGABYTES = 2, 200
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
SHEET = "xl/worksheets/sheet1.xml"


def rezip(changes: dict[str, bytes], content: bytes = b"") -> bytes:
    """Return a workbook with some of its files replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or as_xlsx())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            new.writestr(name, data)
    return out.getvalue()


def sheet(rows: bytes) -> bytes:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return HEAD + b"<worksheet " + space + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def far_cell() -> bytes:
    return sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' * 2)


def ods_repeated() -> bytes:
    with zipfile.ZipFile(io.BytesIO(as_ods())) as book:
        text = book.read("content.xml").decode()
    bomb = 'table:number-rows-repeated="1000000"'
    return text.replace("<table:table-row", f"<table:table-row {bomb}").encode()


def far_corners() -> bytes:
    """A sheet within the bounds of rows and columns, with cells in two corners only."""
    first = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    return sheet(first + b'<row r="200001"><c r="ALL200001"><v>1</v></c></row>')


def one_text_everywhere() -> bytes:
    """A workbook of two megabytes once opened, whose every cell is the same long text."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    text = b"x" * 100_000
    shared = HEAD + b"<sst " + space + b"><si><t>" + text + b"</t></si></sst>"
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 900 + b"</row>"
    return rezip({SHEET: sheet(row * 90), "xl/sharedStrings.xml": shared})


def directory(entries: int) -> bytes:
    """A zip that is little more than its directory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("xl/workbook.xml", b"")
    start, end = out.getvalue().split(b"PK\x01\x02", 1)
    entry, closing = b"PK\x01\x02" + end[: end.index(b"PK\x05\x06")], end[-22:]
    size = struct.pack("<II", len(entry) * entries, len(start))
    many = struct.pack("<HH", entries % 65_536, entries % 65_536)
    return start + entry * entries + closing[:8] + many + size + closing[20:]


def encrypted() -> bytes:
    content = bytearray(as_xlsx())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    return bytes(content)


WORKBOOKS = {
    "bomb": lambda: rezip({SHEET: sheet(b"<row/>" * 20_000_000)}),
    "eight megabytes of empty tags": lambda: rezip({SHEET: sheet(b"<a/>" * 2_000_000)}),
    "doctype": lambda: rezip({SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + sheet(b"")}),
    "doctype in utf-16": lambda: rezip({SHEET: "<!doctype x>".encode("utf-16")}),
    "a thousand entries": lambda: rezip({f"x{n}": b"" for n in range(1000)}),
    "slip": lambda: rezip({"../../etc/passwd": b"x"}),
    "absolute": lambda: rezip({"/etc/passwd": b"x"}),
    "windows": lambda: rezip({"..\\..\\x.exe": b"x"}),
    "drive": lambda: rezip({"C:\\x.exe": b"x"}),
    "far cell": lambda: rezip({SHEET: far_cell()}),
    "repeated rows": lambda: rezip({"content.xml": ods_repeated()}, as_ods()),
    "encrypted": encrypted,
    "truncated": lambda: as_xlsx()[:-200],
    "broken xml": lambda: rezip({SHEET: sheet(b"<row><c></row>")}),
    "columns": lambda: as_xlsx([[f"c{n}" for n in range(10_000)], [1]]),
    "far corners": lambda: rezip({SHEET: far_corners()}),
    "one text everywhere": one_text_everywhere,
    "a million entries": lambda: directory(1_000_000),
    "giant cell": lambda: rezip(
        {SHEET: sheet(b'<row><c t="inlineStr"><is><t>' + b"x" * 1_500_000 + b"</t></is></c></row>")}
    ),
}

TEXTS = {
    "columns": lambda: ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n1\n",
    "giant cell": lambda: b"code,nom\na," + b"x" * 5_000_000 + b"\n",
    "giant line": lambda: b"x" * 60_000_000,
    "nul": lambda: b"code,nom\na\0,b\n",
    "quote never closed": lambda: b'code,nom\n"' + b"a\n" * 1_000_000,
    "deep json": lambda: b"[" * 1_000_000,
    "json of numbers": lambda: b"[" + b"1," * 1_000_000 + b"1]",
    "json columns": lambda: b"[{" + b",".join(b'"c%d":1' % n for n in range(10_000)) + b"}]",
    "json of one long text": lambda: b'[{"a":"' + b"x" * 60_000_000 + b'"}]',
    "json of lists in a cell": lambda: b'[{"a":[' + b"[]," * 20_000_000 + b"[]]}]",
    "json of a number": lambda: b'[{"a":' + b"9" * 1_000_000 + b"}]",
    "geojson of points": lambda: (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"coordinates":['
        + b"[1,1]," * 9_000_000
        + b"[1,1]]}}]}"
    ),
    "csv of columns": lambda: b"a" + b",a" * 30_000_000 + b"\n1\n",
    "csv of empty rows": lambda: b"code,nom\n" + b"\n" * 60_000_000,
    "csv of foreign letters": lambda: b"code\n" + "é\n".encode("cp1252") * 30_000_000,
    "eight megabytes of empty tags": lambda: b"<a/>" * 2_000_000,
    "doctype": lambda: b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    "too heavy": lambda: b"a,b\n" * (17 * 1024 * 1024),
    "empty": lambda: b"",
    "only a header": lambda: b"code,nom\n",
    "ragged": lambda: b"code,nom\na,b,c\n",
    "two marks": lambda: b"\xff\xfe\x00",
}

STARTS = [
    *(
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"RIFF0000WEBP",
        b"BM\0\0",
    ),
    *(b"\x1f\x8b\x08", b"BZh9\x01", b"\xfd7zXZ\0", b"7z\xbc\xaf'\x1c", b"Rar!\x1a\x07", b"ustar\0"),
    *(b"\x7fELF", b"MZ\x90\0", b"\xca\xfe\xba\xbe", b"\0asm", b"SQLite format 3\0", b"PAR1\x15\0"),
    *(b"OggS\0", b"ID3\x03\0", b"fLaC\0", b"\0\0\0\x18ftypmp42", b"\x1aE\xdf\xa3", b"FLV\x01"),
    *(b"{\\rtf1 x}", b"%!PS\x04", b"\xd0\xcf\x11\xe0\xa1\xb1", b"PK\x03\x04", b"PK\x05\x06", b"PK"),
    *(
        b"<html>",
        b"<!doctype html>",
        b"<?xml version='1.0'?><a/>",
        b"<svg/>",
        b"  <kml/>",
        b"<!-- ",
    ),
    *(b"\0" * 20, b"\x01\x02\x03", b"wOFF\0\1", b"\0\1\0\0\0", b"II*\0", b"MM\0*", b"8BPS\0"),
    *(b"LZIP\x01", b"\x28\xb5\x2f\xfd\0", b"!<arch>\n\0", b"xar!\0", b"MSCF\0", b"\x80\x02}q\0"),
    *(b"[1, 2", b"{", b'"text"', b"42", b"[]", b"{}", b'{"items": 3}', b"[null]", b"\xef\xbb\xbf"),
    *(b"# title", b"\n\n\n", b"   ", string.printable[:40].encode(), b"\x81\x8d", b"\x1b[31m"),
]


def spent() -> float:
    """Return the processor time of this process and of those it waited for, in seconds."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(each)[:2]) for each in who)


def refusal(content: bytes) -> RefusedFile:
    """Return why a file is refused, within the processor time and memory allowed."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = spent()
    with pytest.raises(RefusedFile) as refused:
        read_table(content)
    assert spent() - started < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES
    assert len(str(refused.value)) > 20
    return refused.value


@pytest.mark.parametrize("name", WORKBOOKS)
def test_hostile_workbooks_are_refused(name: str) -> None:
    refusal(WORKBOOKS[name]())


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_texts_are_refused(name: str) -> None:
    refusal(TEXTS[name]())


def test_sixty_files_of_wrong_types_are_refused() -> None:
    assert len(STARTS) >= 60
    for start in STARTS:
        refusal(start)


def test_a_formula_of_a_workbook_is_its_value_never_run() -> None:
    lines = list(read_table(as_xlsx()).lines)
    assert lines[1].cells["Nom"] == "=HYPERLINK(1)"


#: What a small process measures of those that parse: their computing, and the largest of them.
MEASURE = """
import json, os, resource, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "lieucommun.settings.test"
import django
django.setup()
from pathlib import Path
from lieucommun.kernel.datasets.exchange.refusals import RefusedFile
from lieucommun.kernel.datasets.exchange.tables import read_table
for path in map(Path, sys.argv[1:]):
    try:
        read_table(path)
        code = ""
    except RefusedFile as refused:
        code = refused.code
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([code, spent.ru_utime + spent.ru_stime, spent.ru_maxrss / 1024]))
"""
BOMBS = {
    "workbook": [
        WORKBOOKS[each]
        for each in ("far corners", "one text everywhere", "repeated rows", "a million entries")
    ],
    "csv": [TEXTS[each] for each in ("giant line", "csv of columns", "csv of empty rows")],
    "json": [TEXTS[each] for each in ("json of one long text", "json of lists in a cell")],
    "geojson": [TEXTS["geojson of points"]],
}


@pytest.mark.parametrize("kind", BOMBS)
def test_process_that_parses_a_bomb_takes_little(kind: str, tmp_path: Path) -> None:
    paths = [tmp_path / str(rank) for rank in range(len(BOMBS[kind]))]
    for path, make in zip(paths, BOMBS[kind], strict=True):
        path.write_bytes(make())
    command = [sys.executable, "-c", MEASURE, *map(str, paths)]
    said = subprocess.run(command, capture_output=True, check=True, text=True)
    before = 0.0
    for line in said.stdout.splitlines():
        code, spent, peak = json.loads(line)
        assert code
        assert 0 < spent - before <= SECONDS
        assert peak <= MEGABYTES
        before = spent

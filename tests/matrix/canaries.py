"""Marks, one for each field of each record, and the reading of any answer for them.

A mark is four figures, record then field, and is written as its field's type asks: a word, a
number, a date, a telephone, a latitude. Whatever an output does to the value, `found_in` reads it.
"""

import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any

EPOCH = date(2100, 1, 1)
_WORD = re.compile(r"zq(\d\d)f(\d\d)z")
_NUMBER = re.compile(r"(?<![0-9A-Za-z.])73(\d\d)(\d\d)(?![0-9A-Za-z])")
_DAY = re.compile(r"(?<!\d)(2[1-3]\d\d-\d\d-\d\d)(?!\d)")
#: Workbooks count days from the last of 1899.
_SERIAL = re.compile(r"<v>(\d{5})(?:\.\d+)?</v>")
_FIRST_SERIAL = (EPOCH - date(1899, 12, 30)).days
_APART = r"[\s.\u00a0\u202f]?"
_TELEPHONE = re.compile(rf"(?:0|\+33){_APART}4{_APART}73((?:{_APART}\d\d){{3}})")
_LATITUDE = re.compile(r"45(?:\.|,)(\d\d)7(\d\d)1(?!\d)")
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")


def written(mark: str, kind: str) -> Any:
    """Return the value of a field that bears a mark; None for types that cannot bear one."""
    record, name = mark[:2], mark[2:]
    word = f"zq{record}f{name}z"
    day = (EPOCH + timedelta(days=int(mark))).isoformat()
    values: dict[str, Any] = {
        "text": word,
        "longtext": word,
        "integer": int(f"73{mark}"),
        "decimal": f"73{mark}",
        "money": f"73{mark}",
        "date": day,
        "datetime": f"{day}T10:00:00Z",
        "email": f"{word}@example.org",
        "url": f"https://example.org/{word}",
        "phone": f"04 73 {record} {name} 99",
        "point": {"lat": float(f"45.{record}7{name}1"), "lon": 4.5},
        "file": f"data/{word}.pdf",
        "image": f"images/{word}.png",
        "audio": f"audio/{word}.mp3",
    }
    return values.get(kind)


def found_in(text: str) -> set[str]:
    """Return every mark that a text bears, in whatever form."""
    text = _GROUPED.sub("", text)
    marks = {"".join(match) for match in _WORD.findall(text)}
    marks |= {"".join(match) for match in _NUMBER.findall(text)}
    marks |= {"".join(match) for match in _LATITUDE.findall(text)}
    for day in _DAY.findall(text):
        number = (date.fromisoformat(day) - EPOCH).days if _is_day(day) else -1
        if 0 < number < 10_000:
            marks.add(f"{number:04}")
    for serial in _SERIAL.findall(text):
        number = int(serial) - _FIRST_SERIAL
        if 0 < number < 10_000:
            marks.add(f"{number:04}")
    for figures in _TELEPHONE.findall(text):
        only = re.sub(r"\D", "", figures)
        if only.endswith("99"):
            marks.add(only[:4])
    return marks


def readable(body: bytes) -> str:
    """Return an answer as text, workbooks unpacked."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    return body.decode("utf-8", "replace")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

"""Values as people type them and as SQL writes them, by kind of column."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal

from .columns import LEVELS, Kind
from .questions import LONGEST, Filter, Value

_NUMBER = re.compile(r"[+-]?\d{1,24}(\.\d{1,10})?")
_YEAR = re.compile(r"\d{1,4}")
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_KEY = re.compile(r"(commune|epci|departement|region|country):[0-9A-Z]{2,9}")
_SIGNS = str.maketrans("", "", " \u00a0\u202f'’€")
TRUTHS = {"yes": True, "no": False}
EMPTY = ("yes", "no")
#: What may be asked of a kind of column.
ASKED: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("has", "is", "empty"),
    Kind.NUMBER: ("min", "max", "empty"),
    Kind.YEAR: ("min", "max", "empty"),
    Kind.DATE: ("min", "max", "empty"),
    Kind.MOMENT: ("min", "max", "empty"),
    Kind.BOOLEAN: ("is", "empty"),
    Kind.TERRITORY: ("in", "empty"),
}


def value_of(text: str, op: str, kind: Kind) -> Value | None:
    """Return what a text says to a filter of a column; None when it says nothing of that kind."""
    if op == "empty":
        levels = LEVELS if kind == Kind.TERRITORY else ()
        return text if text in (*EMPTY, *levels) else None
    return _READ[kind](text)


def _text(text: str) -> str | None:
    said = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return said[:LONGEST] or None


def _number(text: str) -> Decimal | None:
    """Read a number with a point or a comma, and spaces between thousands."""
    bare = text.translate(_SIGNS)
    if "," in bare and "." in bare:
        bare = bare.replace(",", "")
    bare = bare.replace(",", ".")
    return Decimal(bare) if bare.isascii() and _NUMBER.fullmatch(bare) else None


def _year(text: str) -> int | None:
    bare = text.strip()
    return int(bare) if bare.isascii() and _YEAR.fullmatch(bare) else None


def _day(text: str) -> dt.date | None:
    bare = text.strip()
    with suppress(ValueError):
        if found := _DAY.fullmatch(bare):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        return dt.date.fromisoformat(bare)
    return None


def _key(text: str) -> str | None:
    return text if _KEY.fullmatch(text) else None


_READ: Mapping[Kind, Callable[[str], Value | None]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.YEAR: _year,
    Kind.DATE: _day,
    Kind.MOMENT: _day,
    Kind.BOOLEAN: TRUTHS.get,
    Kind.TERRITORY: _key,
}


def same(column: str, kind: Kind, value: Value | None) -> tuple[Filter, ...]:
    """Return the filters of the rows where a column has a value; None: where it has none."""
    if value is None:
        return (Filter(column, "empty", ("yes",)),)
    if kind in {Kind.TEXT, Kind.BOOLEAN}:
        return (Filter(column, "is", (value,)),)
    if kind == Kind.TERRITORY:
        return (Filter(column, "in", (value,)),)
    return (Filter(column, "min", (value,)), Filter(column, "max", (value,)))


def literal(value: Value) -> str:
    """Return a value as SQL writes it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.date):
        return f"DATE '{value.isoformat()}'"
    return "'" + value.replace("'", "''") + "'"

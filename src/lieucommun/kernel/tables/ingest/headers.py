"""Columns found in a file by their headers: as they are written, or nearly."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from .orders import LayoutFrom, WideFrom
from .refusing import Refused

SHOWN, LONGEST = 30, 60
#: Two digits up to this one are a year of this century.
PIVOT = 50
_APOSTROPHES = re.compile("[’‘´`]")
_YEARS = {"{yyyy}": r"(?P<yyyy>(?:1[89]|20)\d\d)", "{yy}": r"(?P<yy>\d\d)"}


@dataclass(frozen=True, slots=True)
class Matched:
    """Where the columns of a layout stand in a file, from 0.

    `codes` and `levels` by territory; `times`: the column that multiplies each one; `wide`: each
    label, and where its values are by column.
    """

    layout: LayoutFrom
    headers: Sequence[str]
    fields: Mapping[str, int]
    codes: Mapping[str, Mapping[str, int]]
    levels: Mapping[str, int]
    times: Mapping[str, int]
    wide: Sequence[tuple[str, Mapping[str, int]]] = field(default=())

    @property
    def commas(self) -> frozenset[int]:
        """Columns whose numbers are read with a decimal comma: those that are binary get one."""
        fields = self.layout.fields
        both = (*self.fields.items(), *self.times.items())
        return frozenset(at for name, at in both if fields[name].decimal == ",")


def fold(header: str) -> str:
    """Return a header without what files get wrong: accents, capitals, spaces, apostrophes."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("'", header))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return " ".join(plain.replace("'", " ").split())


def joined(lines: Sequence[Sequence[str]]) -> list[str]:
    """Return one header per column from the lines of headers: a merged cell goes on to the right.

    What stands in several lines is joined by ` - `.
    """
    width = max(map(len, lines), default=0)
    last = len(lines) - 1
    columns: list[list[str]] = [[] for _ in range(width)]
    for number, line in enumerate(lines):
        held = ""
        for at in range(width):
            cell = " ".join(line[at].split()) if at < len(line) else ""
            held = cell or (held if number < last else "")
            if held:
                columns[at].append(held)
    return [" - ".join(dict.fromkeys(parts)) for parts in columns]


def matched(layout: LayoutFrom, headers: Sequence[str], **where: object) -> Matched:
    """Return where the columns of a layout stand; raises Refused: no such header, or several."""
    find = _Finder(headers, where)
    fields = {name: find.one(each.headers) for name, each in layout.fields.items() if each.headers}
    codes = {
        name: {
            level: find.one(code.headers)
            for level, code in place.codes.items()
            if code.value is None
        }
        for name, place in layout.places.items()
    }
    levels = {name: find.one(place.level) for name, place in layout.places.items() if place.level}
    times = {name: find.one(each.times) for name, each in layout.fields.items() if each.times}
    wide = tuple(_wide(layout.wide, find)) if layout.wide else ()
    return Matched(layout, headers, fields, codes, levels, times, wide)


class _Finder:
    def __init__(self, headers: Sequence[str], where: Mapping[str, object]) -> None:
        self.headers = [" ".join(each.split()) for each in headers]
        self.folded = [fold(each) for each in headers]
        self.where = where

    def one(self, names: Sequence[str]) -> int:
        """Return where the first of some names stands."""
        for name in names:
            found = self.at(name)
            if found is not None:
                return found
        shown = [each[:LONGEST] for each in self.headers if each]
        told = [each for each in self.folded if len(each) <= 2 * LONGEST]
        close = get_close_matches(fold(names[0]), told, 1, 0.6) if names else []
        near = self.headers[self.folded.index(close[0])][:LONGEST] if close else ""
        raise Refused("header", found=names[0], nearest=near, choices=shown[:SHOWN], **self.where)

    def at(self, name: str) -> int | None:
        """Return where a header stands, as written, or nearly; None when it does not."""
        exact = [at for at, each in enumerate(self.headers) if each == " ".join(name.split())]
        near = exact or [at for at, each in enumerate(self.folded) if each == fold(name)]
        if len(near) > 1:
            columns = [letters(at) for at in near]
            raise Refused("twice", found=name, columns=columns, **self.where)
        return near[0] if near else None


def _wide(wide: WideFrom, find: _Finder) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Yield each label of a wide file with its columns; raises Refused when there is none."""
    found: dict[str, dict[str, int]] = {}
    for name, told in wide.values.items():
        places = (
            {label: find.one([header]) for label, header in told.items()}
            if isinstance(told, dict)
            else dict(_years(told, find))
        )
        if not places:
            find.one([*told])
        for label, at in places.items():
            found.setdefault(label, {})[name] = at
    yield from sorted(found.items())


def _years(patterns: Sequence[str], find: _Finder) -> Iterator[tuple[str, int]]:
    """Yield the year and the place of each header that a pattern is true of."""
    seen: set[str] = set()
    for pattern in patterns:
        written = re.escape(pattern)
        for sign, expression in _YEARS.items():
            written = written.replace(re.escape(sign), expression, 1)
        for at, header in enumerate(find.headers):
            true = re.fullmatch(written, header)
            if not true:
                continue
            year = _year(true.groupdict())
            if year not in seen:
                seen.add(year)
                yield year, at


def _year(parts: Mapping[str, str]) -> str:
    if "yyyy" in parts:
        return parts["yyyy"]
    two = int(parts.get("yy", "0"))
    return str(two + (2000 if two <= PIVOT else 1900))


def letters(at: int) -> str:
    """Return the letters of a column (from 0) as a spreadsheet writes them."""
    found = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        found = chr(65 + rest) + found
    return found

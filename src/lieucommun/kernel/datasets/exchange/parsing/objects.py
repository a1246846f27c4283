"""Rows of a JSON or GeoJSON file, one object at a time however long the list is."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from .lines import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Found, Row, Source, Unreadable

BLOCK = 256 * 1024
#: The longest value, in characters: far more than the outline of a region.
LONGEST_VALUE = 4 * 1024 * 1024
SPACE = " \t\r\n"
#: Under these names an object holds its list.
LISTS = ("features", "items")


@dataclass(frozen=True, slots=True)
class Objects:
    """The rows of a list: their rank, and their cells."""

    source: Source
    encoding: str

    def found(self) -> Found:
        """Return the rows of a list of objects, or of an object that holds one."""
        told: dict[str, Any] = {"kind": "", "encoding": self.encoding, "delimiter": ""}
        return Found(told, self._rows(told))

    def _rows(self, told: dict[str, Any]) -> Iterator[Row]:
        """Yield rows, and tell the kind and the columns that were met; raises Unreadable."""
        columns: dict[str, None] = {}
        with self.source() as file, io.TextIOWrapper(file, self.encoding) as text:
            reading = _Reading(text)
            told["kind"] = "geojson" if reading.enter() == "features" else "json"
            for rank, item in enumerate(reading.items(), 1):
                if rank > MOST_ROWS:
                    raise Unreadable("rows", most=MOST_ROWS)
                cells = dict(_cells(item, rank))
                columns.update(dict.fromkeys(cells))
                if len(columns) > MOST_COLUMNS:
                    raise Unreadable("columns", count=len(columns), most=MOST_COLUMNS)
                yield rank, cells
            reading.leave()
        if not columns:
            raise Unreadable("empty")
        told["columns"] = list(columns)


class _Reading:
    """A JSON text read forward, that never holds more than a value and what follows it."""

    def __init__(self, text: TextIO) -> None:
        self.text = text
        self.held = text.read(BLOCK)
        self.at = 0
        self.line = 1
        self.inside = False
        self.decoder = json.JSONDecoder()

    def enter(self) -> str:
        """Go to the beginning of the list; return the name that it has ("" for a bare list)."""
        if self._sign() == "[":
            self.at += 1
            return ""
        self.at += 1
        self.inside = True
        while self._sign() != "}":
            name = self._value()
            self._expect(":")
            if name in LISTS and self._sign() == "[":
                self.at += 1
                return str(name)
            self._value()
            if self._sign() == ",":
                self.at += 1
            elif self._sign() != "}":
                self._fail("Expecting ',' delimiter")
        raise Unreadable("objects", rank=1)

    def items(self) -> Iterator[Any]:
        """Yield the values of a list, to its end."""
        while self._sign() != "]":
            yield self._value()
            if self._sign() == ",":
                self.at += 1
                if self._sign() == "]":
                    self._fail("Expecting value")
            elif self._sign() != "]":
                self._fail("Expecting ',' delimiter")
        self.at += 1

    def leave(self) -> None:
        """Read what follows the list, so that a file cut short is told."""
        while self.inside and self._sign() == ",":
            self.at += 1
            self._value()
            self._expect(":")
            self._value()
        if self.inside:
            self._expect("}")
        if self._sign():
            self._fail("Extra data")

    def _value(self) -> Any:
        """Return the next value: read whole only when something follows it, or at the end."""
        self._sign()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.held, self.at)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                self._fail(error.msg, error.pos)
            except RecursionError:
                raise Unreadable("json", line=self.line, found="[[[[…") from None
            except ValueError:  # a number of more digits than Python reads
                raise Unreadable("json", line=self.line, found="999999…") from None
            if end < len(self.held) or not self._more():
                self.at = end
                return value

    def _sign(self) -> str:
        """Return the next sign that is not a space, where reading now is; "" at the end."""
        while True:
            while self.at < len(self.held) and self.held[self.at] in SPACE:
                self.at += 1
            if self.at < len(self.held):
                return self.held[self.at]
            if not self._more():
                return ""

    def _expect(self, sign: str) -> None:
        if self._sign() != sign:
            self._fail(f"Expecting '{sign}' delimiter")
        self.at += 1

    def _more(self) -> bool:
        """Read three times what is held, and forget what was read; raises Unreadable."""
        rest = self.held[self.at :]
        if len(rest) >= LONGEST_VALUE:
            raise Unreadable("costly")
        block = self.text.read(max(BLOCK, 3 * len(rest)))
        if not block:
            return False
        self.line += self.held.count("\n", 0, self.at)
        self.held = rest + block
        self.at = 0
        return True

    def _fail(self, found: str, at: int | None = None) -> None:
        line = self.line + self.held.count("\n", 0, self.at if at is None else at)
        raise Unreadable("json", line=line, found=found)


def _cells(item: Any, rank: int) -> Iterator[tuple[str, object]]:
    """Yield the cells of an object, of a feature, or of an entry of our own exports."""
    if not isinstance(item, dict):
        raise Unreadable("objects", rank=rank)
    properties = item.get("properties")
    if item.get("type") == "Feature":
        if isinstance(item.get("geometry"), dict):
            yield "geometry", item["geometry"]
        item = properties if isinstance(properties, dict) else {}
    elif isinstance(item.get("data"), dict) and "uuid" in item:
        item = item["data"]
    for name, cell in item.items():
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            raise Unreadable("cell", line=rank, column=name, most=LONGEST_CELL)
        if name != "_":
            yield name, cell

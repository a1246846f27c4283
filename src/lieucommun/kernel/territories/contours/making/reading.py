"""Reads a GeoJSON file forward, one feature at a time: a collection, or one feature a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TextIO

BLOCK = 1024 * 1024
#: The longest feature, in characters: ten times the most detailed région.
LONGEST = 64 * 1024 * 1024
#: What may stand cut at the end of a block: a literal, an escape of a letter.
LONGEST_WORD = 12
#: Record separators (RFC 8142) stand between features as spaces do.
SPACE = " \t\r\n\x1e"
#: WGS 84, or RGF 93 which is the same to a metre, by the names that files give them.
DEGREES = ("CRS84", "4326", "4171", "84")


class UnreadableError(Exception):
    """The file cannot be read: a code of `refusals.sentences` and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def features(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the features of a file, in their order; raises UnreadableError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            yield from _Reading(text).features()
    except UnicodeDecodeError:
        raise UnreadableError("encoding") from None


class _Reading:
    """A JSON text read forward: it never holds more than one value and what follows it."""

    def __init__(self, text: TextIO) -> None:
        self.text = text
        self.held = ""
        self.at = 0
        self.line = 1
        self.decoder = json.JSONDecoder(parse_constant=self._constant)

    def features(self) -> Iterator[dict[str, Any]]:
        """Yield every feature of every value at the top of the file."""
        while self._sign():
            yield from self._top()

    def _top(self) -> Iterator[dict[str, Any]]:
        """Yield the features of a collection as they come, or the feature that a value is."""
        self._expect("{")
        members: dict[str, Any] = {}
        while self._sign() != "}":
            name = self._value()
            self._expect(":")
            if name == "features" and self._sign() == "[":
                members["type"] = "FeatureCollection"
                yield from self._list()
            else:
                members[str(name)] = self._value()
                _check_reference(members.get("crs"))
            self._comma("}")
        self.at += 1
        if members.get("type") == "Feature":
            yield members
        elif members.get("type") != "FeatureCollection":
            raise UnreadableError("kind")

    def _list(self) -> Iterator[dict[str, Any]]:
        self.at += 1
        while self._sign() != "]":
            found = self._value()
            if not isinstance(found, dict):
                raise UnreadableError("kind")
            yield found
            self._comma("]")
        self.at += 1

    def _comma(self, end: str) -> None:
        """Pass the comma that must stand here with something after it, unless this is the end."""
        if self._sign() == end:
            return
        self._expect(",")
        if self._sign() == end:
            self._fail("Expecting value")

    def _value(self) -> Any:
        """Return the next value: read whole only when something follows it, or at the end."""
        self._sign()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.held, self.at)
            except json.JSONDecodeError as error:
                if self._is_cut(error) and self._more():
                    continue
                self._fail(error.msg, error.pos)
            except RecursionError:
                self._fail("[[[[…")
            except ValueError:  # a number of more digits than Python reads
                self._fail("999999…")
            if end < len(self.held) or not self._more():
                self.at = end
                return value

    def _is_cut(self, error: json.JSONDecodeError) -> bool:
        """Whether the text that is held may only be too short: a word or a string goes on."""
        return error.msg.startswith("Unterminated") or error.pos >= len(self.held) - LONGEST_WORD

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
        """Read three times what is held, and forget what was read; raises UnreadableError."""
        rest = self.held[self.at :]
        if len(rest) >= LONGEST:
            raise UnreadableError("costly")
        block = self.text.read(max(BLOCK, 3 * len(rest)))
        if not block:
            return False
        self.line += self.held.count("\n", 0, self.at)
        self.held = rest + block
        self.at = 0
        return True

    def _constant(self, found: str) -> NoReturn:
        """Refuse NaN and Infinity, which Python reads and JSON does not know."""
        raise UnreadableError("json", line=self.line, found=found)

    def _fail(self, found: str, at: int | None = None) -> NoReturn:
        line = self.line + self.held.count("\n", 0, self.at if at is None else at)
        raise UnreadableError("json", line=line, found=found)


def _check_reference(declared: Any) -> None:
    """Refuse a file that declares coordinates other than degrees (a member of GeoJSON 2008)."""
    properties = declared.get("properties") if isinstance(declared, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str) and not name.endswith(DEGREES):
        raise UnreadableError("reference", found=name[:80])

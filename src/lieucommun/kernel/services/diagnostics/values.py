"""One mistake, where it is, and how to say it."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lieucommun.kernel.services.texts import active_language

from .codes import CODES, Code, Level
from .words import Words

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A mistake or a remark in a folder; `cell` replaces line and column in a workbook."""

    path: str
    line: int
    column: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    cell: str = ""

    @property
    def kind(self) -> Code:
        return CODES[self.code]

    @property
    def level(self) -> Level:
        return self.kind.level

    @property
    def position(self) -> str:
        """`path:line:column`, or `path:sheet!A1` in a workbook."""
        return f"{self.path}:{self.cell or f'{self.line}:{self.column}'}"

    def message(self, language: str = "") -> str:
        """Return the sentence: what was found, what was expected, the nearest name."""
        french = (language or active_language()).startswith("fr")
        words = {key: _word(value, french=french) for key, value in self.params.items()}
        sentence = (self.kind.fr if french else self.kind.en).format_map(_Blank(words))
        return " ".join(filter(None, (sentence, self.hint(language))))

    def hint(self, language: str = "") -> str:
        """Return the nearest name and what was expected, when known."""
        french = (language or active_language()).startswith("fr")
        parts = []
        if near := self.params.get("nearest"):
            parts.append(f"Vouliez-vous dire « {near} » ?" if french else f"Did you mean “{near}”?")
        if among := self.params.get("among"):
            listed = ", ".join(str(name) for name in among)
            parts.append(f"Attendu : {listed}." if french else f"Expected: {listed}.")
        return " ".join(parts)

    def as_json(self, language: str = "") -> dict[str, Any]:
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "cell": self.cell,
            "code": self.code,
            "level": str(self.level),
            "message": self.message(language),
        }

    def under(self, folder: str) -> "Diagnostic":
        """Return the same mistake with its path seen from above the folder."""
        return replace(self, path=f"{folder}/{self.path}")

    def __str__(self) -> str:
        return f"{self.position}: {self.code} {self.message()}"


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def _word(value: Any, *, french: bool) -> str:
    if isinstance(value, Words):
        return value.fr if french else value.en
    return shown(value)


def shown(value: Any) -> str:
    """Return a value as it can be printed in a terminal: short, on one line, no control codes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{" + shown(", ".join(map(str, value))) + "}"
    if isinstance(value, list | tuple):
        return "[" + shown(", ".join(shown(item) for item in value[:8])) + "]"
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+", " ", str(value))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def nearest(found: object, names: Iterable[str]) -> str:
    """Return the name that was probably meant, or an empty text."""
    folded = {name.casefold(): name for name in names}
    close = difflib.get_close_matches(str(found).casefold()[:80], folded, 1, 0.6)
    return folded[close[0]] if close else ""

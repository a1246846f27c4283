"""Cut a formula into tokens. As in XPath, a minus after a name needs a space."""

import re
from typing import NamedTuple

from .errors import Code, FormulaError

#: Longest formula read: far longer than any that a person would check.
MAX_LENGTH = 2_000
_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
  | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
  | (?P<text>"[^"]*"|'[^']*')
  | (?P<name>[^\W\d](?:[\w-]*\w)?)
  | (?P<mark>!=|<=|>=|[()\[\].+\-*/=<>])
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A piece of a formula; kind is number, text, name, mark or end."""

    kind: str
    value: str
    position: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of a formula, ended by one of kind "end". Raises FormulaError."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(MAX_LENGTH, "too-long", {"most": MAX_LENGTH, "found": len(text)})
    found, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            character = text[position]
            unclosed = character in "'\""
            code: Code = "unclosed-text" if unclosed else "unreadable"
            raise FormulaError(position, code, {"found": character})
        kind = match.lastgroup or ""
        if kind != "space":
            found.append(Token(kind, match.group(), position))
        position = match.end()
    if not found:
        raise FormulaError(0, "empty")
    return [*found, Token("end", "", len(text))]

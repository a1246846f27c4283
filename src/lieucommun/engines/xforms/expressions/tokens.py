"""Cut an expression into tokens, by the lexical rules of XPath 1.0 (section 3.7)."""

import re
from dataclasses import dataclass

from lieucommun.engines.xforms.errors import ExpressionError

#: Longest expression read. Generated forms reach some thousands of characters.
MAX_LENGTH = 32_768

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]+)
  | (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<text>"[^"]*"|'[^']*')
  | (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
  | (?P<mark>//|::|!=|<=|>=|\.\.|[()\[\].@,/|+\-=<>*$])
    """,
    re.VERBOSE,
)
_WORDS = {"and", "or", "div", "mod"}
#: After one of these (or at the start), `*` and the words are names, not operators.
_OPEN = {"(", "[", ",", "@", "::", "/", "//", "|", "$"}
OPERATORS = {"or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression; kind is number, text, name, operator, mark or end."""

    kind: str
    value: str
    position: int


def tokens(expression: str) -> list[Token]:
    """Return the tokens of an expression, ended by one of kind "end"."""
    if len(expression) > MAX_LENGTH:
        raise ExpressionError(f"the expression is longer than {MAX_LENGTH} characters")
    found: list[Token] = []
    position = 0
    while position < len(expression):
        match = _TOKEN.match(expression, position)
        if match is None:
            raise ExpressionError(_unreadable(expression[position]), position)
        kind = match.lastgroup or ""
        if kind != "space":
            value = match.group()
            found.append(Token(_kind(kind, value, found), value, position))
        position = match.end()
    found.append(Token("end", "", len(expression)))
    return found


def _unreadable(character: str) -> str:
    if character in "'\"":
        return "this quotation mark is never closed"
    return f"“{character}” means nothing here"


def _kind(kind: str, value: str, before: list[Token]) -> str:
    """Tell operators from names: `*` and `div` are operators only after an operand."""
    operand = bool(before) and before[-1].kind != "operator" and before[-1].value not in _OPEN
    if kind == "name" and value in _WORDS:
        return "operator" if operand else "name"
    if kind == "mark" and value == "*":
        return "operator" if operand else "mark"
    return "operator" if kind == "mark" and value in OPERATORS else kind

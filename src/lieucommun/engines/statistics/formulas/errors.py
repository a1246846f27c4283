"""What is wrong with a formula: a place, a code and what the sentence needs; never a sentence."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

#: too-long: more than `most` characters. too-deep: more than `most` brackets within one another.
#: empty: nothing is written. unreadable: the character `found` means nothing. unclosed-text: a
#: quotation mark is never closed. unexpected: `found` stands where one of `expected` should (empty
#: `found`: the formula ends there). unknown-name, unknown-function: `found` is none of `among`.
#: needs-column: `function` is of a column. takes-no-column: `function` is of a table. no-order:
#: true() and false() are only equal to, or different from. sum-of-ratios: a ratio is added to
#: something, while an indicator has one numerator and one denominator. ratio-below: a ratio
#: divides. zero-division: a constant that is zero divides. constant: no figure is in it.
Code = Literal[
    "too-long",
    "too-deep",
    "empty",
    "unreadable",
    "unclosed-text",
    "unexpected",
    "unknown-name",
    "unknown-function",
    "needs-column",
    "takes-no-column",
    "no-order",
    "sum-of-ratios",
    "ratio-below",
    "zero-division",
    "constant",
]
Param: TypeAlias = str | int | tuple[str, ...]


class FormulaError(ValueError):
    """A formula that cannot be used; `position` counts characters from 0."""

    def __init__(
        self, position: int, code: Code, params: Mapping[str, Param] | None = None
    ) -> None:
        super().__init__(position, code, params or {})
        self.position = position
        self.code: Code = code
        self.params: Mapping[str, Param] = params or {}

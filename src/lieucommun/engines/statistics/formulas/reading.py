"""Read tokens one after the other, never deeper than is bearable."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from .errors import FormulaError
from .tokens import Token, tokens

#: Most brackets within one another; each costs the interpreter some frames.
MAX_DEPTH = 20


class Reader:
    """A place in a formula."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self.index = 0
        self.depth = 0

    @property
    def now(self) -> Token:
        return self.tokens[self.index]

    @property
    def after(self) -> Token:
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Return the token read, and go to the next one; the end is never left."""
        token = self.now
        self.index = min(self.index + 1, len(self.tokens) - 1)
        return token

    def at(self, *marks: str) -> bool:
        return self.now.kind == "mark" and self.now.value in marks

    def at_word(self, word: str) -> bool:
        return self.now.kind == "name" and self.now.value == word

    def calls(self, *words: str) -> bool:
        """Say whether a function of one of these names is called here."""
        named = self.now.kind == "name" and self.now.value in words
        return named and self.after.kind == "mark" and self.after.value == "("

    def expect(self, *marks: str) -> Token:
        return self.take() if self.at(*marks) else self.refuse(*marks)

    def name(self, what: str) -> Token:
        """Take a name; `what` stands for it in an error: table, column."""
        return self.take() if self.now.kind == "name" else self.refuse(what)

    def refuse(self, *expected: str) -> NoReturn:
        token = self.now
        raise FormulaError(
            token.position, "unexpected", {"found": token.value, "expected": expected}
        )

    @contextmanager
    def within(self, opening: str, closing: str) -> Iterator[None]:
        """Read what stands between two brackets."""
        token = self.expect(opening)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FormulaError(token.position, "too-deep", {"most": MAX_DEPTH})
        yield
        self.expect(closing)
        self.depth -= 1

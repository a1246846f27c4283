"""Read a regular expression, in Java's syntax, into a tree."""

from dataclasses import dataclass

from lieucommun.engines.xforms.errors import ExpressionError

from . import classes
from .classes import Class

MAX_LENGTH = 1_000
MAX_DEPTH = 30
MAX_COUNT = 1_000
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a pattern.

    `kind` is chars, cat, alt, repeat, begin, end, ahead or not-ahead; `looks` tells whether some
    part of it looks ahead.
    """

    kind: str
    parts: tuple["Part", ...] = ()
    chars: Class = classes.ANY
    low: int = 1
    high: int | None = 1
    looks: bool = False


def cat(parts: list[Part]) -> Part:
    """Return parts one after the other."""
    return Part("cat", tuple(parts), looks=any(part.looks for part in parts))


def read(pattern: str) -> Part:
    """Return the tree of a pattern; ExpressionError says what is wrong with it."""
    if len(pattern) > MAX_LENGTH:
        raise _error(f"is longer than {MAX_LENGTH} characters")
    reader = _Reader(pattern)
    found = reader.alternatives()
    if not reader.ended:
        raise _error("closes a bracket that was never opened")
    return found


def _error(reason: str) -> ExpressionError:
    return ExpressionError(f"the regular expression {reason}")


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0
        self.fold = False
        self.dot = classes.DOT

    @property
    def ended(self) -> bool:
        return self.at >= len(self.pattern)

    def follows(self, text: str) -> bool:
        return self.pattern.startswith(text, self.at)

    def skip(self, text: str) -> bool:
        if self.follows(text):
            self.at += len(text)
            return True
        return False

    def take(self) -> str:
        if self.ended:
            raise _error("ends too early")
        self.at += 1
        return self.pattern[self.at - 1]

    def alternatives(self) -> Part:
        several = [self.sequence()]
        while self.skip("|"):
            several.append(self.sequence())
        if len(several) == 1:
            return several[0]
        return Part("alt", tuple(several), looks=any(part.looks for part in several))

    def sequence(self) -> Part:
        found: list[Part] = []
        while not self.ended and not self.follows("|") and not self.follows(")"):
            part = self.atom()
            if part is not None:
                found.append(self.quantified(part))
        return cat(found)

    def quantified(self, part: Part) -> Part:
        while True:
            bounds = self.bounds()
            if bounds is None:
                return part
            if part.looks or part.kind in {"begin", "end"}:
                raise _error("repeats a place or a look ahead")
            if self.skip("+"):
                raise _error("is possessive (++, *+, ?+), which is not supported")
            self.skip("?")
            part = Part("repeat", (part,), low=bounds[0], high=bounds[1])

    def bounds(self) -> tuple[int, int | None] | None:
        if self.skip("*"):
            return 0, None
        if self.skip("+"):
            return 1, None
        if self.skip("?"):
            return 0, 1
        if not self.skip("{"):
            return None
        low, comma, high = self.until("}").partition(",")
        if not low.isdecimal() or (high and not high.isdecimal()):
            raise _error("has braces that do not hold numbers")
        least, most = int(low), int(high) if high else (None if comma else int(low))
        if max(least, most or 0) > MAX_COUNT or (most is not None and most < least):
            raise _error(f"repeats more than {MAX_COUNT} times, or from more to less")
        return least, most

    def until(self, mark: str) -> str:
        end = self.pattern.find(mark, self.at)
        if end < 0:
            raise _error(f"lacks “{mark}”")
        found = self.pattern[self.at : end]
        self.at = end + len(mark)
        return found

    def atom(self) -> Part | None:
        each = self.take()
        if each == "(":
            return self.group()
        if each in "^$":
            return Part("begin" if each == "^" else "end")
        if each == ".":
            return Part("chars", chars=self.dot)
        if each == "[":
            return Part("chars", chars=self.set())
        if each == "\\":
            return self.escape()
        if each in "*+?{":
            raise _error(f"has “{each}” with nothing to repeat")
        return Part("chars", chars=classes.one(each, fold=self.fold))

    def group(self) -> Part | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _error(f"is nested more than {MAX_DEPTH} deep")
        fold, dot = self.fold, self.dot
        kind = ""
        if self.skip("?"):
            kind = self.group_kind()
            if kind == "flags":
                self.depth -= 1
                return None
        found = self.alternatives()
        if not self.skip(")"):
            raise _error("has a bracket that is never closed")
        self.depth -= 1
        self.fold, self.dot = fold, dot
        if kind in {"ahead", "not-ahead"}:
            return Part(kind, (found,), looks=True)
        # A group of one alternative stays one piece, so that it repeats as a whole.
        return found

    def group_kind(self) -> str:
        for mark, kind in ((":", ""), ("=", "ahead"), ("!", "not-ahead")):
            if self.skip(mark):
                return kind
        if self.follows("<=") or self.follows("<!"):
            raise _error("looks behind (?<…), which is not supported")
        if self.skip("<"):
            self.until(">")
            return ""
        if self.follows(">"):
            raise _error("has an atomic group (?>…), which is not supported")
        return self.flags()

    def flags(self) -> str:
        switch = True
        while True:
            each = self.take()
            if each in ":)":
                return "" if each == ":" else "flags"
            if each == "-":
                switch = False
            elif each == "i":
                self.fold = switch
            elif each == "s":
                self.dot = classes.ANY if switch else classes.DOT
            elif each != "u":
                raise _error(f"has a flag “{each}”, which is not supported")

    def escape(self) -> Part:
        each = self.take()
        if each in "AzZ":
            return Part("begin" if each == "A" else "end")
        if each == "Q":
            end = self.pattern.find("\\E", self.at)
            text = self.pattern[self.at : end if end >= 0 else len(self.pattern)]
            self.at = min(self.at + len(text) + 2, len(self.pattern))
            return cat(
                [Part("chars", chars=classes.one(letter, fold=self.fold)) for letter in text]
            )
        if each in "bBGkX" or (each.isdigit() and each != "0"):
            raise _error(f"holds “\\{each}”, which is not supported")
        return Part("chars", chars=self.escaped(each))

    def escaped(self, each: str) -> Class:
        if each in classes.SHORT:
            return classes.SHORT[each]
        if each in "pP":
            name = self.until("}") if self.skip("{") else self.take()
            found = classes.named(name)
            if found is None:
                raise _error(f"names characters “{name}”, which are not known")
            return classes.negated(found) if each == "P" else found
        return classes.one(self.letter(each), fold=self.fold)

    def letter(self, each: str) -> str:
        if each in "xu":
            braced = each == "x" and self.skip("{")
            digits = self.until("}") if braced else self.some(2 if each == "x" else 4)
            try:
                return chr(int(digits, 16))
            except (ValueError, OverflowError):
                raise _error(f"has a code “{digits}” that is no character") from None
        if each in _PLAIN:
            return _PLAIN[each]
        if each.isascii() and each.isalnum():
            raise _error(f"holds “\\{each}”, which means nothing")
        return each

    def some(self, count: int) -> str:
        return "".join(self.take() for _ in range(count))

    def set(self) -> Class:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _error(f"is nested more than {MAX_DEPTH} deep")
        other = self.skip("^")
        sides: list[list[Class]] = [[]]
        first = True
        while first or not self.follows("]"):
            if self.skip("&&"):
                sides.append([])
            elif self.skip("["):
                sides[-1].append(self.set())
            else:
                sides[-1].append(self.range())
            first = False
        self.at += 1
        self.depth -= 1
        found = classes.intersection([classes.union(side) for side in sides if side])
        return classes.negated(found) if other else found

    def range(self) -> Class:
        first = self.take()
        if first == "\\":
            escaped = self.take()
            if escaped in classes.SHORT or escaped in "pP":
                return self.escaped(escaped)
            first = self.letter(escaped)
        if not self.follows("-") or self.pattern[self.at + 1 : self.at + 2] in {"]", ""}:
            return classes.one(first, fold=self.fold)
        if self.pattern[self.at + 1] == "[":
            return classes.one(first, fold=self.fold)
        self.at += 1
        last = self.take()
        if last == "\\":
            last = self.letter(self.take())
        if last < first:
            raise _error(f"has a range “{first}-{last}” the wrong way round")
        return classes.span(first, last, fold=self.fold)

"""Parse expressions: XPath 1.0 whole but for the namespace axis and variables."""

from functools import lru_cache

from lieucommun.engines.xforms.errors import ExpressionError

from .tokens import Token, tokens
from .tree import Call, Chain, Expression, Filter, Negation, Number, Path, Step, Text, Union

#: Deepest nesting of brackets; each level costs the interpreter some frames.
MAX_DEPTH = 80
LEVELS = {
    "or": 0,
    "and": 1,
    **dict.fromkeys(("=", "!="), 2),
    **dict.fromkeys(("<", "<=", ">", ">="), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "div", "mod"), 5),
}
AXES = {
    "ancestor",
    "ancestor-or-self",
    "attribute",
    "child",
    "descendant",
    "descendant-or-self",
    "following",
    "following-sibling",
    "parent",
    "preceding",
    "preceding-sibling",
    "self",
}
NODE_TYPES = {"node", "text", "comment", "processing-instruction"}


@lru_cache(maxsize=4096)
def parse(expression: str) -> Expression:
    """Return the tree of an expression; ExpressionError says where it is wrong."""
    reader = _Reader(tokens(expression))
    found = reader.binary(0)
    if reader.now.kind != "end":
        raise ExpressionError(f"“{reader.now.value}” is not expected here", reader.now.position)
    return found


class _Reader:
    """Reads tokens from left to right, by precedence climbing."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.index = 0
        self.depth = 0

    @property
    def now(self) -> Token:
        return self.tokens[self.index]

    def take(self) -> Token:
        token = self.tokens[self.index]
        self.index += 1
        return token

    def at(self, *values: str) -> bool:
        return self.now.value in values and self.now.kind in {"mark", "operator"}

    def expect(self, value: str) -> Token:
        if not self.at(value):
            found = f"“{self.now.value}”" if self.now.value else "the end"
            raise ExpressionError(f"“{value}” was expected, not {found}", self.now.position)
        return self.take()

    def binary(self, lowest: int) -> Expression:
        left = self.unary()
        while self.now.kind == "operator" and LEVELS.get(self.now.value, -1) >= lowest:
            level = LEVELS[self.now.value]
            rest = []
            while self.now.kind == "operator" and LEVELS.get(self.now.value) == level:
                operator = self.take().value
                rest.append((operator, self.binary(level + 1)))
            left = Chain(left, tuple(rest))
        return left

    def unary(self) -> Expression:
        signs = 0
        while self.at("-"):
            self.take()
            signs += 1
        found = self.path()
        if self.at("|"):
            position, several = self.now.position, [found]
            while self.at("|"):
                self.take()
                several.append(self.path())
            found = Union(tuple(several), position)
        if signs:
            found = Negation(found)
        return Negation(found) if signs and signs % 2 == 0 else found

    def path(self) -> Expression:
        position = self.now.position
        if self._primary_follows():
            found = self.primary()
            predicates = self.predicates()
            if predicates:
                found = Filter(found, predicates, position)
            return Path(found, self.steps(), position) if self.at("/", "//") else found
        if not self.at("/", "//"):
            return Path(None, (self.step(), *self.steps()), position)
        if self.at("//"):
            return Path("/", self.steps(), position)
        self.take()
        return Path("/", (self.step(), *self.steps()) if self._step_follows() else (), position)

    def _primary_follows(self) -> bool:
        now, after = self.now, self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        if now.kind in {"number", "text"} or self.at("(", "$"):
            return True
        return now.kind == "name" and after.value == "(" and now.value not in NODE_TYPES

    def _step_follows(self) -> bool:
        return self.now.kind == "name" or self.at(".", "..", "@", "*")

    def primary(self) -> Expression:
        token = self.take()
        if token.kind == "number":
            return Number(float(token.value))
        if token.kind == "text":
            return Text(token.value[1:-1])
        if token.value == "$":
            raise ExpressionError("variables do not exist in forms", token.position)
        self.deeper(token)
        if token.value == "(":
            found = self.binary(0)
        else:
            self.take()
            found = Call(token.value, self.arguments(), token.position)
        self.expect(")")
        self.depth -= 1
        return found

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(f"nested more than {MAX_DEPTH} deep", token.position)

    def arguments(self) -> tuple[Expression, ...]:
        if self.at(")"):
            return ()
        found = [self.binary(0)]
        while self.at(","):
            self.take()
            found.append(self.binary(0))
        return tuple(found)

    def predicates(self) -> tuple[Expression, ...]:
        found = []
        while self.at("["):
            self.deeper(self.take())
            found.append(self.binary(0))
            self.expect("]")
            self.depth -= 1
        return tuple(found)

    def steps(self) -> tuple[Step, ...]:
        found = []
        while self.at("/", "//"):
            token = self.take()
            if token.value == "//":
                found.append(Step("descendant-or-self", "node()", (), token.position))
            found.append(self.step())
        return tuple(found)

    def step(self) -> Step:
        position = self.now.position
        if self.at(".", ".."):
            axis = "self" if self.take().value == "." else "parent"
            # Beyond XPath 1.0, which wants self::node()[…]: authors write .[…] and mean it.
            return Step(axis, "node()", self.predicates(), position)
        axis = self.axis()
        return Step(axis, self.test(), self.predicates(), position)

    def axis(self) -> str:
        if self.at("@"):
            self.take()
            return "attribute"
        if self.now.kind == "name" and self.tokens[self.index + 1].value == "::":
            token = self.take()
            self.take()
            if token.value not in AXES:
                raise ExpressionError(f"there is no axis “{token.value}”", token.position)
            return token.value
        return "child"

    def test(self) -> str:
        token = self.take()
        if token.kind == "mark" and token.value == "*":
            return "*"
        if token.kind != "name":
            raise ExpressionError("the name of an element was expected here", token.position)
        if not self.at("("):
            return token.value
        if token.value not in NODE_TYPES:
            raise ExpressionError(f"“{token.value}” cannot follow “/”", token.position)
        self.take()
        target = ""
        if token.value == "processing-instruction" and self.now.kind == "text":
            target = self.take().value[1:-1]
        self.expect(")")
        return f"{token.value}({target})"

"""Match a pattern by derivatives, keeping those already computed."""

from collections.abc import Callable

from lieucommun.engines.xforms.errors import ExpressionError

from .classes import ANY, Class
from .reading import Part

Spend = Callable[[int], None]
#: What a derivative costs, in nodes visited.
_SLOW = 3
#: Most different states kept for one pattern.
MAX_TERMS = 5_000


class Term:
    """A language: what may still be read. Equal terms of a machine are one object."""

    __slots__ = ("chars", "high", "items", "kind", "low", "moves")

    def __init__(
        self, kind: str, items: tuple["Term", ...], chars: Class, low: int, high: int | None
    ) -> None:
        self.kind = kind
        self.items = items
        self.chars = chars
        self.low = low
        self.high = high
        self.moves: dict[str, Term] = {}


class Machine:
    """What a pattern becomes: states made when a text first needs them."""

    def __init__(self, pattern: Part) -> None:
        self._pattern = pattern
        self._prepare()

    def _prepare(self) -> None:
        self._terms: dict[object, Term] = {}
        self._spend: Spend = _free
        self._first: dict[str, Term] = {}
        self.nothing = self._term("none")
        self.empty = self._term("cat")
        self.anything = self._repeat(self._term("chars", chars=ANY), 0, None)
        self._start = self._built(self._pattern, self.empty)

    def matches(self, text: str, spend: Spend = lambda _: None) -> bool:
        """Tell whether the whole text is in the language; each new state is paid for."""
        if len(self._terms) > MAX_TERMS // 2:
            self._prepare()
        self._spend = spend
        state = self._start
        if not text:
            return self._nullable(state, begin=True, end=True)
        moves = self._first
        for each in text:
            following = moves.get(each)
            if following is None:
                following = moves[each] = self._derive(state, each, begin=moves is self._first)
            if following is self.nothing or following is self.anything:
                return following is self.anything
            state, moves = following, following.moves
        return self._nullable(state, begin=False, end=True)

    def _term(
        self,
        kind: str,
        items: tuple[Term, ...] = (),
        chars: Class = ANY,
        low: int = 1,
        high: int | None = 1,
    ) -> Term:
        key = (kind, items if kind in {"cat", "repeat"} else frozenset(items), chars, low, high)
        found = self._terms.get(key)
        if found is None:
            if len(self._terms) >= MAX_TERMS:
                raise ExpressionError("the regular expression is too intricate for this text")
            self._spend(1)
            found = self._terms[key] = Term(kind, items, chars, low, high)
        return found

    def _built(self, part: Part, rest: Term) -> Term:
        """Return a part followed by a rest: a look ahead constrains all that follows it."""
        if part.kind == "cat":
            for each in reversed(part.parts):
                rest = self._built(each, rest)
            return rest
        if part.kind == "alt":
            if part.looks:
                return self._either([self._built(each, rest) for each in part.parts])
            several = self._either([self._built(each, self.empty) for each in part.parts])
            return self._cat(several, rest)
        if part.kind in {"ahead", "not-ahead"}:
            ahead = self._built(part.parts[0], self.anything)
            return self._both([ahead if part.kind == "ahead" else self._not(ahead), rest])
        if part.kind == "repeat":
            body = self._built(part.parts[0], self.empty)
            return self._cat(self._repeat(body, part.low, part.high), rest)
        return self._cat(self._term(part.kind, chars=part.chars), rest)

    def _cat(self, one: Term, two: Term) -> Term:
        if one is self.nothing or two is self.nothing:
            return self.nothing
        ones = one.items if one.kind == "cat" else (one,)
        twos = two.items if two.kind == "cat" else (two,)
        items = ones + twos
        return items[0] if len(items) == 1 else self._term("cat", items)

    def _either(self, several: list[Term]) -> Term:
        flat: dict[Term, None] = {}
        for each in several:
            flat.update(dict.fromkeys(each.items if each.kind == "either" else (each,)))
        flat.pop(self.nothing, None)
        if self.anything in flat:
            return self.anything
        if not flat:
            return self.nothing
        return next(iter(flat)) if len(flat) == 1 else self._term("either", tuple(flat))

    def _both(self, several: list[Term]) -> Term:
        flat: dict[Term, None] = {}
        for each in several:
            flat.update(dict.fromkeys(each.items if each.kind == "both" else (each,)))
        flat.pop(self.anything, None)
        if self.nothing in flat:
            return self.nothing
        if not flat:
            return self.anything
        return next(iter(flat)) if len(flat) == 1 else self._term("both", tuple(flat))

    def _not(self, term: Term) -> Term:
        if term is self.nothing:
            return self.anything
        if term is self.anything:
            return self.nothing
        return term.items[0] if term.kind == "not" else self._term("not", (term,))

    def _repeat(self, term: Term, low: int, high: int | None) -> Term:
        if high == 0 or (term.kind, term.items) == ("cat", ()):
            return self.empty
        if low == 1 and high == 1:
            return term
        if term is self.nothing:
            return self.empty if low == 0 else self.nothing
        if self._nullable(term, begin=False, end=False):
            low = 0
        return self._term("repeat", (term,), low=low, high=high)

    def _nullable(self, term: Term, *, begin: bool, end: bool) -> bool:
        """Tell whether nothing may be read, at the beginning or at the end of the text or not."""
        kind = term.kind
        if kind in {"cat", "both"}:
            return all(self._nullable(each, begin=begin, end=end) for each in term.items)
        if kind == "either":
            return any(self._nullable(each, begin=begin, end=end) for each in term.items)
        if kind == "not":
            return not self._nullable(term.items[0], begin=begin, end=end)
        if kind == "repeat":
            return term.low == 0 or self._nullable(term.items[0], begin=begin, end=end)
        return begin if kind == "begin" else end and kind == "end"

    def _derive(self, term: Term, each: str, *, begin: bool) -> Term:
        """Return what may follow once a character is read."""
        self._spend(_SLOW)
        kind = term.kind
        if kind == "chars":
            return self.empty if term.chars.has(each) else self.nothing
        if kind == "cat":
            return self._derive_cat(term, each, begin=begin)
        if kind in {"either", "both"}:
            several = [self._derive(one, each, begin=begin) for one in term.items]
            return self._either(several) if kind == "either" else self._both(several)
        if kind == "not":
            return self._not(self._derive(term.items[0], each, begin=begin))
        if kind == "repeat":
            high = None if term.high is None else term.high - 1
            rest = self._repeat(term.items[0], max(0, term.low - 1), high)
            return self._cat(self._derive(term.items[0], each, begin=begin), rest)
        return self.nothing

    def _derive_cat(self, term: Term, each: str, *, begin: bool) -> Term:
        found = []
        for at, item in enumerate(term.items):
            following = self._derive(item, each, begin=begin)
            if following is not self.nothing:
                rest = term.items[at + 1 :]
                after = rest[0] if len(rest) == 1 else self._term("cat", rest)
                found.append(self._cat(following, after))
            if not self._nullable(item, begin=begin, end=False):
                break
        return self._either(found)


def _free(_: int) -> None:
    """Building a pattern is bounded by its length."""

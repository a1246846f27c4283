"""Sentences and words of a text, with their places in it."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"\d{1,3}(?:[   ]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
#: What ends a sentence: its signs, closing quotes, then a space or the end; or a line break.
_END = re.compile(r"(?<![.!?…])[.!?…]++[»”\")\]]*+(?=\s|$)|\n++|;(?=\s)")
_NEXT = re.compile(r"\S")
#: After these, a point ends no sentence, unless the text does.
_TITLES = "m mm mme mmes mlle dr pr me st ste mr mrs ms"
_REFERENCES = "p pp n art al cf ex env tél tel av bd etc vs no fig i.e e.g"
_SHORT = frozenset(f"{_TITLES} {_REFERENCES}".split())
_LONGEST = 6


class Word(NamedTuple):
    """A word or a number, with its place in the text (characters, from 0; `end` excluded).

    `plain` is the word in small letters.
    """

    text: str
    start: int
    plain: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, spaces around it left out; `words` are placed in the whole text."""

    text: str
    start: int
    words: tuple[Word, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def split(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text, those without a word left out. Lines end sentences."""
    bounds = [0, *_ends(text), len(text)]
    pieces = ((first, text[first:last]) for first, last in pairwise(bounds))
    found = (_sentence(piece, first) for first, piece in pieces)
    return tuple(each for each in found if each.words)


def _ends(text: str) -> list[int]:
    return [
        found.end()
        for found in _END.finditer(text)
        if not (found[0] == "." and _is_short(text, found.start()))
    ]


def _is_short(text: str, at: int) -> bool:
    """Say whether the point at a place is that of an abbreviation or of an initial."""
    after = _NEXT.search(text, at + 1)
    if after is None:
        return False
    start = at
    while start > max(0, at - _LONGEST) and (text[start - 1].isalpha() or text[start - 1] == "."):
        start -= 1
    word = text[start:at]
    if word.lower() == "etc":
        return not after[0].isupper()
    return word.lower() in _SHORT or (len(word) == 1 and word.isupper())


def _sentence(piece: str, start: int) -> Sentence:
    text = piece.strip()
    at = start + len(piece) - len(piece.lstrip())
    words = tuple(
        Word(found[0], at + found.start(), found[0].lower()) for found in _WORD.finditer(text)
    )
    return Sentence(text, at, words)

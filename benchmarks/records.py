"""Invented structures, always the same: real communes, made-up names, texts of a Zipf law.

No text is taken from anywhere. Words are French roots with French endings, so that stemming has its
usual work; the first ranks are what most texts of public services say, the last ones are rare.
"""

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from lieucommun.kernel.territories import Territory, every, find

from .vocabulary import EMPTY, ENDINGS, KINDS, NAMES, ROOTS, THEMES

SEED = 2021
#: The law is Mandelbrot's, 1 / (rank + SHIFT) ** EXPONENT: the most frequent word is then in half
#: of the texts, which is a hard case for a search. Share of empty words near that of French prose.
EXPONENT = 1.05
SHIFT = 10
EMPTY_SHARE = 0.42
SHORTEST, LONGEST = 300, 700
FIRST_YEAR, LAST_YEAR = 1990, 2026


@dataclass(frozen=True, slots=True)
class Structure:
    """One invented record, in the form that both sides are given."""

    key: str
    name: str
    text: str
    themes: tuple[str, ...]
    kind: str
    commune: Territory
    year: int

    @property
    def departement(self) -> str:
        return f"departement:{self.commune.departement}"

    @property
    def values(self) -> dict[str, object]:
        """The raw values of the record, as a file of the folder would hold them."""
        return {
            "identifiant": self.key,
            "nom": self.name,
            "presentation": self.text,
            "themes": list(self.themes),
            "genre": self.kind,
            "departement": self.departement,
            "commune": self.commune.key,
            "annee": self.year,
        }


def vocabulary() -> list[str]:
    """Return about 12,000 words, the most frequent first."""
    endings = (root.rstrip("e") + ending for ending in ENDINGS for root in ROOTS)
    return list(dict.fromkeys((*ROOTS, *endings)))


class Zipf:
    """Draws words: the first ones often, most of them hardly ever."""

    def __init__(self, words: list[str], drawn: random.Random) -> None:
        self.words = words
        self.drawn = drawn
        self.weights = list(
            accumulate((rank + SHIFT) ** -EXPONENT for rank in range(1, len(words) + 1))
        )

    def word(self) -> str:
        return self.words[bisect(self.weights, self.drawn.random() * self.weights[-1])]


def structures(count: int) -> Iterator[Structure]:
    """Yield the first `count` structures; the nth is the same whatever the count."""
    drawn = random.Random(SEED)  # noqa: S311 - invented data, not a secret
    zipf = Zipf(vocabulary(), drawn)
    communes = [each for each in every("commune") if each.departement and each.population]
    weights = list(accumulate(each.population for each in communes))
    for number in range(count):
        commune = communes[bisect(weights, drawn.random() * weights[-1])]
        yield Structure(
            key=f"s{number:06d}",
            name=_name(drawn, zipf, commune),
            text=_text(drawn, zipf),
            themes=tuple(drawn.sample(list(THEMES), drawn.choice((1, 1, 2, 2, 3)))),
            kind=drawn.choice(list(KINDS)),
            commune=commune,
            year=drawn.randint(FIRST_YEAR, LAST_YEAR),
        )


def searches(words: int, count: int) -> list[str]:
    """Return searches of some words each, drawn as the words of texts are: frequent ones often."""
    drawn = random.Random(SEED + words)  # noqa: S311 - invented data, not a secret
    zipf = Zipf(vocabulary(), drawn)
    return [" ".join(zipf.word() for _ in range(words)) for _ in range(count)]


def departement(code: str) -> str:
    """Return the name of a département by its key."""
    known = find(code)
    return known.name if known else code


def _name(drawn: random.Random, zipf: Zipf, commune: Territory) -> str:
    first = drawn.choice(NAMES)
    return f"{first} {zipf.word()} de {commune.name}"


def _text(drawn: random.Random, zipf: Zipf) -> str:
    wanted = drawn.randint(SHORTEST, LONGEST)
    words: list[str] = []
    length = 0
    while length < wanted:
        word = drawn.choice(EMPTY) if drawn.random() < EMPTY_SHARE else zipf.word()
        if words and drawn.random() < 0.07:  # noqa: PLR2004 - a sentence of about fourteen words
            words[-1] += "."
            word = word.capitalize()
        words.append(word)
        length += len(word) + 1
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."

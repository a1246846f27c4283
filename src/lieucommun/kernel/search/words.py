"""How a text becomes tokens, and a query words: folded, split, stemmed in French.

A token is the letter of a visibility class, then `s` and a stem, or `w` and a whole word; whole
words serve what is being typed. Accents fold before stemming, on both sides, or `réfugiés` and
`refugies` would differ.
"""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from .folding import fold

LONGEST_WORD = 60
MOST_WORDS = 12
SHORTEST_PREFIX = 3
LONG = 8
#: Written short in addresses and names, long in official ones.
ABBREVIATIONS = {
    "st": "saint",
    "ste": "sainte",
    "bd": "boulevard",
    "bld": "boulevard",
    "av": "avenue",
    "asso": "association",
    "dept": "departement",
    "gvt": "gouvernement",
}
#: Words that say nothing alone, French and English, folded; single letters too (elisions).
EMPTY_WORDS = frozenset(
    fold(
        """
        le la les un une des du de au aux et ou en dans par pour sur avec sans sous ce cet cette
        ces son sa ses leur leurs qui que quoi dont est sont se ne pas plus il elle ils elles on
        nous vous je tu qu lorsqu jusqu
        the of and in to for by with an is are at from or
        """
    ).split()
)
#: Plurals that no rule of the stemmer joins to their singular.
IRREGULAR = {"travail": "traval", "bail": "bal", "baux": "bal", "yeux": "oeil", "cieux": "ciel"}
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Word:
    """One word that is looked for; the last one typed may be the beginning of a longer one."""

    text: str
    stem: str
    prefix: bool = False


def split(text: str) -> Iterator[str]:
    """Yield the words of a text, folded, abbreviations written out."""
    for part in text.split():
        yield from _words(part)


def tokens(letter: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield the tokens of texts in a visibility class."""
    for text in texts:
        for word in split(text):
            if word not in EMPTY_WORDS:
                root = stem(word)
                yield f"{letter}s{root}"
                if root != word:
                    yield f"{letter}w{word}"


def read(query: str) -> tuple[Word, ...]:
    """Return the words of a query: each once, at most a dozen, words that say nothing left out."""
    found = list(dict.fromkeys(split(query.replace("\0", " "))))
    telling = [word for word in found if word not in EMPTY_WORDS] or found[-1:]
    words = [Word(word, stem(word)) for word in telling[:MOST_WORDS]]
    if words and len(words[-1].text) >= SHORTEST_PREFIX:
        words[-1] = Word(words[-1].text, words[-1].stem, prefix=True)
    return tuple(words)


@lru_cache(maxsize=50_000)
def _words(part: str) -> tuple[str, ...]:
    """Return the words of a text without spaces: folding keeps apart what a space keeps apart."""
    return tuple(
        ABBREVIATIONS.get(word, word)[:LONGEST_WORD]
        for word in fold(part).split()
        if len(word) > 1 or word.isdigit()
    )


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the French stem of a folded word."""
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # a stemmer is not safe to share between threads
        stemmer = _local.stemmer = Stemmer.Stemmer("french")
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) >= LONG and word.endswith(("ee", "ees")):
        word = word.removesuffix("s")[:-1]  # “réfugiée”: the stemmer knows it by its accent only
    return str(stemmer.stemWord(word))

"""How easy a text is as a whole, by the formulas of Flesch, and of Kandel and Moles."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .sentences import split

Language = Literal["fr", "en"]
#: How many words are remembered with their syllables.
WORDS_KEPT = 20_000
_VOWELS = {
    "fr": re.compile(r"[aeiouyàâäæéèêëîïôöœùûüÿ]+"),
    "en": re.compile(r"[aeiouy]+"),
}
#: A last e that is not heard, alone or before a plural; in French also in verbs in -ent.
_SILENT = {
    "fr": re.compile(r"(?<=[^aeouyàâèêëîïôûù])es?$"),
    "en": re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$"),
}
#: What follows a word that is said with the next one, and is no word by itself.
_ELISION = {"’", "'"}
#: Hiatus: two syllables in one run of vowels.
_APART = re.compile(r"é[aeiou]|[aou]ï|ao(?!û)|io(?=n)(?!n$|ns$)")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of a text, and its ease: about 100 for very easy, 0 for very hard."""

    sentences: int
    words: int
    syllables: int
    ease: float


@lru_cache(maxsize=WORDS_KEPT)
def syllables(word: str, language: Language = "fr") -> int:
    """Return about how many syllables a word has when read, at least one."""
    plain = word.lower()
    spoken = _SILENT[language].sub("", plain)
    count = len(_VOWELS[language].findall(spoken))
    if language == "fr":
        count += len(_APART.findall(spoken))
    return max(1, count)


def score(text: str, language: Language = "fr") -> Score | None:
    """Return the score of a text, None when it has no word.

    207 − 1.015 × words per sentence − 73.6 × syllables per word in French (Kandel and Moles, 1958);
    206.835, 1.015 and 84.6 in English (Flesch, 1948).
    """
    sentences = split(text)
    words = [
        word
        for each in sentences
        for word in each.words
        if text[word.end : word.end + 1] not in _ELISION
    ]
    if not words:
        return None
    heard = sum(syllables(word.text, language) for word in words)
    base, weight = (207.0, 73.6) if language == "fr" else (206.835, 84.6)
    ease = base - 1.015 * len(words) / len(sentences) - weight * heard / len(words)
    return Score(len(sentences), len(words), heard, ease)

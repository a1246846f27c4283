"""The rules, sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .language import Tongue, tongue
from .scores import WORDS_KEPT, Language, syllables
from .sentences import Sentence, Word, split

#: More words than this make a sentence long; French easy-to-read guides say 10 to 15.
MOST_WORDS = 16
#: From so many syllables a word is long, unless it is common.
LONG_WORD = 5
#: Shorter words are not looked for among the common ones.
SHORT_WORD = 6
#: Numbers from here on are hard to picture.
BIG_NUMBER = 10_000
_DIGITS = len(str(BIG_NUMBER))
_NEAR = 4

_ACRONYM = re.compile(r"\b[A-ZÉÈÀÇ](?:\.?[A-ZÉÈÀÇ]){1,7}\b")
_ROMAN = re.compile(
    r"\b(?:[IVX]+|[IVXLCDM]{2,})(?:e|er|ère|ème|th|st|nd|rd)\b|\b(?=[IVX]{2})[IVX]+\b"
)
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b")
_SPECIAL = re.compile(r"[&<>§#\\|~^]|\bet/ou\b|\band/or\b")


class Kind(StrEnum):
    """What makes a text hard to read; the value is the key of its message."""

    LONG_SENTENCE = "long-sentence"
    LONG_WORD = "long-word"
    RARE_WORD = "rare-word"
    PASSIVE = "passive"
    NEGATION = "negation"
    DOUBLE_NEGATION = "double-negation"
    ACRONYM = "acronym"
    NUMBER = "number"
    NUMBER_IN_WORDS = "number-in-words"
    DATE = "date"
    ROMAN = "roman-number"
    SUBORDINATES = "subordinates"
    SPECIAL_SIGN = "special-sign"
    ABBREVIATION = "abbreviation"


class Level(StrEnum):
    """Whether a sentence should be simplified, or might be."""

    RULE = "rule"
    ADVICE = "advice"


#: What easy-to-read advises against without forbidding.
ADVICE = frozenset({Kind.NEGATION, Kind.NUMBER_IN_WORDS})


@dataclass(frozen=True, slots=True)
class Finding:
    """What is hard in a text, from `start` to `end` (characters; `end` excluded).

    `found` is the word or the number in cause, or how many words or links there are.
    """

    kind: Kind
    start: int
    end: int
    found: str = ""

    @property
    def level(self) -> Level:
        return Level.ADVICE if self.kind in ADVICE else Level.RULE


def lint(text: str, language: Language = "fr") -> tuple[Finding, ...]:
    """Return what makes a text hard to read, in the order of the text.

    An acronym is explained when its words stand around its first use: `Maison … (MDPH)`. Names, as
    words with a capital within a sentence, are not looked at. Rules of form, not of sense: what
    they do not find may still be hard, and readers concerned remain the judges.
    """
    words = tongue(language)
    explained: set[str] = set()
    found: list[Finding] = []
    for sentence in split(text):
        found += _length(sentence)
        found += _words(sentence, language)
        found += _passives(sentence, words)
        found += _negations(sentence, words)
        found += _acronyms(sentence, explained)
        found += _figures(sentence, words)
        found += _links(sentence, words)
        found += _signs(sentence, words)
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.kind)))


def _length(sentence: Sentence) -> Iterator[Finding]:
    count = len(sentence.words)
    if count > MOST_WORDS:
        yield Finding(Kind.LONG_SENTENCE, sentence.start, sentence.end, str(count))


def _words(sentence: Sentence, language: Language) -> Iterator[Finding]:
    for number, word in enumerate(sentence.words):
        named = number > 0 and word.text[0].isupper()
        if len(word.text) >= SHORT_WORD and not named and word.text[0].isalpha():
            kind = _hard(word.plain, language)
            if kind is not None:
                yield _at(kind, word)


@lru_cache(maxsize=WORDS_KEPT)
def _hard(plain: str, language: Language) -> Kind | None:
    """Return what is hard in a word, if anything; words come again, so answers are kept."""
    words = tongue(language)
    if "-" in plain:
        return None
    if words.is_official(plain) or not _is_common(plain, words):
        return Kind.RARE_WORD
    return Kind.LONG_WORD if syllables(plain, language) >= LONG_WORD else None


def _is_common(plain: str, words: Tongue) -> bool:
    """Say whether a word, or another form of it, is often used."""
    if plain in words.common:
        return True
    return any(len(form) < SHORT_WORD or form in words.common for form in words.forms(plain))


def _passives(sentence: Sentence, words: Tongue) -> Iterator[Finding]:
    given = sentence.words
    for number, word in enumerate(given):
        if word.plain not in words.being or _reflexive(given, number):
            continue
        for other in given[number + 1 : number + 1 + _NEAR]:
            if _is_participle(other.plain, words):
                yield Finding(Kind.PASSIVE, word.start, other.end, other.plain)
                break
            if other.plain not in words.between:
                break


def _reflexive(given: tuple[Word, ...], number: int) -> bool:
    """Say whether a verb is one that people do to themselves: `il s’est inscrit`."""
    return number > 0 and given[number - 1].plain in {"s", "se", "me", "m"}


def _is_participle(plain: str, words: Tongue) -> bool:
    if plain in words.active or plain in words.being:
        return False
    return plain in words.participles or (len(plain) > _NEAR - 1 and plain.endswith(words.endings))


def _negations(sentence: Sentence, words: Tongue) -> Iterator[Finding]:
    found = [word for word in sentence.words if word.plain in words.negations]
    absences = [word for word in sentence.words if word.plain in words.absences]
    if len(found) > 1 or (found and absences):
        both = sorted((*found, *absences), key=lambda each: each.start)
        yield Finding(Kind.DOUBLE_NEGATION, both[0].start, both[-1].end, str(len(both)))
    else:
        yield from (_at(Kind.NEGATION, word) for word in found)


def _acronyms(sentence: Sentence, explained: set[str]) -> Iterator[Finding]:
    text = sentence.text
    if text.isupper():
        return
    for found in _ACRONYM.finditer(text):
        name = found[0].replace(".", "")
        if name in explained or _ROMAN.fullmatch(name):
            continue
        explained.add(name)
        before = text[max(0, found.start() - 2) : found.start()]
        if "(" not in before and "(" not in text[found.end() : found.end() + 2]:
            start = sentence.start + found.start()
            yield Finding(Kind.ACRONYM, start, sentence.start + found.end(), name)


def _figures(sentence: Sentence, words: Tongue) -> Iterator[Finding]:
    yield from _matches(sentence, Kind.DATE, _DATE)
    yield from _matches(sentence, Kind.ROMAN, _ROMAN)
    for number, word in enumerate(sentence.words):
        if word.text[0].isdigit():
            end = _percent(sentence, number, words)
            if end is not None:
                yield Finding(Kind.NUMBER, word.start, end, word.text)
            elif _is_big(word.text):
                yield _at(Kind.NUMBER, word)
        elif word.plain in words.numbers and not _of_percent(sentence, number, words):
            yield _at(Kind.NUMBER_IN_WORDS, word)


def _of_percent(sentence: Sentence, number: int, words: Tongue) -> bool:
    before = sentence.words[max(0, number - 1)]
    return (before.plain, sentence.words[number].plain) == words.percent


def _percent(sentence: Sentence, number: int, words: Tongue) -> int | None:
    """Return where a percentage ends whose number is the word at a place, None for others."""
    given, after = sentence.words, sentence.words[number].end - sentence.start
    if tuple(each.plain for each in given[number + 1 : number + 3]) == words.percent:
        return given[number + 2].end
    near = sentence.text[after : after + 2]
    return sentence.start + after + near.index("%") + 1 if near.strip()[:1] == "%" else None


def _is_big(text: str) -> bool:
    """Say whether a word is a number that is hard to picture; telephone numbers are not."""
    whole = re.sub(r"[^\d,]", "", text).partition(",")[0]
    return len(whole) >= _DIGITS and not whole.startswith("0")


def _links(sentence: Sentence, words: Tongue) -> Iterator[Finding]:
    """Find sentences in sentences: two links or more, a question’s first word left out."""
    links = [
        word
        for number, word in enumerate(sentence.words)
        if word.plain in words.links and not (number == 0 and sentence.text.endswith("?"))
    ]
    if len(links) > 1:
        yield Finding(Kind.SUBORDINATES, links[0].start, links[-1].end, str(len(links)))


def _signs(sentence: Sentence, words: Tongue) -> Iterator[Finding]:
    yield from _matches(sentence, Kind.SPECIAL_SIGN, _SPECIAL)
    for word in sentence.words:
        if word.plain in words.abbreviations:
            at = word.end - sentence.start
            if sentence.text[at : at + 1] == ".":
                yield _at(Kind.ABBREVIATION, word)


def _matches(sentence: Sentence, kind: Kind, pattern: re.Pattern[str]) -> Iterator[Finding]:
    for found in pattern.finditer(sentence.text):
        start = sentence.start + found.start()
        yield Finding(kind, start, start + len(found[0]), found[0])


def _at(kind: Kind, word: Word) -> Finding:
    return Finding(kind, word.start, word.end, word.text)

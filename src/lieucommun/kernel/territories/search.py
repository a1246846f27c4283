"""Finds a territory as people type it: "st etienne", "l'hay", "42000", "saint denis 93"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from typing import NamedTuple

from lieucommun.kernel.search.folding import fold

from .atlas import atlas
from .queries import current, every, readings
from .territory import LEVELS, Level, Territory

ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
FULL_KINDS = {
    "cc": "communaute de communes",
    "ca": "communaute d agglomeration",
    "cu": "communaute urbaine",
}
ACRONYMS = {"AURA": "84", "BFC": "27", "HDF": "32", "IDF": "11", "PACA": "93"}
LEADING = {"le", "la", "les", "l", "de", "du", "des", "d", *FULL_KINDS}
A_CODE = re.compile(r"\d[\dab]\d*")

EXACT, FORMER_EXACT, BEGINS, HAS_WORDS, FORMER_HAS_WORDS = range(5)


@dataclass(frozen=True, slots=True)
class Match:
    """A territory found; ``via`` is the former name, part or acronym it was found by, or empty."""

    territory: Territory
    via: str = ""


class Entry(NamedTuple):
    """One name to compare with: ``words`` folded between spaces, ``bare`` without its article."""

    words: str
    bare: str
    territory: Territory
    via: str


class Query(NamedTuple):
    """What was typed, folded: ``name`` has no number, ``numbers`` narrow to a département."""

    name: str
    bare: str
    starts: tuple[str, ...]
    numbers: tuple[str, ...]


def search(text: str, level: Level | None = None, limit: int = 10) -> tuple[Territory, ...]:
    """Return the territories that a text may name, the likeliest first."""
    return tuple(match.territory for match in matches(text, level, limit))


def matches(text: str, level: Level | None = None, limit: int = 10) -> tuple[Match, ...]:
    """Return what a text may name, with the former name it was found by if any.

    The whole name comes before the whole former name, then the beginning of a name, then words
    anywhere in it. Equals are sorted by population, then from the commune up. A number alone is a
    code or a postcode; beside words it narrows them ("saint denis 93").
    """
    typed = fold(text)
    if not typed:
        return ()
    found = _by_code(typed) if A_CODE.fullmatch(typed) else _by_name(_query(typed))
    best: dict[str, tuple[tuple[int, int, int, str], Match]] = {}
    for rank, match in found:
        territory = match.territory
        if level in {None, territory.level}:
            order = (rank, -territory.population, LEVELS.index(territory.level), territory.code)
            known = best.get(territory.key)
            if known is None or order < known[0]:
                best[territory.key] = (order, match)
    chosen = nsmallest(limit, best.values(), key=lambda each: each[0])
    return tuple(match for _, match in chosen)


def _by_name(query: Query) -> Iterator[tuple[int, Match]]:
    # One loop over 41,000 names, in 5 ms: the longest word first, as it turns most of them away.
    longest, *others = sorted(query.starts, key=len, reverse=True) or [""]
    for entry in _entries():
        if longest not in entry.words or not all(start in entry.words for start in others):
            continue
        if all(_narrows(number, entry) for number in query.numbers):
            yield _rank(query, entry), Match(entry.territory, entry.via)


def _rank(query: Query, entry: Entry) -> int:
    if query.name == entry.words or query.bare == entry.bare:
        return FORMER_EXACT if entry.via else EXACT
    if entry.via:
        return FORMER_HAS_WORDS
    begins = entry.words.startswith(query.name[:-1]) or entry.bare.startswith(query.bare)
    return BEGINS if begins else HAS_WORDS


def _narrows(number: str, entry: Entry) -> bool:
    territory = entry.territory
    return (
        f" {number}" in entry.words
        or number in {territory.code, territory.departement}
        or any(code.startswith(number) for code in territory.postcodes)
    )


def _by_code(typed: str) -> Iterator[tuple[int, Match]]:
    """Yield postcodes and départements, then other codes and retired ones, then beginnings.

    "69003" is a postcode of Lyon before the code of another commune, "84" a département before a
    région: that is what people mean.
    """
    code = typed.upper()
    for commune in every("commune"):
        if typed in commune.postcodes:
            yield EXACT, Match(commune)
        elif commune.code.startswith(code) or any(p.startswith(typed) for p in commune.postcodes):
            yield BEGINS, Match(commune)
    for territory in readings(typed):
        second = territory.level in {"commune", "region"}
        yield FORMER_EXACT if second else EXACT, Match(territory)
    retired = current(typed)
    if retired and retired.reason != "unchanged":
        yield FORMER_EXACT, Match(retired.territory, retired.former_name)


def _query(typed: str) -> Query:
    tokens = _tokens(typed)
    names = [token for token in tokens if not A_CODE.fullmatch(token)]
    numbers = tuple(token for token in tokens if A_CODE.fullmatch(token))
    return Query(f" {' '.join(names)} ", _bare(names), tuple(f" {name}" for name in names), numbers)


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(_every_entry())


def _every_entry() -> Iterator[Entry]:
    for level in LEVELS:
        for territory in every(level):
            yield _entry(territory.name, territory)
    communes = atlas().levels["commune"]
    for former in (*atlas().former["commune"].values(), *atlas().parts):
        successor = communes[former.successor]
        if former.name and former.name != successor.name:
            yield _entry(former.name, successor, former.name)
    regions = atlas().levels["region"]
    for former in atlas().former["region"].values():
        yield _entry(former.name, regions[former.successor], former.name)
    for acronym, code in ACRONYMS.items():
        yield _entry(acronym, regions[code], acronym)


def _entry(name: str, territory: Territory, via: str = "") -> Entry:
    tokens = _tokens(fold(name))
    bare = _bare(tokens)
    if territory.level == "epci" and tokens[0] in FULL_KINDS:
        tokens.insert(0, FULL_KINDS[tokens[0]])
    return Entry(f" {' '.join(tokens)} ", bare, territory, via)


def _tokens(folded: str) -> list[str]:
    return [ABBREVIATIONS.get(token, token) for token in folded.split()]


def _bare(tokens: Iterable[str]) -> str:
    """Drop leading articles, so that "havre" is Le Havre; a name made only of them stays whole."""
    words = list(tokens)
    while len(words) > 1 and words[0] in LEADING:
        del words[0]
    return " ".join(words)

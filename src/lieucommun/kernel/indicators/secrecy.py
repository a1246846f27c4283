"""Figures of few people: which ones are hidden, and which others would betray them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lieucommun.engines.statistics import TOTAL, Codes, Dimension, Table, protect
from lieucommun.kernel.territories import Territory, find
from lieucommun.kernel.territories.territory import LEVELS, Level

from .cubes import COUNTRY, RANKS

if TYPE_CHECKING:
    import pyarrow as pa

#: The sum that counts whom a figure is about.
COUNT = "secret_n"
#: Chains of levels that lie one within the other; groups of communes cross départements.
_NESTED = (frozenset({"departement", "region"}), "epci")
_PART = "="


class Counted(NamedTuple):
    """How many a figure is about: a rank of level, a code ("": not located), a period, a part."""

    level: int
    code: str
    period: str
    part: str | None
    people: int


def nested(levels: Iterable[Level]) -> bool:
    """Say whether each of these levels lies within the next one, as secrecy needs."""
    named = set(levels)
    return not ("epci" in named and named & _NESTED[0])


def hidden(counts: Sequence[Counted], levels: Sequence[Level], threshold: int) -> "pa.Table":
    """Return the figures to hide, as a relation of level, code, period and part.

    What is not located at a level is always hidden there. Periods are protected one by one: no sum
    over several of them is ever shown. Raises ValueError for levels that are not nested.
    """
    import pyarrow as pa

    if not nested(levels):
        raise ValueError("levels that are not one within the other")
    by_period: dict[str, list[Counted]] = defaultdict(list)
    for each in counts:
        by_period[each.period].append(each)
    found = [
        (level, code, period, part)
        for period, those in by_period.items()
        for level, code, part in _hidden(those, levels, threshold)
    ]
    found += [(each.level, "", each.period, each.part) for each in counts if not each.code]
    columns = list(zip(*found, strict=True)) or [(), (), (), ()]
    types = [pa.int8(), pa.string(), pa.string(), pa.string()]
    arrays = [pa.array(side, kind) for side, kind in zip(columns, types, strict=True)]
    return pa.table(arrays, names=["level", "code", "period", "part"])


def _hidden(
    counts: Sequence[Counted], levels: Sequence[Level], threshold: int
) -> list[tuple[int, str, str | None]]:
    known = {(each.level, each.code, each.part): each.people for each in counts}
    parts = sorted({each.part for each in counts if each.part is not None})
    places = sorted({(each.level, each.code) for each in counts if each.code})
    parents = _tree(places, levels)
    leaves = _leaves(parents, known, parts)
    dimensions = (
        Dimension("territory", {**parents, **{leaf: above for leaf, above, _ in leaves}}),
        Dimension("part", dict.fromkeys([_PART + each for each in parts] or [_PART])),
    )
    counted: dict[Codes, int] = {
        (leaf, _PART + (part or "")): count
        for leaf, _, those in leaves
        for part, count in those.items()
        if count
    }
    published = protect([Table("figures", dimensions, counted)], threshold).published
    return [
        (RANKS[level], code, part)
        for cell, count in published.cells.items()
        if count is None and not cell.codes[0].endswith("?")
        for level, code in [_split(cell.codes[0])]
        for part in _parts(cell.codes[1], parts)
    ]


def _parts(code: str, parts: Sequence[str]) -> list[str | None]:
    """Return which figures a code of the parts stands for: an only part is the whole as well."""
    if code == TOTAL or not parts:
        return [None]
    return [code[1:], None] if len(parts) == 1 else [code[1:]]


def _split(key: str) -> tuple[Level, str]:
    level, _, code = key.partition(":")
    return level, code  # type: ignore[return-value]


def _tree(places: Iterable[tuple[int, str]], levels: Sequence[Level]) -> dict[str, str | None]:
    """Return what holds each territory, by key, among the levels that are shown."""
    parents: dict[str, str | None] = {}
    for rank, code in places:
        level = LEVELS[rank]
        key = f"{level}:{code}"
        while key not in parents:
            territory = find(key)
            above = (
                _above(territory, levels) if territory and territory.level != "country" else None
            )
            parents[key] = above
            if above is None:
                break
            key = above
    return parents


def _above(territory: Territory, levels: Sequence[Level]) -> str | None:
    for level in LEVELS[LEVELS.index(territory.level) + 1 :]:
        if level not in levels:
            continue
        code = COUNTRY if level == "country" else getattr(territory, level)
        if code:
            return f"{level}:{code}"
    return None


def _leaves(
    parents: Mapping[str, str | None],
    known: Mapping[tuple[int, str, str | None], int],
    parts: Sequence[str],
) -> list[tuple[str, str | None, dict[str | None, int]]]:
    """Return the finest cells: territories that hold none, and what others hold beside theirs."""
    below: dict[str, list[str]] = defaultdict(list)
    for key, above in parents.items():
        if above is not None:
            below[above].append(key)
    wanted: Sequence[str | None] = parts or [None]

    def count(key: str, part: str | None) -> int:
        level, code = _split(key)
        return known.get((RANKS[level], code, part), 0)

    found: list[tuple[str, str | None, dict[str | None, int]]] = []
    for key, above in parents.items():
        if key not in below:
            found.append((key, above, {part: count(key, part) for part in wanted}))
            continue
        rest = {
            part: count(key, part) - sum(count(each, part) for each in below[key])
            for part in wanted
        }
        if any(rest.values()):
            found.append((f"{key}?", key, rest))
    return found

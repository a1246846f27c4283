"""Reads of figures that were made: a page of a ranking, the values of a map, all of a territory."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lieucommun.kernel.search.folding import fold
from lieucommun.kernel.territories import Level, Territory
from lieucommun.kernel.territories.territory import LEVELS

from .cubes import RANKS
from .indices import PARTS, PLACES, VARIANTS
from .making import BY_TERRITORY, GROUPS
from .relation import territories

if TYPE_CHECKING:
    import duckdb

#: Columns by which a ranking is sorted; a missing figure comes last, whichever way.
SORTS = {
    "rank": "f.rank",
    "name": "t.folded",
    "value": "f.value",
    "numerator": "f.numerator",
    "denominator": "f.denominator",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What was made of an indicator; `failure` says why nothing was.

    `covered`: keys of the only territories (`region:52`) whose figures are whole; none: everywhere.
    """

    periods: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    figures: int = 0
    covered: tuple[str, ...] = ()
    failure: str = ""

    @property
    def latest(self) -> str:
        return self.periods[-1] if self.periods else ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a territory. `value` is None when unknown, and when `secret`.

    `code` is empty for what is not located at the level. `among`: how many have a rank with it.
    """

    indicator: str
    level: Level
    code: str
    period: str
    part: str | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    rank: int | None
    among: int
    secret: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What a component brings to an index: its value on the scale, its share, their product."""

    component: str
    scaled: Decimal
    share: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Ask:
    """Which figures of an indicator: one level, one period, the whole (None) or one part."""

    indicator: str
    level: Level
    period: str
    part: str | None = None
    within: Territory | None = None
    words: str = ""
    stratum: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some figures in an order, how many there are, and what is not located."""

    figures: tuple[Figure, ...]
    count: int
    unlocated: Figure | None


class Figures:
    """The figures of a service, as they were made once. Threads share it: each asks by a cursor."""

    def __init__(
        self, connection: "duckdb.DuckDBPyConnection", folder: Path, known: dict[str, Known]
    ) -> None:
        self.folder = folder
        self.known = known
        self._connection = connection
        self._ranked: dict[tuple[str, Level], dict[tuple[str | None, str], int]] = {}
        with connection.cursor() as cursor:
            cursor.register("given", territories())
            cursor.execute("CREATE TABLE IF NOT EXISTS official AS FROM given")

    def page(self, ask: Ask, sort: str = "rank", *, offset: int = 0, limit: int = 50) -> Page:
        """Return some figures of a ranking; raises KeyError for an unknown order."""
        down = "DESC" if sort.startswith("-") else "ASC"
        order = f"{SORTS[sort.removeprefix('-')]} {down} NULLS LAST, t.folded, f.code"
        where, values = _where(ask)
        rows = self._rows(
            f"{_SELECT}, COUNT(*) OVER () {self._from(ask)} WHERE {where} "
            f"ORDER BY {order} LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        count = rows[0][-1] if rows else 0
        found = self._figures(ask, [row[:-1] for row in rows])
        return Page(tuple(found), count, self._unlocated(ask))

    def count(self, ask: Ask) -> int:
        """Return how many figures are asked: where a page is beyond the last one."""
        where, values = _where(ask)
        return int(self._rows(f"SELECT COUNT(*) {self._from(ask)} WHERE {where}", values)[0][0])

    def values(self, ask: Ask) -> dict[str, Figure]:
        """Return the figures of a map, by code."""
        where, values = _where(ask)
        rows = self._rows(f"{_SELECT} {self._from(ask)} WHERE {where}", values)
        return {each.code: each for each in self._figures(ask, rows)}

    def of(
        self, level: Level, codes: Sequence[str], indicators: Sequence[str] = ()
    ) -> list[Figure]:
        """Return every figure of some territories of a level, in the order of their periods."""
        path = self.folder / BY_TERRITORY
        if not codes or not path.is_file():
            return []
        chosen = " AND indicator IN (SELECT unnest(?))" if indicators else ""
        values: list[Any] = [RANKS[level], list(codes), *([list(indicators)] if indicators else [])]
        rows = self._rows(
            "SELECT indicator, code, period, part, value, numerator, denominator, rank, secret "  # noqa: S608
            f"FROM '{path}' WHERE level = ? AND code IN (SELECT unnest(?)){chosen} "
            "ORDER BY indicator, part NULLS FIRST, period",
            values,
        )
        return [
            Figure(
                indicator, level, code, period, part, value, numerator, denominator, rank,
                self._groups(indicator, level).get((part, period), 0), secret,
            )
            for indicator, code, period, part, value, numerator, denominator, rank, secret in rows
        ]  # fmt: skip

    def series(self, ask: Ask, codes: Sequence[str]) -> dict[str, list[Figure]]:
        """Return the figures of some territories over all periods, by code."""
        found: dict[str, list[Figure]] = {code: [] for code in codes}
        for each in self.of(ask.level, codes, [ask.indicator]):
            if each.part == ask.part:
                found[each.code].append(each)
        return found

    def parts(self, ask: Ask, code: str) -> list[Figure]:
        """Return the parts of a figure of one territory, the greatest first."""
        found = [
            each
            for each in self.of(ask.level, [code], [ask.indicator])
            if each.part is not None and each.period == ask.period
        ]
        return sorted(found, key=lambda each: (each.value is None, -(each.value or 0)))

    def components(self, indicator: str, level: Level, code: str) -> list[Part]:
        """Return what each component brings to the index of a territory, the most first."""
        path = self.folder / f"{indicator}.{PARTS}"
        rows = self._rows(
            f"SELECT component, scaled, share, points FROM '{path}' "  # noqa: S608
            "WHERE level = ? AND code = ? ORDER BY points DESC, component",
            [RANKS[level], code],
        )
        return [Part(*row) for row in rows]

    def places(self, indicator: str, level: Level, code: str) -> tuple[int, int, int] | None:
        """Return the rank of a territory in an index, and the first and last that weights give."""
        path = self.folder / f"{indicator}.{PLACES}"
        rows = self._rows(
            f"SELECT rank, first, last FROM '{path}' WHERE level = ? AND code = ?",  # noqa: S608
            [RANKS[level], code],
        )
        return rows[0] if rows else None

    def variants(self, indicator: str, level: Level) -> list[dict[str, Any]]:
        """Return what an index becomes when a weight moves, or without a component."""
        told = json.loads((self.folder / f"{indicator}.{VARIANTS}").read_text("utf-8"))
        found: list[dict[str, Any]] = told.get(level, [])
        return found

    def sums(self, ask: Ask) -> tuple[Decimal | None, Decimal | None]:
        """Return the sums of numerators and denominators of what is asked, not located included."""
        where, values = _where(ask, unlocated=True)
        row = self._rows(
            f"SELECT SUM(f.numerator), SUM(f.denominator) {self._from(ask)} WHERE {where}", values
        )[0]
        return row[0], row[1]

    def _unlocated(self, ask: Ask) -> Figure | None:
        if ask.within or ask.words or ask.stratum:
            return None
        path = self.folder / f"{ask.indicator}.parquet"
        told, values = _group(ask)
        rows = self._rows(
            "SELECT code, '' AS name, value, numerator, denominator, rank, secret "  # noqa: S608
            f"FROM '{path}' f WHERE {' AND '.join(told)} AND code = ''",
            values,
        )
        found = list(self._figures(ask, rows))
        return found[0] if found and found[0].numerator else None

    def _from(self, ask: Ask) -> str:
        path = self.folder / f"{ask.indicator}.parquet"
        return f"FROM '{path}' f LEFT JOIN official t ON t.level = f.level AND t.code = f.code"

    def _figures(self, ask: Ask, rows: Sequence[Sequence[Any]]) -> "list[Figure]":
        among = self._groups(ask.indicator, ask.level).get((ask.part, ask.period), 0)
        return [
            Figure(
                ask.indicator, ask.level, code, ask.period, ask.part, value, numerator,
                denominator, rank, among, secret, name or "",
            )
            for code, name, value, numerator, denominator, rank, secret in rows
        ]  # fmt: skip

    def _groups(self, indicator: str, level: Level) -> dict[tuple[str | None, str], int]:
        """Return how many have a rank, by part and period; read once."""
        key = (indicator, level)
        if key not in self._ranked:
            path = self.folder / f"{indicator}.{GROUPS}"
            rows = self._rows(
                f"SELECT part, period, among FROM '{path}' WHERE level = ?",  # noqa: S608
                [RANKS[level]],
            )
            self._ranked[key] = {(part, period): among for part, period, among in rows}
        return self._ranked[key]

    def _rows(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            return cursor.execute(statement, values).fetchall()


_SELECT = "SELECT f.code, t.name, f.value, f.numerator, f.denominator, f.rank, f.secret"


def _group(ask: Ask) -> tuple[list[str], list[Any]]:
    """Return what selects a group: comparisons that a Parquet file skips its parts by."""
    told, values = ["f.level = ?", "f.period = ?"], [RANKS[ask.level], ask.period]
    if ask.part is None:
        return [*told, "f.part IS NULL"], values
    return [*told, "f.part = ?"], [*values, ask.part]


def _where(ask: Ask, *, unlocated: bool = False) -> tuple[str, list[Any]]:
    told, values = _group(ask)
    if not unlocated:
        told.append("f.code <> ''")
    if ask.within and ask.within.level != "country":
        told.append(f"t.{ask.within.level} = ?" if ask.within.level != "commune" else "f.code = ?")
        values.append(ask.within.code)
    for word in fold(ask.words).split():
        told.append("contains(t.folded, ?)")
        values.append(word)
    if ask.stratum is not None:
        told.append("t.stratum = ?")
        values.append(ask.stratum)
    return " AND ".join(told), values


def level_at(rank: int) -> Level:
    """Return the level that is stored under a number."""
    return LEVELS[rank]

"""Composite indices: made of other figures, with each part, and what they owe to their weights."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lieucommun.engines.statistics.composite import (
    Component,
    Score,
    Sensitivity,
    index,
    sensitivity,
)
from lieucommun.engines.statistics.ranking import ranked
from lieucommun.engines.statistics.rates import quotient
from lieucommun.kernel.services.manifest import Indicator

from .cubes import RANKS
from .finishing import SHOWN
from .plans import levels_of

if TYPE_CHECKING:
    import duckdb

PARTS, PLACES, VARIANTS = "parts.parquet", "places.parquet", "variants.json"
#: Weights are moved for so many territories at most: it takes some ten times as long as the index.
MOST_VARIED = 5_000
_WIDTH = f"DECIMAL(18,{SHOWN})"


def make_indices(
    connection: "duckdb.DuckDBPyConnection",
    indicators: Mapping[str, Indicator],
    made: Mapping[str, Any],
    folder: Path,
) -> list[str]:
    """Write the figures of each index whose components were all made; return their names."""
    found = []
    for name, indicator in indicators.items():
        spec = indicator.index
        if spec is None or not all("periods" in made.get(each, {}) for each in spec.components):
            continue
        _write(connection, name, indicator, made, folder)
        found.append(name)
    return found


def _write(
    connection: "duckdb.DuckDBPyConnection",
    name: str,
    indicator: Indicator,
    made: Mapping[str, Any],
    folder: Path,
) -> None:
    spec = indicator.index
    if spec is None:
        raise ValueError(name)
    periods = [made[each]["periods"][-1] for each in spec.components if made[each]["periods"]]
    period = max(periods, default="")
    rows: list[tuple[Any, ...]] = []
    parts: list[tuple[Any, ...]] = []
    places: list[tuple[Any, ...]] = []
    told: dict[str, Any] = {}
    for level in levels_of(indicator):
        if level == "country":
            continue
        components = {
            each: Component(
                _values(connection, folder, each, made[each], RANKS[level]),
                component.weight,
                component.direction,
            )
            for each, component in spec.components.items()
        }
        scores = index(components, spec.scale, spec.need)
        rows += _rows(scores, RANKS[level], period, indicator)
        parts += _parts(scores, RANKS[level])
        if 1 < len(scores) <= MOST_VARIED:
            varied = sensitivity(components, spec.scale, spec.need)
            places += [(RANKS[level], code, *each) for code, each in varied.places.items()]
            told[level] = _variants(varied)
    _save(
        connection,
        folder / f"{name}.parquet",
        _COLUMNS,
        rows,
        "level, period, rank NULLS LAST, code",
    )
    _save(connection, folder / f"{name}.{PARTS}", _PART_COLUMNS, parts, "level, code, component")
    _save(connection, folder / f"{name}.{PLACES}", _PLACE_COLUMNS, places, "level, code")
    (folder / f"{name}.{VARIANTS}").write_text(json.dumps(told), "utf-8")


def _values(
    connection: "duckdb.DuckDBPyConnection", folder: Path, name: str, known: Any, rank: int
) -> dict[str, Decimal | None]:
    """Return the last values of a component at a level, by code."""
    period = known["periods"][-1] if known["periods"] else ""
    rows = connection.execute(
        f"SELECT code, value FROM '{folder}/{name}.parquet' "  # noqa: S608 - our own path
        "WHERE level = ? AND period = ? AND part IS NULL AND code <> ''",
        [rank, period],
    ).fetchall()
    return dict(rows)


def _rows(
    scores: Mapping[str, Score], rank: int, period: str, indicator: Indicator
) -> list[tuple[Any, ...]]:
    values = {code: quotient(score.value, 1, indicator.decimals) for code, score in scores.items()}
    exact = {code: score.value for code, score in scores.items()}
    places = ranked(exact, indicator.direction)  # as the variants are: not by what is rounded
    return [
        (None, rank, code, period, 1, value, Decimal(1), value,
         places[code].rank if code in places else None, False)
        for code, value in values.items()
    ]  # fmt: skip


def _parts(scores: Mapping[str, Score], rank: int) -> list[tuple[Any, ...]]:
    return [
        (rank, code, component, part.scaled, part.share, part.points)
        for code, score in scores.items()
        for component, part in score.parts.items()
    ]


def _variants(varied: Sensitivity[str]) -> list[dict[str, Any]]:
    return [
        {
            "component": each.component,
            "change": _text(each.change),
            "spearman": _text(each.spearman),
            "kendall": _text(each.kendall),
            "mean_move": _text(each.mean_move),
            "moves": [list(move) for move in each.moves],
        }
        for each in varied.variants
    ]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _save(
    connection: "duckdb.DuckDBPyConnection",
    path: Path,
    columns: str,
    rows: list[tuple[Any, ...]],
    order: str,
) -> None:
    import pyarrow as pa

    names = [each.strip().partition(" ")[0] for each in re.split(r",(?![0-9])", columns)]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE written ({columns})")
    if rows:
        sides = zip(*rows, strict=True)
        connection.register("told", pa.table(dict(zip(names, map(list, sides), strict=True))))
        connection.execute("INSERT INTO written SELECT * FROM told")
        connection.unregister("told")
    connection.execute(
        f"COPY (FROM written ORDER BY {order}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    )


_COLUMNS = (
    "part VARCHAR, level TINYINT, code VARCHAR, period VARCHAR, n BIGINT, "
    f"numerator {_WIDTH}, denominator {_WIDTH}, value {_WIDTH}, rank INTEGER, secret BOOLEAN"
)
_PART_COLUMNS = (
    "level TINYINT, code VARCHAR, component VARCHAR, scaled DECIMAL(20,10), share DECIMAL(20,10), "
    "points DECIMAL(20,10)"
)
_PLACE_COLUMNS = "level TINYINT, code VARCHAR, rank INTEGER, first INTEGER, last INTEGER"

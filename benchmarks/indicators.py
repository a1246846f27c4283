"""Figures of every territory, against the statement that one would write by hand, and pandas.

python -m benchmarks indicators
"""

import shutil
import tempfile
from pathlib import Path
from time import perf_counter

from .measuring import Case, Outcome, Table, compare, said
from .options import Options
from .place import start_django

NAME = "indicators"
PEER = (
    "the same sums, quotients and ranks by one statement with grouping sets, quotients in floating "
    "point, written to the same two files in the same orders, by the same DuckDB; a page and a "
    "territory read from those files by a bare statement."
)
YEARS, SERIES = 10, 30
THREADS = 2
#: What was hoped: ratios, then milliseconds.
MOST, MOST_OF_PANDAS, QUICK = 1.3, 0.2, 100.0
PAGE = 50
#: `--rows` from which 50 million are tried as well, and up to which one series is enough.
MANY, FEW = 50_000_000, 1_000
_TERRITORIES = "SELECT level, code, population FROM official"
#: What an analyst would write.
BY_HAND = """
WITH sums AS (
  SELECT serie, annee, lieu__commune c, lieu__epci e, lieu__departement d, lieu__region r,
    GROUPING(lieu__commune) gc, GROUPING(lieu__epci) ge, GROUPING(lieu__departement) gd,
    GROUPING(lieu__region) gr, SUM(valeur) AS numerator, COUNT(*) AS n
  FROM '{rows}' GROUP BY GROUPING SETS (
    (serie, annee, lieu__commune), (serie, annee, lieu__epci), (serie, annee, lieu__departement),
    (serie, annee, lieu__region), (serie, annee))),
placed AS (
  SELECT serie AS part, annee::VARCHAR AS period, n, numerator,
    (CASE WHEN gc = 0 THEN 0 WHEN ge = 0 THEN 1 WHEN gd = 0 THEN 2 WHEN gr = 0 THEN 3 ELSE 4 END)
      ::TINYINT AS level,
    COALESCE(c, e, d, r, 'FR') AS code
  FROM sums),
valued AS (
  SELECT placed.*, population AS denominator, round(numerator / population, 2) AS value
  FROM placed LEFT JOIN official t ON t.level = placed.level AND t.code = placed.code)
SELECT *, RANK() OVER (PARTITION BY part, level, period ORDER BY value DESC NULLS LAST) AS rank
FROM valued"""
_PARQUET = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20000)"


def run(options: Options) -> Outcome:
    """Measure making, then reading."""
    outcome = Outcome(NAME, "Figures of every territory", PEER)
    home = Path(tempfile.mkdtemp(prefix="lieu-figures-"))
    try:
        start_django(home / "place")  # areas are asked of a place, which has no outlines here
        _measure(outcome, home, options)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return outcome


def _measure(outcome: Outcome, home: Path, options: Options) -> None:
    rows = home / "rows.parquet"
    series = 1 if options.rows <= FEW else SERIES
    count = _rows(rows, series)
    ours, theirs = home / "ours", home / "theirs"
    case = Case(
        f"all levels, quotients, ranks: {count:,} rows",
        lambda _: _make(rows, ours),
        lambda _: _by_hand(rows, theirs),
    )
    figure = compare(case, rounds=2, repeats=1, warm=0, server=True)
    outcome.figures.append(figure)
    ratio = figure.ours.median / figure.peer.median
    outcome.aims.append(_aim("all levels against the statement by hand", ratio, MOST))
    pandas = _pandas(rows)
    what = f"all levels against pandas ({said(pandas)} ms)"
    outcome.aims.append(_aim(what, figure.ours.median / pandas, MOST_OF_PANDAS))
    for reading in _reading(ours, theirs):
        found = compare(reading, rounds=min(options.rounds, 25), repeats=1, server=True)
        outcome.figures.append(found)
        missed = "" if found.ours.p95 <= QUICK else " MISSED"
        outcome.aims.append(
            f"{reading.name}: p95 {said(found.ours.p95)} ms (aim: {QUICK:g} ms){missed}"
        )
    outcome.tables.append(_growth(home, options))


def _aim(what: str, ratio: float, most: float) -> str:
    missed = "" if ratio <= most else " MISSED"
    return f"{what}: {ratio:.2f} (aim: {most:g}){missed}"


def _rows(path: Path, series: int) -> int:
    """Write a table as it is stored: every commune, so many years and series."""
    import duckdb

    from lieucommun.kernel.indicators.relation import territories

    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}")
    connection.register("official", territories())
    connection.execute(
        "COPY (SELECT code AS lieu__commune, epci AS lieu__epci, "  # noqa: S608 - our own figures
        "departement AS lieu__departement, region AS lieu__region, y::SMALLINT AS annee, "
        "'serie' || lpad(s::VARCHAR, 3, '0') AS serie, "
        "((hash(code, y, s) % 1000000000) / 1000)::DECIMAL(18,6) AS valeur "
        f"FROM official, range(2015, {2015 + YEARS}) y(y), range({series}) s(s) WHERE level = 0 "
        f"ORDER BY serie, annee, code) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    )
    found = connection.execute(f"SELECT COUNT(*) FROM '{path}'").fetchall()  # noqa: S608
    return int(found[0][0])


def _make(rows: Path, folder: Path) -> None:
    from lieucommun.kernel.indicators.making import Material, make
    from lieucommun.kernel.indicators.plans import Plan, planned
    from lieucommun.kernel.services.manifest import Indicator
    from lieucommun.kernel.services.manifest import Table as Declared

    columns = {"lieu": "territory", "annee": "year", "serie": "text", "valeur": "money"}
    table = Declared.model_validate({"title": "Séries", "grain": ["serie"], "columns": columns})
    formula = "sum(series.valeur) / population"
    told = {"title": "x", "formula": formula, "by": "serie", "whole": False}
    plan = planned("essai", Indicator.model_validate(told), {"series": table})
    if not isinstance(plan, Plan):
        raise TypeError(plan)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    make(_database(folder), {"essai": plan}, Material({"series": f"'{rows}'"}, {}), folder)


def _database(folder: Path) -> "duckdb.DuckDBPyConnection":  # type: ignore[name-defined] # noqa: F821
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}")
    connection.execute("SET memory_limit = '2GB'")
    connection.execute(f"SET temp_directory = '{folder}/spilled'")
    return connection


def _by_hand(rows: Path, folder: Path) -> None:
    from lieucommun.kernel.indicators.relation import territories

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    connection = _database(folder)
    connection.register("official", territories())
    first = folder / "essai.parquet"
    connection.execute(
        f"COPY ({BY_HAND.format(rows=rows)} ORDER BY part, level, period, rank, code) "
        f"TO '{first}' {_PARQUET}"
    )
    connection.execute(
        f"COPY (FROM '{first}' ORDER BY level, code, part, period) "
        f"TO '{folder}/territories.parquet' {_PARQUET}"
    )


def _pandas(rows: Path) -> float:
    """Return the milliseconds that pandas takes for the same sums, quotients and ranks, once."""
    import pandas as pd

    from lieucommun.kernel.indicators.relation import territories

    official = territories().to_pandas()
    begun = perf_counter()
    table = pd.read_parquet(rows)
    table["valeur"] = table["valeur"].astype("float64")
    for rank, level in enumerate(("commune", "epci", "departement", "region")):
        found = table.groupby(["serie", "annee", f"lieu__{level}"], as_index=False)["valeur"].sum()
        of_level = official[official["level"] == rank][["code", "population"]]
        found = found.merge(of_level, left_on=f"lieu__{level}", right_on="code", how="left")
        found["value"] = (found["valeur"] / found["population"]).round(2)
        groups = found.groupby(["serie", "annee"])["value"]
        found["rank"] = groups.rank(method="min", ascending=False)
        found.sort_values(["serie", "annee", "rank"])
    return (perf_counter() - begun) * 1000


def _reading(ours: Path, theirs: Path) -> list[Case]:
    import duckdb

    from lieucommun.kernel.indicators.queries import Ask, Figures, Known
    from lieucommun.kernel.territories import every

    made = Figures(duckdb.connect(), ours, {"essai": Known(("2015",))})
    bare = duckdb.connect()
    bare.execute("SET parquet_metadata_cache = true")
    codes = [each.code for each in every("commune")]
    page = (
        f"SELECT code, numerator, denominator, value, rank FROM '{theirs}/essai.parquet' "  # noqa: S608
        "WHERE part = ? AND level = 0 AND period = ? ORDER BY rank, code LIMIT ? OFFSET ?"
    )
    one = f"SELECT * FROM '{theirs}/territories.parquet' WHERE level = 0 AND code = ?"  # noqa: S608

    def ask(number: int) -> Ask:
        return Ask("essai", "commune", str(2015 + number % YEARS), "serie000")

    return [
        Case(
            f"a page of a ranking of {len(codes):,} communes",
            lambda number: made.page(ask(number), offset=number * 997 % 34_000, limit=PAGE),
            lambda number: bare.execute(
                page, ["serie000", str(2015 + number % YEARS), PAGE, number * 997 % 34_000]
            ).fetchall(),
        ),
        Case(
            "every figure of a commune",
            lambda number: made.of("commune", [codes[number * 331 % len(codes)]]),
            lambda number: bare.execute(one, [codes[number * 331 % len(codes)]]).fetchall(),
        ),
    ]


def _growth(home: Path, options: Options) -> Table:
    """Return how making grows with rows: 1 and 10 million, and 50 where so many were asked."""
    lines = []
    sizes = (1,) if options.rows <= FEW else (3, SERIES, *((143,) if options.rows >= MANY else ()))
    for series in sizes:
        rows, folder = home / "growing.parquet", home / "growing"
        count = _rows(rows, series)
        begun = perf_counter()
        _make(rows, folder)
        taken = perf_counter() - begun
        lines.append((f"{count:,}", f"{taken:.1f}", f"{taken / count * 1e6:.2f}"))
    return Table("Making all figures, as rows grow", ("rows", "s", "µs a row"), tuple(lines))

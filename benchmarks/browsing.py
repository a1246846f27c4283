"""A page of a large table, as an address asks it, against the SQL an analyst writes.

python -m benchmarks browsing
"""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lieucommun.kernel.services.manifest import Table

from .measuring import Case, Outcome, compare, said
from .options import Options

if TYPE_CHECKING:
    import duckdb

NAME = "browsing"
PEER = (
    "two statements written by hand over the same Parquet file, with the same DuckDB and threads: "
    "the page, with capitals and accents folded as it is read, then the count and the sum."
)
THREADS, PAGE = 2, 50
ROWS, TINY = 300_000, 1_000
#: What was hoped: milliseconds of a page, 95 times in 100.
QUICK = 250.0
_COLUMNS = {"id": "text", "objet": "text", "sorte": "text", "annee": "year", "montant": "money"}
TABLE = Table.model_validate({"title": "Banc", "grain": ["id"], "columns": _COLUMNS})
_ROWS = """
COPY (
    SELECT 'n' || range AS id, 'Rénovation de l’école ' || hash(range) % 90000 AS objet,
        'Domaine ' || range % 40 AS sorte, (2015 + range % 8)::SMALLINT AS annee,
        (hash(range) % 100000000 / 100)::DECIMAL(18, 6) AS montant, range::INTEGER AS _line
    FROM range({count})
) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""
_LIST, _TOTALS = "SELECT * FROM '{path}'", "SELECT count(*), sum(montant) FROM '{path}'"
_FOLDED = "strip_accents(lower(objet))"


def run(options: Options) -> Outcome:
    """Write rows, copy them as a place does, ask pages of both sides."""
    import duckdb

    outcome = Outcome(NAME, "A page of a large table", PEER)
    home = Path(tempfile.mkdtemp(prefix="lieu-browsing-"))
    try:
        with duckdb.connect(str(home / "copy.duckdb")) as ours, duckdb.connect() as bare:
            for each in (ours, bare):
                each.execute(f"SET threads = {THREADS}")
            count = TINY if options.rows <= TINY else ROWS
            path = home / "rows.parquet"
            ours.execute(_ROWS.format(count=count, path=path))
            _measure(outcome, ours, bare, path, count, options)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return outcome


def _measure(
    outcome: Outcome,
    ours: "duckdb.DuckDBPyConnection",
    bare: "duckdb.DuckDBPyConnection",
    path: Path,
    count: int,
    options: Options,
) -> None:
    from lieucommun.kernel.tables.browsing.filling import fill

    fill(ours, f"(SELECT 'banc' AS _source, * FROM '{path}')", TABLE)  # noqa: S608 - ours
    for case in _cases(ours, bare, path, count):
        found = compare(case, rounds=min(options.rounds, 25), repeats=1, server=True)
        outcome.figures.append(found)
        missed = "" if found.ours.p95 <= QUICK else " MISSED"
        hoped = f"at most {QUICK:.0f} ms, 95 times in 100"
        outcome.aims.append(f"{case.name}: {hoped}: {said(found.ours.p95)} ms{missed}")


@dataclass(frozen=True)
class _Hand:
    """What an analyst writes: a page, then the count and the sum."""

    bare: "duckdb.DuckDBPyConnection"
    path: Path
    pages: int

    def ordered(self, number: int) -> None:
        offset = PAGE * (number * 997 % self.pages)
        page = f"ORDER BY {_FOLDED}, objet, _line LIMIT {PAGE} OFFSET {offset}"
        self._both(f"{_LIST} {page}", _TOTALS)

    def found(self, number: int) -> None:
        where = f"WHERE contains({_FOLDED}, 'ecole {number * 331 % 900}')"
        self._both(f"{_LIST} {where} ORDER BY _line LIMIT {PAGE}", f"{_TOTALS} {where}")

    def grouped(self, _: int) -> None:
        what = "count(*), sum(montant) FROM '{path}'"
        page = f"SELECT sorte, annee, {what} GROUP BY ALL ORDER BY 4 DESC LIMIT {PAGE}"
        self._both(page, _TOTALS)

    def _both(self, page: str, totals: str) -> None:
        for each in (page, totals):
            self.bare.execute(each.format(path=self.path)).fetchall()


def _cases(
    ours: "duckdb.DuckDBPyConnection", bare: "duckdb.DuckDBPyConnection", path: Path, count: int
) -> list[Case]:
    from lieucommun.kernel.tables.browsing.answers import Answer, ask
    from lieucommun.kernel.tables.browsing.questions import Group, Measure, Question
    from lieucommun.kernel.tables.browsing.standing import Copied

    hand = _Hand(bare, path, max(count // PAGE, 1))
    rows = Copied("rows")
    grouped = Question(
        "banc",
        group=(Group("sorte"), Group("annee")),
        measures=(Measure("count"), Measure("sum", "montant")),
        sort="-sum(montant)",
    )

    def ordered(number: int) -> Answer:
        page = 1 + number * 997 % hand.pages
        return ask(ours, Question("banc", sort="objet", page=page), TABLE, rows)

    def found(number: int) -> Answer:
        return ask(ours, Question("banc", words=f"école {number * 331 % 900}"), TABLE, rows)

    return [
        Case(f"a page of {count:,} rows in the order of a text", ordered, hand.ordered),
        Case(f"words looked for in {count:,} rows", found, hand.found),
        Case(
            f"{count:,} rows grouped by two columns",
            lambda _: ask(ours, grouped, TABLE, rows),
            hand.grouped,
        ),
    ]

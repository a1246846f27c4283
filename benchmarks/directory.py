"""The list and the search of a directory, against a bare Django view of the same rows.

python -m benchmarks directory [--rows 100000] [--database postgresql://…]
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .measuring import Case, Figure, Outcome, Table, compare
from .options import Options
from .processes import environment

if TYPE_CHECKING:
    from .screens import Screen, Visitors

NAME = "directory"
AIM = 1.5
#: What the aim is about; the other rows explain these.
AIMED = ("list", "search, one word, first time", "search, two words, first time")
SIZES = (2, 200)
PEER = (
    "a bare Django view of the same rows: a model with columns and indexes, themes in a table of "
    "their own, the same FTS5 tokens (a tsvector on PostgreSQL), the middleware of `startproject`, "
    "a plain template with the same entries, total and counts by value; no access rules, no "
    "history, no languages, nothing remembered. That both answer the same titles, totals and "
    "counts is checked first."
)
NOTES = (
    (
        "first after a write, first time: counts by value read the terms of every record found; "
        "they are then remembered, question by question, until the next write"
    ),
    (
        "without facets: what is left is the screen itself, with its navigation, languages, "
        "exports and components, where the peer has a page of forty lines"
    ),
)


def run(options: Options) -> Outcome:
    """Fill a place, check that both sides agree, count their statements, time them."""
    from .place import open_place

    open_place(options.rows, options.database, fresh=options.fresh)
    from . import screens

    visitors = screens.Visitors()
    shown = screens.screens(options.rows, options.rounds)
    for screen in shown:
        screens.same(visitors, screen)
    outcome = Outcome(NAME, f"A directory of {options.rows:,} records", PEER)
    counted = _statements(visitors, shown)
    if options.only_statements:
        outcome.tables = [_table({options.rows: counted})]
        return outcome
    sizes = {size: _elsewhere(size, options) for size in SIZES if size < options.rows}
    outcome.tables = [_table({**sizes, options.rows: counted})]
    for screen in shown:
        figure = _timed(visitors, screen, options)
        outcome.figures.append(figure)
    outcome.aims = [*_aims(outcome.figures), _equal({**sizes, options.rows: counted}), *NOTES]
    return outcome


def _timed(visitors: "Visitors", screen: "Screen", options: Options) -> Figure:
    from .screens import forget

    def ours(number: int) -> object:
        return visitors.get_ours(screen.ours[number % len(screen.ours)])

    def peer(number: int) -> object:
        return visitors.get_peer(screen.peer[number % len(screen.peer)])

    case = Case(screen.name, ours, peer, before=forget if screen.forget else None)
    return compare(
        case,
        rounds=options.rounds,
        repeats=options.repeats,
        warm=min(options.rounds, len(screen.ours)),
        server=bool(options.database),
    )


def _statements(visitors: "Visitors", shown: Sequence["Screen"]) -> dict[str, tuple[int, int]]:
    """Count the SQL of each side, screen by screen, with nothing remembered yet."""
    from .screens import forget, statements

    found = {}
    for screen in shown:
        forget()
        found[screen.name] = (
            statements(_visit(visitors.get_ours, screen.ours[0]), "default"),
            statements(_visit(visitors.get_peer, screen.peer[0]), "peer"),
        )
    return found


def _visit(get: Callable[[str], object], address: str) -> Callable[[], object]:
    return lambda: get(address)


def _elsewhere(size: int, options: Options) -> dict[str, tuple[int, int]]:
    """Count statements in a place of another size, hence in another process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counted.json"
        arguments = options.arguments(rows=size, only_statements=True, into=path)
        command = [sys.executable, "-m", "benchmarks", NAME, *arguments]
        subprocess.run(command, env=environment(), check=True)
        table = Outcome.read(path).tables[0]
    return {row[0]: (int(row[1]), int(row[2])) for row in table.rows}


def _table(sizes: dict[int, dict[str, tuple[int, int]]]) -> Table:
    heads = [f"{side}, {size:,} rows" for size in sizes for side in ("ours", "peer")]
    first = next(iter(sizes.values()))
    rows = [
        (name, *(str(count) for found in sizes.values() for count in found.get(name, (0, 0))))
        for name in first
    ]
    return Table("SQL statements per request", ("", *heads), tuple(rows))


def _equal(sizes: dict[int, dict[str, tuple[int, int]]]) -> str:
    ours = [{name: count[0] for name, count in found.items()} for found in sizes.values()]
    told = ", ".join(f"{size:,}" for size in sizes)
    if all(found == ours[0] for found in ours):
        return f"statements at {told} rows: equal (aim: equal)"
    return f"statements at {told} rows: NOT EQUAL (aim: equal)"


def _aims(figures: Sequence[Figure]) -> list[str]:
    return [
        f"{figure.name}: p95 ratio {figure.ratio:.2f} (aim: at most {AIM})"
        + ("" if figure.ratio <= AIM else " MISSED")
        for figure in figures
        if figure.name in AIMED
    ]

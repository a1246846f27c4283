"""What may be asked of a benchmark."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from lieucommun.settings import environment

ROOT = Path(__file__).resolve().parent.parent
ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Options:
    """Sizes of a run. `home` holds the `services/` to check and to serve.

    `into` is where the outcome is written as JSON.
    """

    rows: int = ROWS
    rounds: int = 30
    repeats: int = 3
    processes: int = 4
    imports: int = 1
    home: Path = ROOT
    database: str = ""
    fresh: bool = False
    only_statements: bool = False
    into: Path | None = None

    @classmethod
    def read(cls, found: argparse.Namespace) -> Self:
        """Return the options given; LIEU_TEST_DATABASE may name a PostgreSQL."""
        tested = environment.TEST_DATABASE.text()
        return cls(
            rows=found.rows,
            rounds=found.rounds,
            repeats=found.repeats,
            processes=found.processes,
            imports=found.imports,
            home=found.home.resolve(),
            database=found.database or (tested if tested.startswith("postgres") else ""),
            fresh=found.fresh,
            only_statements=found.only_statements,
            into=found.into,
        )

    def arguments(self, *, rows: int, only_statements: bool, into: Path) -> list[str]:
        """Return the arguments that ask the same of another process, at another size."""
        given = ["--rows", str(rows), "--rounds", str(self.rounds), "--into", str(into)]
        given += ["--database", self.database] if self.database else []
        given += ["--fresh"] if self.fresh else []
        return [*given, "--only-statements"] if only_statements else given


def parser(names: tuple[str, ...]) -> argparse.ArgumentParser:
    """Return what reads the command line."""
    found = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    found.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(names)}")
    found.add_argument("--rows", type=int, default=ROWS, help="records of the directory")
    found.add_argument("--rounds", type=int, default=30, help="requests of each side per repeat")
    found.add_argument("--repeats", type=int, default=3)
    found.add_argument("--processes", type=int, default=4, help="whole processes per repeat")
    found.add_argument("--imports", type=int, default=1, help="imports of each side per repeat")
    found.add_argument("--home", type=Path, default=ROOT, help="folder that holds services/")
    found.add_argument("--database", default="", help="postgresql:// address instead of SQLite")
    found.add_argument("--fresh", action="store_true", help="fill the place again")
    found.add_argument("--write", action="store_true", help="write docs/reference/benchmarks.md")
    found.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    found.add_argument("--only-statements", action="store_true", help=argparse.SUPPRESS)
    return found

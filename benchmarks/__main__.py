"""Measure a place against bare equivalents: `python -m benchmarks [NAME…]`."""

import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from .measuring import Outcome
from .options import Options, parser
from .page import write_page, write_sections
from .printing import printed
from .processes import environment

#: Each runs in a process of its own: Django is set up once per process.
MODULES = {
    "directory": "benchmarks.directory",
    "checking": "benchmarks.checking",
    "starting": "benchmarks.starting",
    "import": "benchmarks.importing",
    "forms": "benchmarks.forms",
    "exchange": "benchmarks.exchanging",
    "api": "benchmarks.api",
    "readability": "benchmarks.readability",
    "workflow": "benchmarks.workflow",
    "submissions": "benchmarks.submissions",
    "counting": "benchmarks.counting",
    "classes": "benchmarks.classes",
    "indicators": "benchmarks.indicators",
    "field": "benchmarks.field",
    "tables": "benchmarks.tables",
    "browsing": "benchmarks.browsing",
    "maps": "benchmarks.maps",
    "portraits": "benchmarks.portraits",
}


def main(arguments: list[str]) -> int:
    """Run the benchmarks named, or all of them; 1 when one could not be run."""
    found = parser(tuple(MODULES)).parse_args(arguments)
    names = found.names or list(MODULES)
    if unknown := sorted(set(names) - set(MODULES)):
        print(f"No benchmark `{unknown[0]}`; there are: {', '.join(MODULES)}.", file=sys.stderr)
        return 2
    options = Options.read(found)
    if options.into is not None:
        _here(names[0], options, options.into)
        return 0
    outcomes, status = [], 0
    for name in names:
        given = [each for each in arguments if each not in MODULES]
        outcome = _apart(name, [*given, "--database", options.database])
        if outcome is None:
            status = 1
            continue
        print(printed(outcome), flush=True)
        outcomes.append(outcome)
    if found.write and not status:
        write = write_page if set(names) == set(MODULES) else write_sections
        write(outcomes)
    return status


def _here(name: str, options: Options, into: Path) -> None:
    outcome: Outcome = import_module(MODULES[name]).run(options)
    outcome.write(into)


def _apart(name: str, arguments: list[str]) -> Outcome | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outcome.json"
        command = [sys.executable, "-m", "benchmarks", name, *arguments, "--into", str(path)]
        if subprocess.run(command, env=environment(), check=False).returncode:
            print(f"{name} could not be measured.", file=sys.stderr)
            return None
        return Outcome.read(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

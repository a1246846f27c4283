"""Checking every service of the gallery, against only reading the same files.

python -m benchmarks checking
"""

import subprocess
import sys

from .measuring import Case, Outcome, compare
from .options import ROOT, Options
from .processes import environment

NAME = "checking"
BUDGET = 3.0
PEER = (
    "a process that imports pydantic and parses every YAML file of the same folders with PyYAML's "
    "C loader: no positions, no models, no diagnostics, no other file read."
)
BARE = """\
import sys
from pathlib import Path
import pydantic
import yaml
for folder in sys.argv[1:]:
    for path in sorted(Path(folder).rglob("*.yaml")):
        list(yaml.load_all(path.read_bytes(), Loader=yaml.CSafeLoader))
"""


def run(options: Options) -> Outcome:
    """Time whole processes, their start included."""
    folders = sorted(path.parent for path in (options.home / "services").glob("*/service.yaml"))
    ours = [sys.executable, "-m", "benchmarks.lieu", "check", *map(str, folders)]
    peer = [sys.executable, "-c", BARE, *map(str, folders)]
    case = Case(
        f"{len(folders)} services",
        lambda _: _run(ours, good=(0, 1)),
        lambda _: _run(peer),
    )
    figure = compare(
        case, rounds=options.processes, repeats=options.repeats, warm=min(1, options.processes - 1)
    )
    seconds, busy = figure.ours.median / 1000, figure.ours.cpu / 1000
    told = f"{len(folders)} services: median {seconds:.2f} s, of which {busy:.2f} s of processor"
    verdict = "" if seconds <= BUDGET else " MISSED"
    outcome = Outcome(NAME, "Checking the gallery", PEER, [figure])
    outcome.aims = [f"{told} (aim: under {BUDGET:g} s){verdict}"]
    return outcome


def _run(command: list[str], *, good: tuple[int, ...] = (0,)) -> None:
    """Run a process; a gallery with mistakes (code 1) takes as long to check."""
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode not in good:
        raise SystemExit(f"{command[:4]} ended with {done.returncode}:\n{done.stderr}")

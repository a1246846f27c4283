"""Every benchmark still runs, at a tiny size: so that figures can be asked for at any time."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import MODULES, main
from benchmarks.measuring import Outcome
from benchmarks.options import ROOT
from benchmarks.place import write_service
from benchmarks.processes import environment

TINY = ["--rows", "60", "--rounds", "2", "--repeats", "1", "--processes", "1", "--imports", "1"]


def _run(name: str, folder: Path) -> Outcome:
    """Run a benchmark on a home of one service, on SQLite, in a folder of its own."""
    write_service(folder / "services" / "banc")
    into = folder / "outcome.json"
    command = [sys.executable, "-m", "benchmarks", name, *TINY]
    done = subprocess.run(
        [*command, "--home", str(folder), "--into", str(into)],
        cwd=ROOT,
        env={**environment(), "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Outcome.read(into)


#: Told apart below, as they find more than one figure.
SEVERAL = {
    "browsing",
    "directory",
    "exchange",
    "field",
    "forms",
    "indicators",
    "readability",
    "submissions",
    "workflow",
}


@pytest.mark.parametrize("name", sorted(set(MODULES) - SEVERAL))
def test_a_benchmark_runs(name: str, tmp_path: Path) -> None:
    outcome = _run(name, tmp_path)
    assert (outcome.name, len(outcome.figures)) == (name, 1)
    assert outcome.figures[0].ratio > 0


def test_an_exchange_tells_times_and_memory_of_each_step(tmp_path: Path) -> None:
    outcome = _run("exchange", tmp_path)
    (table,) = outcome.tables
    assert all(float(row[-1]) > 0 for row in table.rows), "each step tells its peak memory"
    assert len(outcome.aims) >= 2


def test_forms_are_measured_whole_by_one_answer_and_by_a_cascade(tmp_path: Path) -> None:
    outcome = _run("forms", tmp_path)
    expected = (4, 5) if shutil.which("java") else (3, 4)
    assert (len(outcome.figures), len(outcome.aims)) == expected
    assert "JavaRosa" in outcome.aims[3]


def test_submissions_are_acknowledged_on_both_sides(tmp_path: Path) -> None:
    outcome = _run("submissions", tmp_path)
    (table,) = outcome.tables
    assert [row[0] for row in table.rows] == ["ours", "peer"]
    assert all(float(row[1]) > 0 for row in table.rows)
    assert len(outcome.aims) == 4


def test_figures_are_made_then_read(tmp_path: Path) -> None:
    outcome = _run("indicators", tmp_path)
    assert [figure.name.partition(":")[0] for figure in outcome.figures] == [
        "all levels, quotients, ranks",
        "a page of a ranking of 34,969 communes",
        "every figure of a commune",
    ]
    assert (len(outcome.aims), len(outcome.tables[0].rows)) == (4, 1)


def test_pages_of_a_table_are_asked(tmp_path: Path) -> None:
    outcome = _run("browsing", tmp_path)
    assert (len(outcome.figures), len(outcome.aims)) == (3, 3)


def test_texts_are_linted_and_scored(tmp_path: Path) -> None:
    outcome = _run("readability", tmp_path)
    assert (len(outcome.figures), len(outcome.aims)) == (2, 2)


def test_cases_are_moved_and_machines_checked(tmp_path: Path) -> None:
    outcome = _run("workflow", tmp_path)
    assert (len(outcome.figures), len(outcome.aims)) == (2, 1)


def test_a_directory_sends_as_many_statements_whatever_its_size(tmp_path: Path) -> None:
    outcome = _run("directory", tmp_path)
    table = outcome.tables[0]
    ours = [(row[0], row[1], row[3]) for row in table.rows]
    assert [(name, few) for name, few, _ in ours] == [(name, many) for name, _, many in ours]
    assert [figure.name for figure in outcome.figures] == [name for name, _, _ in ours]


def test_what_cannot_be_measured_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed"]) == 2
    assert capsys.readouterr().err.startswith("No benchmark `speed`")

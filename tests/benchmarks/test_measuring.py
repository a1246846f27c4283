"""How two sides are timed and told."""

from pathlib import Path

from benchmarks.measuring import Case, Figure, Outcome, Side, Table, compare, p95, said
from benchmarks.page import write_page, write_sections
from benchmarks.printing import markdown, printed

FIGURE = Figure("list", Side(1.5, 2.5, 1.0), Side(3.0, 5.0, 2.0), 0.5, 0.4, 0.6, 0.45)


def test_the_95th_percentile_is_a_time_that_was_measured() -> None:
    assert [p95([4.0]), p95(range(1, 101)), p95([3.0, 1.0, 2.0])] == [4.0, 95, 3.0]


def test_each_side_goes_first_in_turn() -> None:
    acts: list[str] = []
    case = Case(
        "turns",
        lambda number: acts.append(f"ours {number}"),
        lambda number: acts.append(f"peer {number}"),
        before=lambda: acts.append("ready"),
    )
    figure = compare(case, rounds=2, repeats=2, warm=0)
    turns = ["ready", "ours 0", "peer 0", "ready", "peer 1", "ours 1"]
    turns += ["ready", "ours 2", "peer 2", "ready", "peer 3", "ours 3"]
    assert acts == turns
    assert figure.least <= figure.most


def test_processor_time_is_not_told_where_a_server_works() -> None:
    figure = compare(Case("idle", str, str), rounds=1, repeats=1, server=True)
    assert (figure.cpu_ratio, figure.cells[-1]) == (None, "–")


def test_times_have_figures_that_mean_something() -> None:
    assert [said(1.234), said(12.34), said(1234.5)] == ["1.23", "12.3", "1,234"]


def test_an_outcome_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    table = Table("SQL", ("", "ours"), (("list", "3"),))
    outcome = Outcome("directory", "A directory", "a bare view", [FIGURE], [table], ["equal"])
    outcome.write(tmp_path / "outcome.json")
    assert Outcome.read(tmp_path / "outcome.json") == outcome


def test_figures_are_told_in_a_table_with_what_they_are_compared_with() -> None:
    outcome = Outcome("directory", "A directory", "a bare view", [FIGURE], [], ["aim"])
    row = "| list | 1.50 / 2.50 | 3.00 / 5.00 | 0.50 | 0.50 | 0.40–0.60 | 1.00 / 2.00 | 0.45 |"
    lines = markdown(outcome).splitlines()
    assert (lines[0], lines[2], lines[6], lines[8]) == (
        "## A directory",
        "Peer: a bare view",
        row,
        "- aim",
    )
    assert printed(outcome).splitlines()[1] == "A directory"


def test_the_page_says_on_what_it_was_measured(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    write_page([Outcome("directory", "A directory", "a bare view", [FIGURE])], page)
    text = page.read_text("utf-8")
    assert ("on two cores" in text, text.count("\n## "), text.endswith("|\n")) == (True, 1, True)


def test_one_part_is_measured_again_in_its_place(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    parts = [Outcome(name, name.title(), "a peer", [FIGURE]) for name in ("one", "two")]
    write_page(parts, page)
    before = page.read_text("utf-8")
    write_sections([Outcome("one", "One", "another peer", [FIGURE], [], ["aim"])], page)
    head, one, two = page.read_text("utf-8").split("\n## ")
    assert before.split("\n## ")[0::2] == [head, two]
    assert one.splitlines()[:3] == ["One", "", "Peer: another peer"]
    assert "Measured again on" in one.splitlines()[-1]
    write_sections([Outcome("three", "Three", "a peer", [FIGURE])], page)
    assert page.read_text("utf-8").startswith(f"{head}\n## {one}\n## {two}\n## Three\n")

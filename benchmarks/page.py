"""The page of the documentation that holds the last figures."""

import datetime as dt
import platform
from collections.abc import Iterable
from pathlib import Path

import django

from lieucommun.settings.sqlite import use_safe_sqlite

from .measuring import Outcome
from .printing import markdown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "benchmarks.md"
HEAD = """\
# Benchmarks

How fast a place is, each figure beside that of a *peer*: the same thing done bare, defined in
`benchmarks/` and measured in the same run. Both are timed in turn (A B B A), so that they meet the
same machine; the ratio of the 95th percentiles is what counts, and its spread over the repeats says
how far to trust it. This page is written by `make bench ARGS=--write`; `ARGS="forms --write"`
measures one part again.

Last run: {day}, on two cores shared with other work (hence the columns of processor time, which do
not see it); Python {python}, Django {django}, SQLite {sqlite}.
"""


def write_page(outcomes: Iterable[Outcome], page: Path = PAGE) -> None:
    """Write the figures of a run over those of the last one."""
    head = HEAD.format(
        day=dt.datetime.now(dt.UTC).date().isoformat(),
        python=platform.python_version(),
        django=django.get_version(),
        sqlite=use_safe_sqlite(),
    )
    page.write_text("\n".join([head, *(markdown(each) + "\n" for each in outcomes)]), "utf-8")


def write_sections(outcomes: Iterable[Outcome], page: Path = PAGE) -> None:
    """Write the figures of some benchmarks in the place of their former ones, with the day."""
    day = dt.datetime.now(dt.UTC).date().isoformat()
    head, *sections = page.read_text("utf-8").split("\n## ")
    for outcome in outcomes:
        made = f"{markdown(outcome).removeprefix('## ')}\n\nMeasured again on {day}.\n"
        titles = [each.partition("\n")[0] for each in sections]
        if outcome.title in titles:
            sections[titles.index(outcome.title)] = made
        else:
            sections.append(made)
    page.write_text("\n## ".join([head, *sections]), "utf-8")

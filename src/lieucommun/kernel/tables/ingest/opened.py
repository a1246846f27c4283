"""A file once its format is known: its headers, and its rows as a relation of texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from .headers import Matched, matched
from .orders import LayoutFrom
from .refusing import Refused

MOST_COLUMNS = 1_000
#: A row that a reader puts aside: its line, why, and the beginning of what it holds.
Aside = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as a relation: columns `c0`, `c1`… of texts (NULL for what is empty).

    With `_line` when `lined`; otherwise their order is that of the file from line `first` on, and
    there must be `expected` of them, or this reading is not true. `odd`: cells may have other
    spaces around them than the plain one.
    """

    relation: str
    lined: bool
    first: int = 0
    expected: int = 0
    odd: bool = False
    aside: list[Aside] = field(default_factory=list)


class Opened(Protocol):
    """A file of one format. `kind`, `encoding`, `delimiter` say how it was understood."""

    kind: str
    encoding: str
    delimiter: str

    def headers(self, layout: LayoutFrom) -> list[str]:
        """Return the header of each column; raises Refused."""
        ...

    def sheet(self, layout: LayoutFrom) -> str:
        """Return the sheet that a layout is about, "" where there are none."""
        ...

    def readings(self, found: Matched) -> Iterator[Rows]:
        """Yield ways to read the rows, the quickest first: the last one always holds."""
        ...


def chosen(opened: Opened, layouts: Sequence[LayoutFrom], name: str) -> Matched:
    """Return the layout that a file has, by its headers, and then by a year in its name.

    Raises Refused: with what the only layout lacks, or when several or none fit.
    """
    if len(layouts) == 1:
        return _match(opened, layouts[0])
    fitting, failures = [], []
    for layout in layouts:
        try:
            fitting.append(_match(opened, layout))
        except Refused as refused:
            failures.append(refused)
    if len(fitting) > 1:
        named = [each for each in fitting if each.layout.year in name]
        fitting = named if len(named) == 1 else fitting
    if not fitting:
        raise failures[-1]
    if len(fitting) > 1:
        raise Refused("years", choices=[each.layout.year for each in fitting])
    return fitting[0]


def _match(opened: Opened, layout: LayoutFrom) -> Matched:
    headers = opened.headers(layout)
    if len(headers) > MOST_COLUMNS:
        raise Refused("columns", count=len(headers), most=MOST_COLUMNS)
    if not any(headers):
        raise Refused("empty")
    return matched(layout, headers, sheet=opened.sheet(layout), line=max(layout.header))


def relation(path: Path, width: int, delimiter: str = ",", *, lined: bool, skip: int = 0) -> str:
    """Return the relation of a CSV in UTF-8 where every line has as many cells."""
    names = ["_line"] * lined + [f"c{at}" for at in range(width)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    return (
        f"read_csv({literal(str(path))}, auto_detect=false, header=false, skip={skip}, "
        f"delim={literal(delimiter)}, quote='\"', escape='\"', all_varchar=true, "
        f"strict_mode=true, null_padding=false, columns={{{columns}}})"
    )


def literal(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"

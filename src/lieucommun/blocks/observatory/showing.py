"""An edition as people read it: its tables, for those who may count their fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from pydantic import ValidationError

from lieucommun.engines.statistics import TOTAL
from lieucommun.kernel.datasets.access import Access, reads_all
from lieucommun.kernel.datasets.cubes import NOT_STATED
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.titles import titles_of
from lieucommun.kernel.services.opening import OpenPage

from .models import Edition
from .queries import Bar
from .specs import TableSpec

#: Months that a screen shows side by side; files hold them all.
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Bars:
    """The totals by one field."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a screen shows it; a count is None when it is kept secret."""

    first: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


def live(access: Access) -> bool:
    """Say whether a viewer may have counts that are made at once, of records that they read.

    Who counts records that they do not read would compare two of them, or two days.
    """
    return access.aggregates is None or reads_all(access)


def shown_tables(
    edition: Edition, dataset: Dataset, opened: OpenPage, access: Access
) -> "list[Shown]":
    """Return the tables of an edition whose every field a viewer may count."""
    allowed = access.aggregates or frozenset()
    if reads_all(access):
        allowed |= access.offered
    found = [Shown(part, dataset, opened) for part in edition.tables]
    return [each for each in found if each.spec and each.spec.fields <= allowed]


@dataclass(frozen=True)
class Shown:
    """A table of an edition, in the language of the page."""

    part: Mapping[str, Any]
    dataset: Dataset
    opened: OpenPage

    @cached_property
    def spec(self) -> TableSpec | None:
        try:
            spec = TableSpec.model_validate(self.part["spec"])
        except ValidationError:
            return None
        return spec if spec.fields <= set(self.dataset.fields) else None

    @property
    def name(self) -> str:
        return str(self.part["spec"]["name"])

    @property
    def title(self) -> str:
        return self.spec.title.get(self.opened.language) if self.spec else ""

    @property
    def empty(self) -> bool:
        return not self._cells

    @cached_property
    def bars(self) -> list[Bars]:
        """The totals by each field, then by each need."""
        sides = [
            self._bars(title, [(self._told(rank, code), self._at({rank: code})) for code in codes])
            for rank, (title, codes) in enumerate(zip(self.heads, self._codes, strict=True))
        ]
        of: dict[str, list[tuple[str, int | None]]] = {}
        for what in self._parts:
            of.setdefault(what.partition(":")[0], []).append((self._part(what), self._at({}, what)))
        titles = self.dataset.fields
        parts = [
            self._bars(titles[name].title.get(self.opened.language), values)
            for name, values in of.items()
        ]
        return [each for each in (*sides, *parts) if each.bars]

    @cached_property
    def grid(self) -> Grid:
        """Rows of the first field; columns of the second one, or else of needs."""
        if len(self.heads) > 1:
            codes = self._codes[1]
            months = [code for code in codes if "-" in code.strip("-")]
            late = set(months[:-MONTHS]) if self._sides[1][1] else set()
            columns = [(self._told(1, code), "", {1: code}) for code in codes if code not in late]
        else:
            columns = [(self._part(what), what, {}) for what in self._parts]
        top = self._sides[0][3]
        rows = [
            (
                self._told(0, code),
                tuple(self._at({0: code, **at}, what) for _, what, at in [("", "", {}), *columns]),
            )
            for code in (*self._codes[0], top)
        ]
        return Grid(
            self.heads[0], (gettext("Total"), *(title for title, _, _ in columns)), tuple(rows)
        )

    @cached_property
    def heads(self) -> list[str]:
        return [
            gettext("Month") if month else self.dataset.fields[name].title.get(self.opened.language)
            for name, month, _, _ in self._sides
        ]

    def rows(self, secret: object) -> Iterator[list[Any]]:
        """Yield each cell that is published, for a file; what is not there counts nobody."""
        for what, codes, count in self.part["cells"]:
            told = [self._told(rank, code) for rank, code in enumerate(codes)]
            yield [*told, *self._words(what), secret if count is None else count]

    def titles(self) -> list[str]:
        return [*self.heads, gettext("Field"), gettext("Value"), gettext("Records")]

    @property
    def _sides(self) -> Sequence[Any]:
        found: Sequence[Any] = self.part["sides"]
        return found

    @cached_property
    def _cells(self) -> dict[tuple[str, tuple[str, ...]], int | None]:
        return {(what, tuple(codes)): count for what, codes, count in self.part["cells"]}

    @cached_property
    def _codes(self) -> list[list[str]]:
        """The codes of each side that count somebody, or may."""
        used = [{codes[rank] for _, codes in self._cells} for rank in range(len(self._sides))]
        return [
            [code for code, _ in parents if code in found and code != top]
            for (_, _, parents, top), found in zip(self._sides, used, strict=True)
        ]

    @cached_property
    def _parts(self) -> list[str]:
        used = {what for what, _ in self._cells if what}
        values = {
            name: [*self.dataset.fields[name].choices, "true", "false", NOT_STATED]
            for name in (self.spec.each if self.spec else ())
        }
        named = (f"{name}:{value}" for name, each in values.items() for value in each)
        return [what for what in named if what in used]

    def _at(self, at: Mapping[int, str], what: str = "") -> int | None:
        codes = tuple(at.get(rank, side[3]) for rank, side in enumerate(self._sides))
        return self._cells.get((what, codes), 0)

    def _bars(self, title: str, values: list[tuple[str, int | None]]) -> Bars:
        most = max((count or 0 for _, count in values), default=0) or 1
        shares = [(told, count, round(100 * (count or 0) / most)) for told, count in values]
        return Bars(title, tuple(Bar(*each) for each in shares))

    def _words(self, what: str) -> tuple[str, str]:
        if not what:
            return "", ""
        name = what.partition(":")[0]
        return self.dataset.fields[name].title.get(self.opened.language), self._part(what)

    def _part(self, what: str) -> str:
        name, _, code = what.partition(":")
        return self._value(name, code)

    def _told(self, rank: int, code: str) -> str:
        name, month = self._sides[rank][:2]
        if not month or code == TOTAL:
            return self._value(name, code)
        first = parse_date(f"{code}-01")
        return formats.date_format(first, "YEAR_MONTH_FORMAT") if first else code

    def _value(self, name: str, code: str) -> str:
        match code:
            case "*":
                return gettext("Total")
            case "-":
                return gettext("Not stated")
            case "+":
                return gettext("Elsewhere")
        return titles_of(self.dataset.fields[name], [code], self.opened)[code]

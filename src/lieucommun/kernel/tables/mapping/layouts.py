"""Layouts of a source, ready for the process that reads its file: plain values, one per year."""

from collections.abc import Iterator
from decimal import Decimal

from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.tables.ingest.orders import (
    CodeFrom,
    FieldFrom,
    LayoutFrom,
    PlaceFrom,
    WideFrom,
)

from .model import WORTH, Code, Filled, Layout, SourceFile, Unpivot

YEAR = "{year}"
PLACES = ("commune", "iris", "epci", "departement", "region")
#: Keys of a column that say where its values are: one that a year sets replaces the others.
_WHERE = frozenset({"column", "value"})


class UnknownYear(LookupError):  # noqa: N818 - an answer to who asks
    """The source does not say how the file of this year is laid out; `known` are those it tells."""

    def __init__(self, year: str, known: tuple[str, ...]) -> None:
        super().__init__(year)
        self.year = year
        self.known = known


def layouts(source: SourceFile, year: str = "") -> dict[str, Layout]:
    """Return the layouts that a file may have, by year; "" where it does not depend on one.

    Raises UnknownYear when a year is asked and neither told nor written `{year}` in the source.
    """
    if year and year not in source.years:
        if YEAR not in source.model_dump_json(exclude={"years", "title", "provenance"}):
            raise UnknownYear(year, tuple(source.years))
        return {year: source}
    if not source.years:
        return {"": source}
    wanted = [year] if year else list(source.years)
    return {each: _overlaid(source, source.years[each]) for each in wanted}


def layout_of(layout: Layout, year: str, table: Table) -> LayoutFrom:
    """Return a layout as the reader wants it: headers and constants name the year."""
    fields: dict[str, FieldFrom] = {}
    places: dict[str, PlaceFrom] = {}
    for name, filled in layout.columns.items():
        if name in table.columns and table.columns[name].type == "territory":
            places[name] = _place(filled, layout, year)
        elif name in table.columns:
            fields[name] = _field(filled, layout, year, required=name in table.grain)
    return LayoutFrom(
        year=year,
        fields=fields,
        places=places,
        format=layout.format or "",
        sheet=layout.sheet.replace(YEAR, year),
        encoding=layout.encoding,
        delimiter=layout.delimiter,
        header=list(layout.header),
        footer=layout.footer,
        vintage=layout.geography,
        wide=_wide(layout.unpivot, year),
    )


def _overlaid(base: Layout, other: Layout) -> Layout:
    """Return a layout where what another one sets comes first, column by column."""
    said = {name: getattr(other, name) for name in other.model_fields_set - {"columns"}}
    columns = dict(base.columns)
    for name, filled in other.columns.items():
        columns[name] = _column(columns.get(name), filled)
    return base.model_copy(update={**said, "columns": columns})


def _column(base: Filled | None, other: Filled) -> Filled:
    if base is None:
        return other
    said = {name: getattr(other, name) for name in other.model_fields_set}
    if said.keys() & _WHERE:
        said = {"column": (), "value": None, **said}
    return base.model_copy(update=said)


def _field(filled: Filled, layout: Layout, year: str, *, required: bool) -> FieldFrom:
    unit = WORTH.get(filled.unit or "", "")
    return FieldFrom(
        headers=_headers(filled.column, year),
        value=None if filled.value is None else filled.value.replace(YEAR, year),
        decimal=filled.decimal or layout.decimal,
        thousands=filled.thousands or "",
        scale=unit or (f"{Decimal(repr(filled.scale)):f}" if filled.scale is not None else ""),
        values=dict(filled.values),
        empty=sorted({*layout.empty, *filled.empty}),
        formats=list(filled.format),
        times=_headers(filled.times, year),
        required=required if filled.required is None else filled.required,
    )


def _place(filled: Filled, layout: Layout, year: str) -> PlaceFrom:
    level = filled.level
    return PlaceFrom(
        codes=dict(_codes(filled, layout, year)),
        always=(level.always if level else None) or "",
        level=_headers(level.column, year) if level else [],
        values={value: str(each) for value, each in level.values.items()} if level else {},
        required=bool(filled.required),
    )


def _codes(filled: Filled, layout: Layout, year: str) -> Iterator[tuple[str, CodeFrom]]:
    for name in PLACES:
        code: Code | None = getattr(filled, name)
        if code is not None:
            nothing = {*layout.empty, *code.empty}
            # A spreadsheet writes the code 0 as 0.0.
            empty = sorted(nothing | {f"{each}.0" for each in nothing if each.isdigit()})
            yield (
                name,
                CodeFrom(
                    _headers(code.column, year), code.value, code.first, empty, dict(code.values)
                ),
            )


def _wide(unpivot: Unpivot | None, year: str) -> WideFrom | None:
    if unpivot is None:
        return None
    values = {
        name: dict(told) if isinstance(told, dict) else _headers(told, year)
        for name, told in unpivot.values.items()
    }
    return WideFrom(unpivot.column, values)


def _headers(told: tuple[str, ...], year: str) -> list[str]:
    return [each.replace(YEAR, year) for each in told]

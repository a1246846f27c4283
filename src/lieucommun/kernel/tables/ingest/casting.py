"""Rows of texts become rows of the types of a table: one statement, over the whole file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .headers import Matched
from .opened import Opened, Rows, literal
from .orders import FieldFrom, Order
from .refusing import Refused
from .values import code, cut, product, raw, typed

if TYPE_CHECKING:
    import duckdb

TABLE = "typed"
LINE, BAD = "_line", "_bad"
#: Follows the name of an amount: whether it had more digits after the point than are kept.
CUT = "__cut"
#: Parts of what is wrong with a row, and what stands for a cell of a wide file with nothing in it.
BETWEEN, WITHIN, NOTHING = "\x1f", "\x1e", "-"
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Typed:
    """The table `typed`: its count of rows, and how their lines are told.

    Columns: those of fields; `x__level` and `x__code_LEVEL` as published for a territory `x`;
    `_bad`: why a row is rejected.
    """

    rows: Rows
    count: int
    line: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a table being filled: where its raw text is, and what it becomes."""

    name: str
    type: str
    field: FieldFrom
    raw: str
    header: str

    @property
    def times(self) -> str:
        """The raw text that multiplies it, "" for none."""
        return f'"x_{self.name}"' if self.field.times else ""

    @property
    def value(self) -> str:
        if self.times:
            return product(self.raw, self.times, self.type, self.field)
        return typed(self.raw, self.type, self.field)

    @property
    def wrong(self) -> str:
        """Whether what is written cannot be read; nothing to multiply by makes no value."""
        found = f"{self.raw} IS NOT NULL AND {self.value} IS NULL"
        return f"{found} AND {self.times} IS NOT NULL" if self.times else found


def type_rows(
    connection: "duckdb.DuckDBPyConnection", order: Order, opened: Opened, found: Matched
) -> Typed:
    """Fill the table `typed` by the first reading of the file that is true; raises Refused."""
    import duckdb

    _check_constants(connection, order, found)
    times = len(found.wide) or 1
    for rows in opened.readings(found):
        connection.execute(f"DROP TABLE IF EXISTS {TABLE}")
        try:
            connection.execute(_statement(order, found, rows))
        except duckdb.OutOfMemoryException:
            raise Refused("costly") from None
        except duckdb.Error as error:
            if rows.lined:
                raise Refused("unreadable", found=_first_line(error)) from None
            continue
        count = connection.execute(f"SELECT count(*) FROM {TABLE}").fetchall()[0][0]  # noqa: S608
        if rows.lined or count == rows.expected * times:
            line = LINE if rows.lined else f"(rowid // {times} + {rows.first})::INTEGER"
            return Typed(rows, count, line)
    raise Refused("unreadable", found="")


def cells(order: Order, found: Matched) -> list[Cell]:
    """Return the columns that the file fills, constants included."""
    layout = found.layout
    wide = {layout.wide.column, *layout.wide.values} if layout.wide else set()
    return [
        Cell(
            name,
            type_,
            layout.fields.get(name, FieldFrom([])),
            f'"r_{name}"',
            _header(found, name),
        )
        for name, type_ in order.types.items()
        if name in found.fields or name in wide or name in layout.fields
    ]


def _statement(order: Order, found: Matched, rows: Rows) -> str:
    filled = cells(order, found)
    kept = [f'{each.value} AS "{each.name}"' for each in filled]
    kept += [f'"{name}"' for name, _ in _places(found)]
    kept += [f"{_bad(filled, found)} AS {BAD}", *_cuts(filled)]
    kept += [f"{LINE}::INTEGER AS {LINE}"] * rows.lined
    return (
        f"CREATE TABLE {TABLE} AS SELECT {', '.join(kept)} "  # noqa: S608 - names are checked
        f"FROM (SELECT {', '.join(_raw(filled, found, rows))} FROM {_relation(found, rows)})"
    )


def _relation(found: Matched, rows: Rows) -> str:
    """Return the rows; of a wide file, one for each of its labels."""
    if not found.wide:
        return rows.relation
    labels = ", ".join(literal(label) for label, _ in found.wide)
    columns = [f"unnest([{labels}]) AS w_label"]
    for name in found.layout.wide.values if found.layout.wide else ():
        values = (f"c{at[name]}" if name in at else "NULL" for _, at in found.wide)
        columns.append(f'unnest([{", ".join(values)}]) AS "w_{name}"')
    return f"(SELECT *, {', '.join(columns)} FROM {rows.relation})"  # noqa: S608 - as above


def _raw(filled: Sequence[Cell], found: Matched, rows: Rows) -> Iterator[str]:
    wide = found.layout.wide
    for each in filled:
        if each.field.value is not None:
            source = literal(each.field.value)
        elif wide and each.name == wide.column:
            source = "w_label"
        elif wide and each.name in wide.values:
            source = f'"w_{each.name}"'
        else:
            source = f"c{found.fields[each.name]}"
        yield f"{raw(source, each.field, odd=rows.odd)} AS {each.raw}"
        if each.times:
            other = FieldFrom([], empty=each.field.empty)
            yield f"{raw(f'c{found.times[each.name]}', other, odd=rows.odd)} AS {each.times}"
    for name, text in _places(found, odd=rows.odd):
        yield f'{text} AS "{name}"'
    if rows.lined:
        yield LINE


def _places(found: Matched, *, odd: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the columns of what is published of territories, and the texts that they hold."""
    for name, place in found.layout.places.items():
        if name in found.levels:
            yield f"{name}__level", raw(f"c{found.levels[name]}", FieldFrom([]), odd=odd)
        for level, origin in place.codes.items():
            field = FieldFrom([], empty=origin.empty, values=origin.values)
            if origin.value is not None:
                text = literal(origin.value)
            else:
                text = raw(f"c{found.codes[name][level]}", field, odd=odd)
            yield f"{name}__code_{level}", f"left({text}, {origin.first})" if origin.first else text


def _bad(filled: Sequence[Cell], found: Matched) -> str:
    """Return what is wrong with a row: rank of the column, code and text of each cell at fault."""
    parts = []
    for rank, each in enumerate(filled):
        if each.field.value is not None:
            continue
        if each.field.required:
            parts.append(f"CASE WHEN {each.raw} IS NULL THEN '{rank}{WITHIN}missing' END")
        if each.value != each.raw:
            why = code(each.raw, each.type)
            told = f"'{rank}{WITHIN}' || {why} || '{WITHIN}' || left({each.raw}, {SHOWN})"
            parts.append(f"CASE WHEN {each.wrong} THEN {told} END")
    parts += _missing_places(found)
    bad = f"nullif(concat_ws('{BETWEEN}', {', '.join(parts)}), '')" if parts else "NULL::VARCHAR"
    wide = found.layout.wide
    if not wide:
        return bad
    nothing = " AND ".join(f'"r_{name}" IS NULL' for name in wide.values)
    return f"CASE WHEN {nothing} THEN '{NOTHING}' ELSE {bad} END"


def _missing_places(found: Matched) -> Iterator[str]:
    for name, place in found.layout.places.items():
        if place.required:
            codes = [f'"{name}__code_{level}" IS NULL' for level in place.codes]
            yield f"CASE WHEN {' AND '.join(codes)} THEN '{name}{WITHIN}missing' END"


def _cuts(filled: Sequence[Cell]) -> Iterator[str]:
    for each in filled:
        told = cut(each.raw, each.type, each.field)
        if told and each.field.value is None:
            yield f'{told} AS "{each.name}{CUT}"'


def _check_constants(connection: "duckdb.DuckDBPyConnection", order: Order, found: Matched) -> None:
    """Raise Refused when what a source writes for every row has not the type of its column."""
    for each in cells(order, found):
        if each.field.value is None:
            continue
        text = raw(literal(each.field.value), each.field)
        value = typed("r", each.type, each.field)
        asked = f"SELECT {value} FROM (SELECT {text} AS r)"  # noqa: S608 - literals are quoted
        if connection.execute(asked).fetchall()[0][0] is None:
            raise Refused("constant", column=each.name, found=each.field.value, type=each.type)


def _header(found: Matched, name: str) -> str:
    return found.headers[found.fields[name]] if name in found.fields else name


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]

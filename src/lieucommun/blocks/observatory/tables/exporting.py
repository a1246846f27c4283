"""A question's answer as a file: whole, streamed, bounded, without formulas.

CSV, JSON and Parquet name columns as the manifest does, for programs; workbooks as people read.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext

from lieucommun.design.tags.shown import number
from lieucommun.kernel.datasets.exchange.plain import write_plain
from lieucommun.kernel.datasets.exchange.streaming import spoken
from lieucommun.kernel.tables.browsing.answers import Place, Shown, columns_of, every, places_of
from lieucommun.kernel.tables.browsing.questions import Question
from lieucommun.kernel.tables.queries import connection
from lieucommun.kernel.territories import find

from .opening import Browsed
from .words import shown_word

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows of a file: a workbook is written whole before it is sent.
MOST_ROWS: Mapping[str, int] = {
    "csv": 5_000_000, "xlsx": 500_000, "ods": 200_000, "parquet": 5_000_000, "json": 1_000_000,
}  # fmt: skip
FORMATS = tuple(MOST_ROWS)
PARQUET = "application/vnd.apache.parquet"
BLOCK, GROUP = 64 * 1024, 50_000
#: What stands beside a territory in a file: its name today, and what was published.
NAME, PUBLISHED = "name", "published"


def exported(browsed: Browsed, question: Question, kind: str) -> StreamingHttpResponse:
    """Answer with every row or group of a question as one of FORMATS; raises TooCostly."""
    columns = columns_of(question, browsed.table)
    rows = _prepared(_rows(browsed, question, columns, MOST_ROWS[kind]))
    names = [name for each in columns for name in names_of(each)]
    if kind == "parquet":
        content_type, parts = PARQUET, _parquet(columns, names, rows)
    else:
        programs = kind in {"csv", "json"}
        titles = (
            names if programs else [title for each in columns for title in _titles(browsed, each)]
        )
        content_type, parts = write_plain(kind, browsed.title, titles, rows)
    answer = StreamingHttpResponse(spoken(parts), content_type=content_type)
    stem = f"{browsed.opened.service.slug}-{browsed.name}"
    answer["Content-Disposition"] = f'attachment; filename="{stem}.{kind}"'
    return answer


def cut_word(kind: str, count: int) -> str:
    """Say how many of so many lines a file holds; "" when it holds all of them."""
    most = MOST_ROWS[kind]
    return gettext("the first %(count)s") % {"count": number(most)} if count > most else ""


def names_of(shown: Shown) -> list[str]:
    """Return the names of a column in a file for programs; a territory takes several."""
    if not shown.places:
        return [shown.name]
    beside = [NAME] if shown.group else [NAME, PUBLISHED]
    return [shown.name, *(f"{shown.name}__{each}" for each in beside)]


def _titles(browsed: Browsed, shown: Shown) -> list[str]:
    title = shown_word(browsed.table, shown, browsed.language)
    if not shown.places:
        return [title]
    beside = [gettext("name")] if shown.group else [gettext("name"), gettext("as published")]
    return [title, *(f"{title} · {each}" for each in beside)]


def _prepared(rows: Iterator[list[Any]]) -> Iterable[list[Any]]:
    """Have the first row read now: what is too costly is told before anything is sent."""
    return chain(list(islice(rows, 1)), rows)


def _rows(
    browsed: Browsed, question: Question, columns: tuple[Shown, ...], most: int
) -> Iterator[list[Any]]:
    with connection() as open_:
        found = every(open_, question, browsed.table, browsed.rows)
        for row in islice(found, most):
            yield [
                cell
                for shown, value in zip(columns, row, strict=True)
                for cell in _cells(shown, value)
            ]


def _cells(shown: Shown, value: Any) -> list[Any]:
    if isinstance(value, Place):
        found = find(value.key) if value.key else None
        name = found.name if found else None
        return [value.key, name] if shown.group else [value.key, name, value.published]
    return [_bare(value) if isinstance(value, Decimal) else value]


def _bare(value: Decimal) -> Decimal:
    """Return a number without zeros that say nothing, nor an exponent: 12.50 is 12.5, 1E+3 1000."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.normalize()


def _parquet(
    columns: tuple[Shown, ...], names: list[str], rows: Iterable[list[Any]]
) -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = [kind for each in columns for kind in _types(each)]
    schema = pa.schema(list(zip(names, types, strict=True)))
    waiting = iter(rows)
    with tempfile.TemporaryFile() as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            while some := list(islice(waiting, GROUP)):
                arrays = [
                    pa.array(values, type_)
                    for values, type_ in zip(zip(*some, strict=True), types, strict=True)
                ]
                writer.write_batch(pa.record_batch(arrays, schema=schema))
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _types(shown: Shown) -> "list[pa.DataType]":
    import pyarrow as pa

    if shown.places:
        return [pa.string() for _ in names_of(shown)]
    return [_type(shown, pa)]


def _type(shown: Shown, pa: Any) -> Any:
    kind = shown.column.type if shown.column else "integer"
    measure, part = shown.measure, shown.group.part if shown.group else ""
    if measure is not None:
        if measure.function in {"count", "distinct"}:
            return pa.int64()
        if measure.function == "mean":
            return pa.decimal128(38, places_of(shown.column))
        if kind == "integer" and measure.function in {"sum", "median"}:
            return pa.decimal128(38, 1)
    if part:
        return pa.int32() if part == "year" else pa.string()
    known = {
        "integer": pa.int64(), "year": pa.int32(), "date": pa.date32(), "boolean": pa.bool_(),
        "datetime": pa.timestamp("us"), "money": pa.decimal128(38, 6 + bool(measure)),
        "decimal": pa.decimal128(38, 10),
    }  # fmt: skip
    return known.get(kind, pa.string())

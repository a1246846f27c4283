"""A table for tests: a column of each type, rows of any value, and the same rows in DuckDB."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
from hypothesis import strategies as st

from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.tables.browsing.filling import fill
from lieucommun.kernel.tables.browsing.standing import Copied, Plain, Rows
from lieucommun.kernel.tables.browsing.writing import grain

TABLE = Table.model_validate(
    {
        "title": "Aides",
        "grain": ["id"],
        "columns": {
            "id": "text", "objet": "longtext", "sorte": "text", "lieu": "territory",
            "annee": "year", "jour": "date", "quand": "datetime", "montant": "money",
            "part": "decimal", "nombre": "integer", "fini": "boolean",
        },
    }
)  # fmt: skip
LEVELS = ("commune", "epci", "departement", "region")
#: A town, a group of towns, a département, a code that is nowhere, and nothing at all.
PLACES: tuple[dict[str, str | None], ...] = (
    {"lieu": "commune:44109", "published": "commune:44109", "commune": "44109",
     "epci": "244400404", "departement": "44", "region": "52"},
    {"lieu": "commune:53130", "published": "commune:53130", "commune": "53130",
     "epci": "200083392", "departement": "53", "region": "52"},
    {"lieu": "epci:200083392", "published": "epci:200083392", "epci": "200083392",
     "departement": "53", "region": "52"},
    {"lieu": "departement:53", "published": "departement:53", "departement": "53", "region": "52"},
    {"lieu": None, "published": "commune:99999"},
    {"lieu": None, "published": None},
)  # fmt: skip
SIGNS = "abzéÉèà çÇœ'’%_?\"\\-1"
TYPES = {
    "id": pa.string(), "objet": pa.string(), "sorte": pa.string(), "annee": pa.int16(),
    "jour": pa.date32(), "quand": pa.timestamp("us"), "montant": pa.decimal128(18, 6),
    "part": pa.decimal128(38, 10), "nombre": pa.int64(), "fini": pa.bool_(),
}  # fmt: skip
Row = dict[str, Any]

texts = st.text(SIGNS, min_size=1, max_size=6).map(str.strip).filter(bool)
days = st.dates(dt.date(2019, 11, 1), dt.date(2021, 2, 28))
amounts = st.decimals(-1000, 1000, places=2) | st.decimals(-10, 10, places=6)
VALUES = {
    "objet": texts | st.just(""),
    "sorte": st.sampled_from(["école", "Ecole", "eau", "Zoo", "avion"]),
    "annee": st.integers(2018, 2021),
    "jour": days,
    "quand": st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2020, 3, 1)),  # noqa: DTZ001 - naive as stored
    "montant": amounts,
    "part": st.decimals(-100, 100, places=10),
    "nombre": st.integers(-3, 9),
    "fini": st.booleans(),
}
RARELY = st.sampled_from([False, False, False, True])


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """Draw the rows of a table, in the order of files."""
    rows = []
    for number in range(draw(st.integers(0, 14))):
        row: Row = {"id": f"n{number}", "_source": "essai" if number < 8 else "suite"}
        row["_line"] = number + 2
        row |= {name: None if draw(RARELY) else draw(values) for name, values in VALUES.items()}
        rows.append(row | placed(draw(st.sampled_from(PLACES))))
    return rows


def placed(place: dict[str, str | None]) -> Row:
    """Return the stored columns of a territory."""
    beside = {f"lieu__{each}": place.get(each) for each in ("published", *LEVELS)}
    return {"lieu": place["lieu"], **beside}


def arrow(rows: Sequence[Row]) -> pa.Table:
    """Return rows as they are stored."""
    strings = ["lieu", "lieu__published", *(f"lieu__{level}" for level in LEVELS), "_source"]
    types = TYPES | dict.fromkeys(strings, pa.string()) | {"_line": pa.int32()}
    columns = {
        name: pa.array([_stored(row.get(name), type_) for row in rows], type_)
        for name, type_ in types.items()
    }
    return pa.table(columns)


def _stored(value: Any, type_: pa.DataType) -> Any:
    scale = type_.scale if pa.types.is_decimal(type_) else None
    if value is None or scale is None:
        return value
    return Decimal(value).quantize(Decimal(1).scaleb(-scale))


@dataclass(frozen=True)
class Held:
    """Rows in a database, as they are loaded and as a copy keeps them."""

    connection: duckdb.DuckDBPyConnection
    plain: Rows
    copied: Rows


def held(rows: Sequence[Row]) -> Held:
    connection = duckdb.connect()
    connection.register("given", arrow(rows))
    connection.execute("CREATE TABLE aides AS FROM given ORDER BY id DESC")  # not as they stand
    fill(connection, "aides", TABLE)
    return Held(connection, Plain("aides", grain(TABLE)), Copied("rows"))

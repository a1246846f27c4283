"""Texts read as values, against a reading of our own in Python."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.tables.ingest.orders import FieldFrom
from lieucommun.kernel.tables.ingest.values import cut, raw, typed
from lieucommun.kernel.tables.ingest.workbooks import number

SPACES = "[ \u00a0\u202f]"


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as opened:
        yield opened


def read(connection: duckdb.DuckDBPyConnection, text: str, type_: str, field: FieldFrom) -> object:
    inner = f"SELECT {raw('v', field, odd=True)} AS r FROM (SELECT ?::VARCHAR AS v)"  # noqa: S608
    asked = f"SELECT {typed('r', type_, field)} FROM ({inner})"  # noqa: S608
    return connection.execute(asked, [text]).fetchall()[0][0]


def expected(text: str, decimal: str, thousands: str) -> Decimal | None:
    """Return the number of a text, read a sign at a time by other means than the product."""
    text = text.strip(" \t\u00a0\u202f\r\n")
    between = f"(?:{SPACES}|{re.escape(thousands)})" if thousands else SPACES
    found = re.fullmatch(
        rf"([-+]?)(\d+|\d{{1,3}}(?:{between}\d{{3}})+|)(?:{re.escape(decimal)}(\d*))?",
        text,
        re.ASCII,
    )
    if not found or not (found[2] or found[3]):
        return None
    whole = re.sub(r"\D", "", found[2]) or "0"
    value = Decimal(f"{found[1]}{whole}.{found[3] or 0}")
    value = value.quantize(Decimal("0.000001"), ROUND_HALF_UP)
    return value if abs(value) < 10**12 else None


@given(
    text=st.text("0123456789 ,.-+\u00a0\u202f", max_size=14),
    signs=st.sampled_from([(".", ""), (",", ""), (",", "."), (".", ",")]),
)
def test_amounts_are_read_as_people_write_them(
    connection: duckdb.DuckDBPyConnection, text: str, signs: tuple[str, str]
) -> None:
    field = FieldFrom(["x"], decimal=signs[0], thousands=signs[1])
    assert read(connection, text, "money", field) == expected(text, *signs)


@given(st.integers(-(10**17), 10**17), st.integers(0, 6))
def test_an_amount_to_the_sixth_decimal_is_kept_whole(
    connection: duckdb.DuckDBPyConnection, units: int, digits: int
) -> None:
    amount = Decimal(units).scaleb(-6).quantize(Decimal(10) ** -digits)
    for decimal in ".,":
        text = f"{amount:f}".replace(".", decimal)
        assert read(connection, text, "money", FieldFrom(["x"], decimal=decimal)) == amount


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e11, max_value=1e11))
def test_a_binary_amount_is_its_shortest_decimal(
    connection: duckdb.DuckDBPyConnection, amount: float
) -> None:
    written = number(amount)
    assert float(written) == amount
    assert "e" not in written
    kept = Decimal(repr(amount)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    assert read(connection, written, "money", FieldFrom(["x"])) == kept


@given(st.text("0123456789.", max_size=12))
def test_digits_that_are_cut_are_counted(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    asked = f"SELECT {cut('v', 'money', FieldFrom(['x']))} FROM (SELECT ?::VARCHAR AS v)"  # noqa: S608
    found = connection.execute(asked, [text]).fetchall()[0][0]
    if text.count(".") <= 1:
        assert found == (len(text.partition(".")[2]) > 6)


CASES = {
    "money": [("12 345,6 €", {"decimal": ","}, "12345.6"), ("1e3", {}, "1000"), ("1_0", {}, None)],
    "integer": [
        ("12", {}, "12"), ("12.0", {}, "12"), ("12.5", {}, None), ("1 200", {}, "1200"),
        ("0x1F", {}, None), ("2", {"scale": "1000"}, "2000"), ("-0", {}, "0"), ("٣", {}, None),
    ],
    "year": [("2018", {}, "2018"), ("2018.0", {}, "2018"), ("18", {}, None), ("20 18", {}, None)],
    "date": [
        ("2018-02-28", {}, "2018-02-28"), ("2018-02-30", {}, None), ("epoch", {}, None),
        ("28/02/2018", {"formats": ["%d/%m/%Y"]}, "2018-02-28"), ("infinity", {}, None),
        ("2018-02-28", {"formats": ["%d/%m/%Y"]}, "2018-02-28"), ("43159", {}, None),
        ("43159", {"formats": ["excel"]}, "2018-02-28"),
        ("epoch", {"formats": ["%d/%m/%Y"]}, None), ("10-02-03", {}, None),
    ],
    "boolean": [("Oui", {}, "True"), ("FAUX", {}, "False"), ("0", {}, "False"), ("2", {}, None)],
    "text": [
        ("  a ", {}, "a"), ("NC", {"empty": ["nc"]}, None), (" ", {}, None),
        ("M", {"values": {"M": "metropole"}}, "metropole"), ("X", {"values": {"M": "m"}}, "X"),
        ("s", {"values": {"s": ""}}, None),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "text", "options", "value"),
    [(type_, *case) for type_, cases in CASES.items() for case in cases],
)
def test_a_value_is_read_or_is_not(
    connection: duckdb.DuckDBPyConnection,
    type_: str,
    text: str,
    options: dict[str, object],
    value: str | None,
) -> None:
    found = read(connection, text, type_, FieldFrom(["x"], **options))  # type: ignore[arg-type]
    if value is not None and type_ == "money":
        assert found == Decimal(value)
    else:
        assert (None if found is None else str(found)) == value

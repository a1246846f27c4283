"""Values that nobody types in good faith: refused with a sentence, or kept and shown."""

from typing import Any

import pytest

from lieucommun.kernel.datasets.errors import Refused
from lieucommun.kernel.datasets.schema import build_field


def field(kind: str, **options: Any) -> Any:
    return build_field("champ", {"type": kind, **options}, languages=("fr", "en"))


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("point", {"lat": 10**400, "lon": 0}),
        ("point", "1e999, 2"),
        ("point", [[]]),
        ("area", '{"a":' * 100_000),
        ("area", {"type": "Polygon", "coordinates": [[[10**400, 0]] * 5]}),
        ("list", "[" * 100_000),
        ("integer", "9" * 5_000),
        ("integer", "1e400"),
        ("integer", "NaN"),
        ("decimal", "-Infinity"),
        ("money", "1e-29"),
        ("year", "²²²²"),
        ("date", "0000-00-00"),
        ("date", "10000-01-01"),
        ("datetime", "9999-12-31T23:59:59Z"),
        ("datetime", "9999-12-31T23:59:59-12:00"),
        ("datetime", "0001-01-01T00:00:00"),
        ("datetime", "0001-01-01T00:00:00+14:00"),
        ("time", "24:60"),
        ("boolean", "\x00"),
        ("hours", "Mo-" * 500),
        ("hours", "(" * 50_000),
        ("url", "https://[::1"),
        ("url", "javascript:alert(1)"),
        ("email", "a" * 100_000),
        ("phone", "+" * 10_000),
        ("siret", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"),
        ("text", "\x00"),
        ("text", "\ud800"),
        ("text", {"fr": "x"}),
        ("file", "../../etc/passwd"),
        ("reference", "a/b"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(kind: str, raw: object) -> None:
    options = {"of": {"nom": {"type": "text"}}} if kind == "list" else {}
    with pytest.raises(Refused) as refused:
        field(kind, **options).demand(raw)
    assert refused.value.about("champ").message


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("datetime", "9998-12-31T23:59:59Z"),
        ("datetime", "0002-01-01T00:00:00Z"),
        ("datetime", "0999-06-01T10:00:00Z"),
        ("date", "0001-01-01"),
        ("date", "9999-12-31"),
        ("integer", "-100000000000000000"),
        ("decimal", "0." + "0" * 29 + "1"),
        ("text", "\u202e" + "x" * 1_999),
        ("year", "0000"),
    ],
)
def test_the_ends_of_what_is_accepted_can_be_shown_sorted_and_exported(
    kind: str, raw: object
) -> None:
    one = field(kind)
    value = one.demand(raw)
    assert one.read(value) == value
    assert one.text(value, "fr")
    assert one.sort_key(value)
    one.cell(value, "fr")

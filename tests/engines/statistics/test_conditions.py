"""Which rows a condition takes, held against XPath itself (libxml2)."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from lieucommun.engines.statistics.formulas import holds, parse


def taken(condition: str, row: dict[str, object]) -> bool:
    return holds(parse(f"count(t[{condition}])").aggregates[0].condition, row)  # type: ignore[arg-type]


#: Booleans, and the order of texts, are ours: XPath 1.0 has no boolean or text in a document.
COMPARISONS = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from("nm"),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.integers(-2, 2),
    ),
    st.builds(
        "t {} '{}'".format, st.sampled_from(["=", "!="]), st.sampled_from(["", "a", "b c", "é"])
    ),
)
CONDITIONS = st.recursive(
    COMPARISONS,
    lambda below: st.one_of(
        st.builds("not({})".format, below),
        st.builds("({})".format, below),
        st.builds("{} and {}".format, below, below),
        st.builds("{} or {}".format, below, below),
    ),
    max_leaves=6,
)
ROWS = st.fixed_dictionaries(
    {
        "n": st.one_of(st.none(), st.integers(-2, 2)),
        "m": st.one_of(st.none(), st.integers(-2, 2).map(Decimal)),
        "t": st.sampled_from([None, "", "a", "b c", "é"]),
    }
)


@given(CONDITIONS, ROWS)
@settings(max_examples=400, deadline=None)
def test_conditions_hold_as_they_do_in_xpath(condition: str, row: dict[str, object]) -> None:
    element = etree.Element("row")
    for name, value in row.items():
        if value is not None:
            etree.SubElement(element, name).text = str(value)
    assert taken(condition, row) == bool(element.xpath(f"self::row[{condition}]"))


def test_a_column_without_value_is_not_even_different() -> None:
    assert not taken("a != 'x'", {"a": None})
    assert not taken("a != 'x'", {})
    assert taken("not(a = 'x')", {})


def test_booleans_dates_and_texts() -> None:
    assert taken("a = true()", {"a": True})
    assert taken("a != false()", {"a": True})
    assert taken("a >= '2026-01-01' and a < '2027'", {"a": dt.date(2026, 5, 1)})
    assert taken("a < 'b'", {"a": "a"})
    assert holds(None, {})


@pytest.mark.parametrize(("condition", "value"), [("a = 1", "1"), ("a = '1'", 1), ("a = 1", True)])
def test_other_types_are_mistakes(condition: str, value: object) -> None:
    with pytest.raises(TypeError, match="is no"):
        taken(condition, {"a": value})

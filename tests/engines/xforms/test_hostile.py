"""Expressions made to harm are refused or bounded, with a sentence."""

from datetime import UTC, datetime
from random import Random

import pytest

from lieucommun.engines.xforms import ExpressionError, FormError, evaluate
from tests.patience import patience

NOW = datetime(2026, 11, 25, tzinfo=UTC)
DOCUMENT = b"<d>" + b"<r><a>x</a><b>2</b></r>" * 1000 + b"</d>"

REFUSED = [
    "",
    "1 +",
    "'open",
    "a[",
    "a]",
    "a[]",
    "(" * 200 + "1" + ")" * 200,
    "a" + "[a" * 200 + "]" * 200,
    "not(" * 200 + "1" + ")" * 200,
    "1 " * 2,
    "x" * 40_000,
    "$v",
    "nowhere()",
    "namespace::a",
    "p:a",
    "a::b",
    "document('file:///etc/passwd')",
    "unparsed-text('x')",
    "system-property('xsl:vendor')",
    "a/b()",
    "a//",
    "//",
    "1 | 2",
    "'a'/b",
    "count()",
    "count(1, 2)",
    "concat(1",
    "@@a",
    "/..//.[",
    "a!b",
    "a == b",
    "#",
    "//*[count(//*) = count(//*)]",
    "//*[//*[//*]]",
    "count(//*/following::*)",
    "count(//*/preceding::*/ancestor::*)",
    "//a[. = //b]//..//a[. = //b]",
    "sum(//*[sum(//b) > count(//a)])",
    "regex(string(/d), '(x+2+)+y')" + " or regex(string(/d), '(x|2)*z')" * 300,
    "uuid(1e9)",
    "uuid(99999999)",
    "join(string(/d), //*)",
    "//r[a = //r[b = //r/b]/a]",
    "digest('a', 'none')",
    "intersects(join(';', //a))",
    "regex('a', '" + "(" * 60 + ")" * 60 + "')",
    "regex('a', '(?<=a)')",
    "randomize(1)",
]


def run(expression: str) -> object:
    return evaluate(expression, DOCUMENT, now=NOW, zone=UTC, rng=Random(1))  # noqa: S311


@pytest.mark.parametrize("expression", REFUSED, ids=lambda each: each[:30])
def test_it_is_refused_in_time(expression: str) -> None:
    with patience(), pytest.raises(ExpressionError) as refused:
        run(expression)
    assert refused.value.reason


BOUNDED = [
    " or ".join(["a = 1"] * 1500),
    " + ".join(["1"] * 4000),
    "-" * 30_000 + "1",
    "/".join([".."] * 3000),
    "concat(" + ", ".join(["//a"] * 20) + ")",
    "r" + "[1]" * 5000,
    "pow(10, pow(10, 10))",
    "round(1e99, 3)".replace("1e99", "9" * 300),
    "format-date(99999999999, '%Y')",
    "date(-99999999999)",
    "substr('a', -99999999999999999999)",
    "selected-at('a', 99999999999999999999)",
    "string(" + "9" * 400 + ")",
]


@pytest.mark.parametrize("expression", BOUNDED, ids=lambda each: each[:30])
def test_it_is_computed_in_time(expression: str) -> None:
    with patience():
        run(expression)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<a>",
        b"<a/><b/>",
        b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        b"<a>" * 5000 + b"</a>" * 5000,
        b"\xff\xfe\x00",
    ],
    ids=lambda each: repr(each[:20]),
)
def test_documents_that_are_not_safe_are_refused(document: bytes) -> None:
    with pytest.raises(FormError):
        evaluate("1", document, now=NOW, zone=UTC)


@pytest.mark.parametrize(
    ("expression", "position"),
    [
        ("1 + ", 4),
        ("a[1", 3),
        ("/a/b c", 5),
        ("if(1, 2)", 0),
        ("1 + nowhere()", 4),
        ("a and 'b", 6),
    ],
)
def test_a_mistake_has_a_place(expression: str, position: int) -> None:
    with pytest.raises(ExpressionError) as refused:
        run(expression)
    assert refused.value.position == position
    assert refused.value.place == f"character {position + 1}"

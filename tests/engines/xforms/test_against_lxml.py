"""Plain XPath 1.0 gives what libxml2 gives, on random expressions and random documents."""

import math
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from lieucommun.engines.xforms import evaluate

NOW = datetime(2026, 11, 25, tzinfo=UTC)
NAMES = st.sampled_from(["a", "b", "c"])
WORDS = st.sampled_from(["", "1", "2", "x", "x y", " 3 ", "-1.5", "a"])
AXES = st.sampled_from(
    [
        "ancestor",
        "ancestor-or-self",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    ]
)
TESTS = st.one_of(NAMES, st.sampled_from(["*", "node()", "text()", "comment()"]))


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> etree._Element:
    found = etree.Element(draw(NAMES))
    found.text = draw(WORDS) or None
    for name in draw(st.lists(NAMES, max_size=2, unique=True)):
        found.set(name, draw(WORDS))
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        comment = draw(st.integers(0, 9)) == 0
        child = etree.Comment("c") if comment else draw(elements(depth - 1))
        child.tail = draw(WORDS) or None
        found.append(child)
    return found


def _steps(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    numbers = st.sampled_from(["1", "2", "last()", "position() < 3", "position() mod 2"])
    predicates = st.lists(st.one_of(numbers, inner), max_size=2).map(
        lambda several: "".join(f"[{each}]" for each in several)
    )
    whole = st.tuples(AXES, TESTS, predicates).map(lambda given: "{}::{}{}".format(*given))
    brief = st.tuples(st.sampled_from(["", "@"]), st.one_of(NAMES, st.just("*")), predicates)
    return st.one_of(whole, brief.map("".join), st.sampled_from([".", ".."]))


def _paths(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    rest = st.lists(st.tuples(st.sampled_from(["/", "//"]), _steps(inner)), max_size=3)
    start = st.sampled_from(["", "/", "//"])
    return st.tuples(start, _steps(inner), rest).map(
        lambda given: given[0] + given[1] + "".join(map("".join, given[2]))
    )


LEAVES = st.one_of(
    st.sampled_from(["0", "1", "2.5", "'x'", "'1'", "''", "true()", "false()"]),
    _paths(st.just("true()")),
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = ["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "and", "or"]
    nodes = _paths(inner)
    one = st.sampled_from(
        ["string", "number", "boolean", "not", "string-length", "normalize-space"]
    )
    two = st.sampled_from(["contains", "starts-with", "substring-before", "substring-after"])
    many = st.sampled_from(["count", "local-name"])
    return st.one_of(
        st.tuples(inner, st.sampled_from(signs), inner).map(lambda g: "({} {} {})".format(*g)),
        st.tuples(nodes, nodes).map(lambda g: "({} | {})".format(*g)),
        st.tuples(nodes, nodes).map(lambda g: "({})[{}]".format(*g)),
        st.tuples(one, inner).map(lambda g: "{}({})".format(*g)),
        st.tuples(two, inner, inner).map(lambda g: "{}({}, {})".format(*g)),
        st.tuples(many, nodes).map(lambda g: "{}({})".format(*g)),
        st.tuples(inner, inner, inner).map(lambda g: "translate({}, {}, {})".format(*g)),
        st.tuples(inner, inner).map(lambda g: "substring({}, {})".format(*g)),
        inner.map(lambda each: f"floor({each})"),
        inner.map(lambda each: f"-{each}"),
        nodes,
    )


EXPRESSIONS = st.recursive(LEAVES, _grown, max_leaves=6)


def _key(node: object) -> object:
    return str(node) if isinstance(node, str) else node


@settings(max_examples=100, deadline=None)
@given(elements(), EXPRESSIONS)
def test_expressions_give_what_libxml2_gives(document: etree._Element, expression: str) -> None:
    found = evaluate(expression, document, now=NOW, zone=UTC)
    expected = document.xpath(expression)
    if isinstance(expected, float) and math.isnan(expected):
        assert isinstance(found, float)
        assert math.isnan(found)
    elif isinstance(expected, list):
        assert isinstance(found, list)
        assert [*map(_key, found)] == [*map(_key, expected)]
    else:
        assert (found, isinstance(found, bool)) == (_key(expected), isinstance(expected, bool))


@settings(max_examples=40, deadline=None)
@given(elements())
def test_every_axis_splits_the_document(document: etree._Element) -> None:
    parts = ["ancestor", "descendant", "following", "preceding", "self"]
    for element in document.iter("*"):
        path = document.getroottree().getpath(element)
        whole = " | ".join(f"{axis}::*" for axis in parts)
        found = evaluate(whole, document, context=path, now=NOW, zone=UTC)
        assert found == [*document.iter("*")]

"""Formulas that are refused: where, by which code, and at what cost."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.engines.statistics.formulas import MAX_DEPTH, MAX_LENGTH, FormulaError, parse
from tests.ending import ending


def refused(formula: str) -> tuple[int, str, dict[str, object]]:
    with pytest.raises(FormulaError) as caught:
        parse(formula)
    return caught.value.position, caught.value.code, dict(caught.value.params)


def mistake(formula: str) -> FormulaError | None:
    try:
        parse(formula)
    except FormulaError as error:
        return error
    return None


FUNCTIONS = ("sum", "count", "distinct", "min", "max")
OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
NAMES = ("population", "area", *FUNCTIONS)


@pytest.mark.parametrize(
    ("formula", "position", "code", "params"),
    [
        ("", 0, "empty", {}),
        (" \n ", 0, "empty", {}),
        ("sum(g.a) ; 1", 9, "unreadable", {"found": ";"}),
        ("count(g[a = 'x])", 12, "unclosed-text", {"found": "'"}),
        ("montant / area", 0, "unknown-name", {"found": "montant", "among": NAMES}),
        ("1 + avg(g.a)", 4, "unknown-function", {"found": "avg", "among": FUNCTIONS}),
        ("sum(g)", 5, "needs-column", {"function": "sum"}),
        ("count(g.a)", 8, "takes-no-column", {"function": "count"}),
        ("count(g[a < true()])", 10, "no-order", {"found": "<"}),
        ("sum(g.a", 7, "unexpected", {"found": "", "expected": (")",)}),
        ("sum(.a)", 4, "unexpected", {"found": ".", "expected": ("table",)}),
        ("sum(g.1)", 5, "needs-column", {"function": "sum"}),
        ("sum(g.a) 2", 9, "unexpected", {"found": "2", "expected": ("+", "-", "*", "/")}),
        ("2 *", 3, "unexpected", {"found": "", "expected": ("number", "(", *NAMES)}),
        ("count(g[a])", 9, "unexpected", {"found": "]", "expected": OPERATORS}),
        ("count(g['x' = a])", 8, "unexpected", {"found": "'x'", "expected": ("column",)}),
        (
            "count(g[a = b])", 12, "unexpected",
            {"found": "b", "expected": ("text", "number", "true()", "false()")},
        ),
        ("count(g[a = -'x'])", 13, "unexpected", {"found": "'x'", "expected": ("number",)}),
        ("count(g[a = 1 = 2])", 14, "unexpected", {"found": "=", "expected": ("]",)}),
        ("count(g[])", 8, "unexpected", {"found": "]", "expected": ("column",)}),
        ("1 - sum(g.a) / area", 4, "sum-of-ratios", {}),
        ("sum(g.a) / area + sum(g.a) / population", 0, "sum-of-ratios", {}),
        ("sum(g.a) / (population / area)", 11, "ratio-below", {}),
        ("sum(g.a) / (2 - 2)", 11, "zero-division", {}),
        ("sum(g.a) / (0 * area)", 11, "zero-division", {}),
        ("42 / 6", 0, "constant", {}),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_where_it_is(
    formula: str, position: int, code: str, params: dict[str, object]
) -> None:
    assert refused(formula) == (position, code, params)


def test_an_error_is_a_value_that_travels_between_processes() -> None:
    error = FormulaError(3, "unexpected", {"found": "", "expected": (")",)})
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (copy.position, copy.code, copy.params) == (3, "unexpected", error.params)


def test_length_and_depth_are_bounded() -> None:
    assert parse("population" + " " * (MAX_LENGTH - 10)).needs_population
    assert refused("population" + " " * (MAX_LENGTH - 9)) == (
        MAX_LENGTH,
        "too-long",
        {"most": MAX_LENGTH, "found": MAX_LENGTH + 1},
    )
    assert parse("(" * MAX_DEPTH + "area" + ")" * MAX_DEPTH).needs_area
    deep = "count(g[" + "not(" * MAX_DEPTH + "a = 1" + ")" * MAX_DEPTH + "])"
    for formula in ("(" * 1_000, "(" * (MAX_DEPTH + 1) + "area", deep):
        assert refused(formula)[1:] == ("too-deep", {"most": MAX_DEPTH})


@pytest.mark.parametrize(
    "formula",
    [
        "-" * 1_999 + "1",
        "+".join(["area"] * 400),
        "*".join(["area"] * 400),
        "/".join(["area"] * 400),
        "count(g[" + " or ".join(["a=1"] * 280) + "])",
        "9" * 1_990 + "*area",
        "area*0." + "0" * 1_980 + "1",
    ],
)
def test_the_longest_formulas_cost_nothing(formula: str) -> None:
    with ending():
        if mistake(formula) is None:
            found = parse(formula)
            found.evaluate(dict.fromkeys(found.inputs, 10**28))


WORDS = ("sum", "count", "(", ")", "[", "]", ".", "g", "a", "=", "<=", "and", "or", "not", "true()",
         "'x'", "2", "+", "-", "*", "/", "population", " ", "é", "\x00", "'")  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_is_a_formula_or_a_mistake_in_it(text: str) -> None:
    error = mistake(text)
    assert error is None or 0 <= error.position <= len(text)

"""Formulas of indicators: what they are made of, what they need, what they are worth."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.engines.statistics.formulas import (
    AREA,
    POPULATION,
    Aggregate,
    And,
    Comparison,
    Constant,
    Formula,
    FormulaError,
    Mention,
    Not,
    Number,
    Or,
    parse,
    written,
)

from .random_formulas import VALUES, Tree, constant, divides, known, one_ratio, text, trees, worth

PAID = Aggregate("sum", "grants", "paid")
COST = Aggregate("sum", "grants", "cost")


def sides(formula: str) -> tuple[str, str | None]:
    found = parse(formula)
    below = None if found.denominator is None else written(found.denominator)
    return written(found.numerator), below


def read(tree: Tree) -> Formula | None:
    """Return the formula of a tree; None when it is refused, for a reason that it gives."""
    try:
        return parse(text(tree))
    except FormulaError as error:
        code = error.code
    allowed = {"zero-division"}
    allowed |= {"constant"} if constant(tree) else set()
    allowed |= set() if one_ratio(tree) else {"sum-of-ratios", "ratio-below"}
    assert code in allowed, text(tree)
    return None


@pytest.mark.parametrize(
    ("formula", "above", "below"),
    [
        ("sum(grants.paid)", "sum(grants.paid)", None),
        ("sum(grants.paid) / population", "sum(grants.paid)", "population"),
        ("100 * sum(g.a) / sum(g.b)", "100 * sum(g.a)", "sum(g.b)"),
        ("sum(g.a) / sum(g.b) * 100", "100 * sum(g.a)", "sum(g.b)"),
        ("100 * (sum(g.a) / sum(g.b))", "100 * sum(g.a)", "sum(g.b)"),
        ("sum(g.a) / population / area", "sum(g.a)", "population * area"),
        ("sum(g.a) / (population * area)", "sum(g.a)", "population * area"),
        ("sum(g.a) / (2 * population) / 5", "(1/5) * sum(g.a)", "2 * population"),
        ("sum(g.a) / 1000", "(1/1000) * sum(g.a)", None),
        ("sum(g.a) / (3 - 1)", "(1/2) * sum(g.a)", None),
        ("sum(g.a) * count(g) / area * 0.5", "(1/2) * sum(g.a) * count(g)", "area"),
        ("(sum(g.a) - sum(g.b)) / sum(g.b)", "sum(g.a) + (-1 * sum(g.b))", "sum(g.b)"),
        ("--population", "population", None),
        ("-population / -area", "-1 * population", "-1 * area"),
        ("population-area", None, None),
        ("population - area", "population + (-1 * area)", None),
        ("count(mes-aides)", "count(mes-aides)", None),
    ],
)
def test_a_formula_has_one_numerator_and_one_denominator(
    formula: str, above: str | None, below: str | None
) -> None:
    if above is None:
        with pytest.raises(FormulaError):
            parse(formula)
    else:
        assert sides(formula) == (above, below)


def test_what_is_equal_is_needed_once() -> None:
    found = parse("sum(grants.paid) / (sum( grants . paid ) + sum(grants.cost) * population)")
    assert found.inputs == (PAID, COST, POPULATION)
    assert found.aggregates == (PAID, COST)
    assert (found.tables, found.columns) == (("grants",), (("grants", "paid"), ("grants", "cost")))
    assert (found.needs_population, found.needs_area, found.ratio) == (True, False, True)


def test_true_and_one_are_not_the_same_condition() -> None:
    found = parse("sum(g[open = true()].a) + sum(g[open = 1].a) + sum(g[open = 1.0].a)")
    assert [written(each) for each in found.aggregates] == [
        "sum(g[open = true()].a)",
        "sum(g[open = 1].a)",
    ]


def test_conditions_bind_as_in_xpath() -> None:
    found = parse("count(g[a = 'x' or b >= 2 and not(c != \"it's\" or d < -1.5) and e = false()])")
    a = Comparison("a", "=", Constant("text", "x"))
    b = Comparison("b", ">=", Constant("number", Decimal(2)))
    c = Comparison("c", "!=", Constant("text", "it's"))
    d = Comparison("d", "<", Constant("number", Decimal("-1.5")))
    e = Comparison("e", "=", Constant("boolean", False))  # noqa: FBT003 - a value
    assert found.aggregates[0].condition == Or((a, And((b, Not(Or((c, d))), e))))
    assert written(found.numerator) == (
        "count(g[a = 'x' or (b >= 2 and not(c != \"it's\" or d < -1.5) and e = false())])"
    )


def test_words_of_the_language_are_still_names() -> None:
    found = parse("sum(sum[and = 1 and not = 2 or true = 3].population)")
    assert found.columns == tuple(("sum", each) for each in ("and", "not", "true", "population"))


def test_every_mention_has_its_place() -> None:
    formula = "sum(g[kind = 'DETR'].paid) / count(g)"
    assert parse(formula).mentions == (
        Mention("g", None, 4, "sum"),
        Mention("g", "kind", 6, "=", Constant("text", "DETR")),
        Mention("g", "paid", 21, "sum"),
        Mention("g", None, 35, "count"),
    )
    assert [formula[each.position] for each in parse(formula).mentions] == ["g", "k", "p", "g"]


@pytest.mark.parametrize(
    ("formula", "additive"),
    [
        ("sum(g.a)", True),
        ("count(g)", True),
        ("population", True),
        ("sum(g.a) / 1000 - 2 * sum(h.b)", True),
        ("sum(g.a) / population", False),
        ("sum(g.a) * sum(g.b)", False),
        ("sum(g.a) + 1", False),
        ("distinct(g.a)", False),
        ("sum(g.a) + max(g.a)", False),
        ("min(g.a)", False),
    ],
)
def test_only_sums_of_sums_add_up(formula: str, additive: bool) -> None:  # noqa: FBT001
    assert parse(formula).additive is additive


def test_values_are_exact() -> None:
    found = parse("100 * sum(grants.paid) / sum(grants.cost)")
    value = found.evaluate({PAID: Decimal("0.1"), COST: Decimal("0.3")})
    assert (value.numerator, value.denominator) == (Decimal("10.0"), Decimal("0.3"))
    assert value.exact == Fraction(100, 3)
    assert value.rounded(2) == Decimal("33.33")
    large = Decimal("9" * 28 + "." + "9" * 10)
    exact = parse("sum(grants.paid) * sum(grants.cost)").evaluate({PAID: large, COST: large})
    assert exact.exact == Fraction(large) ** 2


def test_a_third_is_a_third() -> None:
    third = parse("sum(grants.paid) / 3").evaluate({PAID: Decimal(1)})
    assert (type(third.numerator), third.exact) == (Fraction, Fraction(1, 3))
    for divisor in (2, 5, 8, 40, 125):
        part = parse(f"sum(grants.paid) / {divisor}").evaluate({PAID: Decimal(1)})
        assert (type(part.numerator), part.exact) == (Decimal, Fraction(1, divisor))


def test_missing_is_not_zero_and_zero_divides_nothing() -> None:
    found = parse("(sum(grants.paid) + sum(grants.cost)) / area")
    missing = found.evaluate({PAID: Decimal(1), AREA: Decimal(2)})
    assert (missing.numerator, missing.denominator, missing.exact) == (None, Decimal(2), None)
    over_zero = found.evaluate({PAID: Decimal(1), COST: Decimal(2), AREA: Decimal(0)})
    assert (over_zero.numerator, over_zero.exact, over_zero.rounded(2)) == (Decimal(3), None, None)
    nothing = found.evaluate({})
    assert (nothing.numerator, nothing.denominator, nothing.rounded(0)) == (None, None, None)
    zero = found.evaluate({PAID: Decimal(0), COST: Decimal(0), AREA: Decimal(2)})
    assert zero.rounded(1) == Decimal("0.0")
    assert parse("0 * sum(grants.paid)").evaluate({}).exact is None


def test_whole_numbers_will_do() -> None:
    value = parse("population").evaluate({POPULATION: 7})
    assert isinstance(value.numerator, Decimal)
    assert value.exact == 7


@given(trees(), VALUES)
@settings(max_examples=400, deadline=None)
def test_a_formula_is_worth_what_its_divisions_are(
    tree: Tree, values: dict[str, Decimal | None]
) -> None:
    found = read(tree)
    if found is None:
        return
    assert one_ratio(tree)
    assert found.ratio == divides(tree)
    inputs = known(values)
    assert found.evaluate(inputs).exact == worth(tree, values)
    assert found.compute([inputs.get(each) for each in found.inputs]) == found.evaluate(inputs)


@given(trees())
@settings(max_examples=200, deadline=None)
def test_what_is_written_reads_back_as_itself(tree: Tree) -> None:
    found = read(tree)
    if found is None:
        return
    for side in filter(None, (found.numerator, found.denominator)):
        if isinstance(side, Number):
            assert Fraction(written(side).strip("()")) == side.value
        else:
            assert parse(written(side)).numerator == side


@given(trees(), st.lists(VALUES, min_size=2, max_size=4))
@settings(max_examples=200, deadline=None)
def test_additive_formulas_add_up(tree: Tree, parts: list[dict[str, Decimal | None]]) -> None:
    found = read(tree)
    if found is not None and found.additive:
        filled = [{name: value or Decimal(1) for name, value in part.items()} for part in parts]
        whole = {name: sum(part[name] for part in filled) for name in filled[0]}
        values = [found.evaluate(known(part)).exact for part in filled]
        assert found.evaluate(known(whole)).exact == sum(value for value in values if value)


def test_a_formula_made_by_hand_works_too() -> None:
    found = Formula("", PAID, None)
    assert found.evaluate({PAID: Decimal(3)}).exact == 3

"""Formulas drawn at random, as plain trees, and what they are worth by plain division.

Nothing here is shared with the engine: a tree is written with all its brackets, and computed
node by node with fractions.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from lieucommun.engines.statistics import formulas

INPUTS = ("sum(a.x)", "count(a)", "max(b.y)", "sum(a[k = 'v'].x)", "population", "area")
Tree = Any


def trees() -> st.SearchStrategy[Tree]:
    """Draw trees of numbers, inputs, and operations on two trees."""
    numbers = st.decimals(0, 20, places=1, allow_nan=False).map(str)
    leaves = st.one_of(numbers, st.sampled_from(INPUTS), st.sampled_from(INPUTS))
    return st.recursive(
        leaves,
        lambda below: st.one_of(
            st.tuples(st.sampled_from("+-*/"), below, below), st.tuples(st.just("minus"), below)
        ),
        max_leaves=8,
    )


def text(tree: Tree) -> str:
    if isinstance(tree, str):
        return tree
    if tree[0] == "minus":
        return f"-{text(tree[1])}" if isinstance(tree[1], str) else f"-({text(tree[1])})"
    return f"({text(tree[1])}) {tree[0]} ({text(tree[2])})"


def worth(tree: Tree, values: Mapping[str, Decimal | None]) -> Fraction | None:
    """Return what a tree is worth; None for what is missing or divided by zero."""
    if isinstance(tree, str):
        value = values[tree] if tree in INPUTS else Decimal(tree)
        return None if value is None else Fraction(value)
    if tree[0] == "minus":
        inner = worth(tree[1], values)
        return None if inner is None else -inner
    one, other = worth(tree[1], values), worth(tree[2], values)
    if one is None or other is None or (tree[0] == "/" and not other):
        return None
    return {"+": one.__add__, "-": one.__sub__, "*": one.__mul__}.get(tree[0], one.__truediv__)(
        other
    )


def constant(tree: Tree) -> bool:
    return all(map(constant, tree[1:])) if isinstance(tree, tuple) else tree not in INPUTS


def divides(tree: Tree) -> bool:
    """Say whether something that is not constant divides."""
    if isinstance(tree, str):
        return False
    return any(map(divides, tree[1:])) or (tree[0] == "/" and not constant(tree[2]))


def one_ratio(tree: Tree) -> bool:
    """Say whether ratios are only multiplied, and divided by what is no ratio."""
    if isinstance(tree, str):
        return True
    if tree[0] in "+-" and any(map(divides, tree[1:])):
        return False
    if tree[0] == "/" and divides(tree[2]):
        return False
    return all(map(one_ratio, tree[1:]))


def known(values: Mapping[str, Decimal | None]) -> dict[Any, Decimal | None]:
    """Return values by what the engine calls them."""
    return {formulas.parse(name).numerator: value for name, value in values.items()}


VALUES = st.fixed_dictionaries(
    {
        name: st.one_of(st.none(), st.decimals(-9, 9, places=2), st.integers(-2, 2).map(Decimal))
        for name in INPUTS
    }
)

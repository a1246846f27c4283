"""What formulas are made of. Where it was written is no part of what something is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

Operator = Literal["=", "!=", "<", "<=", ">", ">="]
Kind = Literal["sum", "count", "distinct", "min", "max"]


@dataclass(frozen=True, slots=True)
class Constant:
    """What a column is compared with. `type` keeps 1 and true() apart, which Python finds equal."""

    type: Literal["text", "number", "boolean"]
    value: str | Decimal | bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A column against a constant. It does not hold where the column has no value, even for !=."""

    column: str
    operator: Operator
    constant: Constant
    position: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What holds where its part does not: also where the column compared has no value."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """What holds where all of its parts do."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What holds where one of its parts does."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = Comparison | Not | And | Or


@dataclass(frozen=True, slots=True)
class Number:
    """A constant: exact, so that a third is a third."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A figure of the territory itself: its inhabitants, or its area in km²."""

    name: Literal["population", "area"]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A figure of the rows of a table that meet a condition; `column` is None for count only."""

    kind: Kind
    table: str
    column: str | None = None
    condition: Condition | None = None
    table_at: int = field(default=0, compare=False, repr=False)
    column_at: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms that are added; a term that is taken away is multiplied by -1."""

    terms: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Factors that are multiplied: a Number first, if there is one."""

    factors: tuple["Expression", ...]


Expression: TypeAlias = Number | Name | Aggregate | Sum | Product


class Mention(NamedTuple):
    """A table, or a column of it, where a formula names it.

    `use` says what for: an aggregate (`sum`), or an operator (`>=`), then with the constant.
    """

    table: str
    column: str | None
    position: int
    use: Kind | Operator
    constant: Constant | None = None


def leaves(expression: Expression) -> Iterator[Number | Name | Aggregate]:
    """Yield constants, names and aggregates, from left to right, each as often as it stands."""
    if isinstance(expression, Sum):
        for term in expression.terms:
            yield from leaves(term)
    elif isinstance(expression, Product):
        for factor in expression.factors:
            yield from leaves(factor)
    else:
        yield expression


def comparisons(condition: Condition | None) -> Iterator[Comparison]:
    """Yield the comparisons of a condition, from left to right."""
    if isinstance(condition, Comparison):
        yield condition
    elif isinstance(condition, Not):
        yield from comparisons(condition.part)
    elif condition is not None:
        for part in condition.parts:
            yield from comparisons(part)


def mentions(aggregate: Aggregate) -> Iterator[Mention]:
    """Yield what an aggregate names: its table, its column, the columns of its condition."""
    kind, table = aggregate.kind, aggregate.table
    yield Mention(table, None, aggregate.table_at, kind)
    if aggregate.column is not None:
        yield Mention(table, aggregate.column, aggregate.column_at, kind)
    for each in comparisons(aggregate.condition):
        yield Mention(table, each.column, each.position, each.operator, each.constant)

"""The language of indicators: `100 * sum(grants[scheme = 'DETR'].paid) / population`.

    formula     sums, differences, products and quotients of numbers, figures, and brackets
    figure      population | area | sum, distinct, min, max (rows.column) | count(rows)
    rows        table, or table[condition]
    condition   column = != < <= > >= 'text', number, true() or false(); and, or, not(…), brackets

Conditions are those of XPath, as in forms. There is one numerator and one denominator.
"""

from .computing import Exact, Row
from .errors import Code, FormulaError
from .formula import AREA, POPULATION, Formula, Value
from .holding import holds
from .parsing import parse
from .reading import MAX_DEPTH
from .tokens import MAX_LENGTH
from .tree import (
    Aggregate,
    And,
    Comparison,
    Condition,
    Constant,
    Expression,
    Mention,
    Name,
    Not,
    Number,
    Or,
    Product,
    Sum,
    comparisons,
    leaves,
)
from .writing import written

__all__ = [
    "AREA",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "POPULATION",
    "Aggregate",
    "And",
    "Code",
    "Comparison",
    "Condition",
    "Constant",
    "Exact",
    "Expression",
    "Formula",
    "FormulaError",
    "Mention",
    "Name",
    "Not",
    "Number",
    "Or",
    "Product",
    "Row",
    "Sum",
    "Value",
    "comparisons",
    "holds",
    "leaves",
    "parse",
    "written",
]

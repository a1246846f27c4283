"""Figures of territories, and counts that are published without telling of anybody. Pure.

Figures: formulas of indicators (`formulas`), rates and changes, ranks, classes for maps
(`classes`), strata of communes, composite indices (`composite`), indicators that people enter
(`following`).
What is generic by name stands in these packages: `formulas.parse`, `classes.quantiles`. Sums are
exact, ratios are divided and rounded once, and missing is not zero.

Counts: complementary suppression over linked hierarchical tables, by hypercubes (Repsilber, 1994;
Giessing and Repsilber, 2002: GHQUAR, from which GHMITER comes) along which counts alternate as they
do on the cycles of Castro (2002). Unlike there, each small cell is given whole counts that prove it
safe against all that is published at once. The problem is that of Fischetti and Salazar (2001).
"""

from . import classes, composite, following, formulas
from .auditing import Deduced, audit
from .classes import Classes
from .composite import Component, Score, Sensitivity, sensitivity
from .exact import Number, rounded
from .following import Delay, Followed, Mark, Period, Standing, State, Trajectory, standing
from .formulas import AREA, POPULATION, Aggregate, Formula, FormulaError, Value
from .protecting import protect
from .published import Protection, Published
from .ranking import Direction, Ranking, percentile, quantile, ranked, top_share
from .rates import Change, evolution, quotient, rounding_gap, share
from .strata import STRATA, Stratum, stratum
from .tables import TOTAL, Cell, Codes, Dimension, Table, rolled_up

__all__ = [
    "AREA",
    "POPULATION",
    "STRATA",
    "TOTAL",
    "Aggregate",
    "Cell",
    "Change",
    "Classes",
    "Codes",
    "Component",
    "Deduced",
    "Delay",
    "Dimension",
    "Direction",
    "Followed",
    "Formula",
    "FormulaError",
    "Mark",
    "Number",
    "Period",
    "Protection",
    "Published",
    "Ranking",
    "Score",
    "Sensitivity",
    "Standing",
    "State",
    "Stratum",
    "Table",
    "Trajectory",
    "Value",
    "audit",
    "classes",
    "composite",
    "evolution",
    "following",
    "formulas",
    "percentile",
    "protect",
    "quantile",
    "quotient",
    "ranked",
    "rolled_up",
    "rounded",
    "rounding_gap",
    "sensitivity",
    "share",
    "standing",
    "stratum",
    "top_share",
]

"""Counts that are published without telling of anybody: pure, counts in, what may be shown out.

Complementary suppression over linked hierarchical tables, by hypercubes (Repsilber, 1994; Giessing
and Repsilber, 2002: GHQUAR, from which GHMITER comes) along which counts alternate as they do on
the cycles of Castro (2002). Unlike there, each small cell is given whole counts that prove it safe
against all that is published at once. The problem is that of Fischetti and Salazar (2001).
"""

from .auditing import Deduced, audit
from .protecting import protect
from .published import Protection, Published
from .tables import TOTAL, Cell, Codes, Dimension, Table, rolled_up

__all__ = [
    "TOTAL",
    "Cell",
    "Codes",
    "Deduced",
    "Dimension",
    "Protection",
    "Published",
    "Table",
    "audit",
    "protect",
    "rolled_up",
]

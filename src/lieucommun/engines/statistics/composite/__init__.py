"""Composite indices, and how much they depend on what was decided when they were made."""

from .correlation import kendall, spearman
from .index import DECIMALS, Component, Part, Score, index
from .scales import Scale
from .sensitivity import Move, Places, Sensitivity, Variant, sensitivity

__all__ = [
    "DECIMALS",
    "Component",
    "Move",
    "Part",
    "Places",
    "Scale",
    "Score",
    "Sensitivity",
    "Variant",
    "index",
    "kendall",
    "sensitivity",
    "spearman",
]

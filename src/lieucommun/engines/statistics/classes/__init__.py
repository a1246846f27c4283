"""Values in classes, for maps: intervals [b0, b1[ … [bk-1, bk] that part them."""

from .bounds import Classes, Method, Span
from .intervals import equal_intervals, manual, quantiles
from .natural import MANY, SAMPLE, natural_breaks, sampled_breaks, variance_fit
from .rounding import rounded

__all__ = [
    "MANY",
    "SAMPLE",
    "Classes",
    "Method",
    "Span",
    "equal_intervals",
    "manual",
    "natural_breaks",
    "quantiles",
    "rounded",
    "sampled_breaks",
    "variance_fit",
]

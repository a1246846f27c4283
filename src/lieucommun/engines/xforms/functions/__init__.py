"""The functions of ODK XForms, by family."""

from . import booleans, dates, digests, geography, nodesets, numbers, selects, strings
from .registry import FUNCTIONS, Function, Parameter

FAMILIES = (strings, booleans, numbers, nodesets, dates, selects, geography, digests)

__all__ = ["FAMILIES", "FUNCTIONS", "Function", "Parameter"]

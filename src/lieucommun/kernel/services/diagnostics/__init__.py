"""What `lieu check` says: mistakes as values, each with a place, a stable code and two languages.

Codes are kept in families: LC001 reading, LC030 shape, LC060 references, LC100 meaning,
LC150 stories, LC160 and beyond the blocks.
"""

from .codes import CODES, Code, Level
from .values import Diagnostic, nearest, shown

__all__ = ["CODES", "Code", "Diagnostic", "Level", "nearest", "shown"]

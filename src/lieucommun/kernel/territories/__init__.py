"""The official geography of France, embedded: no database, no network, loaded when first asked.

A territory is named by its key, ``level:code``: ``commune:42218``, ``epci:244200770``,
``departement:2A``, ``region:84``, ``country:FR``. That is the form to store on a record.
"""

from .outlines import Outline, outlines, viewbox
from .projection import INSETS, Inset, project
from .queries import (
    about,
    children,
    contains,
    current,
    every,
    find,
    parents,
    readings,
    unknown,
)
from .search import Match, matches, search
from .territory import LEVELS, About, Current, Level, Reason, Territory

__all__ = [
    "INSETS",
    "LEVELS",
    "About",
    "Current",
    "Inset",
    "Level",
    "Match",
    "Outline",
    "Reason",
    "Territory",
    "about",
    "children",
    "contains",
    "current",
    "every",
    "find",
    "matches",
    "outlines",
    "parents",
    "project",
    "readings",
    "search",
    "unknown",
    "viewbox",
]

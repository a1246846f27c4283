"""Contours of communes, EPCI, départements and régions that an operator loads.

They add to the outlines of régions and départements that come with us: see `shapes`. Loading is
in `actions`.
"""

from .provenance import Load
from .queries import about, areas, available, loads, shapes, stamp, tiles
from .refusals import RefusedContours
from .shape import DETAILS, LEVELS, Box, ContourLevel, Detail, Shape

__all__ = [
    "DETAILS",
    "LEVELS",
    "Box",
    "ContourLevel",
    "Detail",
    "Load",
    "RefusedContours",
    "Shape",
    "about",
    "areas",
    "available",
    "loads",
    "shapes",
    "stamp",
    "tiles",
]

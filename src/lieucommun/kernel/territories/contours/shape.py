"""What a map draws: the shape of one territory, in the units of the drawing."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from lieucommun.kernel.territories.territory import Level

ContourLevel: TypeAlias = Literal["commune", "epci", "departement", "region"]
LEVELS: tuple[ContourLevel, ...] = get_args(ContourLevel)
#: `drawing` is for the country or a région, `close` for what is smaller: tenths or hundredths of
#: a unit (116 m or 12 m on the mainland).
Detail: TypeAlias = Literal["drawing", "close"]
DETAILS: tuple[Detail, ...] = get_args(Detail)
Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a territory in the drawing of `viewbox()`, and where its name or circle goes.

    `path_d` goes in `<path d=…>`; `box` is left, top, right, bottom; the label is well inside.
    `loaded`: from contours that an operator loaded, not from the outlines that come with us.
    """

    code: str
    name: str
    path_d: str
    box: Box
    label_x: float
    label_y: float
    loaded: bool = True


def is_contour_level(level: Level | str) -> bool:
    """Whether contours may be loaded for a level: all but the country."""
    return level in LEVELS

"""Small maps to look at: squares in a grid, départements that come with us."""

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from lieucommun.kernel import maps
from lieucommun.kernel.territories.contours.shape import Shape

SVG = "{http://www.w3.org/2000/svg}"


def square(code: str, column: float, row: float = 0, side: float = 10, name: str = "") -> Shape:
    """Return a square far from the frames of overseas territories."""
    left, top = 400 + column * side, 400 + row * side
    path = f"M{left:g} {top:g}l{side:g} 0 0 {side:g}-{side:g} 0z"
    box = (left, top, left + side, top + side)
    return Shape(code, name or f"Commune {code}", path, box, left + side / 2, top + side / 2)


def grid(count: int) -> list[Shape]:
    """Return squares in a square, with codes from 000."""
    wide = max(1, round(count**0.5))
    return [square(f"{each:03d}", each % wide, each // wide) for each in range(count)]


def classes(*bounds: float, counts: tuple[int, ...] = ()) -> list[maps.Class]:
    edges = [Decimal(str(bound)) for bound in bounds]
    sizes = counts or (1,) * (len(edges) - 1)
    return [
        maps.Class(low, high, f"{low} to {high}", size)
        for low, high, size in zip(edges, edges[1:], sizes, strict=False)
    ]


def a_map(**changes: Any) -> maps.Map:
    """Return a map of nine squares, eight with values 0 to 7 and the last without."""
    shapes = grid(9)
    values = {each.code: Decimal(rank) for rank, each in enumerate(shapes[:8])}
    asked: dict[str, Any] = {
        "key": "grants",
        "title": "Grants per inhabitant",
        "description": "Grants are larger in the south.",
        "shapes": shapes,
        "values": values,
        "texts": {code: f"{value} €" for code, value in values.items()},
        "classes": classes(0, 2, 4, 7, counts=(2, 2, 4)),
        "legend": "Euros per inhabitant",
        "sources": ["Source: a ministry, 2018"],
        "date": "27 November 2026",
    }
    return maps.Map(**{**asked, **changes})


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - ours


def styled(svg: str, style: str) -> list[ET.Element]:
    """Return the elements of a style."""
    return [each for each in parsed(svg).iter() if style in (each.get("class") or "").split()]


def titles(element: ET.Element) -> list[str]:
    return [each.text or "" for each in element.iter(f"{SVG}title")]

"""Outlines as text: whole steps of a grid, relative, so that neighbours' borders stay the same."""

from functools import lru_cache
from typing import TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

Steps: TypeAlias = list[tuple[int, int]]
TRIANGLE = 3


def path_of(drawn: BaseGeometry, places: int) -> str:
    """Return the `d` of a path: coordinates in units of the drawing, to so many decimals.

    Every point goes to the nearest one of a grid before steps are taken, so that roundings never
    add up and shared borders stay shared. What shrinks to less than a triangle is left out; an
    area of which nothing would be left is a square of the grid.
    """
    scale = 10**places
    rings = (_steps(ring, scale) for ring in shapely.get_rings(shapely.get_parts(drawn)))
    traced = [ring for ring in rings if len(ring) >= TRIANGLE]
    if not traced:
        ((x, y),) = _steps(shapely.point_on_surface(drawn), scale)
        traced = [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]]
    return "".join(_line(ring, places) for ring in traced)


def _steps(ring: BaseGeometry, scale: int) -> Steps:
    """Return a ring as distinct points of the grid, the first not repeated at the end."""
    found: Steps = []
    for x, y in shapely.get_coordinates(ring).tolist():
        point = (round(x * scale), round(y * scale))
        if not found or point != found[-1]:
            found.append(point)
    if len(found) > 1 and found[0] == found[-1]:
        found.pop()
    return found


def _line(ring: Steps, places: int) -> str:
    here_x, here_y = ring[0]
    text = [_number(here_x, places), _follow(here_y, places), "l"]
    first = True
    for x, y in ring[1:]:
        text.append(_number(x - here_x, places) if first else _follow(x - here_x, places))
        text.append(_follow(y - here_y, places))
        here_x, here_y, first = x, y, False
    return f"M{''.join(text)}z"


@lru_cache(maxsize=200_000)
def _number(steps: int, places: int) -> str:
    """Write a number of steps in units, without the zero that a path can do without."""
    sign = "-" if steps < 0 else ""
    whole, rest = divmod(abs(steps), 10**places)
    decimals = f"{rest:0{places}d}".rstrip("0") if rest else ""
    if not decimals:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{decimals}"


@lru_cache(maxsize=200_000)
def _follow(steps: int, places: int) -> str:
    """Write a number after another: a minus parts them as well as a space."""
    text = _number(steps, places)
    return text if text.startswith("-") else f" {text}"

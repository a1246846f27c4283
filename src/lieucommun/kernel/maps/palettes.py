"""Colours of classes: ramps even to the eye, in light and in dark, readable by the colour-blind.

Lightness runs one way along a sequential ramp, and away from the middle along a diverging one, so
that order is seen without telling hues apart. Colours are mixed in OKLab (Ottosson, 2020). Seven
neighbours cannot all stand at 3:1 from one another: borders, labels and patterns help.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from .map import Theme

Point: TypeAlias = tuple[float, float, float]
MOST_CLASSES = 7


@dataclass(frozen=True, slots=True)
class Ramp:
    """Colours to mix between, from the lowest class to the highest, in each theme."""

    light: tuple[str, ...]
    dark: tuple[str, ...]
    diverging: bool = False


RAMPS: Mapping[str, Ramp] = MappingProxyType(
    {
        "accent": Ramp(
            ("#eef3df", "#b5d9b4", "#66b093", "#25806c", "#0a4539"),
            ("#1f3f39", "#2b6a5b", "#479780", "#82c7ad", "#d8f4e7"),
        ),
        "warm": Ramp(
            ("#fbf2d8", "#f6cf8f", "#e5974f", "#bf5a24", "#702409"),
            ("#452a1d", "#7a4526", "#b66d36", "#e8a661", "#fdeac6"),
        ),
        "blue": Ramp(
            ("#eaf1f6", "#b4d0e4", "#77a6cc", "#3d74a8", "#143862"),
            ("#22364a", "#33587d", "#4f82b3", "#88b3dc", "#e0eefa"),
        ),
        "grey": Ramp(
            ("#f8f7f4", "#cbcac6", "#9a9995", "#666562", "#2b2a29"),
            ("#383e45", "#5c636b", "#868d95", "#b5bac0", "#eef0f2"),
        ),
        "balance": Ramp(
            ("#83330f", "#cf7440", "#efc196", "#f9f4e4", "#a9d3c4", "#429683", "#0a4f41"),
            ("#ffc3a1", "#d9865a", "#84513a", "#39414a", "#33695d", "#55a890", "#b5f0da"),
            diverging=True,
        ),
        "tide": Ramp(
            ("#83330f", "#cf7440", "#efc196", "#f9f4e6", "#abcbe4", "#4c85b8", "#153f6e"),
            ("#ffc3a1", "#d9865a", "#84513a", "#3b424b", "#36628c", "#5f9ad0", "#c2e0fb"),
            diverging=True,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours of all that is not a class; `land` is a territory without figures."""

    surface: str
    ink: str
    soft: str
    land: str
    edge: str
    border: str
    outline: str
    hatch: str
    less: str
    circle: str


INKS: Mapping[Theme, Inks] = MappingProxyType(
    {
        "light": Inks(
            surface="#ffffff",
            ink="#1d2430",
            soft="#545c68",
            land="#e3e1dd",
            edge="#c8c4bc",
            border="#ffffff",
            outline="#3d4653",
            hatch="#7c8189",
            less="#a63f18",
            circle="#0d5c4b",
        ),
        "dark": Inks(
            surface="#1c2229",
            ink="#eceae4",
            soft="#a9b0ba",
            land="#272e37",
            edge="#454e59",
            border="#1c2229",
            outline="#c3c8ce",
            hatch="#8f99a5",
            less="#f2a07b",
            circle="#6fc3aa",
        ),
    }
)


def positions(name: str, count: int, below: int | None = None) -> tuple[Fraction, ...]:
    """Return where each class stands along a ramp, from 0 to 1; raises ValueError.

    Along a diverging one, classes stand as far from the middle on both sides, so that one that is
    far below is as strong as one that is as far above.
    """
    if not 0 <= count <= MOST_CLASSES:
        raise ValueError(f"{count} classes: a map has 7 of them at most")
    if not RAMPS[name].diverging:
        if count == 1:
            return (Fraction(1, 2),)
        return tuple(Fraction(rank, count - 1) for rank in range(count))
    left = count // 2 if below is None else min(max(below, 0), count)
    middle = 0 if below is not None or count % 2 == 0 else 1
    side = max(left, count - left - middle)
    steps = [*range(-left, 0), *([0] * middle), *range(1, count - left - middle + 1)]
    return tuple(Fraction(side + step, 2 * side) if side else Fraction(1, 2) for step in steps)


@cache
def colours(name: str, count: int, theme: Theme, below: int | None = None) -> tuple[str, ...]:
    """Return the colours of so many classes (1 to 7), as `#rrggbb`."""
    return tuple(colour(name, at, theme) for at in positions(name, count, below))


def colour(name: str, at: Fraction, theme: Theme) -> str:
    """Return the colour at a place along a ramp."""
    ramp = RAMPS[name]
    stops = ramp.light if theme == "light" else ramp.dark
    place = float(at) * (len(stops) - 1)
    first = min(int(place), len(stops) - 2)
    share = place - first
    before, after = _to_lab(stops[first]), _to_lab(stops[first + 1])
    mixed = tuple(a + (b - a) * share for a, b in zip(before, after, strict=True))
    return _to_hex((mixed[0], mixed[1], mixed[2]))


def linear(colour: str) -> Point:
    """Return the red, green and blue of `#rrggbb` as light, 0 to 1 (IEC 61966-2-1)."""
    levels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for each in levels
    )
    return red, green, blue


def _to_lab(colour: str) -> Point:
    red, green, blue = linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _to_hex(lab: Point) -> str:
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    levels = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{_byte(each):02x}" for each in levels)


def _byte(level: float) -> int:
    level = min(max(level, 0.0), 1.0)
    seen = 12.92 * level if level <= 0.0031308 else 1.055 * level ** (1 / 2.4) - 0.055  # noqa: PLR2004
    return round(255 * seen)

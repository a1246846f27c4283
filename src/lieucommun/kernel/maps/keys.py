"""The legend of a map: what each colour or pattern and each circle stands for."""

from collections.abc import Iterator
from dataclasses import dataclass

from .circling import look, reference
from .fills import Fill, class_fills, definitions, missing_fill
from .map import Map, Theme
from .palettes import INKS
from .sizing import radius_of
from .writing import number, text, width_of

SWATCH_WIDTH, SWATCH_HEIGHT = 30, 20
#: A circle of the legend has the size that it has on a map a thousand wide.
GAP, WORD, LESS = 10, 15.5, 9


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the legend: `swatch` is a small SVG element, said by the words beside it."""

    label: str
    count: int
    swatch: str


def rows(drawn: Map, theme: Theme = "light") -> tuple[Row, ...]:
    """Return the lines of the legend, from the highest class to the lowest, then what is missing.

    Their swatches follow the page as the map does; those with patterns need no other drawing.
    """
    return tuple(
        Row(label, count, _swatch(drawn, theme, rank, fill))
        for rank, (label, count, fill) in enumerate(entries(drawn, theme, f"{drawn.key}-key"))
    )


def entries(drawn: Map, theme: Theme, prefix: str) -> Iterator[tuple[str, int, Fill]]:
    """Yield label, count and fill of each line; ids of patterns begin with the prefix."""
    fills = class_fills(drawn, theme, text(prefix))
    for each, fill in reversed([*zip(drawn.classes, fills, strict=True)]):
        yield each.label, each.count, fill
    missing = missing_of(drawn)
    if missing:
        yield drawn.words.missing, missing, missing_fill(text(prefix))


def missing_of(drawn: Map) -> int:
    """Return how many territories of a map with classes have none."""
    if not drawn.classes:
        return 0
    return sum(drawn.class_of(each.code) is None for each in drawn.shapes)


def _swatch(drawn: Map, theme: Theme, rank: int, fill: Fill) -> str:
    """Return a small rectangle, with its own pattern when it has one."""
    prefix = text(f"{drawn.key}-key")
    paint, defined = fill.paint, ""
    if paint.startswith("url("):
        wanted = paint.removeprefix("url(#").removesuffix(")")
        every = definitions(drawn, theme, prefix, 1)
        (pattern,) = (each for each in every if f'id="{wanted}"' in each)
        own = f"{wanted}-{rank}"  # two swatches of a page never share an id
        defined = f"<defs>{pattern.replace(wanted, own)}</defs>"
        paint = f"url(#{own})"
    return (
        f'<svg class="drawn-map map-swatch" viewBox="0 0 {SWATCH_WIDTH} {SWATCH_HEIGHT}" '
        f'width="{SWATCH_WIDTH}" height="{SWATCH_HEIGHT}" aria-hidden="true" focusable="false">'
        f"{defined}{rectangle(fill.style, paint, theme, 0, 0)}</svg>"
    )


def rectangle(style: str, paint: str, theme: Theme, x: float, y: float) -> str:
    """Return the rectangle of a line of the legend, its left and top being given."""
    edge = INKS[theme].edge
    return (
        f'<g class="map-edges" stroke="{edge}"><rect class="{style}" fill="{paint}" '
        f'x="{number(x + 0.5)}" y="{number(y + 0.5)}" width="{SWATCH_WIDTH - 1}" '
        f'height="{SWATCH_HEIGHT - 1}" rx="2"/></g>'
    )


def circle_key(drawn: Map, theme: Theme = "light", scale: float = 1) -> str:
    """Return the legend of the circles as an SVG element; "" without circles.

    `scale`: how many of its units a thousandth of the map measures. Its words are read by
    everyone: it has no title of its own.
    """
    body, wide, tall = circle_marks(drawn, theme, scale)
    if not body:
        return ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn-map map-circle-key" '
        f'viewBox="0 0 {number(wide)} {number(tall)}" width="{number(wide)}" '
        f'height="{number(tall)}">{body}</svg>'
    )


def circle_marks(drawn: Map, theme: Theme, scale: float = 1) -> tuple[str, float, float]:
    """Return circles that stand in one another, each with a line to its text; width and height.

    `scale`: what a thousandth of the map measures beside this legend.
    """
    asked = drawn.circles
    if asked is None or not asked.marks:
        return "", 0, 0
    largest = reference(asked)
    radii = [radius_of(value, largest) * scale for value, _ in asked.marks]
    middle, bottom = radii[0] + 2, 2 * radii[0] + WORD / 2 + 2
    words_at = middle + radii[0] + GAP
    told = [said for _, said in asked.marks]
    parts, y = [], -WORD
    for said, radius in zip(told, radii, strict=True):
        top = bottom - 2 * radius
        y = max(top, WORD / 2, y + WORD * 1.25)
        parts.append(_circle(look(drawn, theme, 1, less=False), middle, bottom - radius, radius))
        parts.append(_leader(f"M{number(middle)} {number(top)}", words_at - 4, y, theme))
        parts.append(_word(said, words_at, y, theme))
    tall = max(bottom, y + WORD / 2) + 4
    if asked.less and any(value and value < 0 for value in asked.values.values()):
        y = tall + WORD
        parts.append(_circle(look(drawn, theme, 1, less=True), middle, y, LESS))
        parts.append(_word(asked.less, words_at, y, theme))
        told.append(asked.less)
        tall = y + WORD
    wide = words_at + max(width_of(said, WORD) for said in told) + 4
    return "".join(parts), wide, tall


def _circle(painted: str, x: float, y: float, radius: float) -> str:
    return (
        f'<circle {painted} stroke-width="1.6" cx="{number(x)}" cy="{number(y)}" '
        f'r="{number(radius)}"/>'
    )


def _leader(start: str, x: float, y: float, theme: Theme) -> str:
    return (
        f'<path class="map-soft-line" fill="none" stroke="{INKS[theme].soft}" '
        f'stroke-width=".9" d="{start}L{number(x)} {number(y)}"/>'
    )


def _word(said: str, x: float, y: float, theme: Theme) -> str:
    return (
        f'<text class="map-word" fill="{INKS[theme].ink}" font-size="{WORD}" '
        f'x="{number(x)}" y="{number(y + WORD * 0.35)}">{text(said)}</text>'
    )

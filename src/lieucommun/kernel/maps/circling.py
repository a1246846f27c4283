"""Circles over territories, the large below the small."""

from collections.abc import Iterator
from decimal import Decimal

from lieucommun.kernel.territories.contours.shape import Shape

from .framing import View
from .map import Circles, Map, Theme
from .palettes import INKS
from .sizing import largest_of, radius_of
from .writing import number, text

STROKE, HALO = 1.6, 4.0


def circles(drawn: Map, view: View, theme: Theme) -> Iterator[str]:
    """Yield the circles of a map; over colours they are rings, so that these are seen through."""
    if not drawn.circles:
        return
    largest = reference(drawn.circles)
    shapes = [each for each in drawn.shapes if view.shows(each)]
    if drawn.focus:
        shapes = [each for each in shapes if each.code in drawn.focus]
    found = ((drawn.circles.values.get(each.code), each) for each in shapes)
    sized = [(value, each) for value, each in found if value]
    sized.sort(key=lambda pair: (-abs(pair[0]), pair[1].code))
    placed = [(value, each, radius_of(value, largest) * view.unit) for value, each in sized]
    if drawn.classes:  # a ring is seen on dark colours as well
        halos = "".join(f"<circle {_place(each, radius)}/>" for _, each, radius in placed)
        yield (
            f'<g class="map-halo" fill="none" stroke="{INKS[theme].surface}" '
            f'stroke-width="{number(HALO * view.unit, 4)}">{halos}</g>'
        )
    yield f'<g stroke-width="{number(STROKE * view.unit, 4)}">'
    for value, each, radius in placed:
        said = text(drawn.words.pair.format(name=each.name, value=drawn.text_of(each.code)))
        yield (
            f"<circle {look(drawn, theme, view.unit, less=value < 0)} {_place(each, radius)}>"
            f"<title>{said}</title></circle>"
        )
    yield "</g>"


def _place(shape: Shape, radius: float) -> str:
    return f'cx="{number(shape.label_x)}" cy="{number(shape.label_y)}" r="{number(radius, 3)}"'


def reference(asked: Circles) -> Decimal:
    """Return the volume that the largest circle stands for."""
    return asked.largest or largest_of(asked.values.values())


def look(drawn: Map, theme: Theme, unit: float, *, less: bool) -> str:
    """Return how a circle is painted: less than nothing is dashed, which is not a colour alone."""
    inks = INKS[theme]
    if less:
        dashes = f"{number(5 * unit, 3)} {number(3 * unit, 3)}"
        return (
            f'class="map-less" fill="{inks.surface}" fill-opacity=".55" '
            f'stroke="{inks.less}" stroke-dasharray="{dashes}"'
        )
    if drawn.classes:
        return f'class="map-ring" fill="{inks.ink}" fill-opacity=".14" stroke="{inks.ink}"'
    return f'class="map-circle" fill="{inks.circle}" fill-opacity=".78" stroke="{inks.surface}"'

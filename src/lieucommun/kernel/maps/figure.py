"""A map as one SVG element, to stand in a page: territories, frames, circles, names, scale."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from lieucommun.kernel.territories.contours.shape import Shape

from . import circling, naming, surroundings
from .fills import class_fills, definitions, land_fill, missing_fill
from .framing import View, view_of
from .map import Map, Theme
from .palettes import INKS
from .writing import number, text

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
#: Widths of lines, in thousandths of the larger side.
BORDER, FINE_BORDER, MANY = 0.9, 0.45, 400
PARENT, LINING = 1.7, 1.6
PALE = 0.3
#: Beyond so many links, the keyboard goes past them: the table beside says the same.
MOST_STOPS = 150


def draw(drawn: Map, theme: Theme = "light") -> str:
    """Return a map as an SVG element, without words but the names of places and of its scale.

    Its title and description are for who does not see it; each territory says its name and value.
    Colours are attributes, which the classes of `styling` override to follow the page.
    """
    view = view_of(drawn)
    role = "group" if drawn.addresses else "img"
    key = text(drawn.key)
    return (
        f'<svg {NAMESPACE} class="drawn-map" viewBox="{view.box}" role="{role}" '
        f'aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{text(drawn.title)}</title>'
        f'<desc id="{key}-desc">{text(drawn.description)}</desc>'
        f"{contents(drawn, view, theme)}</svg>"
    )


def contents(drawn: Map, view: View, theme: Theme) -> str:
    """Return what stands in the view of a map, from the back to the front."""
    key = text(drawn.key)
    parts = [
        f"<defs>{''.join(definitions(drawn, theme, key, view.unit))}</defs>",
        *_territories(drawn, view, theme),
        *_parents(drawn, view, theme),
        *surroundings.frames(view, theme),
        *circling.circles(drawn, view, theme),
        *naming.names(drawn, view, theme),
        surroundings.scale(drawn, view, theme),
    ]
    return "".join(parts)


def _territories(drawn: Map, view: View, theme: Theme) -> Iterator[str]:
    """Yield the shapes: those around, then a group by class and by whether it is in focus."""
    inks = INKS[theme]
    shapes = [each for each in drawn.shapes if view.shows(each)]
    border = FINE_BORDER if len(shapes) > MANY else BORDER
    line = f'stroke-width="{number(border * view.unit, 4)}" stroke-linejoin="round"'
    around = [each for each in drawn.around if view.shows(each)]
    if around:
        paths = "".join(f'<path d="{each.path_d}"/>' for each in around)
        edge = f'<g class="map-edges" stroke="{inks.edge}" {line}>'
        yield f"{edge}<g {land_fill(theme).attributes}>{paths}</g></g>"
    stops = sum(each.code in drawn.addresses for each in shapes) <= MOST_STOPS
    style, ink = ("map-ink-line", inks.soft) if drawn.patterns else ("map-borders", inks.border)
    yield f'<g class="{style}" stroke="{ink}" {line}>'
    for attributes, members in _grouped(drawn, shapes, theme):
        paths = "".join(_territory(drawn, each, stops=stops) for each in members)
        yield f"<g {attributes}>{paths}</g>"
    yield "</g>"


def _grouped(
    drawn: Map, shapes: Iterable[Shape], theme: Theme
) -> Iterator[tuple[str, list[Shape]]]:
    fills = class_fills(drawn, theme, text(drawn.key))
    without = missing_fill(text(drawn.key)) if drawn.classes else land_fill(theme)
    groups: defaultdict[tuple[int, bool], list[Shape]] = defaultdict(list)
    for each in shapes:
        rank = drawn.class_of(each.code)
        pale = bool(drawn.focus) and each.code not in drawn.focus
        groups[-1 if rank is None else rank, pale].append(each)
    for (rank, pale), members in sorted(groups.items(), key=lambda group: group[0]):
        fill = fills[rank] if rank >= 0 else without
        yield fill.attributes + (f' fill-opacity="{PALE}"' if pale else ""), members


def _territory(drawn: Map, shape: Shape, *, stops: bool) -> str:
    """Return a shape that says its name and value, and leads to its page if it has one."""
    said = text(drawn.words.pair.format(name=shape.name, value=drawn.text_of(shape.code)))
    path = f'<path d="{shape.path_d}"><title>{said}</title></path>'
    address = drawn.addresses.get(shape.code)
    if not address:
        return path
    stop = "" if stops else ' tabindex="-1"'
    return f'<a href="{text(address)}" aria-label="{said}"{stop}>{path}</a>'


def _parents(drawn: Map, view: View, theme: Theme) -> Iterator[str]:
    """Yield the borders over their children, lined so that they are seen on any class."""
    parents = "".join(each.path_d for each in drawn.parents if view.shows(each))
    if not parents:
        return
    inks, name = INKS[theme], f"{text(drawn.key)}-parents"
    yield f'<defs><path id="{name}" d="{parents}"/></defs>'
    for style, ink, width in (
        ("map-halo", inks.surface, PARENT + LINING),
        ("map-outline", inks.outline, PARENT),
    ):
        yield (
            f'<use href="#{name}" class="{style}" fill="none" stroke="{ink}" '
            f'stroke-width="{number(width * view.unit, 4)}" stroke-linejoin="round" '
            'pointer-events="none"/>'
        )

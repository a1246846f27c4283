"""How a class, a missing value and a territory without figures are filled: colours or patterns."""

from collections.abc import Iterator
from dataclasses import dataclass

from .map import Map, Theme
from .palettes import INKS, colours, positions
from .writing import number

#: Lines and dots of prints without colours, from the lightest to the darkest: what is drawn on a
#: square of ten, the width of its line.
DRAWN = (
    ("", 0.0),
    ("M2 2h.01M7 7h.01", 1.6),
    ("M2 2h.01M7 2h.01M2 7h.01M7 7h.01", 2.3),
    ("M-1 1l2-2M0 10l10-10M9 11l2-2", 1.3),
    ("M-1 1l2-2M0 10l10-10M9 11l2-2M-1 6l7-7M4 11l7-7", 1.7),
    ("M0 0l10 10M0 10l10-10M-1 1l2-2M9 11l2-2M-1 9l2 2M9-1l2 2", 2.2),
    ("M0 0h10v10h-10z", 10.0),
)
HATCH = "M-1 1l2-2M0 8l8-8M7 9l2-2"
#: Beside patterns of lines and dots, what is missing is a ring.
RINGS = "M2 4a2 2 0 1 0 4 0a2 2 0 1 0-4 0"
SQUARE, HATCHED = 10, 8


@dataclass(frozen=True, slots=True)
class Fill:
    """How something is filled: the name of its style in pages, and the colour everywhere else."""

    style: str
    paint: str

    @property
    def attributes(self) -> str:
        return f'class="{self.style}" fill="{self.paint}"'


def class_fills(drawn: Map, theme: Theme, prefix: str) -> tuple[Fill, ...]:
    """Return the fill of each class; `prefix` begins the ids of the patterns."""
    count = len(drawn.classes)
    if drawn.patterns:
        return tuple(Fill("map-pattern", f"url(#{prefix}-{_rank(i, count)})") for i in range(count))
    places = positions(drawn.palette, count, drawn.below)
    paints = colours(drawn.palette, count, theme, drawn.below)
    return tuple(
        Fill(style_of(drawn.palette, float(place)), paint)
        for place, paint in zip(places, paints, strict=True)
    )


def style_of(palette: str, place: float) -> str:
    """Return the name of the style of a colour: its palette, its place in thousandths."""
    return f"map-{palette}-{round(place * 1000)}"


def missing_fill(prefix: str) -> Fill:
    """Return the fill of a territory whose value is missing."""
    return Fill("map-missing", f"url(#{prefix}-missing)")


def land_fill(theme: Theme) -> Fill:
    """Return the fill of a territory that is there for its outline."""
    return Fill("map-land", INKS[theme].land)


def definitions(drawn: Map, theme: Theme, prefix: str, unit: float) -> Iterator[str]:
    """Yield the patterns that fills refer to, for a drawing whose pixel is about a unit."""
    inks = INKS[theme]
    yield (
        f'<pattern id="{prefix}-missing" patternUnits="userSpaceOnUse" '
        f'{_sides(HATCHED)} patternTransform="scale({number(unit, 5)})">'
        f'<path class="map-land" fill="{inks.land}" d="M0 0h{HATCHED}v{HATCHED}h-{HATCHED}z"/>'
        f'<path class="map-hatch" fill="none" stroke="{inks.hatch}" stroke-width="1.2" '
        f'd="{RINGS if drawn.patterns else HATCH}"/></pattern>'
    )
    if drawn.patterns:
        count = len(drawn.classes)
        for rank in sorted({_rank(each, count) for each in range(count)}):
            yield _pattern(f"{prefix}-{rank}", rank, theme, unit)


def _pattern(name: str, rank: int, theme: Theme, unit: float) -> str:
    drawn, width = DRAWN[rank]
    inks = INKS[theme]
    lines = (
        f'<path class="map-ink" fill="none" stroke="{inks.ink}" stroke-width="{width}" '
        f'stroke-linecap="round" d="{drawn}"/>'
        if drawn
        else ""
    )
    return (
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" {_sides(SQUARE)} '
        f'patternTransform="scale({number(unit * 0.8, 5)})">'
        f'<path class="map-ground" fill="{inks.surface}" '
        f'd="M0 0h{SQUARE}v{SQUARE}h-{SQUARE}z"/>{lines}</pattern>'
    )


def _sides(side: int) -> str:
    return f'width="{side}" height="{side}"'


def _rank(each: int, count: int) -> int:
    """Return which of the seven patterns a class takes: they spread over all, as colours do."""
    return round(each * (len(DRAWN) - 1) / max(1, count - 1))

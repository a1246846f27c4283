"""Names written on a map, the largest territories first, where there is room."""

from collections.abc import Iterator

from .framing import View
from .map import Map, Theme
from .palettes import INKS
from .writing import number, text, width_of, wrapped

SIZE = 16.5
LINE = 1.15
#: A name may be a little wider than its territory.
WIDER = 1.25
LONG, MOST_LINES = 14, 3
HALO, HALO_ON_PATTERNS = 3.2, 5.0


def names(drawn: Map, view: View, theme: Theme) -> Iterator[str]:
    """Yield the names that a map asks for and that do not meet another one."""
    inks, unit = INKS[theme], view.unit * view.words
    shapes = [each for each in drawn.shapes if each.code in drawn.labels and view.shows(each)]
    shapes.sort(key=lambda each: (each.box[0] - each.box[2]) * (each.box[3] - each.box[1]))
    taken: list[tuple[float, float, float, float]] = []
    said: list[str] = []
    halo = HALO_ON_PATTERNS if drawn.patterns else HALO
    for each in shapes:
        lines = _lines(each.name)
        wide = max(width_of(line, SIZE) for line in lines) * unit
        tall = len(lines) * SIZE * LINE * unit
        if wide > WIDER * (each.box[2] - each.box[0]) or len(lines) > MOST_LINES:
            continue
        box = _box(each.label_x, each.label_y, wide, tall)
        if box[0] < view.left or box[2] > view.left + view.width or _meets(box, taken):
            continue
        taken.append(box)
        top = each.label_y - tall / 2 + SIZE * unit * 0.92
        for rank, line in enumerate(lines):
            y = top + rank * SIZE * LINE * unit
            said.append(f'<text x="{number(each.label_x)}" y="{number(y)}">{text(line)}</text>')
    if said:
        yield (
            f'<g class="map-word map-haloed" fill="{inks.ink}" stroke="{inks.surface}" '
            f'stroke-width="{number(halo * unit, 3)}" stroke-linejoin="round" '
            f'paint-order="stroke" font-size="{number(SIZE * unit, 3)}" text-anchor="middle" '
            f'pointer-events="none" aria-hidden="true">{"".join(said)}</g>'
        )


def _lines(name: str) -> list[str]:
    """Return a name in one line or two: long ones are cut after a hyphen or a space."""
    if len(name) <= LONG:
        return [name]
    parted = name.replace("-", "- ")
    longest = max(width_of(part, 1) for part in parted.split())
    words = wrapped(parted, 1, max(width_of(name, 1) * 0.6, longest * 1.01))  # never within a word
    return [line.replace("- ", "-") for line in words]


def _box(x: float, y: float, wide: float, tall: float) -> tuple[float, float, float, float]:
    return x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2


def _meets(
    box: tuple[float, float, float, float], taken: list[tuple[float, float, float, float]]
) -> bool:
    return any(
        box[0] < right and left < box[2] and box[1] < bottom and top < box[3]
        for left, top, right, bottom in taken
    )

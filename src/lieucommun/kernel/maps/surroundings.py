"""What stands beside the territories: overseas frames with their names, and the scale."""

from collections.abc import Iterator

from .framing import View
from .map import Map, Theme
from .palettes import INKS
from .writing import leftward, number, text

#: In units of the drawing, for frames; in thousandths of the larger side, for the scale.
FRAME, FRAME_WORD, MOST_WORDS = 0.9, 13.5, 1.25
WORD, TICK, ROOM = 17.0, 6.0, 12.0
LINE, HALO = 1.4, 3.5
#: Where the scale of the whole drawing begins: beside the frames, below the Pyrenees.
BESIDE_FRAMES = 200.0


def frames(view: View, theme: Theme) -> Iterator[str]:
    """Yield the frames of the overseas territories on the whole drawing, and their names."""
    if not view.insets or view.is_overseas:
        return
    inks = INKS[theme]
    boxes = "".join(
        f'<rect x="{number(each.x)}" y="{number(each.y)}" width="{number(each.width)}" '
        f'height="{number(each.height)}" rx="3"/>'
        for each in view.insets
    )
    yield (
        f'<g class="map-frames" fill="none" stroke="{inks.edge}" stroke-width="{FRAME}" '
        f'pointer-events="none">{boxes}</g>'
    )
    words = "".join(
        f'<text x="{number(each.x + each.width - 5)}" y="{number(each.y + each.height - 5)}" '
        f'text-anchor="end">{text(each.name)}</text>'
        for each in view.insets
    )
    size = number(FRAME_WORD * min(view.words, MOST_WORDS))
    yield (
        f'<g class="map-soft map-haloed" fill="{inks.soft}" stroke="{inks.surface}" '
        f'stroke-width="3" stroke-linejoin="round" paint-order="stroke" font-size="{size}" '
        f'pointer-events="none" aria-hidden="true">{words}</g>'
    )


def scale(drawn: Map, view: View, theme: Theme) -> str:
    """Return a bar as long as a round number of kilometres, below at the left."""
    inks, unit = INKS[theme], view.unit
    length, wide = view.bar()
    whole = bool(view.insets) and not view.is_overseas
    left = BESIDE_FRAMES if whole else view.left + ROOM * unit
    bottom = view.top + view.height - ROOM * unit
    tick = TICK * unit
    path = (
        f"M{number(left)} {number(bottom - tick, 3)}v{number(tick, 3)}"
        f"h{number(wide, 3)}v{number(-tick, 3)}"
    )
    halo = f'stroke="{inks.surface}" stroke-width="{number(HALO * unit, 3)}"'
    return (
        '<g aria-hidden="true" pointer-events="none" fill="none" stroke-linejoin="round">'
        f'<path class="map-halo" {halo} d="{path}"/>'
        f'<path class="map-ink" stroke="{inks.ink}" stroke-width="{number(LINE * unit, 3)}" '
        f'd="{path}"/><text class="map-word map-haloed" x="{number(left + wide + 8 * unit)}" '
        f'y="{number(bottom)}" font-size="{number(WORD * unit * view.words, 3)}" '
        f'fill="{inks.ink}" {halo} paint-order="stroke">{_said(drawn, length)}</text></g>'
    )


def _said(drawn: Map, length: float) -> str:
    count = drawn.words.number(int(length)) if length >= 1 else number(length)
    said = drawn.words.kilometres.format(count=count)
    return leftward(said) if drawn.words.leftward else text(said)

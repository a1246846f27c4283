"""A map that stands alone: title, legend, scale, sources and date around the drawing."""

from dataclasses import dataclass, field, replace

from .figure import NAMESPACE, contents
from .fills import definitions
from .framing import View, view_of
from .keys import SWATCH_WIDTH, circle_marks, entries, rectangle
from .map import Map, Theme
from .palettes import INKS
from .writing import leftward, number, text, wrapped

WIDTH, MARGIN, GUTTER = 1000, 36, 28
#: Beside a map at least this tall for its width stands the legend; below it otherwise.
TALL = 0.72
SIDE = 250
TITLE, LEGEND_TITLE, WORD, SMALL = 30.0, 17.0, 15.5, 13.5
LINE = 1.32
#: The width of a sheet in pixels of 1/72 inch: 20 cm, a page of A4.
PRINTED = 567
FAMILIES = "'Noto Sans', 'Noto Sans Arabic', system-ui, sans-serif"
MOST_WORDS = 1.4


@dataclass(slots=True)
class _Page:
    """What is written, from the top down; x counts from where the reader begins."""

    drawn: Map
    theme: Theme
    y: float = MARGIN
    parts: list[str] = field(default_factory=list)

    def words(
        self, said: str, size: float, x: float, width: float, *, style: str = "map-word"
    ) -> None:
        """Write words in lines, and go below them."""
        inks = INKS[self.theme]
        bold = style == "map-title"
        look = ' font-weight="700"' if bold else ""
        look += ' text-anchor="end"' if self.drawn.words.leftward else ""
        fill = inks.soft if style == "map-soft" else inks.ink
        for line in wrapped(said, size, width, bold=bold):
            self.y += size * LINE
            self.parts.append(
                f'<text class="{style}" x="{number(self.side(x))}" '
                f'y="{number(self.y - size * 0.32)}" font-size="{size}" fill="{fill}"{look}>'
                f"{leftward(line) if self.drawn.words.leftward else text(line)}</text>"
            )

    def side(self, x: float, width: float = 0) -> float:
        """Return where something stands, counted from the left whatever the direction."""
        return WIDTH - x - width if self.drawn.words.leftward else x


def sheet(drawn: Map, theme: Theme = "light") -> str:
    """Return a whole SVG document: what `draw` draws, and all that is to be read with it."""
    view = view_of(drawn)
    page = _Page(drawn, theme)
    page.words(drawn.title, TITLE, MARGIN, WIDTH - 2 * MARGIN, style="map-title")
    page.y += 14
    beside = view.height / view.width >= TALL
    width = WIDTH - 2 * MARGIN - (SIDE + GUTTER if beside else 0)
    height = width * view.height / view.width
    scale = max(width, height) / 1000
    view = replace(view, words=min(1 / scale, MOST_WORDS))
    page.parts.append(
        f'<svg x="{number(page.side(MARGIN, width))}" y="{number(page.y)}" '
        f'width="{number(width)}" height="{number(height)}" viewBox="{view.box}">'
        f"{contents(drawn, view, theme)}</svg>"
    )
    top, below = page.y, page.y + height
    if beside:
        x = MARGIN + width + GUTTER
        _classes(page, x, SIDE)
        _circles(page, x, SIDE, scale)
        page.y = max(page.y, below)
    else:
        half = width / 2 - GUTTER
        page.y = top = below + 10
        _classes(page, MARGIN, half)
        below, page.y = page.y, top
        _circles(page, MARGIN + half + 2 * GUTTER, half, scale)
        page.y = max(page.y, below)
    page.y += 16
    _foot(page, view)
    return _document(page)


def _classes(page: _Page, x: float, width: float) -> None:
    """Write the legend of the colours in a column."""
    drawn = page.drawn
    if not drawn.classes:
        return
    page.words(drawn.legend, LEGEND_TITLE, x, width, style="map-title")
    page.y += 6
    for label, count, fill in entries(drawn, page.theme, f"{drawn.key}-key"):
        left = page.side(x, SWATCH_WIDTH)
        page.parts.append(rectangle(fill.style, fill.paint, page.theme, left, page.y + 2))
        said = f"{label} ({drawn.words.number(count)})"
        page.words(said, WORD, x + SWATCH_WIDTH + 10, width - SWATCH_WIDTH - 10)
        page.y += 6
    page.y += 10


def _circles(page: _Page, x: float, width: float, scale: float) -> None:
    """Write the legend of the circles; `scale`: what a thousandth of the map measures here."""
    circles = page.drawn.circles
    if not circles:
        return
    page.words(circles.title, LEGEND_TITLE, x, width, style="map-title")
    page.y += 6
    body, wide, tall = circle_marks(page.drawn, page.theme, scale)
    left = page.side(x, wide)
    page.parts.append(f'<g transform="translate({number(left)} {number(page.y)})">{body}</g>')
    page.y += tall


def _foot(page: _Page, view: View) -> None:
    drawn = page.drawn
    insets = drawn.words.insets if view.insets and not view.is_overseas else ""
    x, far = page.side(MARGIN), page.side(WIDTH - MARGIN)
    page.parts.append(
        f'<path class="map-edges" fill="none" stroke="{INKS[page.theme].edge}" '
        f'd="M{number(x)} {number(page.y)}H{number(far)}"/>'
    )
    page.y += 8
    for said in filter(None, (insets, *drawn.sources, drawn.date)):
        page.words(said, SMALL, MARGIN, WIDTH - 2 * MARGIN, style="map-soft")


def _document(page: _Page) -> str:
    drawn, height = page.drawn, page.y + MARGIN * 0.7
    key = text(drawn.key)
    patterns = "".join(definitions(drawn, page.theme, f"{key}-key", 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg {NAMESPACE} viewBox="0 0 {WIDTH} {number(height)}" width="{PRINTED}" '
        f'height="{number(PRINTED * height / WIDTH)}" role="img" '
        f'xml:lang="{text(drawn.words.language)}" aria-labelledby="{key}-title" '
        f'aria-describedby="{key}-desc" font-family="{FAMILIES}">'
        f'<title id="{key}-title">{text(drawn.title)}</title>'
        f'<desc id="{key}-desc">{text(drawn.description)}</desc>'
        f"<defs>{patterns}</defs>"
        f'<rect fill="{INKS[page.theme].surface}" width="{WIDTH}" height="{number(height)}"/>'
        f"{''.join(page.parts)}</svg>\n"
    )

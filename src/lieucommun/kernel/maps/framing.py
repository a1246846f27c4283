"""What part of the drawing a map shows, and how many kilometres a unit of it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from lieucommun.kernel.territories.contours.shape import Box, Shape
from lieucommun.kernel.territories.projection import (
    HEIGHT,
    INSETS,
    METRES_PER_UNIT,
    WIDTH,
    Inset,
)

from .map import Map

MARGIN = 0.04
#: Nothing is shown closer than this, in units of the drawing: a commune alone keeps its place.
CLOSEST = 3.0
#: A tall map is no taller than this beside its width, and a wide one no lower.
TALLEST, LOWEST = 1.35, 0.55
#: No frame lies beyond: most shapes need not be looked for in any.
LAST_FRAME = max(inset.x + inset.width for inset in INSETS)
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
BAR = 0.22


@dataclass(frozen=True, slots=True)
class View:
    """A part of the drawing; `unit` is a thousandth of its larger side: a pixel, about.

    `kilometres` are those of a unit of the drawing. `insets` are the overseas frames in sight.
    `words`: how much larger than usual words are, on a sheet where the map is smaller.
    """

    left: float
    top: float
    width: float
    height: float
    kilometres: float
    insets: tuple[Inset, ...] = ()
    words: float = 1.0

    @property
    def unit(self) -> float:
        return max(self.width, self.height) / 1000

    @property
    def box(self) -> str:
        """The `viewBox` of the view."""
        sides = (self.left, self.top, self.width, self.height)
        return " ".join(f"{side:.2f}".rstrip("0").rstrip(".") for side in sides)

    def shows(self, shape: Shape) -> bool:
        """Whether a shape may be seen, its frame being in sight."""
        left, top, right, bottom = shape.box
        inset = inset_of(shape)
        return (
            left <= self.left + self.width
            and right >= self.left
            and top <= self.top + self.height
            and bottom >= self.top
            and (inset is None or inset in self.insets)
            and (inset is not None or not self.is_overseas)
        )

    @property
    def is_overseas(self) -> bool:
        """Whether the view is within one overseas frame."""
        return len(self.insets) == 1 and self.width < WIDTH

    def bar(self) -> tuple[float, float]:
        """Return a round length for a bar of scale: in kilometres, and in units."""
        room = BAR * self.width * self.kilometres
        length = max((step for step in STEPS if step <= room), default=STEPS[0])
        return length, length / self.kilometres


def view_of(drawn: Map) -> View:
    """Return what a map shows: the shapes of its focus, or all of them.

    Territories of several frames, as overseas and mainland, are shown on the whole drawing.
    """
    shapes = [each for each in drawn.shapes if each.code in drawn.focus] or [*drawn.shapes]
    if not shapes:
        return _whole(())
    frames = {inset_of(each) for each in shapes}
    if len(frames) > 1:
        seen = {inset_of(each) for each in (*drawn.shapes, *drawn.around)}
        return _whole(tuple(inset for inset in INSETS if inset in seen))
    (inset,) = frames
    box = bounds(each.box for each in shapes)
    if inset is None:
        return _around(box, METRES_PER_UNIT / 1000)
    return _around(box, kilometres_in(inset), (inset,))


def inset_of(shape: Shape) -> Inset | None:
    """Return the overseas frame that holds a shape; None on the mainland."""
    if shape.box[0] > LAST_FRAME:
        return None
    for inset in INSETS:
        if (
            inset.x <= shape.box[0]
            and shape.box[2] <= inset.x + inset.width
            and inset.y <= shape.box[1]
            and shape.box[3] <= inset.y + inset.height
        ):
            return inset
    return None


def kilometres_in(inset: Inset) -> float:
    """Return how many kilometres a unit of an overseas frame is, along its middle meridian.

    A degree of latitude, by the series of the ellipsoid GRS80.
    """
    middle = (inset.south + inset.north) / 2
    degree = 111.13295 - 0.55982 * cos(2 * radians(middle))
    tall = inset.place(inset.south, inset.west)[1] - inset.place(inset.north, inset.west)[1]
    return (inset.north - inset.south) * degree / tall


def bounds(boxes: Iterable[Box]) -> Box:
    """Return the box around boxes, of which there is one at least."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _whole(insets: Sequence[Inset]) -> View:
    return View(0, 0, WIDTH, HEIGHT, METRES_PER_UNIT / 1000, tuple(insets))


def _around(box: Box, kilometres: float, insets: tuple[Inset, ...] = ()) -> View:
    """Return a view with some room around a box, and its sides in proportion."""
    left, top, right, bottom = box
    room = MARGIN * max(right - left, bottom - top, CLOSEST)
    width = max(right - left, CLOSEST) + 2 * room
    height = max(bottom - top, CLOSEST) + 2 * room
    width = max(width, height / TALLEST)
    height = max(height, width * LOWEST)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return View(middle_x - width / 2, middle_y - height / 2, width, height, kilometres, insets)

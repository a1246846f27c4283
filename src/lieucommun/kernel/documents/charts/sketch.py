"""What a chart puts on its canvas, before it is a specification."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .canvas import Canvas, Layer
from .marks import INK, SURFACE, points, rectangles, text

#: Between two lines of a key.
KEY_LINE, KEY_MARK, KEY_GAP = 20, 14, 18


@dataclass(slots=True)
class Sketch:
    """Layers, the height of what is between the margins, and the margins, in pixels."""

    height: float
    layers: list[Layer] = field(default_factory=list)
    top: float = 4
    bottom: float = 4
    start: float = 0
    end: float = 0

    def crown(self, layers: list[Layer], height: float, canvas: Canvas) -> None:
        """Put a key above the drawing, as wide as its margins and it."""
        for layer in layers:
            for value in layer["data"]["values"]:
                for name in value.keys() & {"x", "x2"}:
                    value[name] -= self.end if canvas.leftward else self.start
                for name in value.keys() & {"y", "y2"}:
                    value[name] -= self.top - 4
        self.layers += layers
        self.top += height


def key(
    names: Sequence[str], canvas: Canvas, fills: Sequence[str], shapes: Sequence[str] = ()
) -> tuple[list[Layer], float]:
    """Return the key of a chart, on as many lines as it takes, and its height.

    Each name stands after the square that shows its fill, or after its shape. The layers are above
    the drawing: their `y` is negative.
    """
    width, at, line = float(canvas.width), 0.0, 0
    placed: list[tuple[float, int, list[str]]] = []
    for name in names:
        kept = canvas.wrap(name, width - KEY_MARK - 6)
        long = KEY_MARK + 6 + max(canvas.measure(each) for each in kept)
        if at and (at + long > width or len(kept) > 1):
            at, line = 0.0, line + 1
        placed.append((at, line, kept))
        line += len(kept) - 1
        at = width if len(kept) > 1 else at + long + KEY_GAP
    height = (line + 1) * KEY_LINE + 6.0
    tops = [row * KEY_LINE + 8 - height for _, row, _ in placed]
    words = [
        {"x": canvas.place(x + KEY_MARK + 4, width), "y": y, "text": [*map(canvas.words, kept)]}
        for (x, _, kept), y in zip(placed, tops, strict=True)
    ]
    marks = [
        {"x": canvas.place(x + 6, width), "y": y} for (x, _, _), y in zip(placed, tops, strict=True)
    ]
    layers = [text(words, canvas)]
    if shapes:
        for mark, fill, shape in zip(marks, fills, shapes, strict=False):
            layers.append(spot([mark], fill, shape))
        return layers, height
    squares = [
        {"x": mark["x"] - 6, "x2": mark["x"] + 6, "y": mark["y"] - 6, "y2": mark["y"] + 6,
         "fill": fill}
        for mark, fill in zip(marks, fills, strict=False)
    ]  # fmt: skip
    return [*layers, rectangles(squares)], height


def spot(values: list[dict[str, float]], fill: str, shape: str, size: int = 70) -> Layer:
    """Return points of a shape, edged so that they are seen on one another."""
    edge = INK if fill == SURFACE else fill
    return points(values, shape, fill=fill, stroke=edge, strokeWidth=1.5, size=size)

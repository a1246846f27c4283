"""What a map shows: shapes, figures and words, all given by who asks; nothing is read here."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from lieucommun.kernel.territories.contours.shape import Shape

Theme: TypeAlias = Literal["light", "dark"]
Values: TypeAlias = Mapping[str, Decimal | None]
Texts: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Class:
    """A class of values, from `lowest` to below `highest`; the last one holds its highest too.

    `label` is read in the legend, “12 to 30 €”; `count` is how many territories are in it.
    """

    lowest: Decimal
    highest: Decimal
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Circles:
    """Volumes drawn as circles, the area of each being as large as the volume is.

    `marks` are the values of the legend with their texts, the largest first (`sizing.marks` finds
    good ones). `largest` is the value of the largest circle; by default the largest volume. Give
    the same to maps that are compared. `less` is what a negative volume means, in the legend.
    """

    values: Values
    texts: Texts
    title: str
    marks: Sequence[tuple[Decimal, str]] = ()
    largest: Decimal | None = None
    less: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a map in the language of its reader; `pair` joins a name and its value."""

    pair: str = "{name}: {value}"
    missing: str = "No data"
    kilometres: str = "{count} km"
    thousands: str = ","
    insets: str = "Overseas: each at its own scale"
    language: str = "en"

    @property
    def leftward(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language.partition("-")[0] in {"ar", "fa", "he", "ps", "ur"}

    def number(self, count: int) -> str:
        """Return a whole number with its thousands apart."""
        return f"{count:,}".replace(",", self.thousands)


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """A map of territories: colours for the classes of a value, circles for volumes, or both.

    `key` begins the ids of the drawing: one for each map of a page. `description` is a sentence
    for who does not see the map. `values` and `texts` go by code: a value without a class, or no
    value, is hatched. A text without a value says why (“secret”). `addresses` lead from a
    territory to its page. `focus`: the codes to zoom on, the others being pale. `around`: shapes
    without figures behind all, `parents`: shapes whose border is drawn over their children.
    `labels`: the codes whose name is written, where there is room. `below`: for a diverging
    palette, how many classes lie below its middle (half of them when not said). `patterns`:
    classes differ by their pattern, for prints without colours.
    """

    key: str
    title: str
    description: str
    shapes: Sequence[Shape]
    values: Values = field(default_factory=dict)
    texts: Texts = field(default_factory=dict)
    classes: Sequence[Class] = ()
    legend: str = ""
    circles: Circles | None = None
    palette: str = "accent"
    below: int | None = None
    patterns: bool = False
    addresses: Mapping[str, str] = field(default_factory=dict)
    focus: frozenset[str] = frozenset()
    around: Sequence[Shape] = ()
    parents: Sequence[Shape] = ()
    labels: frozenset[str] = frozenset()
    sources: Sequence[str] = ()
    date: str = ""
    words: Words = field(default_factory=Words)

    def class_of(self, code: str) -> int | None:
        """Return the rank of the class of a territory, from 0; None without a class."""
        value = self.values.get(code)
        if value is None or not self.classes:
            return None
        if not self.classes[0].lowest <= value <= self.classes[-1].highest:
            return None
        lows = [each.lowest for each in self.classes]
        return bisect_right(lows, value) - 1

    def text_of(self, code: str) -> str:
        """Return what is read of a territory beside its name: its value, its volume."""
        said = self.texts.get(code, "")
        if self.circles:
            said = ", ".join(filter(None, (said, self.circles.texts.get(code, ""))))
        return said or self.words.missing

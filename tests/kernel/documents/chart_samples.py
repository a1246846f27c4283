"""Charts to draw in tests: one of each kind, with what is missing, secret, long and hostile."""

from decimal import Decimal
from random import Random

from lieucommun.kernel.documents.charts import (
    Axis,
    Bar,
    Bars,
    Chart,
    Distribution,
    Dots,
    Line,
    Lines,
    Point,
    Row,
    Scatter,
)

HOSTILE = '<script>alert("x")</script> & \' ]]> \x00 {{ }} ' + "Saint-Rémy-en-Bouzemont " * 9
NAMES = ("Mayenne", "Commer", "Saint-Fraimbault-de-Prières", "Aron", "Jublains", HOSTILE)
YEARS = tuple(str(year) for year in range(2014, 2022))
_FIGURES = (Decimal(612400), None, Decimal("2045000.5"), "secret", Decimal(-1200), Decimal(0))

BARS = Bars(
    title="Grants", head="Town", unit="€", places=0, ranked=True,
    bars=tuple(
        Bar(name, (value,), name == "Aron") for name, value in zip(NAMES, _FIGURES, strict=True)
    ),
)  # fmt: skip
STANDING = Bars(
    title="Visits", head="Year",
    bars=tuple(
        Bar(year, (value,))
        for year, value in zip(YEARS, (3, 5, None, 8, 2, 0, 9, 1), strict=True)
    ),
)  # fmt: skip
GROUPED = Bars(
    title="Grants", head="Town", unit="€", series=("DETR", "DSIL", HOSTILE),
    bars=tuple(
        Bar(name, (Decimal(40 + n), None if n == 2 else 30, 1)) for n, name in enumerate(NAMES)
    ),
)  # fmt: skip
STACKED = Bars(
    title="Grants", head="Town", unit="€", series=GROUPED.series, bars=GROUPED.bars, stacked=True
)
LINES = Lines(
    title="Per inhabitant", head="Year", unit="€", places=2, periods=YEARS,
    lines=(
        Line("Aron", (Decimal(40), 41, None, 44, Decimal("39.5"), None, 52, 60)),
        Line("Mayenne", tuple(Decimal(42 + n) for n in range(8))),
        Line(HOSTILE, (*([None] * 3), 30, *([None] * 4))),
        Line("Target", (Decimal(65),) * 8, "target"),
        Line("Path", tuple(Decimal(40 + 3 * n) for n in range(8)), "trajectory"),
    ),
)  # fmt: skip
_CHANCE = Random(1)  # noqa: S311 - chance, not secrets
_VALUES = tuple(Decimal(str(round(_CHANCE.lognormvariate(3.6, 0.8), 2))) for _ in range(300))
SPREAD = Distribution(
    title="Per inhabitant", head="Towns", unit="€", places=2, name="Aron", value=Decimal("63.60"),
    values=(*_VALUES, None, None, "secret"),
)  # fmt: skip
UNEQUAL = Distribution(
    title="Per inhabitant", head="Towns", unit="€", values=_VALUES, bounds=(0, 10, 20, 100),
    name=HOSTILE, value=500,
)  # fmt: skip
CLOUD = Scatter(
    title="Size and grants", head="Town", across=Axis("Inhabitants"), up=Axis("Grants", "€", 2),
    points=(
        *(Point(f"T{n}", n * 37 % 500, value, n in {3, 9}) for n, value in enumerate(_VALUES)),
        Point("Nowhere", None, 3),
        Point(HOSTILE, 499, Decimal(300), named=True),
    ),
)  # fmt: skip
DOTS = Dots(
    title="Per inhabitant", head="Who", unit="€", places=2, who=("Aron", "Mayenne", HOSTILE),
    rows=(Row("Grants", (Decimal("63.6"), Decimal("47.8"), None)),),
)  # fmt: skip
MANY_DOTS = Dots(
    title="Per inhabitant", head="Field", unit="€", who=DOTS.who,
    rows=tuple(Row(name, (n, n + 1, "secret")) for n, name in enumerate(NAMES)),
)  # fmt: skip
CHARTS: dict[str, Chart] = {
    "bars": BARS, "standing": STANDING, "grouped": GROUPED, "stacked": STACKED, "lines": LINES,
    "spread": SPREAD, "unequal": UNEQUAL, "cloud": CLOUD, "dots": DOTS, "many-dots": MANY_DOTS,
}  # fmt: skip
EMPTY: dict[str, Chart] = {
    "bars": Bars(title="T", head="Town", bars=()),
    "lines": Lines(title="T", head="Year", periods=(), lines=()),
    "unknown": Lines(title="T", head="Year", periods=("2018",), lines=(Line("a", (None,)),)),
    "spread": Distribution(title="T", head="Towns", values=(None,)),
    "cloud": Scatter(title="T", head="Town", across=Axis("a"), up=Axis("b"), points=()),
    "dots": Dots(title="T", head="Who", who=("a",), rows=()),
}

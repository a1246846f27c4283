"""Any figures can be drawn: huge, tiny, negative, equal, missing."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

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
    draw,
)
from lieucommun.kernel.documents.charts.framed import round_marks, spread
from lieucommun.kernel.documents.charts.scales import classes, ticks

FIGURES = st.integers(-(10**15), 10**15) | st.decimals(
    -(10**12), 10**12, allow_nan=False, allow_infinity=False, places=6
)
VALUES = st.none() | st.just("secret") | st.integers(-3, 3) | FIGURES
SIZES = st.sampled_from(["small", "wide", "print", "half"])
SOME = st.lists(VALUES, min_size=1, max_size=9).map(tuple)
COURSES = st.sampled_from(["value", "target", "trajectory"])


def _bars(values: tuple[int, ...], *, stacked: bool) -> Bars:
    bars = tuple(Bar(f"n{rank}", (value, 1), rank == 1) for rank, value in enumerate(values))
    return Bars(title="t", head="h", unit="€", series=("a", "b"), stacked=stacked, bars=bars)


CHARTS = st.one_of(
    st.builds(_bars, SOME, stacked=st.booleans()),
    SOME.map(lambda v: Bars(title="t", head="h", bars=tuple(Bar(f"n{x}", (x,)) for x in v))),
    st.builds(
        lambda values, course: Lines(
            title="t", head="h", unit="%", periods=tuple(map(str, range(len(values)))),
            lines=(Line("a", values), Line("b", values[::-1], course)),
        ),
        SOME, COURSES,
    ),
    st.builds(
        lambda values, own: Distribution(title="t", head="h", values=values, name="n", value=own),
        SOME, VALUES,
    ),
    st.lists(st.builds(Point, st.just("n"), VALUES, VALUES, st.booleans()), max_size=9).map(
        lambda points: Scatter(
            title="t", head="h", across=Axis("x"), up=Axis("y", "€", 2), points=tuple(points)
        )
    ),
    SOME.map(
        lambda v: Dots(title="t", head="h", who=("a",), rows=tuple(Row("r", (x,)) for x in v))
    ),
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CHARTS, SIZES, st.sampled_from(["en", "fr", "ar"]))
def test_any_figures_can_be_drawn(chart: Chart, size: str, language: str) -> None:
    drawn = draw(chart, language, size=size)  # type: ignore[arg-type]
    assert "NaN" not in drawn.svg
    assert etree.fromstring(drawn.svg).get("role") == "img"


@given(FIGURES, FIGURES, st.integers(2, 12))
def test_round_marks_hold_all_figures(one: Decimal, other: Decimal, count: int) -> None:
    low, high = min(one, other), max(one, other)
    marks = ticks(low, high, count)
    steps = {after - before for before, after in pairwise(marks)}
    assert marks[0] <= low <= high <= marks[-1]
    assert 2 <= len(marks) <= 2 * count + 3
    assert len(steps) == 1
    assert round_marks([one, other])[0] <= low


@given(st.lists(FIGURES, min_size=1, max_size=60))
def test_classes_grow(values: list[Decimal]) -> None:
    bounds = classes(values)
    assert list(bounds) == sorted(set(bounds))
    assert bounds[0] <= min(values)


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(10, 40)), max_size=5))
def test_words_are_never_over_one_another(wanted: list[tuple[float, float]]) -> None:
    placed = sorted(zip(spread(wanted, 200), (tall for _, tall in wanted), strict=True))
    for (y, tall), (below, its) in pairwise(placed):
        assert below - y >= (tall + its) / 2 - 0.001

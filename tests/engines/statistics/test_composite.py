"""Composite indices: scales, scores and what they are made of. Correlations against SciPy."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lieucommun.engines.statistics.composite import (
    Component,
    Scale,
    Score,
    index,
    kendall,
    spearman,
)

SCALES: tuple[Scale, ...] = ("rank", "minmax", "zscore", "ratio")
PAIRS = st.lists(st.tuples(st.integers(-4, 4), st.integers(-4, 4)), min_size=2, max_size=30)
COLUMNS = st.lists(
    st.lists(st.one_of(st.none(), st.integers(1, 30)), min_size=6, max_size=6),
    min_size=1,
    max_size=4,
)


def one(values: dict[str, Any], scale: Scale, **rest: Any) -> dict[str, float | None]:
    """Return the index of a single component: its values on the scale."""
    found = index({"c": Component(values, **rest)}, scale)
    return {key: None if each.value is None else float(each.value) for key, each in found.items()}


VALUES = {"a": 2, "b": Decimal("4.0"), "c": 4, "d": 10, "e": None}


def test_each_scale_means_what_it_says() -> None:
    assert one(VALUES, "rank") == {"a": 12.5, "b": 50, "c": 50, "d": 87.5, "e": None}
    assert one(VALUES, "minmax") == {"a": 0, "b": 25, "c": 25, "d": 100, "e": None}
    assert one(VALUES, "ratio") == {"a": 40, "b": 80, "c": 80, "d": 200, "e": None}
    assert one(VALUES, "ratio", reference=8) == {"a": 25, "b": 50, "c": 50, "d": 125, "e": None}
    found = one(VALUES, "zscore")
    assert [found[key] for key in "abcd"] == pytest.approx(stats.zscore([2, 4, 4, 10]), abs=1e-9)


def test_the_other_way_round_mirrors_the_scale() -> None:
    for scale, middle in zip(SCALES, (50, 50, 0, 100), strict=True):
        up, down = one(VALUES, scale), one(VALUES, scale, direction="down")
        sums = [up[key] + down[key] for key in "abcd"]  # type: ignore[operator]
        assert sums == pytest.approx([2 * middle] * 4, abs=1e-9)


@pytest.mark.parametrize(("scale", "middle"), list(zip(SCALES, (50, 50, 0, 100), strict=True)))
def test_where_all_are_equal_they_are_in_the_middle(scale: Scale, middle: int) -> None:
    assert one({"a": 3, "b": 3, "c": 3}, scale) == dict.fromkeys("abc", middle)
    assert one({"a": 7}, scale) == {"a": middle}
    assert one({"a": None}, scale) == {"a": None}
    third = Fraction(1, 3)
    assert one({"a": third, "b": third}, scale) == dict.fromkeys("ab", middle)


def test_nothing_is_compared_with_a_reference_that_is_not_above_zero() -> None:
    assert one({"a": -1, "b": 1}, "ratio") == {"a": None, "b": None}
    assert one({"a": 1}, "ratio", reference=0) == {"a": None}


COMPONENTS = {
    "income": Component({"a": 10, "b": 20, "c": 30, "d": None}, weight=3, direction="down"),
    "age": Component({"a": 40, "b": 60, "c": 50, "d": 40, "e": 50}, weight=Decimal("1.0")),
}


def test_a_score_shows_what_it_is_made_of() -> None:
    found = index(COMPONENTS, "minmax", need=1)
    assert {key: each.value for key, each in found.items()} == {
        "a": 75, "b": Decimal("62.5"), "c": Decimal("12.5"), "d": 0, "e": 50,
    }  # fmt: skip
    assert found["b"].parts == {
        "income": (50, Decimal("0.75"), Decimal("37.5")),
        "age": (100, Decimal("0.25"), 25),
    }
    assert found["d"].parts == {"age": (0, 1, 0)}
    third = index({"c": Component({"a": 0, "b": 1, "c": 3})}, "minmax")["b"]
    assert str(third.value) == str(third.parts["c"].scaled) == "33.3333333333"


def test_too_few_components_make_no_score() -> None:
    found = index(COMPONENTS, "minmax")
    assert [key for key, each in found.items() if each.value is None] == ["d", "e"]
    assert found["e"] == Score(None, {"age": (50, 1, 50)})


@pytest.mark.parametrize(
    ("components", "need", "said"),
    [
        ({}, None, "no component"),
        ({"c": Component({"a": 1}, weight=0)}, None, "weighs 0"),
        ({"c": Component({"a": 1}, weight=-1)}, None, "weighs -1"),
        ({"c": Component({"a": 1})}, 0, "0 of 1"),
        ({"c": Component({"a": 1})}, 2, "2 of 1"),
    ],
)
def test_what_cannot_be_weighed_is_refused(
    components: dict[str, Component[str]], need: int | None, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        index(components, "rank", need)


@given(COLUMNS, st.sampled_from(SCALES), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_points_add_up_and_weights_are_only_relative(
    columns: list[list[int | None]], scale: Scale, times: int
) -> None:
    components = {
        str(n): Component(dict(enumerate(values)), weight=n + 1) for n, values in enumerate(columns)
    }
    heavier = {
        name: Component(each.values, weight=each.weight * times)
        for name, each in components.items()
    }
    found = index(components, scale, need=1)
    assert index(heavier, scale, need=1) == found
    for score in found.values():
        assert (score.value is None) == (not score.parts)
        if score.value is not None:
            points = sum(part.points for part in score.parts.values())
            assert abs(points - score.value) <= Decimal("1e-9")
            assert abs(sum(part.share for part in score.parts.values()) - 1) <= Decimal("1e-9")


@given(COLUMNS, st.sampled_from(SCALES))
@settings(max_examples=100, deadline=None)
def test_an_index_never_falls_when_a_component_rises(
    columns: list[list[int | None]], scale: Scale
) -> None:
    """With reference and bounds that do not move: a tall value is added to each column."""
    frame = [[*values, 100, 1] for values in columns]
    frame[0][0] = 10
    risen = [list(values) for values in frame]
    risen[0][0] = 20
    if scale in {"zscore", "ratio"}:
        return
    before, after = (
        index({str(n): Component(dict(enumerate(v))) for n, v in enumerate(each)}, scale, need=1)
        for each in (frame, risen)
    )
    assert before[0].value is not None
    assert after[0].value is not None
    assert after[0].value >= before[0].value


@given(PAIRS)
@settings(max_examples=200, deadline=None)
def test_correlations_are_those_of_scipy(pairs: list[tuple[int, int]]) -> None:
    x, y = zip(*pairs, strict=True)
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert spearman(x, y) is kendall(x, y) is None
        return
    assert float(spearman(x, y) or 0) == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-6)
    assert float(kendall(x, y) or 0) == pytest.approx(stats.kendalltau(x, y).statistic, abs=1e-6)


def test_correlations_of_opposites_of_nobody_and_of_many() -> None:
    assert spearman([1, 2, 3], [1, 2, 3]) == kendall([1, 2, 3], [4, 5, 6]) == 1
    assert spearman([1, 2, 3], [3, 2, 1]) == kendall([1, 2, 3], [3, 2, 1]) == -1
    assert spearman([], []) is kendall([], []) is None
    rng = np.random.default_rng(1)
    x, y = rng.integers(0, 500, 3_000).tolist(), rng.integers(0, 500, 3_000).tolist()
    assert float(kendall(x, y) or 0) == pytest.approx(stats.kendalltau(x, y).statistic, abs=1e-6)
    for compare in (spearman, kendall):
        with pytest.raises(ValueError, match="zip"):
            compare([1, 2], [1])

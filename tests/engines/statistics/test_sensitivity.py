"""What an index owes to its weights: held against indices made again with other weights."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.engines.statistics import ranked
from lieucommun.engines.statistics.composite import (
    Component,
    Move,
    Places,
    Scale,
    Sensitivity,
    index,
    sensitivity,
)

KEYS = "abcdefgh"
COLUMNS = st.lists(
    st.lists(st.integers(0, 40), min_size=len(KEYS), max_size=len(KEYS)), min_size=2, max_size=4
)


def made(columns: list[list[int]], **weights: Decimal) -> dict[str, Component[str]]:
    return {
        f"c{n}": Component(
            dict(zip(KEYS, values, strict=True)), weight=weights.get(f"c{n}", Decimal(n + 1))
        )
        for n, values in enumerate(columns)
    }


def ranks(components: dict[str, Component[str]], scale: Scale) -> dict[str, int]:
    scores = {key: each.value for key, each in index(components, scale).items()}
    return {key: each.rank for key, each in ranked(scores).items()}


@given(COLUMNS, st.sampled_from(["rank", "minmax", "zscore"]), st.sampled_from([5, 20, 50]))
@settings(max_examples=80, deadline=None)
def test_variants_are_the_indices_that_they_say(
    columns: list[list[int]], scale: Scale, change: int
) -> None:
    components = made(columns)
    found = sensitivity(components, scale, change=change)
    base = ranks(components, scale)
    every = [base]
    for variant in found.variants:
        kept = dict(components)
        if variant.change is None:
            del kept[variant.component]
        else:
            weight = Fraction(components[variant.component].weight) * (
                1 + Fraction(variant.change) / 100
            )
            values = components[variant.component].values
            kept[variant.component] = Component(
                values, Decimal(weight.numerator) / weight.denominator
            )
        every.append(ranks(kept, scale))
        apart = [abs(every[-1][key] - base[key]) for key in KEYS]
        assert variant.mean_move == round(Decimal(sum(apart)) / len(KEYS), 3).quantize(
            Decimal("0.01"), rounding="ROUND_HALF_UP"
        )
        moved = {move.key: (move.rank, move.becomes) for move in variant.moves}
        assert moved == {k: (base[k], every[-1][k]) for k in KEYS if base[k] != every[-1][k]}
    assert len(every) == 1 + 3 * len(components)
    assert found.places == {
        key: (base[key], min(each[key] for each in every), max(each[key] for each in every))
        for key in KEYS
    }


def test_who_moves_most_comes_first() -> None:
    columns = [[8, 7, 6, 5, 4, 3, 2, 1], [1, 2, 3, 4, 5, 6, 7, 8]]
    found = sensitivity(made(columns, c0=Decimal(2), c1=Decimal(1)), "rank")
    without = next(each for each in found.variants if (each.component, each.change) == ("c0", None))
    assert (without.spearman, without.kendall, without.mean_move) == (-1, -1, Decimal("4.00"))
    assert without.moves[:2] == (Move("a", 1, 8), Move("h", 8, 1))
    assert found.places["a"] == Places(1, 1, 8)
    assert found.widest(2) == ["a", "h"]
    assert [(each.component, each.change) for each in found.variants] == [
        ("c0", 20), ("c0", -20), ("c1", 20), ("c1", -20), ("c0", None), ("c1", None),
    ]  # fmt: skip


def test_only_those_who_have_an_index_take_part() -> None:
    components = {
        "x": Component({"a": 1, "b": 2, "c": 3, "d": None}),
        "y": Component({"a": 3, "b": 1, "c": None, "d": None}),
    }
    found = sensitivity(components, "minmax", need=1)
    assert set(found.places) == {"a", "b", "c"}
    without = next(each for each in found.variants if (each.component, each.change) == ("x", None))
    assert {move.key for move in without.moves} <= {"a", "b"}
    assert set(sensitivity(components, "minmax").places) == {"a", "b"}


def test_a_lone_component_is_not_left_out() -> None:
    found = sensitivity({"x": Component({"a": 1, "b": 2})}, "rank")
    assert [each.change for each in found.variants] == [20, -20]
    assert all(each.spearman == 1 and not each.moves for each in found.variants)


def test_nobody_moves_among_nobody() -> None:
    found = sensitivity({"x": Component({"a": None}), "y": Component({})}, "rank")
    assert found.places == {}
    assert {(each.spearman, each.mean_move, each.moves) for each in found.variants} == {
        (None, 0, ())
    }
    assert Sensitivity({}, ()).widest(3) == []


@pytest.mark.parametrize("change", [0, 100, -5])
def test_a_change_is_a_part_of_the_weight(change: int) -> None:
    with pytest.raises(ValueError, match="a change of"):
        sensitivity({"x": Component({"a": 1})}, "rank", change=change)

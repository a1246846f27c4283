"""Tables: what they add up to, and what is refused."""

import pytest

from lieucommun.engines.statistics import TOTAL, Dimension, Table, rolled_up

from .attacking import all_codes, count, holds
from .random_tables import chance, linked

TERRITORY = Dimension(
    "territory", {"c1": "d1", "c2": "d1", "c3": "d2", "d1": "r", "d2": "r", "r": None}
)
MONTH = Dimension("month", {"m1": None, "m2": None})


def test_every_margin_of_every_level_is_there_and_exact() -> None:
    found = rolled_up(Table("all", (TERRITORY, MONTH), {("c1", "m1"): 3, ("c3", "m2"): 10**30}))
    assert len(found) == 6 * 3
    assert found["d1", "m1"] == found["d1", TOTAL] == found["r", "m1"] == 3
    assert found["c2", "m1"] == found["d1", "m2"] == 0
    assert found["r", TOTAL] == 10**30 + 3


def test_a_total_is_added_only_above_several_codes() -> None:
    assert set(rolled_up(Table("t", (TERRITORY,), {}))) == {(code,) for code in TERRITORY.parents}
    assert (TOTAL,) in rolled_up(Table("t", (MONTH,), {}))


def test_leaves_may_lie_at_any_depth() -> None:
    uneven = Dimension("territory", {"c1": "d1", "d1": "r", "abroad": "r", "r": None})
    found = rolled_up(Table("t", (uneven,), {("c1",): 2, ("abroad",): 1}))
    assert found == {("c1",): 2, ("d1",): 2, ("abroad",): 1, ("r",): 3}


def test_random_tables_add_up_as_plain_sums_do() -> None:
    for seed in range(60):
        rng = chance(seed)
        for table in linked(rng, rng.choice(((4,), (3, 4), (2, 3, 2))), 1):
            assert rolled_up(table) == {
                codes: count(table, holds(table.dimensions, codes))
                for codes in all_codes(table.dimensions)
            }


@pytest.mark.parametrize(
    ("parents", "said"),
    [
        ({}, "no code"),
        ({TOTAL: None}, "no code"),
        ({"a": "b"}, "not a code"),
        ({"a": "b", "b": "a"}, "above itself"),
        ({"a": "a"}, "above itself"),
        ({"a": "b", "b": "c", "c": "b"}, "above itself"),
    ],
)
def test_unsound_dimensions_are_refused(parents: dict[str, str | None], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rolled_up(Table("t", (Dimension("d", parents),), {}))


@pytest.mark.parametrize("codes", [("d1", "m1"), ("c1",), ("c1", "m1", "x"), ("c9", "m1")])
def test_counts_elsewhere_than_at_the_finest_level_are_refused(codes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not at the finest level"):
        rolled_up(Table("t", (TERRITORY, MONTH), {codes: 1}))


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="counts -1"):
        rolled_up(Table("t", (MONTH,), {("m1",): -1}))

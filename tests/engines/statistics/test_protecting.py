"""No small count is read or deduced: exact examples, random tables, an independent attacker."""

from dataclasses import replace
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.engines.statistics import (
    TOTAL,
    Cell,
    Codes,
    Dimension,
    Table,
    audit,
    protect,
    rolled_up,
)

from .attacking import betrayed
from .proofs import check, naive
from .random_tables import chance, linked

SEEDS = st.integers(0, 10**9)
SHAPES = ((3,), (4,), (5,), (2, 3), (3, 3), (3, 2), (2, 2, 2))


def flat(*names: str) -> Dimension:
    return Dimension(names[0], dict.fromkeys(names))


def hidden(table: Table, threshold: int = 5) -> set[Codes]:
    protection = protect([table], threshold)
    return {cell.codes for cell in protection.primary | protection.secondary}


def test_a_lone_small_cell_takes_the_cheapest_other_with_it() -> None:
    table = Table("all", (flat("a", "b", "c"),), {("a",): 2, ("b",): 9, ("c",): 7})
    assert hidden(table) == {("a",), ("c",)}
    found = protect([table])
    assert found.primary == {Cell("all", ("a",))}
    assert found.secondary == {Cell("all", ("c",))}
    shown = {cell.codes: count for cell, count in found.published.cells.items()}
    assert shown == {("a",): None, ("b",): 9, ("c",): None, (TOTAL,): 18}
    assert found.worlds == ({Cell("all", ("a",)): 3, Cell("all", ("c",)): -3},)


def test_two_small_cells_that_do_not_hide_each_other_take_a_third() -> None:
    table = Table("all", (flat("a", "b", "c"),), {("a",): 1, ("b",): 2, ("c",): 7})
    assert hidden(table) == {("a",), ("b",), ("c",)}
    assert hidden(Table("all", (flat("a", "b", "c"),), {("a",): 3, ("b",): 4, ("c",): 7})) == {
        ("a",),
        ("b",),
    }


def test_when_all_is_small_nothing_but_zeros_is_shown() -> None:
    table = Table("all", (flat("a", "b"),), {("a",): 2})
    assert hidden(table) == {("a",), (TOTAL,)}
    assert protect([table]).published.cells[Cell("all", ("b",))] == 0


def test_in_two_dimensions_four_corners_are_hidden() -> None:
    rows: dict[Codes, int] = {("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 7}
    table = Table("all", (flat("a", "b"), flat("x", "y")), rows)
    assert hidden(table) == set(rows)


def test_levels_are_protected_together() -> None:
    """A lone small commune hides its neighbour, not its department."""
    places = Dimension("place", {"c1": "d1", "c2": "d1", "c3": "d2", "d1": None, "d2": None})
    table = Table("all", (places,), {("c1",): 2, ("c2",): 20, ("c3",): 9})
    assert hidden(table) == {("c1",), ("c2",)}
    alone = Table("all", (places,), {("c1",): 20, ("c2",): 9, ("c3",): 3})
    assert hidden(alone) == {("c3",), ("d2",), ("d1",), ("c2",)}


def test_a_part_does_not_betray_those_whom_it_does_not_count() -> None:
    """12 of 14 have the need: the 2 others would be told by a difference."""
    places = (flat("a", "b"),)
    whole = Table("all", places, {("a",): 14, ("b",): 30})
    part = Table("need", places, {("a",): 12, ("b",): 10}, "all")
    assert betrayed(naive([whole, part], 5), [whole, part], 5)
    found = protect([whole, part])
    assert not found.primary
    assert found.secondary == {Cell("need", ("a",)), Cell("need", ("b",))}
    check(found)


def test_all_having_a_need_is_shown() -> None:
    places = (flat("a", "b"),)
    whole: dict[Codes, int]
    part: dict[Codes, int]
    whole, part = {("a",): 14, ("b",): 30}, {("a",): 14, ("b",): 10}
    found = protect([Table("all", places, whole), Table("need", places, part, "all")])
    assert not found.primary | found.secondary


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_an_attacker_who_tries_every_table_never_finds_a_small_count(seed: int) -> None:
    rng = chance(seed)
    shape = rng.choice(SHAPES)
    tables = linked(rng, shape, rng.choice((0, 1)) if len(shape) < 3 else 0)
    threshold = rng.choice((2, 3, 5))
    protection = protect(tables, threshold)
    check(protection)
    assert betrayed(protection.published, tables, threshold) == []


def test_the_same_attack_succeeds_when_only_small_cells_are_hidden() -> None:
    taken = 0
    for seed in range(60):
        rng = chance(seed)
        tables = linked(rng, rng.choice(SHAPES[:6]), 1)
        taken += bool(betrayed(naive(tables, 5), tables, 5))
    assert taken > 20


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_larger_tables_with_many_parts_have_a_world_for_each_small_cell(seed: int) -> None:
    rng = chance(seed)
    shape = rng.choice(((9,), (5, 6), (6, 4), (3, 3, 3)))
    protection = protect(linked(rng, shape, rng.choice((0, 1, 3)), rng.choice((4, 12, 60))))
    check(protection)
    for each in audit(protection.published):
        assert each.high is None or each.high >= 5 or each.cell not in protection.proofs


@given(SEEDS)
@settings(max_examples=50, deadline=None)
def test_nothing_is_hidden_when_nothing_is_small(seed: int) -> None:
    tables = [
        replace(table, counts={codes: count * 5 for codes, count in table.counts.items()})
        for table in linked(chance(seed), (4, 3), 2)
    ]
    protection = protect(tables, 5)
    assert not protection.primary | protection.secondary
    assert not protection.worlds
    for table in tables:
        for codes, count in rolled_up(table).items():
            assert protection.published.cells[Cell(table.name, codes)] == count


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_names_and_the_order_of_counts_change_nothing(seed: int) -> None:
    rng = chance(seed)
    tables = linked(rng, (4, 3), 2)
    protection = protect(tables)
    assert protect(tables) == protection
    renamed = protect([_renamed(table) for table in tables])
    for ours, theirs in (
        (protection.primary, renamed.primary),
        (protection.secondary, renamed.secondary),
    ):
        assert {(cell.table, tuple(map(_other, cell.codes))) for cell in ours} == {
            (cell.table, cell.codes) for cell in theirs
        }


def _other(code: str) -> str:
    return code if code == TOTAL else f"{crc32(code.encode()) % 97}-{code}"


def _renamed(table: Table) -> Table:
    dimensions = tuple(
        Dimension(
            f"{each.name}'",
            {_other(code): above and _other(above) for code, above in each.parents.items()},
        )
        for each in table.dimensions
    )
    backwards = reversed([*table.counts.items()])
    counts = {tuple(map(_other, codes)): count for codes, count in backwards}
    return replace(table, dimensions=dimensions, counts=counts)


def test_what_cannot_be_protected_is_refused() -> None:
    places = (flat("a", "b"),)
    table = Table("all", places, {("a",): 2})
    for tables, threshold, said in (
        ([], 5, "no table"),
        ([table, table], 5, "same name"),
        ([table], 0, "threshold"),
        ([table, Table("other", (flat("a", "c"),), {})], 5, "same dimensions"),
        ([table, Table("part", places, {}, "gone")], 5, "gone"),
        ([table, Table("p", places, {}, "all"), Table("q", places, {}, "p")], 5, "everybody"),
        ([table, Table("part", places, {("a",): 3}, "all")], 5, "exceeds"),
        ([Table("all", places, {(TOTAL,): 3})], 5, "finest"),
    ):
        with pytest.raises(ValueError, match=said):
            protect(tables, threshold)

"""What an attacker deduces: exact bounds, true of what was counted."""

from fractions import Fraction

from lieucommun.engines.statistics import (
    Cell,
    Codes,
    Deduced,
    Dimension,
    Published,
    Table,
    audit,
    protect,
)
from lieucommun.engines.statistics.deducing import solve

from .attacking import Attack, all_codes, holds
from .proofs import naive
from .random_tables import chance, linked

FLAT = Dimension("place", {"a": None, "b": None, "c": None})


def shown(**counts: int | None) -> Published:
    cells = {Cell("all", ("*" if name == "total" else name,)): n for name, n in counts.items()}
    return Published((FLAT,), {"all": None}, cells)


def test_a_lone_hidden_cell_is_a_difference() -> None:
    found = audit(shown(a=None, b=9, c=7, total=18))
    assert found == [Deduced(Cell("all", ("a",)), 2, 2)]


def test_two_hidden_cells_are_bounded_by_their_sum() -> None:
    found = audit(shown(a=None, b=9, c=None, total=18))
    assert found == [Deduced(Cell("all", (name,)), 0, 9) for name in "ac"]


def test_without_a_total_nothing_bounds_a_cell_from_above() -> None:
    found = audit(shown(a=None, b=9, c=7, total=None))
    assert found == [Deduced(Cell("all", ("a",)), 0, None), Deduced(Cell("all", ("*",)), 16, None)]


def test_sums_of_sums_are_eliminated() -> None:
    """No row or column has a lone hidden cell, and yet all sums together leave one value."""
    rows, columns = (
        Dimension("row", dict.fromkeys("abc")),
        Dimension("column", dict.fromkeys("xyz")),
    )
    names = ("ax", "ay", "by", "bz", "cx", "cy", "cz")
    places: list[Codes] = [(name[0], name[1]) for name in names]
    counts: dict[Codes, int] = dict.fromkeys(places, 3) | {("a", "z"): 6, ("b", "x"): 8}
    table = Table("all", (rows, columns), counts)
    cells = {
        cell: None if cell.codes in places else count
        for cell, count in naive([table], 1).cells.items()
    }
    opened = Published(table.dimensions, {"all": None}, cells | {Cell("all", ("c", "y")): 3})
    assert all(each.high == 6 for each in audit(opened))
    less = dict(opened.cells) | {Cell("all", ("a", "x")): 3}
    assert all(
        each.low == each.high == 3
        for each in audit(Published(table.dimensions, {"all": None}, less))
    )


def test_three_sums_of_two_leave_one_value_each_once_eliminated() -> None:
    """Bounds alone go no further than 0 to 6."""
    one = Fraction(1)
    pairs = [{"x": one, "y": one}, {"y": one, "z": one}, {"z": one, "x": one}]
    equations = [{**each, "sum": -one} for each in pairs]
    assert solve(equations, {"sum": 6}, 3) == dict.fromkeys("xyz", (3, 3))
    assert solve(equations, {"sum": 6}, 2) == dict.fromkeys("xyz", (0, 6))


def test_the_rest_of_a_total_bounds_the_rest_of_each_cell() -> None:
    """17 of 20 have the need: no place has more than 3 who have it not."""
    cells: dict[Cell, int | None] = {
        Cell(name, (place,)): None for name in ("all", "need") for place in FLAT.parents
    }
    cells |= {Cell("all", ("*",)): 20, Cell("need", ("*",)): 17}
    published = Published((FLAT,), {"all": None, "need": "all"}, cells)
    found = {each.cell: each for each in audit(published, most=0)}
    rest = found[Cell("need", ("a",), rest=True)]
    assert (rest.low, rest.high) == (0, 3)


def test_those_whom_a_part_does_not_count_are_audited_too() -> None:
    whole = Table("all", (FLAT,), {("a",): 14, ("b",): 30})
    part = Table("need", (FLAT,), {("a",): 12, ("b",): 10}, "all")
    found = {each.cell: each for each in audit(protect([whole, part]).published)}
    rest = found[Cell("need", ("a",), rest=True)]
    assert (rest.low, rest.high) == (0, 14)


def test_bounds_hold_for_what_was_counted_and_are_those_of_an_exhaustive_search() -> None:
    exact = bounds = 0
    for seed in range(120):
        rng = chance(seed)
        tables = linked(rng, rng.choice(((3,), (4,), (2, 2), (2, 3))), rng.choice((0, 1)), 8)
        truth = {table.name: table.counts for table in tables}
        for published in (protect(tables).published, naive(tables, 5)):
            attack = Attack(published)
            inside = {c: holds(published.dimensions, c) for c in all_codes(published.dimensions)}
            for each in audit(published):
                if each.cell.rest:
                    continue
                leaves = inside[each.cell.codes]
                count = sum(truth[each.cell.table].get(leaf, 0) for leaf in leaves)
                assert each.low <= count
                wanted = {Cell(each.cell.table, leaf): 1 for leaf in leaves}
                if each.high is not None and each.high < 30:
                    assert count <= each.high
                    assert not attack.can_be(wanted, each.high + 1)
                    bounds += 1
                    exact += attack.can_be(wanted, each.high)
    assert bounds > 300
    assert exact > 0.97 * bounds


def test_large_groups_are_only_propagated() -> None:
    table = linked(chance(3), (5, 5), 0)[0]
    published = protect([table]).published
    wide, narrow = audit(published, most=0), audit(published)
    for one, other in zip(wide, narrow, strict=True):
        assert one.low <= other.low
        assert one.high is None or (other.high is not None and other.high <= one.high)

"""What an attacker deduces: exact bounds, true of what was counted."""

from lieucommun.engines.statistics import Cell, Deduced, Dimension, Published, Table, audit, protect

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
    places = [("a", "x"), ("a", "y"), ("b", "y"), ("b", "z"), ("c", "x"), ("c", "y"), ("c", "z")]
    counts = dict.fromkeys(places, 3) | {("a", "z"): 6, ("b", "x"): 8}
    table = Table("all", (rows, columns), counts)
    cells = {
        cell: None if cell.codes in places else count
        for cell, count in naive([table], 1).cells.items()
    }
    opened = Published(table.dimensions, {"all": None}, cells | {Cell("all", ("c", "y")): 3})
    assert all(each.high == 6 for each in audit(opened))
    less = opened.cells | {Cell("all", ("a", "x")): 3}
    assert all(
        each.low == each.high == 3
        for each in audit(Published(table.dimensions, {"all": None}, less))
    )


def test_those_whom_a_part_does_not_count_are_audited_too() -> None:
    whole = Table("all", (FLAT,), {("a",): 14, ("b",): 30})
    part = Table("need", (FLAT,), {("a",): 12, ("b",): 10}, "all")
    found = {each.cell: each for each in audit(protect([whole, part]).published)}
    rest = found[Cell("need", ("a",), rest=True)]
    assert (rest.low, rest.high) == (0, 14)


def test_bounds_hold_for_what_was_counted_and_are_those_of_an_exhaustive_search() -> None:
    exact = bounds = 0
    for seed in range(60):
        rng = chance(seed)
        tables = linked(rng, rng.choice(((4,), (2, 3), (3, 3))), rng.choice((0, 1)))
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

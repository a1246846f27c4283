"""Publications one after the other: their differences tell no small count."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.engines.statistics import Cell, Codes, Dimension, Protection, Table, audit, protect

from .attacking import betrayed
from .proofs import check
from .random_tables import chance, editions

PLACES = Dimension("place", {"a": None, "b": None})


def year(months: int) -> Dimension:
    parents: dict[str, str | None] = {f"m{each}": "y" for each in range(months)}
    return Dimension("month", {**parents, "y": None})


def table(*counts: tuple[int, int]) -> Table:
    known: dict[Codes, int] = {
        (place, f"m{m}"): pair[n] for m, pair in enumerate(counts) for n, place in enumerate("ab")
    }
    return Table("all", (PLACES, year(len(counts))), known)


def test_a_year_that_grew_by_few_is_not_shown_beside_what_it_was() -> None:
    """20, then 22 in place a: the 2 who came in the last month would be told."""
    first, second = table((20, 30)), table((20, 30), (2, 40))
    march = protect([first])
    assert not march.primary | march.secondary
    apart = replace(protect([second]).published, before=march.published)
    april = protect([second], before=march)
    assert april.published.before == march.published
    assert april.published.cells[Cell("all", ("a", "y"))] is None
    assert april.published.cells[Cell("all", ("a", "m0"))] == 20
    assert betrayed(april.published, [second], 5) == []
    assert betrayed(apart, [second], 5)
    check(april)


def test_two_months_at_once_do_not_tell_the_few_who_came_in_either() -> None:
    """2 and 2 came in place a: 4 in all, which the year would tell beside what it was."""
    first, second = table((20, 30)), table((20, 30), (2, 40), (2, 50))
    later = protect([second], before=protect([first]))
    assert later.published.cells[Cell("all", ("a", "y"))] is None
    assert betrayed(later.published, [second], 5) == []


def test_a_closed_month_keeps_its_counts_whatever_is_counted_later() -> None:
    march = protect([table((20, 30))])
    april = protect([table((21, 30), (9, 40))], before=march)
    assert april.published.cells[Cell("all", ("a", "m0"))] == 20
    assert april == protect([table((20, 30), (9, 40))], before=march)
    assert april.tables[0].counts["a", "m0"] == 20


def test_publishing_again_changes_nothing() -> None:
    march = protect([table((3, 30), (8, 2))])
    again = protect([table((9, 31), (1, 2))], before=march)
    assert again.published.cells == march.published.cells
    check(again)


@given(st.integers(0, 10**9))
@settings(max_examples=80, deadline=None)
def test_an_attacker_who_kept_every_publication_finds_no_small_count(seed: int) -> None:
    rng = chance(seed)
    threshold, protection = rng.choice((3, 5)), None
    months = editions(rng, rng.choice((2, 3)), rng.choice((0, 1)))
    for tables in months if rng.random() < 0.5 else (months[0], months[-1]):
        protection = protect(tables, threshold, protection)
        check(protection)
    assert protection is not None
    assert betrayed(protection.published, protection.tables, threshold) == []


def test_the_same_attack_succeeds_when_publications_do_not_know_of_each_other() -> None:
    taken = 0
    for seed in range(40):
        rng = chance(seed)
        published = None
        for tables in editions(rng, 3, rng.choice((0, 1))):
            published = replace(protect(tables).published, before=published)
        assert published is not None
        taken += bool(betrayed(published, tables, 5))
    assert taken > 5


def test_long_series_stay_proven() -> None:
    for seed in range(6):
        protection: Protection | None = None
        for tables in editions(chance(seed), 8, 2):
            protection = protect(tables, 5, protection)
        assert protection is not None
        check(protection)
        for each in audit(protection.published):
            assert each.high is None or each.high >= 5 or each.cell not in protection.proofs


def test_series_that_are_not_continued_are_refused() -> None:
    march = protect([table((20, 30))])
    more = Dimension("place", {"a": None, "b": None, "c": None})
    under = Dimension("place", {"a": "d", "b": None, "d": None})
    split = Dimension("place", {"a": None, "b": None, "a1": "a"})
    for dimensions, said in (
        ((more, year(2)), "only one dimension"),
        ((under, year(1)), "have changed"),
        ((split, year(1)), "have changed"),
        ((PLACES,), "not the dimensions"),
    ):
        with pytest.raises(ValueError, match=said):
            protect([Table("all", dimensions, {})], before=march)
    with pytest.raises(ValueError, match="not the tables"):
        protect([replace(table((20, 30)), name="other")], before=march)
    with pytest.raises(ValueError, match="threshold"):
        protect([table((20, 30))], 10, march)

"""The order in which the records of one submission are written."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lieucommun.engines.xforms import Entity, referred_first


def entity(name: str, *named: str) -> Entity:
    properties = {f"field{rank}": text for rank, text in enumerate(named)}
    return Entity("things", name, name, create=True, update=False, properties=properties)


def order(*found: Entity) -> list[str]:
    return [each.id for each in referred_first(found)]


def test_a_part_asked_before_the_whole_is_written_after_it() -> None:
    assert order(entity("part", "whole"), entity("whole")) == ["whole", "part"]
    assert order(entity("part", "uuid:whole"), entity("uuid:whole")) == ["uuid:whole", "part"]
    assert order(entity("a", "x c y"), entity("b", "a"), entity("c", "d"), entity("d")) == [
        *("d", "c", "a", "b")
    ]


def test_the_order_of_the_form_is_kept_where_nothing_is_named() -> None:
    assert order(entity("c"), entity("a", "elsewhere"), entity("b", "a")) == ["c", "a", "b"]
    assert order() == []


def test_those_that_name_themselves_or_each_other_are_all_there() -> None:
    assert order(entity("a", "a")) == ["a"]
    assert sorted(order(entity("a", "b"), entity("b", "a"))) == ["a", "b"]


def test_a_long_chain_is_followed_without_recursion() -> None:
    names = [f"n{rank}" for rank in range(5000)]
    chain = [entity(a, b) for a, b in zip(names, [*names[1:], ""], strict=True)]
    assert order(*chain) == names[::-1]


@given(st.lists(st.sets(st.integers(0, 11)), max_size=12), st.randoms(use_true_random=False))
def test_nothing_is_lost_and_whatever_is_named_goes_first(
    named: list[set[int]], chance: Random
) -> None:
    found = [
        entity(f"n{rank}", *(f"n{each}" for each in sorted(others) if each < rank))
        for rank, others in enumerate(named)
    ]
    chance.shuffle(found)
    ordered = referred_first(found)
    assert sorted(each.id for each in ordered) == sorted(each.id for each in found)
    place = {each.id: rank for rank, each in enumerate(ordered)}
    for each in found:
        assert all(place[other] < place[each.id] for other in each.properties.values())

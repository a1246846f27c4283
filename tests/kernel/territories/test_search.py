"""What people type, and what should come first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.territories import (
    Level,
    Match,
    Territory,
    current,
    every,
    find,
    matches,
    search,
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("st etienne", "commune:42218"),
        ("ST-ETIENNE", "commune:42218"),
        ("Saint-Étienne", "commune:42218"),
        ("saint étienne mét", "epci:244200770"),
        ("ste mère église", "commune:50523"),
        ("l'hay", "commune:94038"),
        ("L’HAŸ LES ROSES", "commune:94038"),
        ("hay-les-roses", "commune:94038"),
        ("havre", "commune:76351"),
        ("le havre", "commune:76351"),
        ("42000", "commune:42218"),
        ("13001", "commune:13055"),
        ("75011", "commune:75056"),
        ("42218", "commune:42218"),
        ("42292", "commune:42218"),
        ("84", "departement:84"),
        ("2a", "departement:2A"),
        ("2B033", "commune:2B033"),
        ("974", "departement:974"),
        ("244200770", "epci:244200770"),
        ("paris", "commune:75056"),
        ("paris 11", "commune:75056"),
        ("lyon", "commune:69123"),
        ("metropole de lyon", "epci:200046977"),
        ("bretagne", "region:53"),
        ("loire", "departement:42"),
        ("la réunion", "departement:974"),
        ("corse", "region:94"),
        ("aura", "region:84"),
        ("PACA", "region:93"),
        ("rhône-alpes", "region:84"),
        ("val d oise", "departement:95"),
        ("saint denis", "commune:97411"),
        ("saint denis 93", "commune:93066"),
        ("saint-denis (93200)", "commune:93066"),
        ("annecy le vieux", "commune:74010"),
        ("marseille 1er", "commune:13055"),
        ("communauté de communes de forez est", "epci:200065894"),
        ("cc de forez-est", "epci:200065894"),
        ("mont st michel", "commune:50353"),
        ("Œting", "commune:57521"),
        ("oeting", "commune:57521"),
        ("y", "commune:80829"),
        ("nouméa", "commune:98818"),
        ("polynésie", "departement:987"),
        ("france", "country:FR"),
        ("île d’yeu", "commune:85113"),
    ],
)
def test_the_likeliest_comes_first(typed: str, first: str) -> None:
    assert [each.key for each in search(typed, limit=1)] == [first]


def test_equals_are_sorted_by_population_then_from_the_commune_up() -> None:
    assert [each.key for each in search("saint denis", "commune", 3)] == [
        "commune:97411",
        "commune:93066",
        "commune:11339",
    ]
    assert [each.key for each in search("paris", limit=2)] == ["commune:75056", "departement:75"]
    assert [each.key for each in search("la réunion", limit=3)] == [
        "departement:974",
        "region:04",
        "commune:47222",
    ]


def test_a_whole_name_comes_before_a_bigger_place_that_begins_alike() -> None:
    assert [each.name for each in search("eu", limit=2)] == ["Eu", "Eure"]


@pytest.mark.parametrize(
    ("level", "key"),
    [("epci", "epci:244200770"), ("commune", "commune:42218")],
)
def test_a_level_narrows(level: Level, key: str) -> None:
    found = search("saint etienne", level)
    assert {each.level for each in found} == {level}
    assert found[0].key == key


def test_a_former_name_says_so() -> None:
    saint_etienne = find("commune:42218")
    assert saint_etienne
    assert Match(saint_etienne, "Rochetaillée") in matches("rochetaillee")
    assert matches("saint etienne", limit=1) == (Match(saint_etienne),)


@pytest.mark.parametrize("typed", ["", "   ", "—", "xyzzy", "99999999999", "saint denis 2a", "00"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert search(typed) == ()


def test_limit_holds() -> None:
    assert len(search("saint", limit=7)) == 7
    assert search("saint", limit=0) == ()


@given(st.sampled_from(every("commune")))
def test_every_commune_is_found_by_its_name_and_by_its_code(commune: Territory) -> None:
    assert commune in search(f"{commune.name} {commune.departement}", "commune", 5)
    assert commune in search(commune.code, "commune", 100)


@given(st.text(max_size=12))
def test_any_text_is_answered(typed: str) -> None:
    found = search(typed)
    assert len(found) <= 10
    assert all(current(each.key) for each in found)

"""The committed register: counts, sums, and what an old code has become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.territories import (
    LEVELS,
    Current,
    Territory,
    about,
    children,
    contains,
    current,
    every,
    find,
    parents,
    readings,
    unknown,
)

REGISTERED = [territory for level in LEVELS for territory in every(level)]
territories = st.sampled_from(REGISTERED)
communes = st.sampled_from(every("commune"))


def known(key: str) -> Territory:
    territory = find(key)
    assert territory is not None, key
    return territory


def changed(key: str) -> Current:
    change = current(key)
    assert change is not None, key
    return change


def test_counts_are_those_of_the_official_edition() -> None:
    departements = every("departement")
    assert about().vintage == 2026
    assert {level: len(every(level)) for level in LEVELS} == {
        "commune": 34_969,
        "epci": 1_255,
        "departement": 101 + 8,
        "region": 13 + 5,
        "country": 1,
    }
    assert sum(each.kind == "departement" for each in departements) == 101
    assert [each.code for each in departements if each.kind == "collectivite"] == [
        "975", "977", "978", "984", "986", "987", "988", "989",
    ]  # fmt: skip
    assert sum(each.kind == "metropole" for each in every("epci")) == 22


def test_corsica_and_overseas_have_their_codes() -> None:
    assert [each.key for each in parents(known("commune:2A004"))] == [
        "epci:242010056",
        "departement:2A",
        "region:94",
        "country:FR",
    ]
    assert [each.code for each in children(known("region:94"))] == ["2A", "2B"]
    assert [each.name for each in parents(known("commune:97411"))[1:]] == [
        "La Réunion",
        "La Réunion",
        "France",
    ]
    assert [each.key for each in parents(known("commune:98818"))] == [
        "departement:988",
        "country:FR",
    ]


def test_islands_without_epci() -> None:
    alone = [each.name for each in every("commune") if each.region and not each.epci]
    assert alone == ["Île-de-Bréhat", "Île-de-Sein", "Ouessant", "L'Île-d'Yeu"]


def test_an_epci_across_a_border_lies_whole_only_in_what_holds_all_its_communes() -> None:
    redon = next(each for each in every("epci") if each.name == "CA Redon Agglomération")
    assert len({each.region for each in children(redon)}) == 2
    assert [each.key for each in parents(redon)] == ["country:FR"]
    assert not contains("region:53", redon)
    assert sum(each.departement is None for each in every("epci")) == 89
    assert sum(each.region is None for each in every("epci")) == 26


@pytest.mark.parametrize("level", [level for level in LEVELS if level != "commune"])
def test_populations_of_the_next_level_down_add_up(level: str) -> None:
    for territory in (each for each in REGISTERED if each.level == level):
        assert sum(each.population for each in children(territory)) == territory.population
        assert sum(e.population for e in children(territory, "commune")) == territory.population


def test_a_commune_has_nothing_below() -> None:
    saint_etienne = known("commune:42218")
    assert children(saint_etienne) == ()
    assert children(saint_etienne, "region") == ()
    assert children(known("region:84"), "country") == ()


def test_epci_of_a_departement_are_those_that_lie_whole_in_it() -> None:
    assert "epci:244200770" in {each.key for each in children(known("departement:42"), "epci")}
    assert len(children(known("country:FR"), "epci")) == 1_255


def test_a_code_is_read_with_its_level_or_where_it_has_one_meaning() -> None:
    assert known("region:84").name == "Auvergne-Rhône-Alpes"
    assert find("84") is None
    assert [each.key for each in readings("84")] == ["departement:84", "region:84"]
    assert find("84", "departement") == known("departement:84")
    assert find("42218") == known("commune:42218")
    assert find("244200770") == known("epci:244200770")
    assert find("2a004") == known("commune:2A004")
    assert find(" commune:42218 ") == known("commune:42218")
    assert find("commune:42218", "region") is None
    assert find("planet:42218") is None
    assert find("") is None


def test_leading_zeros_lost_by_a_spreadsheet_come_back_with_the_level() -> None:
    assert find("1004", "commune") == known("commune:01004")
    assert find("1", "departement") == known("departement:01")
    assert find("1004") is None


@pytest.mark.parametrize(
    ("code", "successor", "reason", "former_name"),
    [
        ("commune:42218", "commune:42218", "unchanged", ""),
        ("commune:42190", "commune:42218", "associated", "Rochetaillée"),
        ("commune:74011", "commune:74010", "delegated", "Annecy-le-Vieux"),
        ("commune:42292", "commune:42218", "merged", ""),
        ("commune:20004", "commune:2A004", "renumbered", ""),
        ("commune:75111", "commune:75056", "district", "Paris 11e Arrondissement"),
        ("commune:55273", "commune:55386", "associated", "Lamarche-en-Woëvre"),
        ("commune:60455", "commune:60694", "delegated", "La Neuville-Garnier"),
        ("region:82", "region:84", "merged", "Rhône-Alpes"),
        ("42292", "commune:42218", "merged", ""),
    ],
)
def test_an_old_code_becomes_todays(
    code: str, successor: str, reason: str, former_name: str
) -> None:
    change = changed(code)
    assert (change.territory.key, change.reason, change.former_name) == (
        successor,
        reason,
        former_name,
    )


def test_a_code_that_lives_on_is_unchanged_though_a_part_of_it_shares_it() -> None:
    assert changed("commune:01015") == Current(known("commune:01015"), "unchanged")


def test_an_ambiguous_code_becomes_nothing_without_its_level() -> None:
    assert current("84") is None
    assert current("73", "region") == Current(known("region:76"), "merged", "Midi-Pyrénées")
    assert changed("73").territory == known("departement:73")


def test_unknown_codes_are_listed_once_in_their_order() -> None:
    codes = ["99999", "42218", "XX", "42292", "99999", "commune:00000", ""]
    assert unknown(codes) == ("99999", "XX", "commune:00000", "")
    assert unknown(["42", "98", "2A", "2C"], "departement") == ("98", "2C")
    assert unknown([]) == ()


def test_contains_reads_keys_of_any_year_and_never_goes_down() -> None:
    assert contains("region:84", "commune:42292")
    assert contains("region:82", "commune:42218")
    assert contains("departement:75", "commune:75056")
    assert not contains("commune:75056", "departement:75")
    assert not contains("departement:75", "departement:75x")
    assert not contains("84", "commune:42218")
    assert not contains("departement:43", "commune:42218")


@given(territories)
def test_a_key_finds_its_territory(territory: Territory) -> None:
    assert find(territory.key) == territory
    assert find(territory.code, territory.level) == territory
    assert changed(territory.key).reason == "unchanged"
    assert str(territory) == territory.name


@given(territories)
def test_parents_are_all_that_contains_and_go_up(territory: Territory) -> None:
    above = parents(territory)
    assert all(contains(each, territory) for each in above)
    assert contains(territory, territory)
    ranks = [LEVELS.index(each.level) for each in (territory, *above)]
    assert ranks == sorted(set(ranks))


@given(territories, territories, communes)
def test_contains_is_transitive(first: Territory, second: Territory, third: Territory) -> None:
    chain = [first, second, third, *parents(third), *parents(second)]
    for outer in chain:
        for middle in chain:
            for inner in chain:
                if contains(outer, middle) and contains(middle, inner):
                    assert contains(outer, inner)


@given(territories)
def test_a_child_knows_its_parent(territory: Territory) -> None:
    for level in LEVELS:
        for child in children(territory, level)[:20]:
            assert child.level == level
            assert territory in parents(child)

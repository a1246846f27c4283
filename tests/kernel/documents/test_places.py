"""Names of territories in a sentence, every one of the country."""

import re

import pytest

from lieucommun.kernel.documents.sentences import at, of, same_stratum, the
from lieucommun.kernel.documents.sentences.articles import DEPARTEMENTS, REGIONS
from lieucommun.kernel.territories import LEVELS, Territory, every, find

_WRONG = re.compile(
    r"\b(?:de|à) (?:le|les)\b|\b(?:de|à) d[eu]s?\b|\b(?:du|au) (?:le |la |l’)", re.IGNORECASE
)


def found(name: str, level: str = "commune") -> Territory:
    return next(each for each in every(level) if each.name == name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "where", "whose"),
    [
        ("Angers", "à Angers", "d’Angers"),
        ("Le Mans", "au Mans", "du Mans"),
        ("Les Sables-d'Olonne", "aux Sables-d’Olonne", "des Sables-d’Olonne"),
        ("La Rochelle", "à La Rochelle", "de La Rochelle"),
        ("L'Aigle", "à L’Aigle", "de L’Aigle"),
        ("Hyères", "à Hyères", "d’Hyères"),
        ("Honfleur", "à Honfleur", "de Honfleur"),
        ("Haguenau", "à Haguenau", "de Haguenau"),
        ("Yvetot", "à Yvetot", "d’Yvetot"),
        ("Œting", "à Œting", "d’Œting"),
        ("Huahine", "à Huahine", "de Huahine"),
        ("Los Masos", "à Los Masos", "de Los Masos"),
        ("Nantes", "à Nantes", "de Nantes"),
    ],
)
def test_communes(name: str, where: str, whose: str) -> None:
    town = found(name)
    assert (at(town, "fr"), of(town, "fr")) == (where, whose)


@pytest.mark.parametrize(
    ("code", "where", "whose", "name"),
    [
        ("53", "en Mayenne", "de la Mayenne", "la Mayenne"),
        ("49", "dans le Maine-et-Loire", "de Maine-et-Loire", "le Maine-et-Loire"),
        ("01", "dans l’Ain", "de l’Ain", "l’Ain"),
        ("35", "en Ille-et-Vilaine", "d’Ille-et-Vilaine", "l’Ille-et-Vilaine"),
        ("40", "dans les Landes", "des Landes", "les Landes"),
        ("75", "à Paris", "de Paris", "Paris"),
        ("974", "à La Réunion", "de La Réunion", "La Réunion"),
        ("2A", "en Corse-du-Sud", "de la Corse-du-Sud", "la Corse-du-Sud"),
        ("21", "en Côte-d’Or", "de la Côte-d’Or", "la Côte-d’Or"),
    ],
)
def test_departements(code: str, where: str, whose: str, name: str) -> None:
    territory = find(code, "departement")
    assert territory is not None
    assert (at(territory, "fr"), of(territory, "fr"), the(territory, "fr")) == (where, whose, name)


@pytest.mark.parametrize(
    ("code", "where", "whose"),
    [
        ("52", "dans les Pays de la Loire", "des Pays de la Loire"),
        ("53", "en Bretagne", "de Bretagne"),
        ("11", "en Île-de-France", "d’Île-de-France"),
        ("44", "dans le Grand Est", "du Grand Est"),
        ("93", "en Provence-Alpes-Côte d’Azur", "de Provence-Alpes-Côte d’Azur"),
        ("04", "à La Réunion", "de La Réunion"),
    ],
)
def test_regions(code: str, where: str, whose: str) -> None:
    territory = find(code, "region")
    assert territory is not None
    assert (at(territory, "fr"), of(territory, "fr")) == (where, whose)


@pytest.mark.parametrize(
    ("name", "where", "whose"),
    [
        ("CC Mayenne Communauté", "à Mayenne Communauté", "de Mayenne Communauté"),
        ("Orléans Métropole", "à Orléans Métropole", "d’Orléans Métropole"),
        ("Métropole de Lyon", "dans la Métropole de Lyon", "de la Métropole de Lyon"),
        ("Eurométropole de Strasbourg", "dans l’Eurométropole de Strasbourg",
         "de l’Eurométropole de Strasbourg"),
        ("CU Le Mans Métropole", "dans la communauté urbaine Le Mans Métropole",
         "de la communauté urbaine Le Mans Métropole"),
        ("CC le Dourdannais en Hurepoix (CCDH)",
         "dans la communauté de communes le Dourdannais en Hurepoix",
         "de la communauté de communes le Dourdannais en Hurepoix"),
    ],
)  # fmt: skip
def test_groups(name: str, where: str, whose: str) -> None:
    group = found(name, "epci")
    assert (at(group, "fr"), of(group, "fr")) == (where, whose)


def test_every_departement_and_region_has_its_article() -> None:
    assert set(DEPARTEMENTS) == {each.code for each in every("departement")}
    assert set(REGIONS) == {each.code for each in every("region")}


@pytest.mark.parametrize("level", LEVELS)
def test_no_territory_is_said_wrong(level: str) -> None:
    said = [say(each, "fr") for each in every(level) for say in (at, of)]  # type: ignore[arg-type]
    assert [each for each in said if _WRONG.search(each) or "  " in each or "'" in each] == []


def test_english_keeps_names_and_tells_departements_from_towns() -> None:
    mayenne = find("53", "departement")
    france = find("FR", "country")
    assert mayenne is not None
    assert france is not None
    assert [at(each, "en") for each in (mayenne, found("Mayenne"), france)] == [
        "in the Mayenne département", "in Mayenne", "in France",
    ]  # fmt: skip
    assert of(found("Le Mans"), "en") == "of Le Mans"
    group = found("CC du Saves", "epci")
    assert at(group, "en") == "in the communauté de communes du Saves"


def test_communes_of_the_same_size() -> None:
    assert same_stratum(2600, "en") == "in municipalities of 2,000 to 3,499 inhabitants"
    told = [same_stratum(each, "fr").replace("\u202f", " ").replace("\u00a0", " ")
            for each in (12, 2600, 300_000)]  # fmt: skip
    assert told == [
        "dans les communes de moins de 500 habitants",
        "dans les communes de 2 000 à 3 499 habitants",
        "dans les communes de 200 000 habitants et plus",
    ]

"""Where rows stand today: by the code that they are about, and by those beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.tables.ingest.orders import CodeFrom, PlaceFrom
from lieucommun.kernel.tables.ingest.places import Placed, place
from lieucommun.kernel.territories import Territory, children, current, every

GRANT = PlaceFrom(
    {level: CodeFrom([level]) for level in ("commune", "epci", "departement")},
    level=["ECHELON"],
    values={"Commune": "commune", "EPCI": "epci", "Syndicat": "departement", "Etat": "none"},
)
COMMUNES = every("commune")
LEVELS = ("commune", "epci", "departement", "region")


def told(said: str, **codes: str | None) -> Placed:
    return place(said, codes, GRANT)


def at_each_level(placed: Placed) -> tuple[str | None, ...]:
    return placed.commune, placed.epci, placed.departement, placed.region


@given(st.sampled_from(COMMUNES))
def test_a_commune_stands_where_the_official_geography_says(commune: Territory) -> None:
    placed = told("Commune", commune=commune.code, departement="01")
    assert placed.key == commune.key
    assert at_each_level(placed) == (
        commune.code, commune.epci, commune.departement, commune.region,
    )  # fmt: skip
    assert (placed.why, placed.published) == ("unchanged", f"commune:{commune.code}")
    assert placed.disputed == (commune.departement != "01")


@given(
    commune=st.sampled_from(COMMUNES),
    after=st.sampled_from(["", ".0", ".00"]),
    lower=st.booleans(),
)
def test_codes_that_a_spreadsheet_spoilt_are_found(
    commune: Territory, after: str, *, lower: bool
) -> None:
    written = commune.code.lstrip("0") + after if commune.code.isdigit() else commune.code
    placed = told("Commune", commune=written.lower() if lower else f" {written} ")
    assert (placed.key, placed.published) == (commune.key, f"commune:{commune.code}")


@given(st.sampled_from([each for each in every("epci") if each.departement is None]))
def test_an_epci_across_two_departements_stands_in_the_one_of_the_file(epci: Territory) -> None:
    for commune in children(epci):
        placed = told("EPCI", epci=epci.code, departement=commune.departement, commune=None)
        assert at_each_level(placed)[:3] == (None, epci.code, commune.departement)
        assert placed.region in {commune.region, epci.region}
        assert not placed.disputed
    elsewhere = told("EPCI", epci=epci.code, departement="971")
    assert at_each_level(elsewhere) == (None, epci.code, None, epci.region)
    assert elsewhere.disputed


@pytest.mark.parametrize(
    ("said", "codes", "key", "levels", "why"),
    [
        ("Commune", {"commune": "01091"}, "commune:01033", None, "delegated"),
        ("Commune", {"commune": "75101"}, "commune:75056", None, "district"),
        (
            "Commune",
            {"commune": "ZZZZZ", "departement": "76"},
            None,
            (None, None, "76", "28"),
            "unknown",
        ),
        (
            "EPCI",
            {"epci": "200033207", "departement": "18"},
            None,
            (None, None, "18", "24"),
            "unknown",
        ),
        (
            "EPCI",
            {"commune": "44109", "departement": "44"},
            None,
            (None, None, "44", "52"),
            "absent",
        ),
        (
            "Syndicat",
            {"departement": "13"},
            "departement:13",
            (None, None, "13", "93"),
            "unchanged",
        ),
        ("Etat", {"departement": "13"}, None, (None, None, "13", "93"), "absent"),
        ("?", {}, None, (None,) * 4, "absent"),
    ],
)
def test_a_row_stands_as_precisely_as_its_codes_tell(
    said: str,
    codes: dict[str, str | None],
    key: str | None,
    levels: tuple[str | None, ...] | None,
    why: str,
) -> None:
    placed = told(said, **codes)
    assert (placed.key, placed.why) == (key, why)
    if levels is not None:
        assert at_each_level(placed) == levels


def test_without_a_level_the_finest_code_is_the_one() -> None:
    bare = PlaceFrom({level: CodeFrom([level]) for level in ("iris", "epci", "region")})
    iris = place("", {"iris": "441090101", "epci": "244400404"}, bare)
    assert (iris.key, iris.published) == ("commune:44109", "commune:44109")
    assert place("", {"iris": None, "epci": "244400404"}, bare).key == "epci:244400404"
    assert place("", {"region": "52"}, bare).key == "region:52"
    assert place("", {}, bare).why == "absent"
    country = PlaceFrom({}, always="country")
    assert (place("", {}, country).key, place("", {}, country).published) == ("country:FR",) * 2


def test_every_former_commune_is_somewhere_today() -> None:
    from lieucommun.kernel.territories.atlas import atlas

    for code in atlas().former["commune"]:
        found = current(code, "commune")
        assert found is not None
        placed = told("Commune", commune=code)
        assert (placed.key, placed.why) == (found.territory.key, found.reason)

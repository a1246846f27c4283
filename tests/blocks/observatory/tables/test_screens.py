"""A table as it is read: sorted, filtered, searched, grouped, paged, all by its address."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.blocks.observatory.territories.conftest import Store
from tests.ending import ending
from tests.screen import Screen, screen, words

pytestmark = pytest.mark.django_db
HOME = "/s/smart/territoires/"
TABLE = f"{HOME}donnees/subventions/"


def get(client: Client, query: str = "", status: int = 200) -> Screen:
    joint = "&" if query else ""
    return screen(client.get(f"{TABLE}?{query}{joint}lang=en"), status)


def column(page: Screen, rank: int) -> list[str]:
    return [row[rank] for row in page.rows()]


def foot(page: Screen) -> list[str]:
    (found,) = page.all("tfoot")
    return [words(cell) for row in found.iter("tr") for cell in row]


def chips(page: Screen) -> dict[str, str]:
    (found,) = page.all("div", class_="chips")
    return {words(link).removesuffix(" ×"): link.get("href", "") for link in found.iter("a")}


def fields(page: Screen) -> dict[str, list[str]]:
    """Return the values of the controls that are ticked, filled or chosen, by name."""
    (form,) = page.all("form", class_="ask")
    found: dict[str, list[str]] = {}
    for element in form.iter():
        if element.tag == "select":
            chosen = [each.get("value", "") for each in element.iter("option") if _on(each)]
            found.setdefault(element.get("name", ""), []).extend(filter(None, chosen))
        elif element.tag == "input" and _filled(element) and element.get("name") != "ask":
            found.setdefault(element.get("name", ""), []).append(element.get("value", ""))
    return {name: values for name, values in found.items() if values and name != "cols"}


def _on(element: Any) -> bool:
    return element.get("selected") is not None


def _filled(element: Any) -> bool:
    ticked = element.get("type") == "checkbox"
    return element.get("checked") is not None if ticked else bool(element.get("value"))


def test_a_table_without_rows_says_so(client: Client, db: None) -> None:  # noqa: ARG001
    page = get(client)
    assert page.texts("h2")[0] == "Nothing is loaded yet"
    assert client.get(f"{HOME}donnees/aides/").status_code == 404


def test_every_row_is_there_with_its_totals(client: Client, store: Store) -> None:
    store()
    page = get(client)
    assert page.heading == "Investment subsidies"
    assert column(page, 0) == [str(rank) for rank in range(8)]
    assert column(page, 9)[:2] == ["1,000.50", "3,000.00"]
    assert foot(page)[-2:] == ["356,010.00", "135,007.75"]
    assert column(page, 2)[:3] == ["Laval", "Laval", "Laval"]
    assert column(page, 2)[-1] == "Not located"
    assert page.links()["Laval"] == f"{HOME}territoires/commune/53130/"
    assert page.texts("div", class_="count")[0].startswith("8 rows")


def test_headers_sort_numbers_from_the_largest_and_words_from_the_first(
    client: Client, store: Store
) -> None:
    store()
    links = get(client).links()
    assert links["Subsidy (€)"] == "?sort=-montant"
    assert links["Field"] == "?sort=categorie"
    page = get(client, "sort=-montant")
    assert column(page, 9)[0] == "100,000.00"
    assert page.links()["Subsidy (€)"] == "?sort=montant"
    header = next(each for each in page.all("th") if words(each).startswith("Subsidy"))
    assert header.get("aria-sort") == "descending"
    assert column(get(client, "sort=categorie"), 5) == [
        "Water and sewerage", "Water and sewerage", "Schools", "Schools", "Sport",
        "Roads and travel", "Roads and travel", "–",
    ]  # fmt: skip


def test_filters_are_told_and_each_may_be_taken_off(client: Client, store: Store) -> None:
    store()
    page = get(client, "categorie.is=eau&categorie.is=voirie&montant.min=1500&annee.min=2024")
    assert column(page, 9) == ["1,500.00", "9,000.00", "20,000.00"]
    assert foot(page)[-1] == "30,500.00"
    assert chips(page) == {
        "Field: Water and sewerage or Roads and travel": "?annee.min=2024&montant.min=1500",
        "Year: 2024 or more": "?categorie.is=eau&categorie.is=voirie&montant.min=1500",
        "Subsidy: 1,500 or more": "?annee.min=2024&categorie.is=eau&categorie.is=voirie",
        "Remove filters": "?",
    }
    assert fields(page) == {
        "categorie.is": ["eau", "voirie"], "montant.min": ["1500"], "annee.min": ["2024"],
    }  # fmt: skip


def test_a_territory_is_found_by_its_name_or_its_postcode(client: Client, store: Store) -> None:
    store()
    page = get(client, "territoire.find=53000")
    assert column(page, 2) == ["Laval", "Laval", "Laval"]
    assert fields(page) == {"territoire.in": ["commune:53130"]}
    assert list(chips(page)) == ["Territory: within Laval"]
    region = get(client, "territoire.find=pays+de+la+loire")
    assert len(region.rows()) == 7
    assert "no territory is named “zzzz”" in get(client, "territoire.find=zzzz").text


def test_what_a_form_sends_empty_is_left_out_of_the_address(client: Client, store: Store) -> None:
    store()
    sent = "ask=1&q=&cols=id&cols=montant&montant.min=1+000%2C5&montant.max=&g=&m="
    answer = client.get(f"{TABLE}?{sent}&territoire.find=Laval")
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{TABLE}?cols=id,montant&territoire.in=commune:53130&montant.min=1000.5",
    )
    whole = "&".join(f"cols={name}" for name in ("id", "dispositif", "territoire", "annee"))
    rest = "echelon categorie objet beneficiaire cout montant".split()  # noqa: SIM905
    whole += "".join(f"&cols={name}" for name in rest)
    assert client.get(f"{TABLE}?ask=1&{whole}")["Location"] == TABLE


def test_words_are_looked_for_in_every_text(client: Client, store: Store) -> None:
    store()
    assert len(get(client, "q=VOIRIE+essai").rows()) == 2
    nothing = get(client, "q=introuvable")
    assert nothing.texts("h2")[0] == "Nothing matches"
    assert nothing.links()["Remove filters"] == "?"


def test_groups_are_computed_and_lead_to_their_rows(client: Client, store: Store) -> None:
    store()
    page = get(
        client,
        "g=territoire.departement&m=sum(montant)&m=mean(montant)&m=count(*)&sort=-sum(montant)",
    )
    assert page.rows() == [
        ["Loire-Atlantique", "100,000.00", "100,000.00", "1"],
        ["Mayenne", "35,000.50", "5,833.42", "6"],
        ["Not located", "7.25", "7.25", "1"],
    ]
    assert foot(page) == ["Total", "135,007.75", "16,875.97", "8"]
    assert page.texts("div", class_="count")[0].startswith("3 groups of 8 rows")
    links = page.links()
    assert links["Mayenne"] == "?territoire.in=departement:53"
    assert links["Not located"] == "?territoire.empty=departement"
    for name, count in (("Mayenne", 6), ("Not located", 1)):
        assert len(get(client, links[name].removeprefix("?")).rows()) == count
    assert fields(page) == {
        "g": ["territoire.departement"],
        "m": ["sum(montant)", "mean(montant)", "count(*)"],
        "sort": ["-sum(montant)"],
    }


def test_the_sql_is_shown(client: Client, store: Store) -> None:
    store()
    page = get(client, "cols=id,montant&categorie.is=eau")
    (told,) = page.all("pre", class_="sql")
    assert "".join(told.itertext()) == (
        'SELECT "id", "montant"\nFROM "subventions"\nWHERE "categorie" = \'eau\'\n'
        'ORDER BY "_source", "_line", "id"\nLIMIT 50 OFFSET 0'
    )


def test_what_cannot_be_read_is_told(client: Client, store: Store) -> None:
    store()
    page = get(client, "ask=1&nope.is=1&montant.min=abc&m=sum(objet)")
    assert [words(each) for each in page.all("li") if "“" in words(each)] == [
        "no column is named “nope”",
        "this cannot be asked of “Object”: sum",
        "“abc” is no value of “Subsidy”",
    ]
    assert len(page.rows()) == 8


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%ff%F0%9F%92%A9", "cols=" + "id," * 600, "montant.min=9e999&montant.max=NaN",
        "&".join(f"categorie.is={rank}" for rank in range(90)), "page=-1&rows=99999999999999",
        "g=id,objet,annee,montant&m=sum(montant)&sort=-id", "territoire.find=" + "x" * 1_500,
        "territoire.in=commune:1'--&annee.min=0000", "jour.min=0001-01-01&=&&&a",
        "page=" + "9" * 400,
    ],
)  # fmt: skip
def test_whatever_is_asked_is_answered(client: Client, store: Store, query: str) -> None:
    store()
    with ending():
        assert get(client, query).heading == "Investment subsidies"


def test_values_that_a_table_holds_are_never_markup(client: Client, store: Store) -> None:
    store()
    page = get(client, "q=%3Cscript%3E&categorie.is=%3Cb%3E%22'--")
    assert "<script>" not in page.html.partition("<main")[2]
    assert page.texts("h2")[0] == "Nothing matches"


def test_the_screen_costs_the_same_with_many_rows(client: Client, store: Store) -> None:
    from tests.blocks.observatory.territories.conftest import ROWS

    counts = []
    for rows in (ROWS[:2], ROWS * 25):
        load = store(rows)
        client.get(TABLE)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(TABLE).status_code == 200
        counts.append(sum("tables_tableload" in each["sql"] for each in queries))
        assert len(queries) <= 2  # the other one asks whether folders changed, now and then
        load.delete()
    assert counts == [1, 1]

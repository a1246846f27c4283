"""Screens of figures: what there is, a ranking, a portrait, a comparison; each with its files."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.screen import Screen, screen

from .conftest import ROWS, Store

pytestmark = pytest.mark.django_db
HOME = "/s/smart/territoires/"
PER_HEAD = f"{HOME}indicateurs/montant_par_habitant/"
TOTAL = f"{HOME}indicateurs/montant_total/"


def get(client: Client, address: str, language: str = "fr") -> Screen:
    joint = "&" if "?" in address else "?"
    return screen(client.get(f"{address}{joint}lang={language}"))


def cells(page: Screen, number: int = 0) -> list[list[str]]:
    """Return the rows of a table, foot included."""
    table = page.all("table")[number]
    return [
        [re.sub(r"\s+", " ", "".join(cell.itertext())).strip() for cell in row]
        for part in ("tbody", "tfoot")
        for body in table.iter(part)
        for row in body.iter("tr")
    ]


def test_without_figures_the_page_says_so(client: Client) -> None:
    page = get(client, HOME)
    assert "Pas encore de chiffres" in page.text
    assert client.get(PER_HEAD).status_code == 404


def test_the_first_screen_tells_each_indicator_for_all_that_is_covered(
    client: Client, store: Store
) -> None:
    store()
    page = get(client, HOME)
    assert "135 " not in page.text  # another year is not added
    assert "134 000" in page.text
    assert "Pays de la Loire, 2024" in page.text


def test_a_newcomer_finds_her_town_by_its_postcode(client: Client, store: Store) -> None:
    store()
    found = client.get(HOME, {"q": "53000"})
    assert found.status_code == 302
    assert found["Location"] == f"{HOME}territoires/commune/53130/"
    several = get(client, f"{HOME}?q=mayenne").html
    assert f'href="{HOME}territoires/departement/53/"' in several
    assert f'href="{HOME}territoires/commune/53147/"' in several
    assert "Aucun territoire ne porte ce nom" in get(client, f"{HOME}?q=zzzz").text


def test_a_ranking_tells_what_changed_and_not_where_nothing_is_known(
    client: Client, store: Store
) -> None:
    store()
    share = f"{HOME}indicateurs/part_financee/?level=commune"
    page = get(client, f"{share}&period=2024")
    assert "Évolution depuis 2023" in page.text
    changes = {row[0]: row[3] for row in cells(page)}
    assert (changes["Laval"], changes["Nantes"]) == ("12,5", "–")
    assert "Évolution" not in get(client, f"{share}&period=2023").text


def test_a_ranking_tells_both_sides_of_each_ratio(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{PER_HEAD}?level=commune")
    rows = cells(page)
    assert [row[0] for row in rows[:3]] == ["Mayenne", "Nantes", "Laval"]
    assert rows[0][1] == "1"
    assert rows[0][4] == "9 000"
    assert rows[-1][0] == "Pays de la Loire"
    assert rows[-1][4] == "134 000"
    assert "20 507,25" in page.text  # what is located at no commune


def test_a_ranking_is_sorted_narrowed_paged_and_searched_by_its_address(
    client: Client, store: Store
) -> None:
    store()
    first = cells(get(client, f"{TOTAL}?level=commune&sort=-name&in=departement:53&rows=25"))
    assert first[0][0] == "Voutré"
    assert first[-1][0] == "Mayenne"  # the département, as total
    second = get(client, f"{TOTAL}?level=commune&rows=25&page=2")
    assert second.all("nav", aria_label="Pages de la liste") or "page=1" not in second.html
    named = [row[0] for row in cells(get(client, f"{TOTAL}?level=commune&q=LAVAL"))]
    assert named[0] == "Laval"
    assert all("Laval" in name for name in named)
    beyond = get(client, f"{TOTAL}?level=commune&page=99999")
    assert beyond.all("table") == []


def test_parts_and_periods_are_chosen(client: Client, store: Store) -> None:
    store()
    part = cells(get(client, f"{TOTAL}?level=commune&part=voirie&in=departement:53"))
    assert [row[0] for row in part[:2]] == ["Mayenne", "Laval"]
    earlier = cells(get(client, f"{TOTAL}?level=commune&period=2023&in=departement:53"))
    assert earlier[0][:1] == ["Laval"]
    assert earlier[0][2] == "1 000,50"


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx", "ods"])
def test_a_ranking_is_taken_as_a_file(kind: str, client: Client, store: Store) -> None:
    store()
    answer: Any = client.get(f"{TOTAL}?level=departement&format={kind}")
    content = b"".join(answer.streaming_content)
    assert (
        answer["Content-Disposition"]
        == f'attachment; filename="smart-montant_total-departement-2024.{kind}"'
    )
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert [row[0] for row in rows[1:]] == ["44", "53", "49", "72", "85", ""]
        assert rows[1][5:] == ["100000", "100000.000000", "1.000000"]
    else:
        assert content


def test_a_map_is_drawn_without_scripts_and_taken_away(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{PER_HEAD}?view=map&level=departement")
    assert len(page.all("figure", class_="drawn")) == 1
    assert "Natural Earth" in page.text
    assert cells(page)[0][0] == "Mayenne"  # the list of the map
    for kind, head in (("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        answer = client.get(f"{PER_HEAD}?view=map&level=departement&format={kind}")
        assert head in answer.content[:200]
    nothing = get(client, f"{PER_HEAD}?view=map&level=commune")
    assert "Pas de carte à cet échelon" in nothing.text
    assert client.get(f"{PER_HEAD}?view=map&level=commune&format=png").status_code == 404
    assert client.get(f"{PER_HEAD}?format=exe").status_code == 404


def test_a_former_code_leads_to_the_town_of_today(client: Client, store: Store) -> None:
    store()
    answer = client.get(f"{HOME}territoires/commune/53020/")
    assert (answer.status_code, answer["Location"]) == (302, f"{HOME}territoires/commune/53127/")
    assert client.get(f"{HOME}territoires/commune/00000/").status_code == 404
    assert client.get(f"{HOME}territoires/canton/53/").status_code == 404


def test_territories_are_compared_side_by_side(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{HOME}comparer/?t=departement:53&t=departement:44&q=laval")
    rows = cells(page)
    assert rows[0][1:] == ["305 468", "1 487 570"]
    assert "t=departement:53&t=departement:44&t=commune:53130" in page.html.replace("&amp;", "&")
    six = "&".join(f"t=departement:{code}" for code in ("53", "44", "49", "72", "85", "35"))
    assert len(cells(get(client, f"{HOME}comparer/?{six}"))[0]) == 6
    assert "Rien à comparer" in get(client, f"{HOME}comparer/?t=nowhere:1").text
    answer: Any = client.get(f"{HOME}comparer/?t=departement:53&t=departement:44&format=csv")
    assert b"Mayenne" in b"".join(answer.streaming_content)


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "?q=saint",
        "indicateurs/montant_total/?level=epci",
        "territoires/region/52/",
        "comparer/?t=region:52",
    ],
)
def test_screens_are_valid_in_every_language(
    address: str, language: str, client: Client, store: Store
) -> None:
    store()
    get(client, HOME + address, language)


def test_a_new_load_changes_the_figures_at_once(client: Client, store: Store) -> None:
    first = store()
    assert "134 000" in get(client, HOME).text
    first.state = "former"
    first.save()
    store(ROWS[:1])
    assert "1 001" in get(client, HOME).text


def test_a_ranking_costs_the_same_whatever_its_length(
    client: Client, store: Store, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    store()
    client.get(f"{TOTAL}?level=departement")
    for rows in (25, 250):
        with django_assert_max_num_queries(8):
            get(client, f"{TOTAL}?level=commune&rows={rows}")

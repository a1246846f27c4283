"""The catalogue: what fills each table, and its gaps, never hidden."""

import pytest
from django.test import Client

from tests.blocks.observatory.territories.conftest import Store
from tests.screen import screen, words

pytestmark = pytest.mark.django_db
HOME = "/s/smart/territoires/"
CATALOGUE = f"{HOME}donnees/"
PROVENANCE = {
    "title": {"fr": "Aides d’essai"},
    "publisher": {"fr": "DGCL"},
    "url": "https://exemple.fr/jeu",
    "licence": "Licence Ouverte 2.0",
    "published": "2019-10-01",
}
REPORT = {
    "levels": {"commune": {"not_located": {"rows": 3}}, "region": {"not_located": {"rows": 0}}},
    "reconciliation": {
        "published": [
            {
                "where": {"dispositif": "DETR"},
                "lines": [
                    {"column": "rows", "published": "8", "loaded": "8", "gap": "0"},
                    {"column": "montant", "published": "10.50", "loaded": "11", "gap": "0.50"},
                ],
            }
        ],
        "territories": {
            "compared": 2,
            "gaps": 1,
            "widest": [
                {
                    "level": "departement", "code": "53", "where": "DETR", "column": "montant",
                    "published": "5", "loaded": "3.75", "gap": "-1.25",
                }
            ],
        },
    },
}  # fmt: skip


def test_every_table_is_told_even_those_without_rows(client: Client, db: None) -> None:  # noqa: ARG001
    page = screen(client.get(f"{CATALOGUE}?lang=en"))
    assert page.texts("h2") == [
        "Investment subsidies", "Legal populations", "Municipalities of the official code",
        "General operating grant and its criteria", "Accounts of local authorities",
        "Subsidies paid by local authorities", "For programs",
    ]  # fmt: skip
    assert "Not loaded here: Municipal populations since 1876" in page.text or (
        "Not loaded here:" in page.text
    )


def test_a_source_is_told_with_its_gaps(client: Client, store: Store) -> None:
    store(provenance=PROVENANCE, report=REPORT, rejects=2, vintage=2018)
    page = screen(client.get(f"{CATALOGUE}?lang=en"))
    terms = page.terms()
    told = ("Producer", "Licence", "Published on", "Geography of the codes", "Complete for")
    assert [terms[each] for each in told] == [
        "DGCL", "Licence Ouverte 2.0", "1 October 2019", "2018", "Pays de la Loire",
    ]  # fmt: skip
    assert (terms["Rows"], terms["Rejected rows"]) == ("8", "2")
    assert terms["Not located"] == "Municipality : 3"
    assert page.links()["DGCL"] == "https://exemple.fr/jeu"
    assert "2 gaps among 4 published totals." in page.text
    assert page.rows() == [
        ["DETR · rows", "8", "8", "0"],
        ["DETR · Subsidy (€)", "10.50", "11.00", "+0.50"],
        ["Mayenne DETR · Subsidy (€)", "5.00", "3.75", "-1.25"],
    ]


def test_examples_are_marked(client: Client, store: Store) -> None:
    store(example=True)
    for address in (CATALOGUE, f"{CATALOGUE}subventions/"):
        page = screen(client.get(f"{address}?lang=en"))
        assert "Invented rows" in page.text


def test_an_address_that_is_no_web_page_is_no_link(client: Client, store: Store) -> None:
    store(provenance={**PROVENANCE, "url": "javascript:alert(1)"})
    page = screen(client.get(f"{CATALOGUE}?lang=en"))
    assert "javascript:" not in page.html
    assert page.terms()["Producer"] == "DGCL"


def test_the_overview_leads_to_the_catalogue(client: Client, store: Store) -> None:
    store()
    page = screen(client.get(f"{HOME}?lang=en"))
    (found,) = [a for a in page.all("a") if a.get("href") == CATALOGUE]
    assert words(found) == "See the data, table by table"

"""The charts of an indicator: each kind where it says something, its table, its files."""

import re

import pytest
from django.test import Client

from lieucommun.kernel.territories import every
from tests.kernel.indicators.making_figures import Row

from .conftest import ROWS, Store
from .test_screens import TOTAL, get

pytestmark = pytest.mark.django_db
CHART = f"{TOTAL}?view=chart"
TOWNS = [each.key for each in every("commune") if each.departement == "53"][:12]


def kinds(html: str) -> list[str]:
    links = html.partition("Sortes de graphiques")[2].partition("</nav>")[0]
    return re.findall(r"chart=(\w+)", links)


def test_the_first_ones_are_drawn_with_their_figures(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{CHART}&level=commune")
    assert page.html.count('role="img"') >= 2, "one drawing for a page, one for a phone"
    assert "Nantes" in page.html.partition("<figure")[2]
    assert "Voir les chiffres en tableau" in page.text
    assert kinds(page.html) == ["bars", "lines", "distribution", "scatter"]


def test_a_line_is_drawn_over_periods(client: Client, store: Store) -> None:
    store()
    figure = get(client, f"{CHART}&level=commune&chart=lines").html.partition("<figure")[2]
    assert {"2023", "2024"} <= set(re.findall(r"\b20\d\d\b", figure))
    assert "stroke-dasharray" in figure or "Laval" in figure


def test_a_distribution_is_drawn_of_enough_territories(client: Client, store: Store) -> None:
    store([Row(key, 2024) for key in TOWNS])
    page = get(client, f"{CHART}&level=commune&chart=distribution")
    assert "distribution" in kinds(page.html)
    assert "<svg" in page.html.partition("<figure")[2]


def test_another_indicator_is_chosen_to_stand_beside(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{CHART}&level=commune&chart=scatter&with=part_financee")
    assert 'aria-current="page"' in page.html
    assert "Part du coût des projets" in page.html.partition("<figure")[2]
    assert page.html.count("with=") > 1


def test_what_cannot_be_drawn_falls_back_on_what_can(client: Client, store: Store) -> None:
    store([ROWS[1]])
    page = get(client, f"{CHART}&level=commune&chart=lines")
    assert "lines" not in kinds(page.html)
    assert "<svg" in page.html.partition("<figure")[2]


def test_a_chart_without_figures_says_so(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{CHART}&level=commune&q=nulle+part")
    assert "Rien à dessiner" in page.text


def test_a_chart_is_taken_away_as_a_picture(client: Client, store: Store) -> None:
    store()
    svg = client.get(f"{CHART}&level=commune&format=svg")
    assert (svg.status_code, svg["Content-Type"]) == (200, "image/svg+xml")
    assert svg.content.startswith(b"<svg")
    png = client.get(f"{CHART}&level=commune&format=png")
    assert png.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert client.get(f"{CHART}&level=commune&format=pdf").status_code == 404

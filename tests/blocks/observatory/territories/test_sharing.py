"""What is shown is shared by its address, and on other sites by a frame that shows nothing else."""

import html
import re

import pytest
from django.test import Client

from tests.screen import screen

from .conftest import Store
from .test_screens import TOTAL, get

pytestmark = pytest.mark.django_db


def test_a_state_is_shared_by_its_address_and_by_a_frame(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{TOTAL}?view=map&level=departement&period=2024").html
    code = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])  # type: ignore[index]
    source = html.unescape(re.search(r'src="([^"]+)"', code)[1])  # type: ignore[index]
    assert source == (f"http://testserver{TOTAL}cadre/?view=map&level=departement&period=2024")
    assert f'value="http://testserver{TOTAL}?view=map&amp;level=departement' in page


@pytest.mark.parametrize(
    ("view", "shown"), [("table", "<table"), ("map", "drawn-map"), ("chart", 'id="chart-caption"')]
)
def test_a_frame_shows_the_figures_and_leads_back(
    client: Client, store: Store, view: str, shown: str
) -> None:
    store()
    answer = client.get(f"{TOTAL}cadre/", {"view": view, "level": "departement"})
    page = screen(answer)
    assert shown in page.html
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert page.all("form") == []
    assert page.all("nav") == []
    assert "http://testserver" + TOTAL in page.html


def test_the_page_itself_is_shown_in_no_frame(client: Client, store: Store) -> None:
    store()
    answer = client.get(TOTAL)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_an_unknown_indicator_has_no_frame(client: Client, store: Store) -> None:
    store()
    assert client.get(TOTAL.replace("montant_total", "rien") + "cadre/").status_code == 404

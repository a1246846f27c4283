"""One journey through every block, in a browser, on whichever database the suite runs on."""

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lieucommun.kernel.services.blocks import installed
from tests.forms.place import SERVICES as FORMS
from tests.place import SERVICES, place

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

#: Person → block → where one of its pages is, and what its main heading says there.
SCREENS = {
    "Nadia": {
        "pages": ("/s/reseau/", re.compile("réseau", re.IGNORECASE)),
        "directory": ("/s/reseau/projets/?theme=inclusion", re.compile("Projets")),
        "labs": ("/s/reseau/laboratoire/", re.compile("Lab")),
        "cases": ("/s/maraudes/personnes/", re.compile("Personnes")),
        "forms": ("/s/demarche/demande/", re.compile("vélo")),
        "observatory": ("/s/maraudes/observatoire/", re.compile("Observatoire")),
    },
    "Amel": {"field": ("/s/maraudes/tournee/", re.compile("Tournée"))},
}


@pytest.fixture
def services(tmp_path: Path) -> Path:
    """The services that use every block, without the rest of the gallery."""
    for folder in (SERVICES / "reseau", SERVICES / "maraudes", FORMS / "demarche"):
        shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path


def test_every_block_has_its_journey() -> None:
    assert sorted(block for screens in SCREENS.values() for block in screens) == sorted(installed())


@pytest.mark.smoke
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("person", SCREENS)
def test_people_go_through_every_block(
    screen: "Page", live_server: "LiveServer", services: Path, person: str
) -> None:
    with place(services):
        screen.goto(f"{live_server.url}/personas/")
        screen.get_by_role("button", name=f"Devenir {person}").click()
        for path, heading in SCREENS[person].values():
            answer = screen.goto(live_server.url + path)
            assert answer is not None
            assert answer.status == 200, path
            assert heading.search(screen.get_by_role("heading", level=1).inner_text()), path


@pytest.mark.smoke
@pytest.mark.django_db(transaction=True)
def test_a_visitor_finds_filters_and_opens_a_project(
    screen: "Page", live_server: "LiveServer", services: Path
) -> None:
    with place(services):
        screen.goto(f"{live_server.url}/s/reseau/projets/?theme=inclusion")
        rows = screen.get_by_role("main").get_by_role("heading", level=2).get_by_role("link")
        assert rows.count() == 6
        title = rows.first.inner_text()
        rows.first.click()
        screen.wait_for_url(re.compile("/s/reseau/projet/.+/"))
        assert screen.get_by_role("heading", level=1).inner_text() == title
        screen.goto(f"{live_server.url}/s/reseau/projets/?q=refugies")
        assert sorted(rows.all_inner_texts()) == ["FIN(DA)WAY", "Happy FLE"]

"""The folder of a service, readable in the browser: only its files, and nothing that runs."""

from dataclasses import replace

import pytest
from django.test import Client

from lieucommun.kernel.datasets.files import withheld
from lieucommun.kernel.datasets.rules import Rule
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from lieucommun.kernel.services.registry import open_service, published
from tests.screen import screen

pytestmark = pytest.mark.django_db


def test_folder_lists_every_file(client: Client) -> None:
    page = screen(client.get("/s/reseau/_folder/"))
    links = {url for url in page.links().values() if "/_folder/" in url}
    listed = {
        link.get("href", "").removeprefix("/s/reseau/_folder/")
        for item in page.all("li", class_="between")
        for link in item.iter("a")
    }
    assert listed == set(open_service("reseau").folder.files())
    assert links
    assert "Le réseau des laboratoires" in page.heading


def test_folder_is_linked_from_each_service(client: Client) -> None:
    for service in published():
        text = client.get(f"/s/{service.slug}/").content.decode()
        assert f'href="/s/{service.slug}/_folder/"' in text


def test_each_file_opens(client: Client) -> None:
    for path in open_service("maraudes").folder.files():
        page = screen(client.get(f"/s/maraudes/_folder/{path}"))
        assert page.heading == path


def test_table_of_values_is_a_table(client: Client) -> None:
    page = screen(client.get("/s/reseau/_folder/vocab/themes.csv"))
    rows = page.rows()
    assert len(rows) == 9
    assert "inclusion" in {row[0] for row in rows}
    assert page.texts("th", scope="col")[0] == "value"


def test_manifest_is_shown_line_by_line(client: Client) -> None:
    page = screen(client.get("/s/reseau/_folder/service.yaml"))
    lines = open_service("reseau").folder.text("service.yaml").splitlines()
    assert page.all("tr", id="L2")
    rows = page.rows()
    assert len(rows) == len(lines)
    assert rows[1] == ["2", "service: reseau"]


def test_workbook_is_said_not_to_be_text(client: Client) -> None:
    page = screen(client.get("/s/maraudes/_folder/forms/rencontre.xlsx"))
    assert page.all("table") == []
    assert "n’est pas du texte" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "../maraudes/service.yaml",
        "..%2Fmaraudes%2Fservice.yaml",
        "%2e%2e/maraudes/service.yaml",
        "pages/../../maraudes/service.yaml",
        "/etc/passwd",
        "//etc/passwd",
        ".git/config",
        "./service.yaml",
        "pages",
        "pages/",
        "service.yaml/",
        "SERVICE.YAML",
        "service.yaml%00.png",
        "C:%5Cservice.yaml",
    ],
)
def test_nothing_outside_the_list_is_read(client: Client, path: str) -> None:
    assert client.get(f"/s/reseau/_folder/{path}").status_code in {302, 404, 301}
    assert client.get(f"/s/reseau/_files/{path}").status_code in {302, 404, 301}
    for answer in (
        client.get(f"/s/reseau/_folder/{path}", follow=True),
        client.get(f"/s/reseau/_files/{path}", follow=True),
    ):
        assert "root:" not in answer.content.decode()
        assert "Carnet de maraude" not in answer.content.decode()


def test_text_asked_as_it_is_is_shown_instead(client: Client) -> None:
    answer = client.get("/s/reseau/_files/vocab/themes.csv")
    assert answer["Location"] == "/s/reseau/_folder/vocab/themes.csv"


def test_what_the_manifest_does_not_open_is_listed_but_not_shown(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A seed of records that not everyone reads, a text of a page that is not for everyone."""
    service = open_service("reseau")
    assert withheld(service, ANYONE) == frozenset()
    hiding = {
        name: replace(
            service.dataset(name), access=(Rule("anyone", ("all",), hide=frozenset({"nom"})),)
        )
        for name in ("projets",)
    }
    whole = service.dataset

    def dataset(_: object, name: str) -> Dataset:
        return hiding.get(name) or whole(name)

    monkeypatch.setattr(type(service), "dataset", dataset)
    assert withheld(service, ANYONE) == {"data/projets.csv"}
    assert withheld(service, Viewer(1, (Grant("animation"),))) == {"data/projets.csv"}
    page = screen(client.get("/s/reseau/_folder/"))
    assert "/s/reseau/_folder/data/projets.csv" not in page.links().values()
    assert client.get("/s/reseau/_folder/data/projets.csv").status_code == 403
    assert client.get("/s/reseau/_files/data/projets.csv").status_code == 403
    assert client.get("/s/reseau/_folder/data/laboratoires.csv").status_code == 200

"""How `/s/<slug>/<path>` finds its page."""

import pytest
from django.test import Client

from lieucommun.kernel.people.models import Person, RoleGrant
from tests.screen import screen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/s/reseau", "/s/reseau/"),
        ("/s/reseau/projets", "/s/reseau/projets/"),
        (
            "/s/reseau/projets?theme=inclusion&x=%C3%A9",
            "/s/reseau/projets/?theme=inclusion&x=%C3%A9",
        ),
        ("/s/reseau/projets/feed", "/s/reseau/projets/feed/"),
        ("/s/reseau/laboratoire/archipel", "/s/reseau/laboratoire/archipel/"),
        ("/s/reseau/a-propos/livret", "/s/reseau/a-propos/livret/"),
        ("/services", "/services/"),
    ],
)
def test_missing_slash_is_added(client: Client, asked: str, reached: str) -> None:
    answer = client.get(asked)
    assert answer.status_code in {301, 302, 307}
    assert answer["Location"] == reached
    screen_or_feed = client.get(reached)
    assert screen_or_feed.status_code == 200


def test_unknown_address_without_slash_is_unknown_at_once(client: Client) -> None:
    assert client.get("/s/reseau/nothing").status_code == 404


def test_longest_path_wins(client: Client) -> None:
    assert screen(client.get("/s/reseau/a-propos/livret/")).heading == "Le livret de 2021"


def test_planned_page_says_so_and_leads_to_its_folder(client: Client) -> None:
    base = "/s/stade-de-la-reussite/"
    page = screen(client.get(f"{base}entrainement/"))
    assert "« learning »" in page.text
    assert f"{base}_folder/service.yaml" in page.links().values()
    assert client.get(f"{base}entrainement/anything/").status_code == 404


def test_page_of_a_role_is_for_that_role(client: Client) -> None:
    assert client.get("/s/maraudes/personnes/")["Location"].startswith("/sign-in/")
    visitor = Person.objects.create_user("v@example.org", None, name="V")
    client.force_login(visitor)
    screen(client.get("/s/maraudes/personnes/"), 403)
    RoleGrant.objects.create(person=visitor, service="maraudes", role="observatoire")
    screen(client.get("/s/maraudes/personnes/"), 403)
    RoleGrant.objects.create(person=visitor, service="maraudes", role="coordination")
    assert screen(client.get("/s/maraudes/personnes/")).heading == "Personnes"


def test_role_of_another_service_opens_nothing(client: Client) -> None:
    visitor = Person.objects.create_user("v@example.org", None, name="V")
    RoleGrant.objects.create(person=visitor, service="reseau", role="coordination")
    client.force_login(visitor)
    screen(client.get("/s/maraudes/personnes/"), 403)


def test_menu_shows_only_what_one_may_open(client: Client) -> None:
    def menu() -> list[str]:
        page = screen(client.get("/s/maraudes/"))
        (navigation,) = [
            nav for nav in page.root.iter("nav") if nav.get("aria-label") == "Pages du service"
        ]
        return [link.get("href", "") for link in navigation.iter("a")]

    assert menu() == ["/s/maraudes/", "/s/maraudes/charte/", "/s/maraudes/livret/"]
    client.force_login(Person.objects.get(email="nadia@example.org"))
    assert menu() == [
        "/s/maraudes/",
        "/s/maraudes/accord/",
        "/s/maraudes/personnes/",
        "/s/maraudes/rencontres/",
        "/s/maraudes/observatoire/",
        "/s/maraudes/observatoire-rencontres/",
        "/s/maraudes/charte/",
        "/s/maraudes/livret/",
    ]


def test_every_public_page_of_every_service_is_valid(client: Client) -> None:
    from lieucommun.kernel.services.registry import published

    for service in published():
        for page in service.manifest.pages:
            if "anyone" in page.for_ and page.path not in {"laboratoire", "projet"}:
                for language in ("fr", "en", "ar"):
                    address = f"/s/{service.slug}/{page.path}/".replace("//", "/")
                    screen(client.get(address, {"lang": language}))


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("name", ["accessibility", "personal-data", "sources"])
def test_texts_of_the_place(client: Client, name: str, language: str) -> None:
    page = screen(client.get(f"/about/{name}/?lang={language}"))
    assert page.heading
    written = page.all("article")[0].get("lang")
    assert written == ("fr" if language == "ar" else None)


def test_search_over_everything(client: Client) -> None:
    page = screen(client.get("/search/?q=maraude"))
    assert "/s/maraudes/" in page.links().values()
    assert screen(client.get("/search/")).heading
    nothing = screen(client.get("/search/?q=zzzzqqqq"))
    assert "/services/" in nothing.links().values()


@pytest.mark.parametrize(
    "query", ["<script>", "%00", "'\"--", "*", "a" * 5000, "(((", "NEAR(a b)", "é" * 300]
)
def test_odd_search_is_no_fault(client: Client, query: str) -> None:
    answer = client.get(f"/search/?q={query}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()

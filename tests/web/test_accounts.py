"""Sign in, sign out, and the invented persons of a demonstration."""

import uuid

import pytest
from django.test import Client
from pytest_django import Settings

from lieucommun.kernel.people.models import Person, RoleGrant
from tests.screen import screen, words

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough word"  # noqa: S105


@pytest.fixture
def person() -> Person:
    return Person.objects.create_user("lea@example.org", PASSWORD, name="Léa")


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("address", ["lea@example.org", "LEA@Example.ORG", " lea@example.org "])
def test_sign_in_whatever_the_case(client: Client, address: str) -> None:
    answer = client.post("/sign-in/", {"username": address, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Léa" in client.get("/").content.decode()


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    ("address", "password"),
    [("lea@example.org", "wrong"), ("nobody@example.org", PASSWORD)],
)
def test_wrong_password_keeps_the_address_and_tells_nothing(
    client: Client, address: str, password: str
) -> None:
    page = screen(client.post("/sign-in/", {"username": address, "password": password}))
    (field,) = page.all("input", name="username")
    assert field.get("value") == address
    (secret,) = page.all("input", name="password")
    assert not secret.get("value")
    assert "ne vont pas ensemble" in page.text
    assert not signed_in(client)


def test_hostile_address_is_shown_as_text(client: Client) -> None:
    typed = '"><script>alert(1)</script>'
    page = screen(client.post("/sign-in/", {"username": typed, "password": "x"}))
    assert page.all("input", name="username")[0].get("value") == typed
    assert page.all("script") == []


@pytest.mark.parametrize("typed", ["a\0b@example.org", "x" * 400, "é" * 300])
def test_odd_address_is_refused_without_a_fault(client: Client, typed: str) -> None:
    answer = client.post("/sign-in/", {"username": typed, "password": "\0"})
    assert answer.status_code == 200
    assert not signed_in(client)


def test_person_who_left_does_not_come_in(client: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)
    screen(client.post("/sign-in/", {"username": person.email, "password": PASSWORD}))
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/s/reseau/canevas/", "/s/reseau/canevas/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///evil.example", "/"),
        ("\\\\evil.example", "/"),
    ],
)
def test_sign_in_leads_only_to_this_place(
    client: Client, person: Person, wanted: str, reached: str
) -> None:
    sent = {"username": person.email, "password": PASSWORD, "next": wanted}
    assert client.post("/sign-in/", sent)["Location"] == reached


def test_closed_page_is_reached_after_sign_in(client: Client, person: Person) -> None:
    RoleGrant.objects.create(person=person, service="reseau", role="animation")
    first = client.get("/s/reseau/canevas/?q=a&b=%C3%A9")
    assert first.status_code == 302
    form = screen(client.get(first["Location"]))
    wanted = form.all("input", name="next")[0]
    sent = {"username": person.email, "password": PASSWORD, "next": wanted.get("value", "")}
    reached = client.post("/sign-in/", sent)
    assert reached["Location"] == "/s/reseau/canevas/?q=a&b=%C3%A9"
    assert screen(client.get(reached["Location"])).heading == "Canevas"


def test_signed_in_person_does_not_sign_in_twice(client: Client, person: Person) -> None:
    client.force_login(person)
    assert client.get("/sign-in/")["Location"] == "/"


def test_sign_out_is_a_post(client: Client, person: Person) -> None:
    client.force_login(person)
    assert client.get("/sign-out/").status_code == 405
    assert signed_in(client)
    assert client.post("/sign-out/")["Location"] == "/"
    assert not signed_in(client)


def test_sign_out_from_another_site_is_refused(person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert client.post("/sign-out/").status_code == 403
    assert signed_in(client)


# -- personas


def test_personas_are_the_invented_persons(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    page = screen(client.get("/personas/"))
    names = {words(heading) for heading in page.all("h3")}
    assert {"Amel", "Karim", "Maëlle"} <= names
    assert len(names) == Person.objects.filter(demo=True).values("name").distinct().count()
    (card,) = [card for card in page.all("article") if words(card).startswith("Amel")]
    assert "Maraudeur · Équipe du port" in words(card)


def test_personas_speak_the_language_of_the_visit(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    page = screen(client.get("/personas/?lang=en"))
    assert "Outreach logbook" in {words(heading) for heading in page.all("h2")}
    assert "Outreach worker · Équipe du port" in page.text


def test_persona_is_one_click_away(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    amel = Person.objects.get(email="amel@example.org")
    answer = client.post(f"/personas/{amel.uuid}/")
    assert answer["Location"] == "/s/maraudes/"
    assert "Amel" in client.get("/").content.decode()


def test_someone_invented_coordinates_the_place(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    page = screen(client.get("/personas/"))
    (card,) = [card for card in page.all("article") if words(card).startswith("Dominique")]
    assert "Coordination du lieu" in words(card)
    dominique = Person.objects.get(email="dominique@example.org")
    assert client.post(f"/personas/{dominique.uuid}/")["Location"] == "/place/"
    assert client.get("/place/").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/s/maraudes/personnes/", "/s/maraudes/personnes/"), ("//evil.example", "/s/maraudes/")],
)
def test_persona_goes_on_where_the_visitor_was(
    client: Client, settings: Settings, wanted: str, reached: str
) -> None:
    settings.DEMO = True
    amel = Person.objects.get(email="amel@example.org")
    page = screen(client.get("/personas/", {"next": wanted}))
    assert {field.get("value") for field in page.all("input", name="next")} == (
        {wanted} if wanted == reached else set()
    )
    assert client.post(f"/personas/{amel.uuid}/", {"next": wanted})["Location"] == reached


def test_becoming_someone_is_a_post(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    amel = Person.objects.get(email="amel@example.org")
    assert client.get(f"/personas/{amel.uuid}/").status_code == 405
    hostile = Client(enforce_csrf_checks=True)
    assert hostile.post(f"/personas/{amel.uuid}/").status_code == 403


def test_only_invented_persons_are_opened(
    client: Client, settings: Settings, person: Person
) -> None:
    settings.DEMO = True
    assert client.post(f"/personas/{person.uuid}/").status_code == 404
    assert client.post(f"/personas/{uuid.uuid4()}/").status_code == 404
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("demo", "where"),
    [
        (False, {}),
        (True, {"REMOTE_ADDR": "192.0.2.7"}),
        (True, {"REMOTE_ADDR": ""}),
        (True, {"REMOTE_ADDR": "::ffff:192.0.2.7"}),
        (True, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}),
        (True, {"HTTP_X_FORWARDED_FOR": ""}),
        (True, {"HTTP_FORWARDED": "for=127.0.0.1"}),
        (True, {"HTTP_X_REAL_IP": "127.0.0.1"}),
        (True, {"HTTP_VIA": "1.1 proxy"}),
        (True, {"HTTP_X_FORWARDED_PROTO": "https"}),
    ],
)
def test_personas_stay_closed_elsewhere(
    client: Client,
    settings: Settings,
    demo: bool,  # noqa: FBT001
    where: dict[str, str],
) -> None:
    settings.DEMO = demo
    amel = Person.objects.get(email="amel@example.org")
    assert client.get("/personas/", **where).status_code == 404
    assert client.post(f"/personas/{amel.uuid}/", **where).status_code == 404
    assert not signed_in(client)
    assert "/personas/" not in client.get("/", **where).content.decode()


@pytest.mark.parametrize("where", ["127.0.0.1", "127.8.9.1", "::1"])
def test_personas_are_open_on_this_machine(client: Client, settings: Settings, where: str) -> None:
    settings.DEMO = True
    assert client.get("/personas/", REMOTE_ADDR=where).status_code == 200


def test_sign_in_of_a_demonstration_leads_to_personas_and_back(
    client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    first = client.get("/s/maraudes/personnes/")
    form = screen(client.get(first["Location"]))
    (link,) = [url for url in form.links().values() if url.startswith("/personas/")]
    page = screen(client.get(link))
    assert page.all("input", name="next")[0].get("value") == "/s/maraudes/personnes/"

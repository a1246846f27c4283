"""Screens of joining: roles to take, where one stands, and the page that leads to them."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.joining.models import RoleRequest
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import forget
from lieucommun.web.views.joining.answering import MOST_REQUESTS
from tests.joining import essai, known, posted
from tests.screen import screen

__all__ = ["essai"]
pytestmark = pytest.mark.usefixtures("essai")
SIRET = "73282932000074"
JOIN = "/s/essai/_join/"


@pytest.fixture
def amel(essai: LoadedService) -> Person:
    assert essai.manifest.roles["agent"].join
    return known("amel@dgfip.gouv.fr")


def test_a_visitor_sees_the_roles_and_is_led_to_sign_in(client: Client) -> None:
    page = screen(client.get(JOIN))
    assert page.texts("h2") == ["Demandeur", "Agent public", "Organisme", "Relu"]
    assert page.all("form") == []
    assert page.links()["Se connecter pour prendre un rôle"] == f"/sign-in/?next={JOIN}"
    assert client.post(f"{JOIN}take/demandeur/")["Location"].startswith("/sign-in/")


def test_a_page_of_a_role_leads_to_it(client: Client, amel: Person) -> None:
    client.force_login(amel)
    page = screen(client.get("/s/essai/guichet/"), 403)
    assert page.links()["Voir les rôles de ce service"] == JOIN
    assert JOIN not in screen(client.get("/s/essai/caisse/"), 403).links().values()
    answer = client.post(f"{JOIN}take/agent/", follow=True)
    assert "Vous avez maintenant ce rôle." in screen(answer).text
    assert screen(client.get("/s/essai/guichet/")).heading == "Guichet"
    (grant,) = RoleGrant.objects.filter(person=amel)
    client.post(f"{JOIN}leave/{grant.pk}/")
    assert client.get("/s/essai/guichet/").status_code == 403


def test_an_address_is_confirmed_with_a_button(client: Client) -> None:
    zoe = known("zoe@example.org", verified=False)
    client.force_login(zoe)
    with posted():
        answer = client.post(f"{JOIN}take/demandeur/", follow=True)
    assert "zoe@example.org" in screen(answer).text
    found = re.search(r"http://testserver(/s/essai/_join/confirm/\S+)", str(mail.outbox[0].body))
    assert found
    client.logout()
    screen(client.get(found[1]))
    assert not zoe.grants.exists(), "what reads mail before people do changes nothing"
    client.post(found[1])
    assert RoleGrant.objects.filter(person=zoe, role="demandeur").count() == 1
    assert "ne fonctionne plus" in screen(client.post(found[1]), 410).text


def test_what_was_typed_stays_and_the_error_leads_to_it(client: Client, amel: Person) -> None:
    client.force_login(amel)
    typed = {"siret-organisme": "123", "organisation-organisme": "Nord"}
    page = screen(client.post(f"{JOIN}take/organisme/", typed), 422)
    (summary,) = page.all("div", role="alert")
    assert "#f-siret-organisme" in [link.get("href") for link in summary.iter("a")]
    assert [box.get("value") for box in page.all("input", name="organisation-organisme")] == [
        "Nord"
    ]
    sent = client.post(f"{JOIN}take/organisme/", {**typed, "siret-organisme": SIRET}, follow=True)
    assert "attend une réponse" in screen(sent).text


def test_requests_are_answered_by_their_role_only(client: Client, amel: Person) -> None:
    region = known("region@example.org")
    client.force_login(amel)
    client.post(f"{JOIN}take/relu/")
    asked = RoleRequest.objects.get()
    assert client.get(f"{JOIN}requests/").status_code == 403
    answer = {"request": asked.uuid, "answer": "accept"}
    assert client.post(f"{JOIN}requests/", answer).status_code == 403
    client.force_login(region)
    assert client.get(f"{JOIN}requests/").status_code == 403
    grant_role(region.email, "essai", "region")
    assert amel.email in screen(client.get(f"{JOIN}requests/")).text
    for nonsense in ("", "nothing", "\0"):
        wrong = {"request": nonsense, "answer": "accept"}
        assert client.post(f"{JOIN}requests/", wrong).status_code == 404
    refused = screen(client.post(f"{JOIN}requests/", {**answer, "answer": "refuse"}), 422)
    assert f"#f-reason-{asked.pk}" in [link.get("href") for link in refused.all("a")]
    client.post(f"{JOIN}requests/", answer)
    assert RoleGrant.objects.filter(person=amel, role="relu").exists()
    assert "Personne n’attend" in screen(client.get(f"{JOIN}requests/")).text


def test_requests_and_roles_of_others_stay_theirs(client: Client, amel: Person) -> None:
    zoe = known("zoe@example.org")
    client.force_login(zoe)
    client.post(f"{JOIN}take/relu/")
    client.post(f"{JOIN}take/demandeur/")
    client.force_login(amel)
    asked, grant = RoleRequest.objects.get(role="relu"), zoe.grants.get()
    assert client.post(f"{JOIN}withdraw/{asked.uuid}/").status_code == 404
    assert client.post(f"{JOIN}leave/{grant.pk}/").status_code == 404
    assert zoe.grants.count() == 1


def test_requests_cost_the_same_whatever_their_number(client: Client) -> None:
    region = known("region@example.org")
    grant_role(region.email, "essai", "region")
    client.force_login(region)

    def statements(number: int) -> int:
        for rank in range(RoleRequest.objects.count(), number):
            person = known(f"p{rank}@example.org")
            RoleRequest.objects.create(
                person=person, service="essai", role="relu", asked_at=person.created_at
            )
        forget()
        with CaptureQueriesContext(connection) as queries:
            page = screen(client.get(f"{JOIN}requests/"))
        assert len(page.all("form")) == min(number, MOST_REQUESTS)
        return len(queries)

    assert statements(2) == statements(200)

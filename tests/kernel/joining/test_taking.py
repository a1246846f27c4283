"""Roles that people give themselves: with an address, of certain domains, with a SIRET."""

import re

import pytest
from django.core import mail

from lieucommun.kernel.joining.actions import (
    answer_request,
    ask_role,
    confirm_request,
    withdraw_request,
)
from lieucommun.kernel.joining.models import RoleRequest
from lieucommun.kernel.joining.queries import approvers, may_take, standings, waiting
from lieucommun.kernel.joining.refusals import RefusedJoin
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.actions import ensure_organisation, grant_role, take_role
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.services.loaded import LoadedService
from tests.joining import known, posted

SIRET, OTHER = "73282932000074", "35600000000048"
State = RoleRequest.State


def held(person: Person) -> list[tuple[str, str]]:
    grants = RoleGrant.objects.filter(person=person).order_by("pk").select_related("organisation")
    return [
        (grant.role, grant.organisation.siret if grant.organisation else "") for grant in grants
    ]


def refusal(*arguments: object, **options: object) -> str:
    with pytest.raises(RefusedJoin) as refused:
        ask_role(*arguments, **options)  # type: ignore[arg-type] # passed on as given
    assert refused.value.message
    return refused.value.reason


def test_an_account_whose_address_is_verified_is_enough(essai: LoadedService) -> None:
    amel = known("amel@example.org")
    assert ask_role(amel, essai, "demandeur").state == State.ACCEPTED
    assert held(amel) == [("demandeur", "")]
    assert refusal(amel, essai, "demandeur") == "held"
    entries = JournalEntry.objects.filter(service="essai", person=amel.pk).order_by("pk")
    assert [entry.action for entry in entries] == [
        "request.made",
        "request.accepted",
        "role.granted",
    ]


def test_an_address_is_proved_by_a_link_before_anything(essai: LoadedService) -> None:
    amel = known("amel@paris.fr", verified=False)
    with posted():
        asked = ask_role(amel, essai, "agent", site="https://lieu.example")
    assert asked.state == State.UNVERIFIED
    assert held(amel) == []
    assert refusal(amel, essai, "agent") == "asked"
    (letter,) = mail.outbox
    assert letter.to == ["amel@paris.fr"]
    link = re.search(r"https://lieu\.example/s/essai/_join/confirm/([^/\s]+)/", str(letter.body))
    assert link
    for wrong in ("x", link[1] + "x"):
        with pytest.raises(RefusedJoin):
            confirm_request(wrong, essai)
    assert confirm_request(link[1], essai).state == State.ACCEPTED
    amel.refresh_from_db()
    assert amel.email_verified_at
    assert held(amel) == [("agent", "")]
    with pytest.raises(RefusedJoin):
        confirm_request(link[1], essai)


def test_domains_and_roles_that_are_closed(essai: LoadedService) -> None:
    agent, other = known("a@dgfip.gouv.fr"), known("a@gouv.fr.evil.com")
    assert ask_role(agent, essai, "agent").state == State.ACCEPTED
    assert refusal(other, essai, "agent") == "domain"
    for closed in ("ferme", "chef", "nobody", "signed-in"):
        assert refusal(agent, essai, closed) == "not open"
    assert may_take(agent, essai, {"agent"})
    assert not may_take(other, essai, {"agent", "ferme", "signed-in"})


def test_a_siret_waits_for_an_approval_and_makes_its_organisation(essai: LoadedService) -> None:
    karim, region = known("karim@example.org"), known("region@example.org")
    grant_role(region.email, "essai", "region")
    assert refusal(karim, essai, "organisme", siret="123", organisation="Nord") == "siret"
    assert refusal(karim, essai, "organisme", siret=SIRET) == "name"
    ensure_organisation("École du Nord")
    with posted():
        asked = ask_role(
            karim, essai, "organisme", siret="732 829 320 00074", organisation="École du Nord"
        )
    assert asked.state == State.WAITING
    assert Organisation.objects.count() == 1
    assert [letter.to for letter in mail.outbox] == [["region@example.org"]]
    assert karim.email not in str(mail.outbox[0].body)
    assert list(waiting("essai", {"organisme"})) == [asked]
    answer_request(asked, essai, region, accept=True)
    assert held(karim) == [("organisme", SIRET)]
    made = Organisation.objects.get(siret=SIRET)
    assert made.slug != "ecole-du-nord", "another organisation of the same name stays another"
    nadia = known("nadia@example.org")
    again = ask_role(nadia, essai, "organisme", siret=SIRET, organisation="Autre nom")
    answer_request(again, essai, region, accept=True)
    assert RoleGrant.objects.get(person=nadia).organisation == made
    assert ask_role(nadia, essai, "organisme", siret=OTHER, organisation="La Poste").state == (
        State.WAITING
    )


def test_a_refusal_has_its_reason_and_is_told(essai: LoadedService) -> None:
    karim, region = known("karim@example.org"), known("region@example.org")
    grant_role(region.email, "essai", "region")
    asked = ask_role(karim, essai, "relu")
    with pytest.raises(PermissionError):
        answer_request(asked, essai, karim, accept=True)
    with pytest.raises(RefusedJoin, match="reason"):
        answer_request(asked, essai, region, accept=False, reason=" ")
    with posted():
        answer_request(asked, essai, region, accept=False, reason="Écrivez-nous d’abord.")
    (letter,) = mail.outbox
    assert letter.to == [karim.email]
    assert "Écrivez-nous d’abord." in letter.body
    assert held(karim) == []
    with pytest.raises(RefusedJoin, match="answered"):
        answer_request(asked, essai, region, accept=True)
    standing = {each.name: each for each in standings(karim, essai)}["relu"]
    assert standing.request
    assert standing.request.reason == "Écrivez-nous d’abord."
    assert standing.takes, "one may ask again"
    assert "Écrivez" not in "".join(map(str, JournalEntry.objects.values_list("fields", flat=True)))


def test_nobody_answers_their_own_request(essai: LoadedService) -> None:
    region, chef = known("region@example.org"), known("chef@example.org")
    grant_role(region.email, "essai", "region")
    grant_role(chef.email, "essai", "chef")
    asked = ask_role(region, essai, "relu")
    assert approvers(asked, essai) == [chef]
    with pytest.raises(RefusedJoin, match="own"):
        answer_request(asked, essai, region, accept=True)
    answer_request(asked, essai, chef, accept=True)
    assert ("relu", "") in held(region)


def test_one_may_withdraw_and_leave(essai: LoadedService) -> None:
    karim = known("karim@example.org")
    asked = ask_role(karim, essai, "relu")
    withdraw_request(asked)
    assert not waiting("essai", {"relu"}).exists()
    assert ask_role(karim, essai, "relu").state == State.WAITING
    ask_role(karim, essai, "demandeur")
    take_role(RoleGrant.objects.get(person=karim), by=karim.pk)
    assert held(karim) == []
    assert JournalEntry.objects.filter(action="role.taken", person=karim.pk).count() == 1

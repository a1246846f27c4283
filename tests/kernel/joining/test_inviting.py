"""Invitations: who may offer what, and a link that works once, for its address."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail

from lieucommun.kernel.joining.inviting import actions, queries
from lieucommun.kernel.joining.inviting.queries import Offer
from lieucommun.kernel.joining.models import Invitation
from lieucommun.kernel.joining.refusals import RefusedJoin
from lieucommun.kernel.people.actions import ensure_organisation, grant_role
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.people.place_roles import ADMINISTRATOR, COORDINATOR, PLACE
from lieucommun.kernel.services.loaded import LoadedService
from tests.joining import known, posted

REGION, CHEF = Offer("essai", "region"), Offer("essai", "chef")


@pytest.fixture
def chef(essai: LoadedService) -> Person:
    someone = known("chef@example.org")
    grant_role(someone.email, essai.slug, "chef")
    return someone


def token() -> str:
    found = re.search(r"/invitations/([^/\s]+)/", str(mail.outbox[-1].body))
    assert found
    return found[1]


def refusal(token: str, person: Person | None, **options: str) -> str:
    with pytest.raises(RefusedJoin) as refused:
        actions.accept(token, person, **options)
    assert refused.value.message
    return refused.value.reason


def test_a_new_person_comes_in_by_the_link_and_it_works_once(chef: Person) -> None:
    with posted():
        actions.invite(chef, " Nadia@Example.org ", REGION, site="https://lieu.example")
    assert mail.outbox[-1].to == ["nadia@example.org"]
    link = token()
    assert refusal(link, None) == "person"
    nadia = actions.accept(link, None, name="Nadia", language="ar")
    assert (nadia.email, nadia.name, nadia.language) == ("nadia@example.org", "Nadia", "ar")
    assert nadia.email_verified_at
    assert not nadia.has_usable_password()
    assert [(grant.service, grant.role) for grant in nadia.grants.all()] == [("essai", "region")]
    assert refusal(link, None, name="Autre") == "link"
    assert refusal(link, nadia) == "link"


def test_the_answer_is_the_same_with_and_without_an_account(chef: Person) -> None:
    known("nadia@example.org")
    shown = []
    for address in ("nadia@example.org", "nobody@example.org"):
        with posted():
            made = actions.invite(chef, address, REGION)
        shown.append((made.state, made.round, mail.outbox[-1].subject))
    assert shown[0] == shown[1]
    assert Invitation.objects.count() == 2
    assert Person.objects.filter(email="nobody@example.org").count() == 0


def test_an_account_accepts_for_itself_only(chef: Person) -> None:
    nadia, karim = known("nadia@example.org", verified=False), known("karim@example.org")
    with posted():
        actions.invite(chef, nadia.email, REGION)
    assert refusal(token(), None, name="Nadia") == "account"
    assert refusal(token(), karim) == "address"
    assert not RoleGrant.objects.filter(role="region").exists()
    actions.accept(token(), nadia)
    nadia.refresh_from_db()
    assert nadia.email_verified_at
    assert nadia.grants.get().role == "region"


def test_a_link_ends_with_time_a_newer_one_or_a_change_of_mind(chef: Person) -> None:
    start = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
    with time_machine.travel(start, tick=False) as clock:
        with posted():
            made = actions.invite(chef, "nadia@example.org", REGION)
        first = token()
        assert actions.invitation_of(first) == made
        with posted():
            assert actions.invite(chef, "nadia@example.org", REGION) == made
        second = token()
        for wrong in (first, first + "x", "x", ""):
            assert refusal(wrong, None, name="N") == "link"
        clock.shift(dt.timedelta(days=7))
        assert refusal(second, None, name="N") == "link"
        assert [each.late for each in queries.of_service("essai")] == [True]
        with posted():
            actions.send_again(made, chef)
        assert actions.invitation_of(token())
        actions.withdraw(made, chef)
        assert refusal(token(), None, name="N") == "link"
        assert not queries.of_service("essai").exists()


def test_a_link_ends_with_the_right_of_who_sent_it(chef: Person) -> None:
    with posted():
        actions.invite(chef, "nadia@example.org", REGION)
    Person.objects.filter(pk=chef.pk).update(is_active=False)
    assert refusal(token(), None, name="N") == "link"
    Person.objects.filter(pk=chef.pk).update(is_active=True)
    chef.grants.all().delete()
    assert refusal(token(), None, name="N") == "link"


def test_who_sees_to_a_service_offers_its_roles_and_no_other(chef: Person) -> None:
    for wrong in (Offer("essai", "nobody"), Offer("autre", "chef"), Offer(PLACE, COORDINATOR)):
        with pytest.raises(PermissionError):
            actions.invite(chef, "n@example.org", wrong)
    with pytest.raises(RefusedJoin, match="email"):
        actions.invite(chef, "not an address", REGION)
    other = known("other@example.org")
    with pytest.raises(PermissionError):
        actions.invite(other, "n@example.org", REGION)
    grant_role(other.email, PLACE, COORDINATOR)
    assert actions.invite(other, "n@example.org", Offer(PLACE, COORDINATOR))


def test_an_administrator_offers_what_their_organisation_holds(chef: Person) -> None:
    nord, sud = ensure_organisation("Nord"), ensure_organisation("Sud")
    admin = known("admin@example.org")
    grant_role(admin.email, PLACE, ADMINISTRATOR, organisation="nord")
    grant_role("chef@example.org", "essai", "chef", organisation="nord")
    grant_role("chef@example.org", "essai", "agent", organisation="sud")
    assert queries.offers_of_organisation(nord) == [Offer(PLACE, ADMINISTRATOR)]
    grant_role("chef@example.org", "essai", "region", organisation="nord")
    assert queries.offers_of_organisation(nord) == [REGION, Offer(PLACE, ADMINISTRATOR)]
    assert actions.invite(admin, "n@example.org", REGION, organisation=nord)
    for offer, organisation in (
        (REGION, sud),
        (REGION, None),
        (CHEF, nord),
        (Offer("essai", "agent"), nord),
        (Offer(PLACE, ADMINISTRATOR), sud),
        (Offer(PLACE, COORDINATOR), nord),
    ):
        with pytest.raises(PermissionError):
            actions.invite(admin, "n@example.org", offer, organisation=organisation)
    assert not queries.of_organisation(sud).exists()
    assert chef.grants.count() == 4

"""What is left of sessions that are over goes each night."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.people.actions import deactivate_person
from lieucommun.kernel.people.models import Person
from tests.jobs import run_jobs
from tests.signing import come_in_by_code

pytestmark = pytest.mark.django_db


def key_of(client: Client, person: Person) -> str:
    come_in_by_code(client, person)
    return str(client.session.session_key)


def test_sessions_that_expired_go_with_what_was_noted_and_others_stay() -> None:
    lea = Person.objects.create_user("lea@example.org", None, name="Léa")
    window = Client()
    over, gone, fresh = (key_of(Client(), lea) for _ in range(3))
    alive = key_of(window, lea)
    yesterday = timezone.now() - dt.timedelta(days=1)
    Session.objects.filter(session_key=over).update(expire_date=yesterday)
    Session.objects.filter(session_key__in=[gone, fresh]).delete()
    UserSession.objects.exclude(session_key=fresh).update(last_seen_at=yesterday)
    enqueue("people.forget_sessions")
    run_jobs()
    assert set(Session.objects.values_list("session_key", flat=True)) & {over, alive} == {alive}
    assert set(UserSession.objects.values_list("session_key", flat=True)) == {alive, fresh}
    assert window.get("/me/security/").status_code == 200


def test_a_session_ended_from_elsewhere_says_so_until_it_expires() -> None:
    lea = Person.objects.create_user("lea@example.org", None, name="Léa")
    window = Client()
    key = key_of(window, lea)
    deactivate_person(lea, by=None)
    enqueue("people.forget_sessions")
    run_jobs()
    assert window.get("/me/security/").status_code == 403
    late = timezone.now() + dt.timedelta(days=15)
    Session.objects.filter(session_key=key, expire_date__lt=late).update(
        expire_date=timezone.now() - dt.timedelta(seconds=1)
    )
    enqueue("people.forget_sessions")
    run_jobs()
    assert not Session.objects.filter(session_key=key).exists()

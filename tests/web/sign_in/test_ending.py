"""A session that is ended from elsewhere fails at its next click, and says why."""

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.actions import deactivate_person, reactivate_person
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.sessions.actions import NO_ADDRESS
from lieucommun.kernel.services.registry import forget
from tests.jobs import run_jobs
from tests.screen import screen
from tests.signing import come_in_by_code

pytestmark = pytest.mark.django_db
PASSWORD = "tempête-sous-un-crâne"  # noqa: S105


def opened(person: Person) -> Client:
    client = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Gecko/2010 Firefox/140.0"})
    come_in_by_code(client, person)
    assert client.get("/me/security/").status_code == 200
    return client


def test_a_deactivated_person_fails_at_the_next_click(lea: Person) -> None:
    windows = [opened(lea), opened(lea)]
    deactivate_person(lea, by=None)
    for window in windows:
        page = screen(window.get("/me/security/"), 403)
        assert page.heading == "Cette session est terminée"
        assert "Votre compte a été fermé" in page.text
        assert window.get("/me/security/")["Location"].startswith("/sign-in/")
    assert JournalEntry.objects.filter(action="person.deactivated").count() == 1
    assert str(lea.pk) not in {
        session.get_decoded().get("_auth_user_id") for session in Session.objects.all()
    }


def test_a_form_open_at_a_deactivated_person_s_writes_nothing(lea: Person) -> None:
    window = opened(lea)
    deactivate_person(lea, by=None)
    assert window.post("/me/security/password/", {"password": PASSWORD}).status_code == 403
    lea.refresh_from_db()
    assert not lea.has_usable_password()


def test_a_deactivated_person_does_not_come_in_and_is_told(client: Client, lea: Person) -> None:
    deactivate_person(lea, by=None)
    assert come_in_by_code(client, lea) == "/sign-in/closed/"
    assert screen(client.get("/sign-in/closed/"), 403).heading == "Ce compte est fermé"
    assert "_auth_user_id" not in client.session


def test_reactivation_opens_no_former_session(lea: Person) -> None:
    window = opened(lea)
    kept = window.cookies["sessionid"].value
    data = Session.objects.get(session_key=kept).session_data
    deactivate_person(lea, by=None)
    # As a request that was going on would write it back.
    Session.objects.filter(session_key=kept).update(session_data=data)
    reactivate_person(lea, by=None)
    assert window.get("/me/security/")["Location"].startswith("/sign-in/")
    assert opened(lea)


def test_ending_twice_changes_nothing(lea: Person) -> None:
    for _ in range(2):
        deactivate_person(lea, by=None)
    for _ in range(2):
        reactivate_person(lea, by=None)
    told = JournalEntry.objects.filter(action__in=["person.deactivated", "person.reactivated"])
    assert told.count() == 2


def test_sessions_are_named_and_ended_one_by_one_or_all_but_this(lea: Person) -> None:
    here, there, away = opened(lea), opened(lea), opened(lea)
    page = screen(here.get("/me/security/"))
    assert page.text.count("Firefox sur Linux") >= 3
    assert page.text.count("celle-ci") == 1
    buttons = [one.get("value", "") for one in page.all("button", name="session")]
    assert (len(buttons), buttons[-1]) == (3, "others")
    here.post("/me/security/sessions/end/", {"session": buttons[0]})
    ended = [window for window in (there, away) if window.get("/me/security/").status_code == 403]
    assert len(ended) == 1
    here.post("/me/security/sessions/end/", {"session": "others"})
    assert {window.get("/me/security/").status_code for window in (there, away)} <= {302, 403}
    assert here.get("/me/security/").status_code == 200


@pytest.mark.parametrize("session", ["", "x", "0", "9" * 30, "-1", "٣"])
def test_odd_sessions_end_nothing(lea: Person, session: str) -> None:
    window = opened(lea)
    assert window.post("/me/security/sessions/end/", {"session": session}).status_code == 302
    assert window.get("/me/security/").status_code == 200


def test_nobody_ends_the_session_of_another(lea: Person) -> None:
    from allauth.usersessions.models import UserSession

    other = Person.objects.create_user("max@example.org", None, name="Max")
    theirs = opened(other)
    row = UserSession.objects.get(user=other)
    opened(lea).post("/me/security/sessions/end/", {"session": row.pk})
    assert theirs.get("/me/security/").status_code == 200


def test_a_new_password_ends_the_other_sessions(lea: Person) -> None:
    here, there = opened(lea), opened(lea)
    answer = here.post("/me/security/password/", {"password": PASSWORD})
    assert answer["Location"] == "/me/security/"
    assert here.get("/me/security/").status_code == 200
    page = screen(there.get("/me/security/"), 403)
    assert "mot de passe de votre compte a été changé" in page.text


def test_the_owner_is_told_by_a_letter_that_waits_for_nobody(lea: Person) -> None:
    opened(lea).post("/me/security/password/", {"password": PASSWORD})
    assert all("changé" not in letter.subject for letter in mail.outbox)
    (job,) = run_jobs()
    assert (job.name, job.by) == ("people.tell_change", lea.pk)
    letter = mail.outbox[-1]
    assert letter.to == [lea.email]
    assert letter.subject.startswith("Votre façon de vous connecter a changé")
    assert "http://testserver/me/security/" in letter.body


def test_the_list_asks_as_much_of_the_database_for_200_sessions(lea: Person) -> None:
    from allauth.usersessions.models import UserSession

    window = opened(lea)
    counts = []
    for number in (2, 200):
        for at in range(UserSession.objects.count(), number):
            key = f"k{at}"
            Session.objects.create(
                session_key=key, session_data="", expire_date="2100-01-01T00:00:00Z"
            )
            UserSession.objects.create(user=lea, session_key=key, ip=NO_ADDRESS, user_agent="x")
        forget()  # what the registry keeps for a second is read in both
        with CaptureQueriesContext(connection) as done:
            assert window.get("/me/security/").status_code == 200
        counts.append(len(done))
    assert counts[0] == counts[1]


def test_signing_out_clears_what_the_browser_kept(lea: Person) -> None:
    window = opened(lea)
    answer = window.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert JournalEntry.objects.filter(action="person.signed_out", person=lea.pk).count() == 1

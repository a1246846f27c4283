"""Coming in by a code sent by e-mail: for who is known, for who comes for the first time."""

import re
from itertools import count

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.limits.buckets import InDatabase
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.registry import forget
from tests.joining import essai
from tests.screen import screen
from tests.signing import code_sent, come_in_by_code

__all__ = ["essai"]
pytestmark = pytest.mark.django_db
SENTENCE = "un code valable dix minutes vient de lui être envoyé"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_code_lets_its_owner_in_and_back_to_the_page(client: Client, lea: Person) -> None:
    assert come_in_by_code(client, lea, "/services/") == "/services/"
    assert signed_in(client)
    lea.refresh_from_db()
    assert lea.email_verified_at is not None
    entry = JournalEntry.objects.get(action="person.signed_in")
    assert (entry.person, entry.object_id, entry.fields) == (lea.pk, str(lea.uuid), ["code"])


def test_the_session_has_another_key_once_signed_in(client: Client, lea: Person) -> None:
    client.post("/sign-in/", {"username": lea.email})
    before = client.session.session_key
    client.post("/sign-in/code/", {"code": code_sent(lea.email)})
    assert client.session.session_key != before


def test_the_e_mail_is_plain_and_in_the_language_of_its_reader(client: Client, lea: Person) -> None:
    Person.objects.update(language="en")
    client.post("/sign-in/?lang=fr", {"username": lea.email})
    (letter,) = mail.outbox
    assert re.fullmatch(r"\d{6} is your code for Lieu commun", letter.subject)
    assert "nobody here will ever ask you for it" in str(letter.body)
    assert not getattr(letter, "alternatives", [])


@pytest.mark.usefixtures("lea", "guarded")
@pytest.mark.parametrize("address", ["lea@example.org", "personne@example.org"])
def test_the_screen_says_the_same_of_a_known_and_an_unknown_address(
    client: Client, address: str
) -> None:
    answer = client.post("/sign-in/", {"username": address})
    assert answer["Location"] == "/sign-in/code/"
    page = screen(client.get("/sign-in/code/"))
    assert SENTENCE in page.text.replace("\xa0", " ")
    assert len(mail.outbox) == 1
    wrong = screen(client.post("/sign-in/code/", {"code": "000000"}))
    assert "Ce n’est pas le code" in wrong.text


@pytest.mark.usefixtures("guarded")
def test_as_much_work_is_done_for_an_unknown_address(
    lea: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InDatabase, "_taken", count(1))  # it sweeps now and then, on PostgreSQL
    statements = []
    for address in ("premier@example.org", lea.email, "personne@example.org"):
        forget()  # what the registry keeps for a second is read in both
        with CaptureQueriesContext(connection) as done:
            Client().post("/sign-in/", {"username": address})
        statements.append(len(done))
    assert statements[1] == statements[2]  # the first of a process reads what later ones know


@pytest.mark.usefixtures("guarded")
def test_where_nobody_may_join_an_unknown_address_learns_it_by_e_mail_only(client: Client) -> None:
    client.post("/sign-in/", {"username": "personne@example.org"})
    (letter,) = mail.outbox
    assert letter.subject == "Aucun compte pour cette adresse sur Lieu commun"
    assert not re.search(r"\d{6}", str(letter.body))


@pytest.mark.usefixtures("essai")
def test_where_a_role_may_be_taken_a_code_makes_an_account(client: Client) -> None:
    client.post("/sign-in/", {"username": "Nour@Example.org", "next": "/s/essai/_join/"})
    answer = client.post("/sign-in/code/", {"code": code_sent("Nour@Example.org")})
    assert answer["Location"] == "/sign-in/name/"
    assert not Person.objects.filter(email="nour@example.org").exists()
    assert "Écrivez le nom" in screen(client.post("/sign-in/name/", {"name": "  "})).text
    answer = client.post("/sign-in/name/", {"name": " Nour  B. "})
    assert answer["Location"] == "/s/essai/_join/"
    nour = Person.objects.get(email="nour@example.org")
    assert (nour.name, nour.has_usable_password(), nour.language) == ("Nour B.", False, "fr")
    assert nour.email_verified_at is not None
    assert JournalEntry.objects.filter(action="person.welcomed").count() == 1


def test_nobody_names_an_account_without_the_code(client: Client) -> None:
    assert client.post("/sign-in/name/", {"name": "Nour"})["Location"] == "/sign-in/"
    assert Person.objects.count() == 0 or not Person.objects.filter(name="Nour").exists()


def test_a_code_serves_once(client: Client, lea: Person) -> None:
    come_in_by_code(client, lea)
    code = code_sent(lea.email)
    client.post("/sign-out/")
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/sign-in/"
    assert not signed_in(client)


def test_a_code_is_of_the_window_that_asked_for_it(client: Client, lea: Person) -> None:
    client.post("/sign-in/", {"username": lea.email})
    other = Client()
    other.post("/sign-in/", {"username": lea.email})
    theirs = code_sent(lea.email)
    client.post("/sign-in/code/", {"code": theirs})
    assert not signed_in(client)


def test_a_new_code_ends_the_one_before(client: Client, lea: Person) -> None:
    client.post("/sign-in/", {"username": lea.email})
    first = code_sent(lea.email)
    client.post("/sign-in/code/", {"action": "again"})
    second = code_sent(lea.email)
    if first != second:
        client.post("/sign-in/code/", {"code": first})
        assert not signed_in(client)
    client.post("/sign-in/code/", {"code": second})
    assert signed_in(client)


def test_a_code_is_short_lived(client: Client, lea: Person) -> None:
    with time_machine.travel(0, tick=False) as clock:
        client.post("/sign-in/", {"username": lea.email})
        clock.shift(601)
        answer = client.post("/sign-in/code/", {"code": code_sent(lea.email)})
    assert answer["Location"] == "/sign-in/"
    assert not signed_in(client)


def test_five_wrong_codes_and_the_right_one_is_worth_nothing(client: Client, lea: Person) -> None:
    client.post("/sign-in/", {"username": lea.email})
    right = code_sent(lea.email)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(4):
        assert "Ce n’est pas le code" in screen(client.post("/sign-in/code/", {"code": wrong})).text
    last = screen(client.post("/sign-in/code/", {"code": wrong}))
    assert "Trop de codes erronés" in last.text
    client.post("/sign-in/code/", {"code": right})
    assert not signed_in(client)


@pytest.mark.parametrize("written", ["{} ", " {}", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"])
def test_a_code_is_read_as_people_type_it(client: Client, lea: Person, written: str) -> None:
    client.post("/sign-in/", {"username": lea.email})
    client.post("/sign-in/code/", {"code": written.format(code_sent(lea.email))})
    assert signed_in(client)


def test_a_code_is_read_in_the_digits_of_arabic(client: Client, lea: Person) -> None:
    client.post("/sign-in/", {"username": lea.email})
    eastern = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    client.post("/sign-in/code/", {"code": code_sent(lea.email).translate(eastern)})
    assert signed_in(client)


@pytest.mark.parametrize("typed", ["", "x" * 5000, "\0", "²²²²²²", "12345", "1234567"])
def test_odd_codes_are_refused_without_a_fault(client: Client, lea: Person, typed: str) -> None:
    client.post("/sign-in/", {"username": lea.email})
    assert client.post("/sign-in/code/", {"code": typed}).status_code == 200
    assert not signed_in(client)


def test_no_code_stands_in_the_session(client: Client, lea: Person) -> None:
    client.post("/sign-in/", {"username": lea.email})
    assert code_sent(lea.email) not in str(dict(client.session))

"""An attacker is slowed; the owner of the account comes in all the same."""

import json
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, RequestFactory
from fido2.utils import websafe_encode

from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.factors.actions import add_passkey
from lieucommun.kernel.people.models import Person
from lieucommun.web.views.sign_in import attempts
from tests.passkey import Device
from tests.screen import screen
from tests.signing import app_code, come_in_by_code, with_app

pytestmark = pytest.mark.usefixtures("guarded")
PASSWORD = "tempête-sous-un-crâne"  # noqa: S105
CHECKED: list[str] = []


class CountingHasher(MD5PasswordHasher):
    """The hasher of the suite, which tells how many passwords it was given to check."""

    def verify(self, password: str, encoded: str) -> bool:
        CHECKED.append(password)
        return super().verify(password, encoded)


@pytest.fixture
def lea(lea: Person, settings: Any) -> Person:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    lea.set_password(PASSWORD)
    lea.save()
    CHECKED.clear()
    return lea


def guess(client: Client, address: str, password: str, **where: Any) -> int:
    sent = {"username": address, "password": password}
    return client.post("/sign-in/", sent, **where).status_code


def comes_in(client: Client, person: Person) -> bool:
    come_in_by_code(client, person)
    return "_auth_user_id" in client.session


def test_tries_from_one_address_check_ten_passwords_and_lock_no_one_out(lea: Person) -> None:
    attacker = Client(REMOTE_ADDR="203.0.113.9")
    for number in range(15):
        guess(attacker, lea.email, f"guess {number}")
    assert len(CHECKED) <= 11  # ten at once, one more as time passes
    page = screen(attacker.post("/sign-in/", {"username": lea.email, "password": "x"}))
    assert "Trop d’essais" in page.text
    failed = JournalEntry.objects.filter(action="person.sign_in_failed")
    assert [(entry.count, entry.person, entry.fields) for entry in failed] == [
        (5, None, ["password"])
    ]
    owner = Client(REMOTE_ADDR="198.51.100.7")
    assert guess(owner, lea.email, PASSWORD) == 302
    assert comes_in(Client(REMOTE_ADDR="203.0.113.9"), lea)


@pytest.mark.parametrize(("addresses", "most"), [(1, 11), (1000, 52)])
def test_of_a_thousand_tries_few_are_checked(addresses: int, most: int) -> None:
    asked = RequestFactory()
    allowed = 0
    for number in range(1000):
        where = f"203.0.{number % addresses // 250}.{number % addresses % 250 + 1}"
        request = asked.post("/sign-in/", REMOTE_ADDR=where)
        allowed += attempts.PASSWORDS.take(request, "lea@example.org").allowed
    assert allowed <= most


def test_guesses_at_the_screen_check_few_passwords_and_keep_no_one_out(
    lea: Person,
) -> None:
    owner, passkey = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="203.0.113.9")
    assert comes_in(owner, lea)
    owner.post("/sign-out/")
    attacker = Client(REMOTE_ADDR="203.0.113.9")
    answers = {guess(attacker, lea.email, f"guess {number}") for number in range(300)}
    assert (answers, len(CHECKED) <= 12) == ({200}, True)
    assert guess(owner, lea.email, PASSWORD) == 302
    assert comes_in(Client(REMOTE_ADDR="203.0.113.9"), lea)
    device = Device()
    add_passkey(lea, "Phone", device.made())
    asked = json.loads(passkey.get("/sign-in/passkey/").json()["options"])["publicKey"]
    proof = device.proof(asked["challenge"], websafe_encode(user_pk_to_url_str(lea).encode()))
    sent = {"credential": json.dumps(proof)}
    assert passkey.post("/sign-in/passkey/", sent).status_code == 302
    assert passkey.get("/me/security/").status_code == 200


def test_an_attack_from_everywhere_does_not_keep_the_owner_out(lea: Person) -> None:
    known = Client(REMOTE_ADDR="198.51.100.7")
    assert guess(known, lea.email, PASSWORD) == 302
    known.post("/sign-out/")
    asked = RequestFactory()
    for number in range(200):
        request = asked.post("/sign-in/", REMOTE_ADDR=f"203.0.113.{number + 1}")
        attempts.PASSWORDS.take(request, lea.email)
    stranger = Client(REMOTE_ADDR="198.51.100.200")
    assert guess(stranger, lea.email, PASSWORD) == 200
    assert comes_in(stranger, lea)
    assert guess(known, lea.email, PASSWORD) == 302


def test_the_limit_says_the_same_of_an_address_that_nobody_has(lea: Person) -> None:
    texts = []
    for address in (lea.email, "personne@example.org"):
        client = Client(REMOTE_ADDR=f"203.0.113.{len(texts) + 1}")
        for _ in range(12):
            guess(client, address, "wrong")
        page = screen(client.post("/sign-in/", {"username": address, "password": "x"}))
        texts.append(page.text)
    assert texts[0] == texts[1]


def test_codes_sent_to_an_address_are_limited_and_its_known_device_is_not_shut_out(
    lea: Person,
) -> None:
    from django.core import mail

    known = Client(REMOTE_ADDR="198.51.100.7")
    assert comes_in(known, lea)
    known.post("/sign-out/")
    mail.outbox.clear()
    for number in range(40):
        sent = {"username": lea.email}
        Client().post("/sign-in/", sent, REMOTE_ADDR=f"203.0.113.{number + 1}")
    assert len(mail.outbox) <= 31
    assert comes_in(known, lea)


def test_a_cookie_of_another_device_or_a_forged_one_gives_nothing(lea: Person) -> None:
    attacker = Client(REMOTE_ADDR="203.0.113.9")
    other = Person.objects.create_user("max@example.org", PASSWORD, name="Max")
    assert guess(attacker, other.email, PASSWORD) == 302
    attacker.post("/sign-out/")
    CHECKED.clear()
    for number in range(15):
        guess(attacker, lea.email, f"guess {number}")
    assert len(CHECKED) <= 11
    attacker.cookies["device"] = "0123456789abcdef.x:forged"
    assert guess(attacker, lea.email, PASSWORD) == 200


def test_codes_of_an_app_cannot_be_tried_one_after_the_other(client: Client, lea: Person) -> None:
    with_app(lea)
    come_in_by_code(client, lea)
    for number in range(12):
        page = screen(client.post("/sign-in/step/", {"code": f"{number:06}"}))
    assert "Trop de codes erronés" in page.text
    assert (
        "Trop de codes erronés" in screen(client.post("/sign-in/step/", {"code": app_code()})).text
    )


def test_passwords_of_before_still_open(client: Client, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    old = Person.objects.create_user("old@example.org", None, name="Old")
    from django.contrib.auth.hashers import make_password

    old.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    old.save()
    assert guess(client, old.email, PASSWORD) == 302
    old.refresh_from_db()
    assert old.password.startswith("argon2$")

"""Sign in as the screens do, in tests: by the code of an e-mail, by an app."""

import re
import time

from django.core import mail
from django.test import Client

from lieucommun.kernel.people.factors.actions import add_app
from lieucommun.kernel.people.models import Person

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of a test


def code_sent(to: str) -> str:
    """Return the code of the last e-mail that was sent to someone."""
    letter = [letter for letter in mail.outbox if letter.to == [to]][-1]
    (code,) = re.findall(r"^ +(\d{6})$", str(letter.body), re.MULTILINE)
    return str(code)


def come_in_by_code(client: Client, person: Person, wanted: str = "") -> str:
    """Ask for a code and type it; returns where that leads."""
    client.post("/sign-in/", {"username": person.email, "next": wanted})
    return str(client.post("/sign-in/code/", {"code": code_sent(person.email)})["Location"])


def with_app(person: Person) -> None:
    """Give someone an app, none of whose codes was used."""
    add_app(person, SECRET, 0)


def app_code(later: int = 0) -> str:
    """Return what the app shows now, or so many steps later."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + later)))

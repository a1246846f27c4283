"""Devices on which someone has signed in before: an attack from elsewhere does not lock them out.

A device is known by a signed cookie: a number drawn once, and digests of the addresses that signed
in there. It opens nothing by itself: only tries are counted apart.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "device"
YEAR = 365 * 24 * 3600
#: A shared machine knows the last few who signed in on it.
MOST_PERSONS = 5


def known(request: HttpRequest, address: str) -> str:
    """Return the number of this device where an address has signed in on it before, else ""."""
    number, persons = _read(request)
    return number if _digest(address) in persons else ""


def know(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Know from now on that an address signs in on this device."""
    number, persons = _read(request)
    this = _digest(address)
    kept = [this, *(each for each in persons if each != this)][:MOST_PERSONS]
    response.set_signed_cookie(
        COOKIE,
        ".".join([number or secrets.token_hex(8), *kept]),
        salt="lieucommun.device",
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    salt = "lieucommun.device"
    value = request.get_signed_cookie(COOKIE, default="", salt=salt, max_age=YEAR) or ""
    number, *persons = value.split(".")
    return number, persons


def _digest(address: str) -> str:
    plain = address.strip().lower()
    return salted_hmac("lieucommun.device", plain, algorithm="sha256").hexdigest()[:32]

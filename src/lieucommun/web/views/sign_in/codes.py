"""Codes of six digits sent by e-mail: short-lived, used once, few tries, kept as a digest."""

import secrets
import time
import unicodedata
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from lieucommun.kernel.limits.actions import take

Purpose = Literal["sign-in", "confirm"]
KEY = "emailed-code"
DIGITS = 6
LIFETIME = 10 * 60
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Pending:
    """A code that was asked for: for which address, and where its owner was going."""

    address: str
    wanted: str


def issue(request: HttpRequest, purpose: Purpose, address: str, wanted: str = "") -> str:
    """Return a fresh code for this session; the one before is worth nothing any more."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    number = secrets.token_hex(8)
    request.session[KEY] = {
        "purpose": purpose,
        "address": address,
        "wanted": wanted,
        "number": number,
        "digest": _digest(number, code),
        "at": time.time(),
        "tries": 0,
    }
    return code


def pending(request: HttpRequest, purpose: Purpose) -> Pending | None:
    """Return what was asked for in this session; nothing once it is used, refused or too old."""
    kept = request.session.get(KEY)
    if not kept or kept["purpose"] != purpose:
        return None
    if time.time() - kept["at"] > LIFETIME or kept["tries"] >= MOST_TRIES:
        del request.session[KEY]
        return None
    return Pending(kept["address"], kept["wanted"])


def check(request: HttpRequest, purpose: Purpose, typed: str) -> bool:
    """Say whether a code is the right one, and use it up; a wrong one counts as a try.

    Tries are counted twice: requests sent at once would all read the same session.
    """
    if pending(request, purpose) is None:
        return False
    kept = request.session[KEY]
    kept["tries"] += 1
    request.session.modified = True
    counted = take("sign-in.code.tries", kept["number"], most=MOST_TRIES, within=LIFETIME)
    right = constant_time_compare(kept["digest"], _digest(kept["number"], digits(typed)))
    if not (counted.allowed and right):
        return False
    del request.session[KEY]
    return bool(take("sign-in.code.used", kept["number"], most=1, within=2 * LIFETIME).allowed)


def digits(typed: str) -> str:
    """Return the digits typed, whatever their script and what stands between them."""
    found = (unicodedata.digit(sign, None) for sign in typed[:40])
    return "".join(str(digit) for digit in found if digit is not None)


def _digest(number: str, code: str) -> str:
    return salted_hmac(f"lieucommun.code.{number}", code, algorithm="sha256").hexdigest()

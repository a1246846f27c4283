"""The key that a device shows in a header."""

import base64
import binascii

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lieucommun.kernel.limits.actions import take
from lieucommun.kernel.limits.addresses import address_of

from .answers import Stopped

#: Keys that open nothing, from one address, in a minute.
REFUSED, WITHIN = 30, 60


def given_key(request: HttpRequest) -> str:
    """Return the key of `Authorization: Bearer` or `Basic` (RFC 7617: the password); "" if none."""
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() == "bearer":
        return text.strip()
    if kind.casefold() != "basic":
        return ""
    try:
        pair = base64.b64decode(text.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    return pair.partition(":")[2]


def refuse_again(request: HttpRequest) -> None:
    """Count a key that opens nothing; raises Stopped when too many came from one address."""
    verdict = take("device-refused", address_of(request), most=REFUSED, within=WITHIN)
    if not verdict.allowed:
        told = _("Too many keys were tried. Wait %(seconds)s seconds.")
        raise Stopped(
            "too-many",
            429,
            told % {"seconds": verdict.retry_after},
            {"Retry-After": str(verdict.retry_after)},
        )

"""Check what someone proves themselves with: a passkey, a code of their app, a recovery code."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lieucommun.kernel.people.factors.actions import use_code
from lieucommun.kernel.people.models import Person

from . import attempts
from .pages import minutes

LONGEST_CREDENTIAL = 20_000
#: What reading a credential that no browser made can raise, from allauth and fido2.
UNREADABLE = (ValidationError, ValueError, TypeError, KeyError, AttributeError, LookupError)


class NotProvedError(Exception):
    """What was sent proves nothing; says why in the language of the visit."""


def passkey_options(person: Person | None) -> str:
    """Return, as JSON, what the browser needs to ask for a passkey: of someone, or of anyone."""
    from allauth.mfa.webauthn.internal import auth

    return json.dumps(auth.begin_authentication(person))


def prove(request: HttpRequest, person: Person) -> Any:
    """Return the factor that a form proves. Raises NotProvedError."""
    if request.POST.get("credential"):
        return by_passkey(request, person)
    verdict = attempts.FACTORS.take(request, person.email)
    if not verdict.allowed:
        wait = minutes(verdict.retry_after)
        raise NotProvedError(
            _("Too many wrong codes. Wait %(minutes)d minutes, or use a passkey.")
            % {"minutes": wait}
        )
    found = use_code(person, request.POST.get("code", "")[:40])
    if found is None:
        attempts.failed(person, "totp")
        raise NotProvedError(_("This code is not the right one, or has already been used."))
    found.user = person
    return found


def by_passkey(request: HttpRequest, person: Person | None) -> Any:
    """Return the passkey that a credential proves: of someone, or of whoever holds it.

    Raises NotProvedError.
    """
    from allauth.mfa.webauthn.internal import auth

    try:
        credential = read_credential(request)
        auth.parse_authentication_response(credential)
        owner = person or auth.extract_user_from_response(credential)
        found = auth.complete_authentication(owner, credential)
    except UNREADABLE as refused:
        raise NotProvedError(
            _("This passkey was not recognised. Try again, or come in another way.")
        ) from refused
    found.user = owner
    return found


def read_credential(request: HttpRequest) -> dict[str, Any]:
    """Return the credential of a form. Raises ValueError."""
    text = request.POST.get("credential", "")
    if len(text) > LONGEST_CREDENTIAL:
        raise ValueError("a credential is shorter")
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError("a credential is an object")
    return found


def record(request: HttpRequest, factor: Any, *, passwordless: bool = False) -> None:
    """Keep in the session that it passed a second factor."""
    from allauth.mfa.base.internal.flows import post_authentication

    post_authentication(request, factor, passwordless=passwordless)

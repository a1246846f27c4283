"""Add a passkey, rename it, remove it."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.people.factors.actions import add_passkey, remove_factor, rename_passkey
from lieucommun.kernel.people.factors.queries import Passkey, factors_of
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.sessions.devices import device
from lieucommun.web.views.sign_in.arrival import wanted
from lieucommun.web.views.sign_in.factors import confirmed
from lieucommun.web.views.sign_in.proving import UNREADABLE, read_credential

from .overview import owner
from .telling import after_adding, tell

LONGEST_NAME = 60


@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Have the browser make a passkey, and keep it under a name."""
    person, wrong = owner(request), ""
    if request.method == "POST":
        passkey = _made(request, person)
        if passkey is not None:
            tell(request, person, "passkey-added")
            return after_adding(request, person, passkey, "webauthn")
        wrong = _("The passkey could not be made. Try again, or with another device.")
    from allauth.mfa.webauthn.internal.auth import begin_registration

    context = {
        "field": _name_field(request.POST.get("name") or _suggested(request)),
        "options": json.dumps(begin_registration(person, passwordless=True)),
        "wrong": wrong,
        "next": wanted(request),
    }
    return render(request, "web/me/security/add_passkey.html", context)


def _made(request: HttpRequest, person: Person) -> int | None:
    """Keep the passkey of a form, if the browser made it for this form and its owner was there."""
    from allauth.mfa.webauthn.internal import auth

    try:
        credential = read_credential(request)
        auth.parse_registration_response(credential)
        made = auth.complete_registration(credential)
    except UNREADABLE:
        return None
    if not made.is_user_verified():
        return None
    name = _clean(request.POST.get("name", "")) or _suggested(request)
    return add_passkey(person, name, credential)


@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, passkey: int) -> HttpResponse:
    """Rename a passkey, or remove it."""
    person = owner(request)
    kept = _mine(person, passkey)
    if request.method == "POST" and request.POST.get("action") == "remove":
        remove_factor(person, passkey=passkey)
        tell(request, person, "passkey-removed")
        messages.success(request, _("The passkey is removed. Remove it from your device as well."))
        return redirect("my-security")
    name = _clean(request.POST.get("name", ""))
    if request.method == "POST" and name:
        rename_passkey(person, passkey, name)
        messages.success(request, _("The passkey has its new name."))
        return redirect("my-security")
    wrong = _("Write a name by which you will know this passkey.") if request.POST else ""
    field = _name_field(kept.name, wrong)
    context = {"field": field, "fields": (field,), "passkey": kept}
    return render(request, "web/me/security/passkey.html", context)


def _mine(person: Person, passkey: int) -> Passkey:
    for each in factors_of(person).passkeys:
        if each.id == passkey:
            return each
    raise Http404


def _name_field(value: str, wrong: str = "") -> FieldSpec:
    return FieldSpec(
        "name",
        _("Name of the passkey"),
        value=value,
        error=wrong,
        required=True,
        maxlength=LONGEST_NAME,
        help=_("For instance the device that it is on."),
    )


def _suggested(request: HttpRequest) -> str:
    browser, system = device(request.headers.get("User-Agent", ""))
    return " · ".join(filter(None, (system, browser))) or _("Passkey")


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST_NAME]

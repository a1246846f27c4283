"""An app that gives a code every thirty seconds."""

import base64

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.people.factors.actions import add_app, matching_step, remove_factor
from lieucommun.kernel.people.factors.queries import factors_of
from lieucommun.kernel.people.models import Person
from lieucommun.web.views.sign_in.arrival import wanted
from lieucommun.web.views.sign_in.factors import confirmed

from .overview import owner
from .telling import after_adding, tell

#: The secret shown, in the session until its first code is typed.
SECRET = "app-secret"  # noqa: S105 - the name of a key


@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """Set the app up, or remove it."""
    person = owner(request)
    if factors_of(person).app:
        return _kept(request, person)
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    secret, wrong = request.session.get(SECRET), ""
    if request.method == "POST" and secret:
        counter = matching_step(secret, request.POST.get("code", "")[:20])
        if counter is not None:
            del request.session[SECRET]
            factor = add_app(person, secret, counter)
            tell(request, person, "app-added")
            return after_adding(request, person, factor, "totp")
        wrong = _("This is not the code that the app shows. Check the time of your device.")
    if not secret:
        secret = request.session[SECRET] = generate_totp_secret()
    return _form(request, person, secret, wrong)


def _form(request: HttpRequest, person: Person, secret: str, wrong: str) -> HttpResponse:
    from allauth.mfa.adapter import get_adapter

    address = get_adapter().build_totp_url(person, secret)
    drawing = get_adapter().build_totp_svg(address)
    field = FieldSpec(
        "code",
        _("Code shown by the app"),
        error=wrong,
        required=True,
        inputmode="numeric",
        autocomplete="one-time-code",
        maxlength=20,
    )
    context = {
        "address": address,
        "drawing": "data:image/svg+xml;base64," + base64.b64encode(_on_white(drawing)).decode(),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "field": field,
        "fields": (field,),
        "next": wanted(request),
    }
    return render(request, "web/me/security/app.html", context)


def _on_white(drawing: str) -> bytes:
    """Put a drawing on white: on a dark screen, no camera would read it."""
    opening, end, rest = drawing.partition("<path")
    return f'{opening}<rect width="100%" height="100%" fill="#fff"/>{end}{rest}'.encode()


def _kept(request: HttpRequest, person: Person) -> HttpResponse:
    if request.method == "POST" and request.POST.get("action") == "remove":
        remove_factor(person)
        tell(request, person, "app-removed")
        messages.success(request, _("The app is removed: its codes are worth nothing any more."))
        return redirect("my-security")
    return render(request, "web/me/security/app_kept.html")

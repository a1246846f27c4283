"""Accept an invitation: see what the role is, then take it with the account of the address."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.joining.inviting.actions import LONGEST_NAME, accept, invitation_of
from lieucommun.kernel.joining.models import Invitation
from lieucommun.kernel.joining.named import named
from lieucommun.kernel.joining.refusals import RefusedJoin
from lieucommun.kernel.joining.words import gives
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.place_roles import PLACE
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service
from lieucommun.web.languages import content_language

BACKEND = "django.contrib.auth.backends.ModelBackend"


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is offered and by whom; POST accepts it, and signs in a new account."""
    try:
        found = invitation_of(token)
        if request.method == "POST":
            return _accepted(request, token, found)
    except RefusedJoin as refused:
        return _refused(request, token, refused)
    return _show(request, found)


def _accepted(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    someone = request.user if isinstance(request.user, Person) else None
    language = content_language(request).partition("-")[0]
    name = request.POST.get("name", "")
    try:
        person = accept(token, someone, name=name, language=language)
    except RefusedJoin as refused:
        if refused.field != "name":
            raise
        return _show(request, found, refused)
    if someone is None:
        login(request, person, backend=BACKEND)
    messages.success(request, _("You now have this role."))
    return redirect("service-home", found.service) if found.service != PLACE else redirect("me")


def _show(
    request: HttpRequest, found: Invitation, refused: RefusedJoin | None = None
) -> HttpResponse:
    language = content_language(request)
    words = named(found.service, found.role, found.organisation, language)
    name = FieldSpec(
        "name",
        _("Your name"),
        "text",
        request.POST.get("name", ""),
        _("As your colleagues know you."),
        refused.message if refused else "",
        required=True,
        autocomplete="name",
        maxlength=LONGEST_NAME,
    )
    known = _someone(request)
    context: dict[str, Any] = {
        "invitation": found,
        "words": words,
        "gives": _gives(found, language),
        "other": known if known and known.email.lower() != found.email else None,
        "fields": [] if known else [name],
    }
    status = 422 if refused else 200
    return render(request, "web/joining/invitation.html", context, status=status)


def _refused(request: HttpRequest, token: str, refused: RefusedJoin) -> HttpResponse:
    context = {"refused": refused.message, "sign_in": refused.reason == "account", "token": token}
    status = 403 if refused.reason in {"account", "address"} else 410
    return render(request, "web/joining/invitation_refused.html", context, status=status)


def _gives(found: Invitation, language: str) -> list[str]:
    try:
        manifest = open_service(found.service).manifest
    except (UnknownService, BrokenService):
        return []
    return gives(manifest, found.role, language)


def _someone(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None

"""What is done when someone has signed in, or failed to."""

import time

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Person
from lieucommun.web.languages import content_language

from . import attempts, devices

BACKEND = "django.contrib.auth.backends.ModelBackend"
#: How long what someone has just proved is enough to change how they sign in.
RECENT = 15 * 60


def arrive(
    request: HttpRequest, person: Person, way: str, *, address: str = "", wanted: str = ""
) -> HttpResponse:
    """Let someone in who proved who they are by `way`, through their second factor if any.

    `wanted` is an address of this place, checked by the caller.
    """
    from allauth.account.internal.flows.login import perform_login, record_authentication
    from allauth.account.models import Login

    record_authentication(request, person, method=way)
    signing = Login(user=person, redirect_url=wanted or None, email=address or None)
    response: HttpResponse = perform_login(request, signing)
    return response


def become_persona(request: HttpRequest, person: Person) -> None:
    """Sign in as an invented person of a demonstration: nothing is proved."""
    from allauth.account.internal.flows.login import record_authentication

    login(request, person, backend=BACKEND)
    record_authentication(request, person, method="persona")


def welcome(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Know this device from now on, forget failed tries, and keep who came and how."""
    ways = [record["method"] for record in get_authentication_records(request, person)]
    devices.know(request, response, person.email)
    attempts.forget(request, person.email)
    record_entry(
        "person.signed_in",
        by=person.pk,
        object_kind="person",
        object_id=person.uuid,
        fields=dict.fromkeys(ways),
    )


def wanted(request: HttpRequest) -> str:
    """Return where to lead after all this, "" when nowhere in this place was asked for."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else ""


def lead(target: str) -> HttpResponse:
    """Lead on to what was asked for, else to the home of the place."""
    return HttpResponseRedirect(target or resolve_url(settings.LOGIN_REDIRECT_URL))


def proved_recently(request: HttpRequest, person: Person, *, by_factor: bool) -> bool:
    """Whether this session proved who it is a moment ago; by a second factor where there is one."""
    records = get_authentication_records(request, person)
    at = [
        float(record["at"])
        for record in records
        if not by_factor or record["method"] in {"mfa", "persona"}
    ]
    return bool(at) and time.time() - max(at) < RECENT


def spoken(request: HttpRequest) -> str:
    """Return the language to write to a visitor in."""
    return content_language(request)

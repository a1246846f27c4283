"""Who makes a request, whether they proved it, and what becomes of a session ended elsewhere."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.sessions.actions import see_session
from lieucommun.kernel.people.sessions.queries import ENDED, second_factor_passed

#: When a session was last noted as used; noting each request would cost each a write.
SEEN = "seen"
NOTED_EVERY = 300
#: What is asked by machines, without a database that may be down.
UNATTENDED = ("/healthz",)


class PersonMiddleware(AuthenticationMiddleware):
    """Give each request its person, and the person whether this session passed a second factor."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: person_of(request))  # type: ignore[assignment]


def person_of(request: HttpRequest) -> Person | AnonymousUser:
    """Return who is signed in, read once for a request."""
    if not hasattr(request, "_cached_user"):
        found = get_user(request)
        if isinstance(found, Person):
            found.proved = second_factor_passed(request, found)
        request._cached_user = found  # type: ignore[attr-defined]  # noqa: SLF001 - as Django does
    kept: Person | AnonymousUser = request._cached_user  # type: ignore[attr-defined]  # noqa: SLF001
    return kept


class PresenceMiddleware:
    """Say why a session was ended from elsewhere; note, now and then, that one is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        carried = settings.SESSION_COOKIE_NAME in request.COOKIES
        if carried and request.path not in UNATTENDED:
            reason = request.session.get(ENDED)
            if reason:
                request.session.flush()
                return render(request, "web/sign_in/ended.html", {"reason": reason}, status=403)
            _note(request)
        return self.get_response(request)


def _note(request: HttpRequest) -> None:
    seen = request.session.get(SEEN)
    if seen is None or time.time() - seen < NOTED_EVERY or not request.user.is_authenticated:
        return
    request.session[SEEN] = time.time()
    see_session(request.session.session_key or "")

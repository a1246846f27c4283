"""Who calls: a token, else the session of a browser, which only reads."""

from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lieucommun.kernel.limits.actions import take
from lieucommun.kernel.limits.addresses import address_of
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import ANYONE, Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tokens.actions import note_use
from lieucommun.kernel.tokens.models import Token
from lieucommun.kernel.tokens.queries import bearer, viewer_of

from .problems import Problem

SAFE = frozenset({"GET", "HEAD"})
#: Calls a minute are those of LIEU_API_CALLS; tokens that open nothing, these from one address.
WITHIN, REFUSED = 60, 30
REALM = {"WWW-Authenticate": 'Bearer realm="lieu"'}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: by a token, as the person of a session, or no one in particular."""

    token: Token | None = None
    person: Person | None = None

    @property
    def known(self) -> bool:
        return self.token is not None or self.person is not None

    def viewer(self, service: LoadedService) -> Viewer:
        """Return who looks in a service; raises Problem when the token is for another one."""
        if self.token is None:
            return viewer_for(self.person, service.slug) if self.person else ANYONE
        if self.token.service not in {"", service.slug}:
            raise Problem("forbidden", _("This token is for another service."))
        return viewer_of(self.token, service)

    def check_dataset(self, name: str) -> None:
        """Raise Problem when the token is for another dataset."""
        if self.token is not None and self.token.dataset not in {"", name}:
            raise Problem("forbidden", _("This token is for another dataset."))

    def writer(self) -> Token:
        """Return the token that writes; raises Problem when it may not, or there is none."""
        if self.token is None:
            raise unknown(_("Writing asks for a token: Authorization: Bearer lieu_…"))
        if not self.token.writes:
            raise Problem("forbidden", _("This token only reads."))
        return self.token


class CallRequest(HttpRequest):
    """A request of the API, once it is known who calls."""

    caller: Caller


def read_caller(request: HttpRequest) -> Caller:
    """Return who calls; raises Problem when a token is shown that opens nothing.

    The person of a token becomes that of the request: what is read is journaled under their name.
    """
    given = request.headers.get("Authorization", "")
    if not given:
        person = request.user if request.method in SAFE else None
        return Caller(person=person if isinstance(person, Person) else None)
    kind, _space, text = given.partition(" ")
    token = bearer(text.strip()) if kind.casefold() == "bearer" else None
    if token is None:
        count("api-refused", address_of(request), REFUSED)
        raise unknown(_("This token is unknown, revoked or over."))
    note_use(token)
    if token.person is not None:
        request.user = token.person
    return Caller(token=token)


def count(scope: str, key: object, most: int) -> dict[str, str]:
    """Count a call; return the headers that say what is left, or raise Problem when nothing is.

    As draft-ietf-httpapi-ratelimit-headers-10 writes them.
    """
    verdict = take(scope, key, most=most, within=WITHIN)
    headers = {
        "RateLimit-Policy": f'"{scope}";q={most};w={WITHIN}',
        "RateLimit": f'"{scope}";r={verdict.left};t={verdict.retry_after}',
    }
    if verdict.allowed:
        return headers
    detail = _("Wait %(seconds)s seconds, then ask again.") % {"seconds": verdict.retry_after}
    raise Problem("too-many", detail, headers=headers | {"Retry-After": str(verdict.retry_after)})


def count_call(request: HttpRequest) -> dict[str, str]:
    """Count a call of a token, a person or an address; raises Problem when there are too many."""
    caller = caller_of(request)
    if caller.token is not None:
        return count("api-token", caller.token.pk, settings.API_CALLS)
    if caller.person is not None:
        return count("api-person", caller.person.pk, settings.API_CALLS)
    return count("api-address", address_of(request), settings.API_CALLS)


def caller_of(request: HttpRequest) -> Caller:
    """Return who calls, as the entry of the API found it."""
    return cast("CallRequest", request).caller


def unknown(detail: str) -> Problem:
    """Return the problem of someone who must say who they are."""
    return Problem("not-signed-in", detail, headers=REALM)

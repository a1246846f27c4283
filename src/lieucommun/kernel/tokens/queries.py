"""Reads about tokens: whose one is, and who looks through it."""

from dataclasses import replace
from hashlib import sha256

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare

from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .models import Token

MARK = "lieu"
LONGEST = 200


def digest(text: str) -> str:
    """Return the hash under which a token is kept: drawn from 256 bits, it needs no salt."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def bearer(text: str) -> Token | None:
    """Return the live token that a program shows; None for anything else. One query."""
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != MARK or not prefix.isalnum() or not secret or len(text) > LONGEST:
        return None
    found = Token.objects.select_related("person", "organisation").filter(prefix=prefix).first()
    if found is None or not constant_time_compare(found.hash, digest(text)):
        return None
    return found if found.alive and _stands(found.person) else None


def live(number: int) -> Token | None:
    """Return a live token by its number; None for anything else. One query."""
    found = Token.objects.select_related("person", "organisation").filter(pk=number).first()
    return found if found and found.alive and _stands(found.person) else None


def viewer_of(token: Token, service: LoadedService) -> Viewer:
    """Return who looks through a token in a service: its person or organisation, its roles only.

    A role that asks for a second factor is left out of a token that was made without one.
    """
    if token.service and token.service != service.slug:
        return ANYONE
    if token.organisation_id is not None:
        held = tuple(Grant(role, token.organisation_id) for role in token.roles or ())
        return Viewer(None, _kept(token, held, service))
    if token.person is not None:
        token.person.proved = token.second_factor
    viewer = viewer_for(token.person, service.slug)
    return replace(viewer, grants=_kept(token, viewer.grants, service))


def token_of_prefix(prefix: str) -> Token | None:
    """Return the token that begins so, alive or not."""
    return Token.objects.filter(prefix=prefix).first()


def tokens_of(person: Person) -> QuerySet[Token]:
    """Return the tokens of a person, the latest first."""
    return Token.objects.filter(person=person).order_by("-created_at", "-pk")


def tokens_into(service: str) -> QuerySet[Token]:
    """Return the tokens that open a service, with whom they are tied to, the latest first.

    Those made for it, and those that open everything to someone who holds a role in it.
    """
    holders = RoleGrant.objects.filter(service=service).values("person")
    everywhere = Q(service="", person__in=holders)
    found = Token.objects.filter(Q(service=service) | everywhere)
    return found.select_related("person", "organisation").order_by("-created_at", "-pk")


def _stands(person: Person | None) -> bool:
    return person is None or (person.is_active and (settings.DEMO or not person.demo))


def _kept(token: Token, grants: tuple[Grant, ...], service: LoadedService) -> tuple[Grant, ...]:
    roles = service.manifest.roles
    return tuple(
        grant
        for grant in grants
        if (token.roles is None or grant.role in token.roles)
        and grant.role in roles
        and (token.second_factor or not roles[grant.role].second_factor)
    )

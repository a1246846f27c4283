"""Tokens in words: whose one is, what it opens, until when, and when it was last of use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import published
from lieucommun.kernel.tokens.models import Token


@dataclass(frozen=True, slots=True)
class Line:
    """A token as its line shows it; `foreign` is the language of the words of a service."""

    token: Token
    opens: str
    access: str
    roles: str
    state: str
    kind: str
    foreign: str = ""
    revoke: str = ""

    @property
    def whose(self) -> str:
        held = self.token.organisation or self.token.person
        return held.name if held else ""

    @property
    def email(self) -> str:
        return self.token.person.email if self.token.person else ""


def lines(tokens: Iterable[Token], language: str) -> list[Line]:
    """Return the lines of tokens; services are those that are loaded already."""
    services = {service.slug: service for service in published()}
    return [line_of(token, services, language) for token in tokens]


def line_of(token: Token, services: Mapping[str, LoadedService], language: str) -> Line:
    """Return the line of one token; what is gone from a service shows its name in the folder."""
    service = services.get(token.service)
    state, kind = _state(token)
    return Line(
        token,
        _opens(token, service, language),
        _("reads and writes") if token.writes else _("reads"),
        _roles(token, service, language),
        state,
        kind,
        service.foreign(language) if service else "",
    )


def _opens(token: Token, service: LoadedService | None, language: str) -> str:
    if not token.service:
        return _("Every service")
    if service is None:
        return " · ".join(filter(None, (token.service, token.dataset)))
    title, dataset = service.manifest.title.get(language), token.dataset
    if not dataset:
        return title
    known = service.manifest.datasets.get(dataset)
    return f"{title} · {known.title.get(language) if known else dataset}"


def _roles(token: Token, service: LoadedService | None, language: str) -> str:
    if token.roles is None:
        return _("every role of the person")
    known = service.manifest.roles if service else {}
    titles = [known[name].title.get(language) if name in known else name for name in token.roles]
    return ", ".join(titles) or _("no role")


def _state(token: Token) -> tuple[str, str]:
    if token.revoked_at is not None:
        return _("Revoked"), "planned"
    if not token.alive:
        return _("Over"), "planned"
    return _("Works"), "runs"

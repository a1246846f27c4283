"""Every route of a place, found by walking its URLs, with an address to try."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from lieucommun.web.policies import Policy, policy_of

SAMPLES = {
    "SlugConverter": "reseau",
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
    "PathConverter": "service.yaml",
    "RestConverter": "projets/",
    "IntConverter": "1",
    "StringConverter": "inconnu",
}


@dataclass(frozen=True)
class Route:
    """One route: its name with its namespaces, its pattern, an address that reaches it."""

    name: str
    pattern: str
    address: str
    callback: Any

    @property
    def policy(self) -> Policy | None:
        return policy_of(self.name)


def routes() -> list[Route]:
    """Return every route of the place."""
    return list(_walk(get_resolver().url_patterns, "", "/", ""))


def _walk(
    patterns: list[URLPattern | URLResolver], shown: str, address: str, spaces: str
) -> Iterator[Route]:
    for each in patterns:
        assert isinstance(each.pattern, RoutePattern), f"{each.pattern}: not written with path()"
        pattern, here = f"{shown}{each.pattern}", f"{address}{_filled(each.pattern)}"
        if isinstance(each, URLResolver):
            space = f"{each.namespace}:" if each.namespace else ""
            yield from _walk(each.url_patterns, pattern, here, f"{spaces}{space}")
        else:
            yield Route(f"{spaces}{each.name or ''}", pattern, here, each.callback)


def _filled(pattern: RoutePattern) -> str:
    text = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__
        for written in (f"<{_word(text, name)}>",):
            text = text.replace(written, SAMPLES[kind])
    return text


def _word(text: str, name: str) -> str:
    """Return `kind:name` as the pattern writes it."""
    end = text.index(f"{name}>")
    start = text.rindex("<", 0, end)
    return text[start + 1 : end] + name

"""Every route of a place, found by walking its URLs, with an address to try."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from lieucommun.web.policies import Policy, policy_of

SAMPLES = {
    "SlugConverter": "reseau",
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
    "PathConverter": "service.yaml",
    "RestConverter": "projets/",
    "CallConverter": "services/inconnu",
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
    parts: dict[str, str]

    def filled(self, values: dict[str, str]) -> str:
        """Return an address of this route with values for its parts."""
        written = self.pattern
        for name, value in values.items():
            written = written.replace(_word(written, name), quote(value))
        return f"/{written}"

    @property
    def policy(self) -> Policy | None:
        return policy_of(self.name)


def routes() -> list[Route]:
    """Return every route of the place."""
    return list(_walk(get_resolver().url_patterns, "", "", {}))


def _walk(
    patterns: list[URLPattern | URLResolver], shown: str, spaces: str, parts: dict[str, str]
) -> Iterator[Route]:
    for each in patterns:
        assert isinstance(each.pattern, RoutePattern), f"{each.pattern}: not written with path()"
        pattern = f"{shown}{each.pattern}"
        kinds = {name: type(kind).__name__ for name, kind in each.pattern.converters.items()}
        held = parts | kinds
        if isinstance(each, URLResolver):
            space = f"{each.namespace}:" if each.namespace else ""
            yield from _walk(each.url_patterns, pattern, f"{spaces}{space}", held)
        else:
            route = Route(f"{spaces}{each.name or ''}", pattern, "", each.callback, held)
            sample = {name: SAMPLES[kind] for name, kind in held.items()}
            yield replace(route, address=route.filled(sample))


def _word(text: str, name: str) -> str:
    """Return `<kind:name>` as the pattern writes it."""
    end = text.index(f"{name}>")
    return text[text.rindex("<", 0, end) : end] + f"{name}>"

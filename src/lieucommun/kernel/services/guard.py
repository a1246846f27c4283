"""Which services wait for a declared host: social and health data is not opened just anywhere.

A service that says `sensitivity: social` or `health` shows its Markdown pages everywhere; its
other pages open on a demonstration, whose persons are invented, or where the operator has named
the host in LIEU_DECLARED_HOST.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from .loaded import LoadedService
from .manifest import Manifest, PageSettings

#: What a service may say of its data that asks for a declared host.
GUARDED = frozenset({"social", "health"})
#: The block whose pages are texts of the folder: they read no record.
TEXTS = "pages"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A service that waits for a host, and the pages that wait with it."""

    slug: str
    sensitivity: str
    pages: tuple[str, ...]


def sensitive(manifest: Manifest) -> bool:
    """Say whether a service keeps social or health data, by its own manifest."""
    return manifest.privacy is not None and manifest.privacy.sensitivity in GUARDED


def opens(service: LoadedService, page: PageSettings) -> bool:
    """Say whether this place may open a page, whoever asks."""
    return page.block == TEXTS or opens_records(service)


def opens_records(service: LoadedService) -> bool:
    """Say whether this place may give records of a service, whoever asks."""
    return not sensitive(service.manifest) or bool(settings.DEMO or settings.DECLARED_HOST)


def withheld(services: Iterable[LoadedService]) -> list[Withheld]:
    """Return the services of which this place keeps pages closed, in the order given."""
    found = []
    for service in services:
        pages = tuple(page.path for page in service.manifest.pages if not opens(service, page))
        if pages and service.manifest.privacy:
            found.append(Withheld(service.slug, service.manifest.privacy.sensitivity, pages))
    return found

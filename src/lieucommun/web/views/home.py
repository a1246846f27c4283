"""The home of the place, and the list of its services."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services import guard
from lieucommun.kernel.services.blocks import Block, HomePart
from lieucommun.kernel.services.opening import OpenPage, address
from lieucommun.kernel.services.registry import LoadedService, published
from lieucommun.web.languages import content_language
from lieucommun.web.views.sign_in.personas import personas_open

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trial:
    """A guided trial: the service it shows, and what one sees in three minutes."""

    slug: str
    title: object
    text: object
    route: str = ""

    def url(self, card: "ServiceCard", *, guided: bool) -> str:
        """Return where the trial begins: a page that guides it, or the service."""
        return reverse(self.route, args=[self.slug]) if self.route and guided else card.url


TRIALS = (
    Trial(
        "maraudes",
        _("Two tablets, one encounter, no network"),
        _("Note an encounter offline, then watch the other team receive it."),
        "field-trial",
    ),
    Trial(
        "falc-mdph",
        _("An easy-to-read claim"),
        _("Short sentences, pictures, a voice, and a paper to sign."),
    ),
    Trial(
        "smart",
        _("The portrait of a territory"),
        _("Look for a commune, print its page."),
    ),
)


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """What the home says of one service; `foreign` is the language of its words, if another."""

    slug: str
    title: str
    summary: str
    state: str
    lab: str
    page: int | None
    themes: tuple[str, ...]
    foreign: str = ""

    @property
    def url(self) -> str:
        return address(self.slug)


def home(request: HttpRequest) -> HttpResponse:
    """Show what this place is, its map, its guided trials and all its services."""
    language = content_language(request)
    services = published()
    parts = home_parts(services, language)
    labs = lab_names(parts)
    cards = [card(service, language, labs) for service in services]
    known = {item.slug: item for item in cards}
    guided = personas_open(request) and settings.FIELD_BUILT
    context = {
        "cards": cards,
        "gallery": [item for item in cards if item.page],
        "own": [item for item in cards if not item.page],
        "hero": [part for part in parts if part.slot == "hero"],
        "sections": [part for part in parts if part.slot == "section"],
        "trials": [
            (trial, known[trial.slug], trial.url(known[trial.slug], guided=guided))
            for trial in TRIALS
            if trial.slug in known
        ],
    }
    return render(request, "web/home.html", context)


def services(request: HttpRequest) -> HttpResponse:
    """List every service of the place, by state and by theme."""
    language = content_language(request)
    found = published()
    parts = home_parts(found, language)
    labs = lab_names(parts)
    cards = [card(service, language, labs) for service in found]
    state, theme = request.GET.get("state", ""), request.GET.get("theme", "")
    shown = [
        item
        for item in cards
        if (not state or item.state == state) and (not theme or theme in item.themes)
    ]
    states = [
        (name, sum(item.state == name for item in cards)) for name in ("runs", "partly", "planned")
    ]
    context = {
        "cards": shown,
        "total": len(cards),
        "states": states,
        "state": state,
        "theme": theme,
        "sections": [part for part in parts if part.slot == "section"],
    }
    return render(request, "web/services.html", context)


def card(service: LoadedService, language: str, labs: Mapping[str, str]) -> ServiceCard:
    """Return the card of a service in a language; `labs` gives the names of labs by slug."""
    manifest = service.manifest
    return ServiceCard(
        slug=service.slug,
        title=manifest.title.get(language),
        summary=manifest.summary.get(language) if manifest.summary else "",
        state=manifest.state,
        lab=labs.get(manifest.lab or "", ""),
        page=manifest.origin.page if manifest.origin else None,
        themes=tuple(manifest.themes),
        foreign=service.foreign(language),
    )


def lab_names(parts: list[HomePart]) -> dict[str, str]:
    """Return the names of labs by slug, as the blocks that know labs give them."""
    return {slug: name for part in parts for slug, name in part.labs.items()}


def home_parts(services: list[LoadedService], language: str) -> list[HomePart]:
    """Collect what public pages marked `home: true` add to the home of the place."""
    parts: list[HomePart] = []
    for service in services:
        for page in service.manifest.pages:
            opened = OpenPage(service, page, ANYONE, language)
            open_here = opened.allowed and guard.opens(service, page)
            if page.home and open_here and opened.block:
                parts += _part(opened, opened.block)
    return parts


def _part(opened: OpenPage, block: Block) -> list[HomePart]:
    """Return what one page adds; a service whose part fails does not take the home down."""
    try:
        return block.home(opened)
    except Exception:
        slug = opened.service.slug
        logger.exception("the home goes without the part of %s/%s", slug, opened.page.path)
        return []

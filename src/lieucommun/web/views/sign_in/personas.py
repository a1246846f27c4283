"""The one-click personas of a demonstration."""

import ipaddress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from lieucommun.kernel.joining.named import named
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.place_roles import PLACE
from lieucommun.kernel.people.queries import all_personas
from lieucommun.kernel.search.folding import fold
from lieucommun.web.languages import content_language

from .arrival import become_persona, wanted

#: What proxies add: behind one, every visitor seems to come from this machine.
PASSED_ON = frozenset(
    f"HTTP_{name}"
    for name in (
        "FORWARDED",
        "VIA",
        "X_FORWARDED",
        "X_FORWARDED_FOR",
        "X_FORWARDED_HOST",
        "X_FORWARDED_PROTO",
        "X_REAL_IP",
        "CF_CONNECTING_IP",
        "TRUE_CLIENT_IP",
    )
)


@require_GET
def personas(request: HttpRequest) -> HttpResponse:
    """List the invented persons whom a visitor of a demonstration may become in one click."""
    _only_in_demonstration(request)
    language = content_language(request)
    groups: dict[str, list[tuple[Person, list[str]]]] = {}
    for person in all_personas():
        held = [
            named(grant.service, grant.role, grant.organisation, language)
            for grant in person.grants.all()
        ]
        service = held[0].service if held else ""
        roles = [
            each.full if each.service == service else f"{each.service} · {each.full}"
            for each in held
        ]
        groups.setdefault(service, []).append((person, roles))
    listed = sorted(groups.items(), key=lambda group: (not group[0], fold(group[0])))
    return render(request, "web/personas.html", {"groups": listed, "next": wanted(request)})


@require_POST
def become(request: HttpRequest, uuid: str) -> HttpResponse:
    """Sign in as an invented person; only with --demo, and only from this machine."""
    _only_in_demonstration(request)
    person = get_object_or_404(Person, uuid=uuid, demo=True, is_active=True)
    become_persona(request, person)
    if target := wanted(request):
        return HttpResponseRedirect(target)
    grant = person.grants.order_by("pk").first()
    if grant is None:
        return redirect("home")
    if grant.service == PLACE:
        return redirect("place")
    return redirect("service-home", slug=grant.service)


def personas_open(request: HttpRequest) -> bool:
    """Whether one-click personas are offered to this request: a demonstration on loopback."""
    try:
        loopback = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return bool(settings.DEMO) and loopback and PASSED_ON.isdisjoint(request.META)


def _only_in_demonstration(request: HttpRequest) -> None:
    if not personas_open(request):
        raise Http404

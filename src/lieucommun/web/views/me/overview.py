"""`/me/`: everything of one's own in a place, on one page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lieucommun.design.context import Link
from lieucommun.kernel.datasets.sending.queries import open_to
from lieucommun.kernel.joining.inviting.actions import address_of
from lieucommun.kernel.joining.inviting.queries import waiting_for
from lieucommun.kernel.joining.models import RoleRequest
from lieucommun.kernel.joining.named import named
from lieucommun.kernel.joining.queries import verified
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.people.place_roles import PLACE
from lieucommun.kernel.people.queries import administered, viewer_for
from lieucommun.kernel.services.oversight import overseen
from lieucommun.kernel.services.registry import published
from lieucommun.web.languages import NAMES, content_language, is_easy
from lieucommun.web.views.joining.around import person

MOST_REQUESTS = 20


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Show who one is, what one may do, what one asked for and was offered."""
    someone, language = person(request), content_language(request)
    context = {
        "person": someone,
        "language": NAMES.get(someone.language, ""),
        "easy": someone.easy_to_read or is_easy(request),
        "roles": _roles(someone, language),
        "requests": _requests(someone, language),
        "invitations": _invitations(someone, language),
        "organisations": [
            Link(reverse("organisation-people", args=[each.slug]), each.name)
            for each in administered(someone)
        ],
        "imports": _imports(someone, language),
        "services": [
            Link(
                reverse("manage-people", args=[each.slug]),
                each.manifest.title.get(language),
                language=each.foreign(language),
            )
            for each in overseen(someone)
        ],
    }
    return render(request, "web/me/overview.html", context)


def _roles(someone: Person, language: str) -> list[dict[str, object]]:
    held = RoleGrant.objects.filter(person=someone).select_related("organisation")
    return [
        {
            "words": named(grant.service, grant.role, grant.organisation, language),
            "url": "" if grant.service == PLACE else reverse("join", args=[grant.service]),
            "since": grant.created_at,
        }
        for grant in held.order_by("service", "pk")
    ]


def _imports(someone: Person, language: str) -> list[Link]:
    """Lead to the imports of the services where someone may bring records in."""
    held = set(RoleGrant.objects.filter(person=someone).values_list("service", flat=True))
    return [
        Link(
            reverse("manage-imports", args=[each.slug]),
            each.manifest.title.get(language),
            language=each.foreign(language),
        )
        for each in published()
        if each.slug in held and open_to(each, viewer_for(someone, each.slug))
    ]


def _requests(someone: Person, language: str) -> list[dict[str, object]]:
    asked = RoleRequest.objects.filter(person=someone).exclude(
        state__in=[RoleRequest.State.WITHDRAWN, RoleRequest.State.ACCEPTED]
    )
    return [
        {
            "words": named(request.service, request.role, None, language),
            "request": request,
            "url": reverse("join", args=[request.service]),
        }
        for request in asked.order_by("-pk")[:MOST_REQUESTS]
    ]


def _invitations(someone: Person, language: str) -> list[dict[str, object]]:
    """Return what waits for this address; only whoever proved it finds the links here."""
    if not verified(someone):
        return []
    return [
        {
            "words": named(each.service, each.role, each.organisation, language),
            "url": address_of(each),
            "until": each.expires_at,
        }
        for each in waiting_for(someone)
    ]

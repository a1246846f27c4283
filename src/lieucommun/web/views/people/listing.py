"""Who holds which role at a desk: look, search, export, take a role away."""

from collections.abc import Iterator
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lieucommun.design.context import Link
from lieucommun.kernel.datasets.exchange.plain import FORMATS, write_plain
from lieucommun.kernel.joining.models import RoleRequest
from lieucommun.kernel.joining.queries import waiting
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.actions import take_role
from lieucommun.kernel.people.holders import matching
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.place_roles import ADMINISTRATOR, PLACE
from lieucommun.kernel.people.queries import administered, is_last_administrator
from lieucommun.web.views.joining.around import person

from .desk import Desk, at_desk
from .paging import paged


def _people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List who holds which role."""
    text = request.GET.get("q", "")
    page = paged(request, matching(desk.grants(), text))
    closing = partial(_closing, person(request), _administered(request, desk))
    query = f"?q={text}" if text else ""
    context = {
        **desk.context,
        "desk": desk,
        "heading": _("People"),
        "text": text,
        "page": page,
        "rows": [
            (each, desk.words(each), desk.address("people-remove", grant=each.pk), closing(each))
            for each in page.items
        ],
        "exports": [
            Link(desk.address("people-export", kind=kind) + query, kind.upper()) for kind in FORMATS
        ],
        "requests": _requests(desk),
        "invite": desk.address("people-invite"),
        "invitations": desk.address("people-invitations"),
        "number": desk.invitations().count(),
    }
    return render(request, "web/people/list.html", context)


def _export(request: HttpRequest, desk: Desk, kind: str) -> HttpResponseBase:
    """Give the list as a file; that it was taken is journaled."""
    if kind not in FORMATS:
        raise Http404(kind)
    titles = [
        _("Name"),
        _("E-mail address"),
        _("Service"),
        _("Role"),
        _("Organisation"),
        _("Since"),
    ]
    grants = matching(desk.grants(), request.GET.get("q", ""))
    record_entry(
        "people.exported",
        service=desk.service.slug if desk.service else "",
        by=person(request).pk,
        object_kind="organisation" if desk.organisation else "service",
        object_id=desk.organisation.slug if desk.organisation else "",
    )
    headers = {"Content-Disposition": f'attachment; filename="people.{kind}"'}
    content_type, parts = write_plain(kind, desk.title, titles, _rows(desk, list(grants)))
    return StreamingHttpResponse(parts, content_type=content_type, headers=headers)


@require_POST
def _remove(request: HttpRequest, desk: Desk, grant: int) -> HttpResponse:
    """Take a role away from someone."""
    held = get_object_or_404(desk.grants(), pk=grant)
    administers = (held.service, held.role) == (PLACE, ADMINISTRATOR)
    if desk.organisation and administers and is_last_administrator(held.person, desk.organisation):
        messages.error(request, _("Nobody else sees to these people: invite someone first."))
        return redirect(desk.address("people"))
    with transaction.atomic():
        take_role(held, by=person(request).pk)
    messages.success(request, _("%(name)s no longer has this role.") % {"name": held.person.name})
    return redirect(desk.address("people"))


def _administered(request: HttpRequest, desk: Desk) -> set[Organisation]:
    if desk.organisation:
        return {desk.organisation}
    return set(administered(person(request)))


def _closing(me: Person, administered: set[Organisation], held: RoleGrant) -> str:
    """Return where to close an account, for whoever sees to the organisation of the role."""
    home, member = held.organisation, held.person
    if home is None or home not in administered or member == me or not member.is_active:
        return ""
    return reverse("organisation-people-close", args=[home.slug, member.uuid])


def _requests(desk: Desk) -> int:
    if desk.service is None:
        return 0
    found = waiting(desk.service.slug, set(desk.service.manifest.roles))
    return found.filter(state=RoleRequest.State.WAITING).count()


def _rows(desk: Desk, grants: list[RoleGrant]) -> Iterator[list[object]]:
    for grant in grants:
        words = desk.named(grant.service, grant.role, grant.organisation)
        yield [
            grant.person.name,
            grant.person.email,
            words.service,
            words.role,
            words.organisation,
            grant.created_at.date(),
        ]


service_people, organisation_people = at_desk(_people)
service_export, organisation_export = at_desk(_export)
service_remove, organisation_remove = at_desk(_remove)

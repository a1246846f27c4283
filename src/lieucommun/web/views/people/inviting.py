"""Invite at a desk: offer a role, see what waits, send again, withdraw."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.joining.inviting import actions
from lieucommun.kernel.joining.inviting.queries import Offer
from lieucommun.kernel.joining.models import Invitation
from lieucommun.kernel.joining.refusals import RefusedJoin
from lieucommun.kernel.limits.actions import take
from lieucommun.kernel.people.actions import (
    UnknownTerritoryError,
    ensure_organisation,
    territory_key,
)
from lieucommun.kernel.people.models import Organisation
from lieucommun.web.views.joining.around import person, site
from lieucommun.web.views.stopped import too_many

from .desk import Desk, at_desk
from .paging import paged

#: Letters that one person may have sent in an hour.
MOST_LETTERS = 60
HOUR = 3600


def _invite(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Offer a role to an address."""
    if request.method != "POST":
        return _form(request, desk)
    verdict = take("joining.invite", person(request).pk, most=MOST_LETTERS, within=HOUR)
    if not verdict.allowed:
        return too_many(request, verdict.retry_after)
    try:
        made = _made(request, desk)
    except RefusedJoin as refused:
        return _form(request, desk, refused)
    messages.success(
        request, _("An invitation is on its way to %(email)s.") % {"email": made.email}
    )
    return redirect(desk.address("people-invitations"))


@transaction.atomic
def _made(request: HttpRequest, desk: Desk) -> Invitation:
    """Invite; an organisation that is new is added with its first invitation, or not at all."""
    return actions.invite(
        person(request),
        request.POST.get("email", ""),
        _offer(request, desk),
        organisation=_organisation(request, desk),
        territory=_territory(request, desk),
        site=site(request),
        language=desk.language,
    )


def _invitations(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the invitations that nobody accepted yet."""
    page = paged(request, desk.invitations())
    context = {
        **desk.context,
        "desk": desk,
        "heading": _("Invitations"),
        "page": page,
        "rows": [
            (each, desk.words(each), desk.address("people-invitation", uuid=each.uuid))
            for each in page.items
        ],
        "invite": desk.address("people-invite"),
        "people": desk.address("people"),
    }
    return render(request, "web/people/invitations.html", context)


@require_POST
def _act(request: HttpRequest, desk: Desk, uuid: str) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    found = get_object_or_404(desk.invitations(), uuid=uuid)
    if request.POST.get("act") == "withdraw":
        actions.withdraw(found, person(request))
        messages.success(request, _("The invitation is withdrawn; its link works no more."))
        return redirect(desk.address("people-invitations"))
    verdict = take("joining.invite", person(request).pk, most=MOST_LETTERS, within=HOUR)
    if not verdict.allowed:
        return too_many(request, verdict.retry_after)
    actions.send_again(found, person(request), site=site(request), language=desk.language)
    messages.success(request, _("A new link is on its way; the former one works no more."))
    return redirect(desk.address("people-invitations"))


def _form(request: HttpRequest, desk: Desk, refused: RefusedJoin | None = None) -> HttpResponse:
    fields = _fields(request, desk, {refused.field: refused.message} if refused else {})
    wrong = any(field.error for field in fields)
    context = {
        **desk.context,
        "desk": desk,
        "heading": _("Invite someone"),
        "fields": fields,
        "others": [refused.message] if refused and not wrong else [],
        "back": desk.address("people"),
    }
    return render(request, "web/people/invite.html", context, status=422 if refused else 200)


def _fields(request: HttpRequest, desk: Desk, errors: dict[str, str]) -> list[FieldSpec]:
    typed = request.POST
    email = FieldSpec(
        "email",
        _("E-mail address"),
        "email",
        typed.get("email", ""),
        error=errors.get("email", ""),
        required=True,
        autocomplete="off",
    )
    role = FieldSpec(
        "role",
        _("Role"),
        "choice",
        typed.get("role", ""),
        error=errors.get("role", ""),
        required=True,
        choices=tuple(_choice(desk, offer) for offer in desk.offers()),
    )
    if desk.organisation:
        return [email, role]
    return [email, role, *_held_for(request, desk), _where(request, errors)]


def _held_for(request: HttpRequest, desk: Desk) -> list[FieldSpec]:
    """Ask for an organisation: one that the service knows, or another by its name."""
    known = tuple(Choice(each.slug, each.name) for each in desk.organisations())
    chosen = FieldSpec(
        "organisation",
        _("Organisation"),
        "choice",
        request.POST.get("organisation", ""),
        _("The one that the role is held for, if any."),
        choices=known,
        widget="select",
    )
    other = FieldSpec(
        "other",
        _("Another organisation") if known else _("Organisation"),
        "text",
        request.POST.get("other", ""),
        _("Its name, if the role is held for one that is not here yet."),
        maxlength=200,
    )
    return [chosen, other] if known else [other]


def _where(request: HttpRequest, errors: dict[str, str]) -> FieldSpec:
    return FieldSpec(
        "territory",
        _("Territory"),
        "text",
        request.POST.get("territory", ""),
        _("A code such as departement:42, if the role is held for a territory."),
        errors.get("territory", ""),
        maxlength=24,
    )


def _choice(desk: Desk, offer: Offer) -> Choice:
    words = desk.named(offer.service, offer.role, None)
    shown = f"{words.service} · {words.role}" if desk.organisation else words.role
    return Choice(f"{offer.service}:{offer.role}", shown)


def _offer(request: HttpRequest, desk: Desk) -> Offer:
    service, _colon, role = request.POST.get("role", "").partition(":")
    offer = Offer(service, role)
    if offer not in desk.offers():
        raise RefusedJoin("role", "role")
    return offer


def _organisation(request: HttpRequest, desk: Desk) -> Organisation | None:
    if desk.organisation:
        return desk.organisation
    known = {each.slug: each for each in desk.organisations()}
    name = request.POST.get("other", "").strip()
    if not name:
        return known.get(request.POST.get("organisation", ""))
    try:
        return ensure_organisation(name)
    except ValueError as wrong:
        raise RefusedJoin("name", "other") from wrong


def _territory(request: HttpRequest, desk: Desk) -> str:
    if desk.organisation:
        return ""
    try:
        return territory_key(request.POST.get("territory", "").strip())
    except UnknownTerritoryError as wrong:
        raise RefusedJoin("territory", "territory") from wrong


service_invite, organisation_invite = at_desk(_invite)
service_invitations, organisation_invitations = at_desk(_invitations)
service_act, organisation_act = at_desk(_act)

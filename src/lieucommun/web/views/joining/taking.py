"""The roles of a service: take one, ask for one, see where one stands, leave."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.joining import actions
from lieucommun.kernel.joining.models import RoleRequest
from lieucommun.kernel.joining.queries import Standing, answerable, standings
from lieucommun.kernel.joining.refusals import RefusedJoin
from lieucommun.kernel.joining.words import gives
from lieucommun.kernel.limits.actions import take
from lieucommun.kernel.people.actions import take_role
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.web.languages import content_language
from lieucommun.web.views.stopped import too_many

from .around import context_of, in_service, person, site

#: Roles that one person may ask for in an hour.
MOST_ASKED = 20


@dataclass(frozen=True, slots=True)
class Card:
    """A role as the screen shows it: where one stands, what it gives, what to fill."""

    standing: Standing
    title: str
    gives: list[str]
    approver: str = ""
    fields: tuple[FieldSpec, ...] = ()


@in_service
def join(request: HttpRequest, service: LoadedService) -> HttpResponse:
    """List the roles of a service that one may take, and where one stands with each."""
    return _screen(request, service)


@require_POST
@login_required
@in_service
def ask(request: HttpRequest, service: LoadedService, role: str) -> HttpResponse:
    """Take a role, or ask for it; letters follow, so not too often."""
    verdict = take("joining.ask", request.user.pk, most=MOST_ASKED, within=3600)
    if not verdict.allowed:
        return too_many(request, verdict.retry_after)
    try:
        made = actions.ask_role(
            person(request),
            service,
            role,
            siret=request.POST.get(f"siret-{role}", ""),
            organisation=request.POST.get(f"organisation-{role}", ""),
            site=site(request),
        )
    except RefusedJoin as refused:
        return _screen(request, service, role, refused)
    messages.success(request, _told(made))
    return redirect("join", slug=service.slug)


@in_service
def confirm(request: HttpRequest, service: LoadedService, token: str) -> HttpResponse:
    """Confirm an address: a button, as what reads mail before people do follows links."""
    context = {**context_of(request, service), "heading": _("Confirm your address")}
    if request.method != "POST":
        return render(request, "web/joining/confirm.html", context)
    try:
        made = actions.confirm_request(token, service, site=site(request))
    except RefusedJoin as refused:
        context["refused"] = refused.message
        return render(request, "web/joining/confirm.html", context, status=410)
    messages.success(request, _told(made))
    return redirect("join", slug=service.slug)


@require_POST
@login_required
@in_service
def withdraw(request: HttpRequest, service: LoadedService, uuid: str) -> HttpResponse:
    """Take back what one asked for."""
    asked = get_object_or_404(RoleRequest, uuid=uuid, service=service.slug, person=person(request))
    actions.withdraw_request(asked)
    messages.success(request, _("Your request is withdrawn."))
    return redirect("join", slug=service.slug)


@require_POST
@login_required
@in_service
def leave(request: HttpRequest, service: LoadedService, grant: int) -> HttpResponse:
    """Leave a role that one holds."""
    held = get_object_or_404(RoleGrant, pk=grant, service=service.slug, person=person(request))
    take_role(held, by=held.person_id)
    messages.success(request, _("You no longer have this role."))
    return redirect("join", slug=service.slug)


def _screen(
    request: HttpRequest,
    service: LoadedService,
    role: str = "",
    refused: RefusedJoin | None = None,
) -> HttpResponse:
    language = content_language(request)
    cards = [
        _card(request, service, standing, language, refused if standing.name == role else None)
        for standing in standings(request.user, service)
    ]
    wrong = [field for card in cards for field in card.fields if field.error]
    context = {
        **context_of(request, service),
        "heading": _("Your roles"),
        "cards": cards,
        "answers": isinstance(request.user, Person) and bool(answerable(request.user, service)),
        "wrong": wrong,
        "others": [refused.message] if refused and not wrong else [],
    }
    return render(request, "web/joining/join.html", context, status=422 if refused else 200)


def _card(
    request: HttpRequest,
    service: LoadedService,
    standing: Standing,
    language: str,
    refused: RefusedJoin | None,
) -> Card:
    manifest = service.manifest
    approve = standing.join.approve if standing.join else None
    return Card(
        standing,
        standing.role.title.get(language),
        gives(manifest, standing.name, language),
        manifest.roles[approve].title.get(language) if approve in manifest.roles else "",
        _fields(request, standing, refused),
    )


def _fields(
    request: HttpRequest, standing: Standing, refused: RefusedJoin | None
) -> tuple[FieldSpec, ...]:
    if not (standing.takes and standing.join and standing.join.siret):
        return ()
    typed = request.POST if refused else {}
    errors = {refused.field: refused.message} if refused else {}
    asked = (
        ("siret", "siret", _("SIRET"), _("Fourteen digits."), 20),
        ("organisation", "text", _("Name of the organisation"), "", actions.LONGEST_NAME),
    )
    return tuple(
        FieldSpec(
            f"{name}-{standing.name}",
            label,
            kind,  # type: ignore[arg-type] # one of two literals, just above
            typed.get(f"{name}-{standing.name}", ""),
            help,
            errors.get(name, ""),
            required=True,
            maxlength=longest,
        )
        for name, kind, label, help, longest in asked  # noqa: A001 -- HTML's own word
    )


def _told(made: RoleRequest) -> str:
    match made.state:
        case RoleRequest.State.ACCEPTED:
            return _("You now have this role.")
        case RoleRequest.State.UNVERIFIED:
            return _("A letter was sent to %(email)s: follow its link to go on.") % {
                "email": made.person.email
            }
        case _:
            return _("Your request is sent. You will be told by e-mail what is answered.")

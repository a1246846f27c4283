"""The requests that wait for someone's answer, in one service."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.jobs.queries import uuid_of
from lieucommun.kernel.joining import actions
from lieucommun.kernel.joining.models import RoleRequest
from lieucommun.kernel.joining.queries import answerable, waiting
from lieucommun.kernel.joining.refusals import RefusedJoin
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.web.languages import content_language

from .around import context_of, in_service, person, site

MOST_REQUESTS = 50


@login_required
@in_service
def requests(request: HttpRequest, service: LoadedService) -> HttpResponse:
    """List the requests that wait for the visitor's answer; POST answers one of them."""
    roles = answerable(person(request), service)
    if not roles:
        raise PermissionDenied
    if request.method == "POST":
        return _answer(request, service, roles)
    return _requests(request, service, roles)


def _answer(request: HttpRequest, service: LoadedService, roles: set[str]) -> HttpResponse:
    waits = RoleRequest.objects.filter(service=service.slug, role__in=sorted(roles))
    asked = get_object_or_404(waits, uuid=uuid_of(request.POST.get("request", "")))
    accept = request.POST.get("answer") == "accept"
    try:
        actions.answer_request(
            asked,
            service,
            person(request),
            accept=accept,
            reason=request.POST.get(f"reason-{asked.pk}", ""),
            site=site(request),
        )
    except RefusedJoin as refused:
        return _requests(request, service, roles, asked, refused)
    messages.success(request, _("Accepted.") if accept else _("Refused; the person is told why."))
    return redirect("join-requests", slug=service.slug)


def _requests(
    request: HttpRequest,
    service: LoadedService,
    roles: set[str],
    about: RoleRequest | None = None,
    refused: RefusedJoin | None = None,
) -> HttpResponse:
    found = list(waiting(service.slug, roles)[: MOST_REQUESTS + 1])
    language = content_language(request)
    reason = _("Reason, when you refuse")
    listed = []
    for asked in found[:MOST_REQUESTS]:
        error = refused.message if refused and about and about.pk == asked.pk else ""
        field = FieldSpec(
            f"reason-{asked.pk}", reason, error=error, maxlength=actions.LONGEST_REASON
        )
        title = service.manifest.roles[asked.role].title.get(language)
        listed.append((asked, title, field))
    context = {
        **context_of(request, service),
        "heading": _("Requests waiting"),
        "listed": listed,
        "more": len(found) > MOST_REQUESTS,
        "wrong": [field for _asked, _title, field in listed if field.error],
        "others": [refused.message] if refused else [],
    }
    return render(request, "web/joining/requests.html", context, status=422 if refused else 200)

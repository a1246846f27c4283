"""The tokens that open a service, for whoever sees to it: look, make one, revoke."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lieucommun.design.context import Link
from lieucommun.kernel.people.holders import organisations_in
from lieucommun.kernel.tokens.models import Token
from lieucommun.kernel.tokens.queries import tokens_into
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person
from lieucommun.web.views.manage.access import Scope, for_overseers
from lieucommun.web.views.manage.exports import export_links, exported
from lieucommun.web.views.people.paging import paged

from . import making
from .form import TokenForm
from .lines import lines


@for_overseers
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """List the tokens that open a service: whose, what they open, when they were last of use."""
    tokens, language = tokens_into(scope.slug or ""), content_language(request)
    if kind := request.GET.get("format"):
        cells = _cells(tokens, language)
        return exported(kind, _("Tokens"), _titles(), cells, scope)
    page = paged(request, tokens)
    context = {
        **scope.context(_("Tokens")),
        "page": page,
        "rows": [
            replace(line, revoke=scope.url("token-revoke", uuid=line.token.uuid))
            if line.token.service
            else line
            for line in lines(page.items, language)
        ],
        "new": scope.url("token-new"),
        "exports": export_links("?"),
    }
    return render(request, "web/tokens/list.html", context)


@never_cache
@for_overseers
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Make a token of an organisation, with roles of its own in the service."""
    service, someone = scope.service, person(request)
    assert service is not None  # noqa: S101 - for_overseers opens one
    back = Link(scope.url("tokens"), _("Tokens"))
    context = scope.context(_("Make a token for an organisation"), back)
    known = set(service.manifest.roles)
    roles = making.given_roles(service, known, proved=someone.proved)
    organisations = tuple(organisations_in([service.slug]))
    context |= {
        "opens": service.manifest.title.get(content_language(request)),
        "withheld": len(roles) < len(known),
        "next": request.get_full_path(),
        "invite": "" if organisations and roles else scope.url("people-invite"),
    }
    typed = request.POST if request.method == "POST" and organisations and roles else None
    form = TokenForm(service, content_language(request), roles, organisations, typed)
    return making.make(request, form, context, back.url)


@for_overseers
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, scope: Scope, uuid: str) -> HttpResponseBase:
    """End a token made for the service; one that opens others too is its person's to end."""
    made_for_it = tokens_into(scope.slug or "").filter(service=scope.slug)
    token = get_object_or_404(made_for_it, uuid=uuid)
    back = Link(scope.url("tokens"), _("Tokens"))
    return making.revoke(request, token, scope.context(_("Revoke a token"), back), back.url)


def _titles() -> list[str]:
    return [
        _("What it is for"),
        _("Begins with"),
        _("Whose"),
        _("E-mail address"),
        _("What it opens"),
        _("Roles"),
        _("What it may do"),
        _("State"),
        _("Made on"),
        _("Until"),
        _("Last use"),
    ]


def _cells(tokens: QuerySet[Token], language: str) -> Iterator[list[object]]:
    for line in lines(tokens, language):
        token = line.token
        said = [line.whose, line.email, line.opens, line.roles, line.access, line.state]
        moments = [token.created_at, token.expires_at, token.last_used_at]
        yield [token.name, f"lieu_{token.prefix}", *said, *moments]

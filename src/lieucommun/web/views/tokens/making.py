"""Make a token from its form and show it, once; revoke one after asking whether it is meant."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tokens.actions import create_token, revoke_token
from lieucommun.kernel.tokens.models import Token
from lieucommun.web.views.joining.around import person, site

from .form import TokenForm

#: The form that was sent last in this session: sent again by a reload, it makes nothing.
SENT = "token-form"


def make(
    request: HttpRequest, form: TokenForm, around: dict[str, object], back: str
) -> HttpResponse:
    """Show the form, or the token that it makes; the text of a token is on this answer only."""
    if not form.right:
        context = {**around, "form": form, "once": _mark(request), "back": back}
        status = 200 if form.typed is None else 422
        return render(request, "web/tokens/new.html", context, status=status)
    if request.session.get(SENT) == request.POST.get("once"):
        messages.info(
            request,
            _("This token is made, and was shown. If it is lost, revoke it and make another."),
        )
        return redirect(back)
    someone = person(request)
    token, text = create_token(
        form.name,
        of=form.of(someone),
        scope=form.scope,
        days=form.days,
        by=someone,
        second_factor=someone.proved,
    )
    request.session[SENT] = request.POST.get("once")
    context = {**around, "token": token, "text": text, "site": site(request), "back": back}
    context["address"] = _address(form.scope.service, form.scope.dataset)
    return render(request, "web/tokens/made.html", context)


def revoke(
    request: HttpRequest, token: Token, around: dict[str, object], back: str
) -> HttpResponse:
    """Ask whether a token is to end; end it when it is."""
    if request.method == "POST":
        revoke_token(token, by=person(request).pk)
        messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
        return redirect(back)
    context = {**around, "token": token, "back": back}
    return render(request, "web/tokens/revoke.html", context)


def given_roles(service: LoadedService, held: set[str], *, proved: bool) -> tuple[str, ...]:
    """Return the roles that a token may be given: those that ask for more proof, once proved."""
    roles = service.manifest.roles
    return tuple(
        name for name in roles if name in held and (proved or not roles[name].second_factor)
    )


def _mark(request: HttpRequest) -> str:
    """Return what tells a form from the next one: the same while its answers are mended."""
    return request.POST.get("once") or uuid.uuid4().hex


def _address(service: str, dataset: str) -> str:
    if dataset:
        return f"/api/services/{service}/datasets/{dataset}/records"
    return f"/api/services/{service}/datasets" if service else "/api/services"

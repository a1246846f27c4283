"""Go on later, on another device; be helped by someone."""

import uuid as uuids
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lieucommun.blocks.forms.visiting import give, hand_of, held_by, take_back
from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.forms.actions import sharing
from lieucommun.kernel.forms.queries import form_part, link_of, writers_of
from lieucommun.kernel.forms.refusals import RefusedForm
from lieucommun.kernel.limits.shield import examine
from lieucommun.kernel.services.opening import PageRequest

from .answering import refusing

PURPOSE = "form-link"


@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def later(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Say how to go on later: by one's account, or by a link that is sent by e-mail."""
    hand, held = held_by(request, uuid)
    opened = request.opened
    context: dict[str, Any] = {
        "heading": _("Your answers are kept"),
        "held": held,
        "fields": [_email(request, held.draft.email)],
        "part": form_part(opened.service, held.draft.form),
    }
    if request.method != "POST":
        return render(request, "forms/later.html", context)
    examined = examine(request, PURPOSE)
    if not examined.passes:
        return _waiting(request, "forms/later.html", context, examined)
    address = request.POST.get("email", "")
    page = _page(request)
    try:
        sharing.send_link(
            opened.service, held, address, hand, page=page, language=translation.get_language()
        )
    except RefusedForm as refused:
        context["fields"] = [_email(request, address, refused.message)]
        return render(request, "forms/later.html", context, status=422)
    if hand.viewer.person is None:
        take_back(request, uuid)
    return render(request, "forms/later.html", {**context, "address": address.strip()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def follow(request: PageRequest, token: str) -> HttpResponse:
    """Ask whether to open the draft of a link: programs that read mail follow links too."""
    hand, opened = hand_of(request), request.opened
    draft, writer = link_of(token)
    if (draft.service, draft.form) != (opened.service.slug, opened.settings.form):
        raise RefusedForm("link")
    if request.method == "POST":
        draft, right = sharing.follow(token, hand)
        give(request, draft.uuid, right)
        return HttpResponseRedirect(opened.url("draft", uuid=draft.uuid))
    context = {
        "heading": form_part(opened.service, draft.form).title.get(opened.language),
        "draft": draft,
        "writer": writer,
    }
    return render(request, "forms/follow.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def share(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Invite someone to write in a draft, or let them write no more."""
    hand, held = held_by(request, uuid)
    opened = request.opened
    if not held.owns:
        raise RefusedForm("owner")
    if not form_part(opened.service, held.draft.form).invite:
        raise RefusedForm("invite")
    context: dict[str, Any] = {
        "heading": _("Be helped to fill in this form"),
        "held": held,
        "fields": [_email(request, "")],
    }
    status = 200
    if request.method == "POST" and "remove" in request.POST:
        sharing.uninvite(held, _uuid(request.POST["remove"]), hand)
        return HttpResponseRedirect(request.path)
    if request.method == "POST":
        examined = examine(request, PURPOSE)
        if not examined.passes:
            return _waiting(request, "forms/share.html", context, examined)
        address = request.POST.get("email", "")
        try:
            sharing.invite(
                opened.service,
                held,
                address,
                hand,
                page=_page(request),
                language=translation.get_language(),
            )
            context["address"] = address.strip()
        except RefusedForm as refused:
            context["fields"], status = [_email(request, address, refused.message)], 422
    context["writers"] = writers_of(held.draft)
    return render(request, "forms/share.html", context, status=status)


def _page(request: PageRequest) -> str:
    """Return the whole address under which the token of a link goes."""
    start = request.opened.url("link", token="x").removesuffix("x/")  # noqa: S106 - a placeholder
    return request.build_absolute_uri(start)


def _email(request: HttpRequest, value: str, error: str = "") -> FieldSpec:
    del request
    return FieldSpec(
        "email", _("E-mail address"), "email", value, error=error, required=True, maxlength=254
    )


def _waiting(
    request: HttpRequest, template: str, context: dict[str, Any], examined: Any
) -> HttpResponse:
    answer = render(request, template, {**context, "examined": examined}, status=429)
    answer.headers["Retry-After"] = str(max(1, examined.retry_after))
    return answer


def _uuid(text: str) -> uuids.UUID:
    try:
        return uuids.UUID(text)
    except ValueError:
        return uuids.UUID(int=0)

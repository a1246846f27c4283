"""What was sent, followed: where it stands, what was said, what was delivered."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lieucommun.blocks.forms.visiting import give, hand_of, sent_to
from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.files.queries import MissingContent, content_size, open_attachment
from lieucommun.kernel.forms.actions import sharing
from lieucommun.kernel.forms.following import Standing, by_number, followed, standings
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.queries import form_part
from lieucommun.kernel.forms.refusals import RefusedForm
from lieucommun.kernel.limits.shield import examine
from lieucommun.kernel.messages.actions import write_message
from lieucommun.kernel.services.opening import PageRequest
from lieucommun.kernel.workflows.queries import instructors

from .answering import refusing

PURPOSE = "form-follow"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def track(request: PageRequest, token: str) -> HttpResponse:
    """Ask whether to open what a link follows: programs that read mail follow links too."""
    hand_of(request)
    opened = request.opened
    submission = followed(token)
    if (submission.service, submission.form) != (opened.service.slug, opened.settings.form):
        raise RefusedForm("link")
    if request.method == "POST":
        give(request, submission.uuid, "owner")
        return HttpResponseRedirect(opened.url("sent", uuid=submission.uuid))
    title = form_part(opened.service, submission.form).title.get(opened.language)
    return render(request, "forms/track.html", {"heading": title, "submission": submission})


@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def find(request: PageRequest) -> HttpResponse:
    """Have a link sent to what was sent, by its number and the address given in it.

    The answer is the same whether there is such a request or not.
    """
    hand, opened = hand_of(request), request.opened
    sent = request.POST
    context: dict[str, Any] = {
        "heading": _("Find a request again"),
        "fields": [
            FieldSpec("number", _("Number of the request"), value=sent.get("number", ""),
                      help=_("Such as 7F3K-9Q2M, as the receipt gives it."), required=True,
                      maxlength=40),
            FieldSpec("email", _("E-mail address"), "email", sent.get("email", ""),
                      help=_("The one that you gave in the form."), required=True, maxlength=254),
        ],
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "forms/find.html", context)
    if answer := _shielded(request, "forms/find.html", context):
        return answer
    form = opened.settings.form
    found = by_number(opened.service, form, sent.get("number", ""), sent.get("email", ""))
    if found is not None:
        sharing.send_follow(
            opened.service,
            found,
            sent["email"],
            hand,
            page=_page(request),
            language=translation.get_language(),
        )
    return render(request, "forms/find.html", {**context, "done": True})


@require_POST
@refusing
def link(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Send to who just sent something, without an account, a link to follow it."""
    hand, submission = hand_of(request), sent_to(request, uuid)
    opened = request.opened
    examined = examine(request, PURPOSE)
    if not examined.passes:
        messages.warning(request, examined.sentence)
        return _back(request, submission)
    email = request.POST.get("email", "")
    try:
        sharing.send_follow(
            opened.service,
            submission,
            email,
            hand,
            page=_page(request),
            language=translation.get_language(),
        )
    except RefusedForm as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("A link is on its way to %(email)s.") % {"email": email})
    return _back(request, submission)


@require_POST
@refusing
def write(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Keep a message of who sent a request to the team that answers it."""
    submission = sent_to(request, uuid)
    examined = examine(request, PURPOSE)
    if not examined.passes:
        messages.warning(request, examined.sentence)
        return _back(request, submission)
    standing = _standing(request, submission, request.POST.get("record", ""))
    written = write_message(
        standing.dataset,
        standing.record,
        request.POST.get("text", ""),
        by=request.opened.viewer,
        applicant=True,
        to=instructors(standing.dataset, standing.record),
        once=_uuid(request.POST.get("once", "")),
    )
    if written is None:
        messages.warning(request, _("Nothing was written, so nothing was sent."))
    else:
        messages.success(request, _("The message is sent."))
    return _back(request, submission)


@require_safe
@refusing
def paper(request: PageRequest, uuid: uuids.UUID, document: uuids.UUID) -> HttpResponse:
    """Give a document that was delivered for a request to who sent it."""
    submission = sent_to(request, uuid)
    opened = request.opened
    for standing in standings(opened.service, submission, opened.language):
        for each in standing.papers:
            if each.uuid != document:
                continue
            try:
                content_size(each.file)
            except MissingContent as missing:
                raise Http404(str(document)) from missing
            content = b"".join(open_attachment(each.file))
            answer = HttpResponse(content, content_type=each.file.content_type)
            answer["Content-Disposition"] = f'attachment; filename="{each.name}.pdf"'
            answer["Cache-Control"] = "no-store"
            return answer
    raise Http404(str(document))


def _standing(request: PageRequest, submission: Submission, record: str) -> Standing:
    opened = request.opened
    found = standings(opened.service, submission, opened.language)
    for each in found:
        if str(each.record) == record:
            return each
    raise Http404(record)


def _shielded(request: PageRequest, template: str, context: dict[str, Any]) -> HttpResponse | None:
    examined = examine(request, PURPOSE)
    if examined.passes:
        return None
    answer = render(request, template, {**context, "examined": examined}, status=429)
    answer.headers["Retry-After"] = str(max(1, examined.retry_after))
    return answer


def _back(request: PageRequest, submission: Submission) -> HttpResponse:
    return HttpResponseRedirect(request.opened.url("sent", uuid=submission.uuid))


def _page(request: PageRequest) -> str:
    """Return the whole address under which the token of a link goes."""
    start = request.opened.url("track", token="x").removesuffix("x/")  # noqa: S106 - a placeholder
    return request.build_absolute_uri(start)


def _uuid(text: str) -> uuids.UUID | None:
    try:
        return uuids.UUID(text)
    except ValueError:
        return None

"""Give a file to whoever follows a signed link and may have it, whole or in part."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from lieucommun.kernel.datasets.attached import open_to, opens
from lieucommun.kernel.files.links import BadLink, Claim, PastLink, read_link
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.queries import MissingContent, content_size, find, open_attachment
from lieucommun.kernel.tokens.queries import live, viewer_of
from lieucommun.web.ranges import Span, Unsatisfiable, fresh, wanted

#: What a browser shows by itself, and that was decoded here; the rest is downloaded.
SHOWN = ("image/", "audio/")


@require_safe
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give the file that a link opens."""
    try:
        claim = read_link(token)
    except PastLink:
        return _unavailable(request, "past", 410)
    except BadLink as bad:
        raise Http404(token) from bad
    attachment = find(claim.uuid)
    if attachment is None or not _may(request, claim, attachment):
        raise Http404(token)
    if attachment.state != Attachment.State.CLEAN:
        waits = attachment.state == Attachment.State.WAITING
        return _unavailable(request, attachment.state, 409 if waits else 410)
    try:
        return given(request, attachment, thumbnail=claim.thumbnail)
    except MissingContent:
        return _unavailable(request, "missing", 410)


def _may(request: HttpRequest, claim: Claim, attachment: Attachment) -> bool:
    """Whether this visitor may have the file now: a link opens what its bearer may see."""
    if not claim.opens(request.session.session_key):
        return False
    if claim.bearer:
        return _may_bearer(request, claim, attachment)
    if attachment.record:
        return open_to(attachment, request.user)
    return bool(claim.session) or attachment.by_id in {None, request.user.pk}


def _may_bearer(request: HttpRequest, claim: Claim, attachment: Attachment) -> bool:
    """Whether the token for which a link was made still lives, and reads what holds the file."""
    token = live(claim.bearer)
    if token is None or not attachment.record or token.dataset not in {"", attachment.dataset}:
        return False
    if token.person is not None:
        request.user = token.person  # what is read is journaled under their name
    return opens(attachment, partial(viewer_of, token))


def given(request: HttpRequest, attachment: Attachment, *, thumbnail: bool) -> HttpResponseBase:
    """Give the content of a file, or the part asked for; raises MissingContent."""
    tag = f'"{(attachment.thumbnail if thumbnail else attachment.sha256)[:32]}"'
    size = content_size(attachment, thumbnail=thumbnail)
    headers = _headers(attachment, tag)
    if fresh(request, tag):
        return HttpResponse(status=304, headers=headers)
    try:
        span = wanted(request, tag, size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    whole = span or Span(0, size)
    headers["Content-Length"] = str(whole.end - whole.start)
    if span:
        headers["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{size}"
    status = 206 if span else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    # Compressed, a part would no longer be the part that was asked for.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    pieces = open_attachment(attachment, start=whole.start, end=whole.end, thumbnail=thumbnail)
    return StreamingHttpResponse(pieces, status=status, headers=headers)


def _headers(attachment: Attachment, tag: str) -> dict[str, str]:
    shown = attachment.content_type.startswith(SHOWN)
    told = content_disposition_header(not shown, attachment.name)
    return {
        "Content-Type": attachment.content_type,
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": told or "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "Accept-Ranges": "bytes",
        "ETag": tag,
        "Last-Modified": http_date(attachment.created_at.timestamp()),
    }


def _unavailable(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "web/unavailable.html", {"why": why}, status=status)

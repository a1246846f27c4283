"""Take what a device sends (OpenRosa Form Submission API), and answer with a signed receipt."""

from xml.sax.saxutils import quoteattr

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.receiving.actions import (
    NotForDevice,
    Received,
    RivalSubmission,
    receive,
)
from lieucommun.kernel.forms.receiving.files import Came
from lieucommun.kernel.forms.receiving.receipts import receipt_of
from lieucommun.kernel.forms.receiving.sent import (
    LARGEST,
    LONGEST_NAME,
    UnreadSubmission,
    read_sent,
)

from .answers import Stopped, as_json, message, wants_json
from .entry import DeviceRequest

PART = "xml_submission_file"
METADATA = "http://www.opendatakit.org/xforms"
Standing = Submission.Standing
#: What is kept and still awaits something: 202 in place of 201.
AWAITS = frozenset({Standing.WAITING, Standing.HELD, Standing.QUARANTINED})


@require_http_methods(["HEAD", "POST"])
def submission(request: DeviceRequest) -> HttpResponse:
    """Keep a submission, or the rest of the files of one."""
    if request.method == "HEAD":
        address = request.build_absolute_uri(request.path)
        return HttpResponse(status=204, headers={"Location": address})
    visit = request.visit
    try:
        sent = read_sent(_xml(request))
        received = receive(
            visit.service, sent, _files(request), device=visit.device, viewer=visit.viewer
        )
    except UnreadSubmission as unread:
        raise Stopped(unread.code, 400, _told(unread)) from unread
    except NotForDevice:
        told = _("The role of this device does not fill in this form.")
        raise Stopped("form", 403, told) from None
    except RivalSubmission as rival:
        return _answer(request, Received(rival.submission), 409)
    standing = received.submission.standing
    return _answer(request, received, 202 if standing in AWAITS else 201)


def _xml(request: DeviceRequest) -> bytes:
    file = request.FILES.get(PART)
    if file is not None:
        return bytes(file.read(LARGEST + 1))
    text = request.POST.get(PART)
    if text is None:
        raise UnreadSubmission("part")
    return text.encode()


def _files(request: DeviceRequest) -> list[Came]:
    sent = ((name, request.FILES.getlist(name)) for name in request.FILES if name != PART)
    return [
        Came((file.name or name)[:LONGEST_NAME], file) for name, files in sent for file in files
    ]


def _told(unread: UnreadSubmission) -> str:
    sentences = {
        "part": _("There is no part called xml_submission_file in what was sent."),
        "form": _("These answers do not say which form they answer."),
        "large": _("These answers are too long."),
        "long": _("An identifier of these answers is too long."),
    }
    told = sentences.get(unread.code, _("What was sent cannot be read: %(detail)s"))
    return told % {"detail": unread.detail} if "%(detail)s" in told else told


def _answer(request: DeviceRequest, received: Received, status: int) -> HttpResponse:
    kept = received.submission
    receipt = receipt_of(kept)
    if wants_json(request):
        response = as_json(request, _body(received))
        response.status_code = status
    else:
        complete = "true" if status == 201 else "false"  # noqa: PLR2004
        more = (
            f'<submissionMetadata xmlns="{METADATA}" id={quoteattr(kept.form)}'
            f" instanceID={quoteattr(kept.instance)} submissionDate={quoteattr(receipt.received)}"
            f' isComplete="{complete}" markedAsCompleteDate={quoteattr(receipt.received)}/>'
        )
        response = message(_sentence(received, status), status, more=more)
    response.headers["X-Lieu-Receipt"] = f"sha256={receipt.sha256}; sig={receipt.signature}"
    return response


def _body(received: Received) -> dict[str, object]:
    kept = received.submission
    receipt = receipt_of(kept)
    return {
        "receipt": {name: getattr(receipt, name) for name in receipt.__slots__},
        "signature": receipt.signature,
        "standing": kept.standing,
        "missing": received.missing,
        "problems": kept.problems,
        "records": [
            {"dataset": each.dataset, "id": str(each.record), "version": each.version}
            for each in received.records
            if each.version
        ],
    }


def _sentence(received: Received, status: int) -> str:
    if status == 409:  # noqa: PLR2004
        return _(
            "Other answers were received before under the same number. These are kept beside them, "
            "for the team to look at."
        )
    if received.submission.standing == Standing.QUARANTINED:
        return _("Received and kept aside: this version of the form is not known here yet.")
    if received.submission.standing == Standing.HELD:
        return _("Received. An earlier change of the same record is awaited.")
    if received.missing:
        count = len(received.missing)
        words = ngettext(
            "Received. %(count)s file is still awaited.",
            "Received. %(count)s files are still awaited.",
            count,
        )
        return words % {"count": count}
    return _("Received.")

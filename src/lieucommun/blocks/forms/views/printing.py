"""The answers of a form on paper: one file to print, sign or keep, sent or not yet."""

import uuid as uuids

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lieucommun.blocks.forms.visiting import sent_to, speech_of, visit
from lieucommun.kernel.documents.blocks import Block, spans_of
from lieucommun.kernel.documents.printing import Paper, UnprintablePaper, printed
from lieucommun.kernel.forms.filling import sent_answers
from lieucommun.kernel.forms.refusals import RefusedForm
from lieucommun.kernel.forms.speaking import Speech
from lieucommun.kernel.forms.telling import Part, parts
from lieucommun.kernel.services.opening import OpenPage, PageRequest

from .answering import refusing


@require_safe
@refusing
def sent_paper(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Give what was sent as a PDF."""
    submission = sent_to(request, uuid)
    opened = request.opened
    speech = speech_of(opened, sent_answers(opened.service, submission, opened.viewer))
    told = _("Number %(number)s, received on %(day)s") % {
        "number": submission.number,
        "day": date_format(timezone.localtime(submission.sent_at), "DATETIME_FORMAT"),
    }
    return _given(opened, speech, told, f"{opened.settings.form}-{submission.number}.pdf")


@require_safe
@refusing
def draft_paper(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Give a draft as a PDF, which says that nothing was sent."""
    here = visit(request, uuid)
    told = _("Draft: it was not sent.")
    return _given(here.opened, here.speech, told, f"{here.form}.pdf")


def _given(opened: OpenPage, speech: Speech, told: str, name: str) -> HttpResponse:
    answers = parts(speech, {})
    paper = Paper(
        title=opened.title,
        language=speech.code.partition("-")[0],
        day=timezone.localdate(),
        blocks=[{"kind": "text", "spans": spans_of(told)}, *_blocks(answers)],
        over=opened.service.manifest.title.get(opened.language),
        foot=told,
    )
    try:
        content = printed(paper)
    except UnprintablePaper as refused:
        raise RefusedForm("paper") from refused
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _blocks(answers: list[Part]) -> list[Block]:
    blocks: list[Block] = []
    for part in answers:
        if part.title:
            blocks.append({"kind": "heading", "level": part.level, "spans": spans_of(part.title)})
        if part.lines:
            nothing = _("No answer")
            pairs = [
                {"term": spans_of(line.label), "answer": spans_of(line.text or nothing)}
                for line in part.lines
            ]
            blocks.append({"kind": "pairs", "pairs": pairs})
    return blocks

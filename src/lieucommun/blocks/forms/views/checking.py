"""At the end: check the answers, send them, keep the receipt."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lieucommun.blocks.forms import screens
from lieucommun.blocks.forms.going import address
from lieucommun.blocks.forms.visiting import (
    Visit,
    give,
    hand_of,
    sent_to,
    speech_of,
    visit,
)
from lieucommun.design.fields import FieldSpec
from lieucommun.engines.xforms import Problem
from lieucommun.kernel.forms.actions import drafting
from lieucommun.kernel.forms.actions.sending import send
from lieucommun.kernel.forms.filling import sent_answers
from lieucommun.kernel.forms.following import addresses_of, standings
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.queries import closed, sent
from lieucommun.kernel.forms.refusals import NotReady, RefusedForm, UnknownDraft
from lieucommun.kernel.forms.steps import main_steps
from lieucommun.kernel.forms.telling import parts
from lieucommun.kernel.limits.shield import examine
from lieucommun.kernel.messages.actions import LONGEST_MESSAGE
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.opening import PageRequest

from .answering import refusing
from .following import asked_right, case_of

PURPOSE = "form-sent"


@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def check(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show every answer with a way to change it, and send them."""
    if known := _known(request, uuid):
        return known
    here = visit(request, uuid)
    if request.method != "POST":
        return _shown(request, here)
    if "read" in request.POST:
        drafting.forget_left_out(here.held, here.hand)
        return HttpResponseRedirect(here.url("check"))
    return _sent(request, here)


def _sent(request: PageRequest, here: Visit) -> HttpResponse:
    examined = examine(request, PURPOSE)
    if not examined.passes:
        answer = _shown(request, here, status=429, examined=examined)
        answer.headers["Retry-After"] = str(max(1, examined.retry_after))
        return answer
    try:
        submission = send(here.opened.service, here.held, here.hand)
    except NotReady as missing:
        return _shown(request, here, missing.problems, status=422)
    except RefusedForm as refused:
        return _shown(request, here, status=409, refused=refused)
    if submission.person_id is None:
        give(request, submission.uuid, "owner")
    if here.held.draft.corrects_id is not None and (case := case_of(here.opened, submission)):
        messages.success(request, _("Your answers are put right."))
        return HttpResponseRedirect(case)
    if submission.about is not None and (case := case_of(here.opened, submission)):
        messages.success(request, _("Your answers are kept with the case."))
        return HttpResponseRedirect(case)
    return HttpResponseRedirect(here.opened.url("sent", uuid=submission.uuid))


@require_safe
@refusing
def receipt(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Say that the form was received, under which number, with what it said."""
    submission = sent_to(request, uuid)
    opened = request.opened
    try:
        speech = speech_of(opened, sent_answers(opened.service, submission, opened.viewer))
        read = parts(speech, {})
    except RefusedForm:  # the form of today cannot be read: the receipt stands all the same
        read = []
    context = {
        "heading": _("Sent"),
        "submission": submission,
        "parts": read,
        "case": case_of(opened, submission),
        "standings": standings(opened.service, submission, opened.language),
        "email": _email(opened.service, submission),
        "writing": FieldSpec(
            "text", _("Your message"), "longtext", maxlength=LONGEST_MESSAGE, required=True
        ),
        "once": str(uuids.uuid4()),
    }
    return render(request, "forms/receipt.html", context)


def _email(service: LoadedService, submission: Submission) -> FieldSpec | None:
    """Return the field that asks where a link to follow goes; None with an account."""
    if submission.person_id is not None:
        return None
    known = next(iter(sorted(addresses_of(service, submission))), "")
    return FieldSpec("email", _("E-mail address"), "email", known, required=True, maxlength=254)


def _known(request: PageRequest, uuid: uuids.UUID) -> HttpResponse | None:
    """Lead whoever sends twice to what the first time made."""
    opened = request.opened
    try:
        found = sent(opened.service, opened.settings.form, uuid, hand_of(request))
    except UnknownDraft:
        return None
    return HttpResponseRedirect(opened.url("sent", uuid=found.uuid))


def _shown(
    request: PageRequest,
    here: Visit,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    steps = main_steps(here.speech.answers)
    errors = screens.errors_of(here.speech, [each for each in problems if each.path])
    left = [(path, text) for path, text in (*here.held.draft.left_out, *here.filled.left_out)]
    context = {
        "heading": _("Check your answers"),
        "parts": parts(here.speech, errors),
        "wrong": errors,
        "others": [screens.said_apart(here.speech, each) for each in problems if not each.path],
        "left_out": left,
        "asked": asked_right(here),
        "refused": closed(here.opened.service, here.form),
        "back": address(here, steps[-1]) if steps else here.opened.url(),
        "current": len(steps) + 1,
        "total": len(steps) + 1,
        "held": here.held,
        **{name: value for name, value in more.items() if value},
    }
    return render(request, "forms/check.html", context, status=status)

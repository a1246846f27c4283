"""Opinions on a case: ask several, give one's own, no longer wait."""

import uuid as uuids

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lieucommun.blocks.cases.opening import OpenCase, opened_case
from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.services.opening import PageRequest
from lieucommun.kernel.workflows.actions.consulting import (
    LONGEST,
    ask_opinion,
    give_opinion,
    withdraw_opinion,
)
from lieucommun.kernel.workflows.models import CaseOpinion
from lieucommun.kernel.workflows.queries import consultable, form_asked, may_ask, opinions_of
from lieucommun.kernel.workflows.refusals import NotAskedError

LONGEST_NUMBER = 18


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PageRequest, key: str, opinion: str) -> HttpResponse:
    """Ask for an opinion: of whom, on what."""
    found, opened = opened_case(request.opened, key), request.opened
    part = found.workflow.opinions.get(opinion) if found.workflow else None
    if part is None:
        raise Http404(opinion)
    if not may_ask(opened.service, found.dataset, opened.viewer, found.record, opinion):
        raise PermissionDenied
    title = part.title.get(opened.language)
    if request.method != "POST":
        return _asking(request, found, opinion, title)
    chosen = [int(each) for each in request.POST.getlist("of") if _is_number(each)]
    if not chosen:
        return _asking(request, found, opinion, title, error=_("Tick at least one person."))
    try:
        asked = ask_opinion(
            opened.service,
            found.dataset,
            found.record.uuid,
            opinion,
            of=chosen,
            by=opened.viewer,
            question=request.POST.get("question", ""),
        )
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    if asked:
        messages.success(request, _("Asked: %(opinion)s.") % {"opinion": title})
    else:
        messages.info(request, _("These persons were asked already."))
    return HttpResponseRedirect(found.url() + "#opinions")


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: PageRequest, key: str, uuid: uuids.UUID) -> HttpResponse:
    """Give the opinion that the viewer was asked for."""
    found, opened = opened_case(request.opened, key), request.opened
    mine = [each for each in opinions_of(found.record.uuid) if each.uuid == uuid]
    if not mine or mine[0].person_id != opened.viewer.person or opened.viewer.person is None:
        raise Http404(str(uuid))
    if mine[0].given_at is not None:
        messages.info(request, _("Your opinion is given: it is no longer changed."))
        return HttpResponseRedirect(found.url() + "#opinions")
    task = f"opinion:{uuid}"
    if form := form_asked(opened.service, found.dataset, opened.viewer, found.record, task):
        return _giving(request, found, mine[0], "", form=form)
    verdict = request.POST.get("verdict", "")
    if request.method != "POST" or verdict not in CaseOpinion.Verdict.values:
        error = _("Choose what your opinion comes to.") if request.method == "POST" else ""
        return _giving(request, found, mine[0], error)
    text = request.POST.get("text", "")
    try:
        give_opinion(
            opened.service, found.dataset, uuid, by=opened.viewer, verdict=verdict, text=text
        )
    except NotAskedError:
        messages.info(request, _("This opinion is no longer waited for."))
    else:
        messages.success(request, _("Your opinion is given."))
    return HttpResponseRedirect(found.url() + "#opinions")


@require_POST
def withdraw(request: PageRequest, key: str, uuid: uuids.UUID) -> HttpResponse:
    """No longer wait for an opinion."""
    found, opened = opened_case(request.opened, key), request.opened
    if uuid not in {each.uuid for each in opinions_of(found.record.uuid)}:
        raise Http404(str(uuid))
    try:
        withdraw_opinion(opened.service, found.dataset, uuid, by=opened.viewer)
    except NotAskedError:
        messages.info(request, _("This opinion is no longer waited for."))
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    else:
        messages.success(request, _("This opinion is no longer waited for."))
    return HttpResponseRedirect(found.url() + "#opinions")


def _asking(
    request: PageRequest, found: OpenCase, opinion: str, title: str, error: str = ""
) -> HttpResponse:
    opened = request.opened
    people = consultable(opened.service, found.dataset, found.record.uuid, opinion)
    fields = [
        FieldSpec(
            "of",
            _("Of whom"),
            "choices",
            tuple(request.POST.getlist("of")),
            error=error,
            required=True,
            choices=tuple(Choice(str(each.pk), each.name) for each in people),
        ),
        FieldSpec(
            "question",
            _("What you want to know"),
            "longtext",
            request.POST.get("question", ""),
            maxlength=LONGEST,
        ),
    ]
    context = {"heading": title, "case": found, "record": found.record, "fields": fields}
    context["send"] = _("Ask for this opinion")
    return render(request, "cases/opinion.html", context, status=422 if error else 200)


def _giving(
    request: PageRequest, found: OpenCase, opinion: CaseOpinion, error: str, form: str = ""
) -> HttpResponse:
    verdicts = {
        "favourable": _("Favourable"),
        "reserved": _("Favourable, with reservations"),
        "unfavourable": _("Unfavourable"),
    }
    fields = [
        FieldSpec(
            "verdict",
            _("Your opinion"),
            "choice",
            request.POST.get("verdict", ""),
            error=error,
            required=True,
            choices=tuple(Choice(name, words) for name, words in verdicts.items()),
        ),
        FieldSpec("text", _("Why"), "longtext", request.POST.get("text", ""), maxlength=LONGEST),
    ]
    part = found.workflow.opinions.get(opinion.name) if found.workflow else None
    context = {
        "heading": part.title.get(request.opened.language) if part else _("Opinion"),
        "case": found,
        "record": found.record,
        "question": opinion.question,
        "form": form,
        "begin": found.asking(form) if form else "",
        "task": f"opinion:{opinion.uuid}",
        "fields": [] if form else fields,
        "send": _("Give this opinion"),
    }
    return render(request, "cases/opinion.html", context, status=422 if error else 200)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER

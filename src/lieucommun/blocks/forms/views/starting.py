"""Before the first question: begin, go on, begin again, let go."""

import uuid as uuids
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lieucommun.blocks.forms.going import place_of
from lieucommun.blocks.forms.visiting import give, hand_of, held_by, sent_to, take_back, visit
from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.engines.xforms import Form
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.documents.markdown import render as markdown
from lieucommun.kernel.documents.markdown import split
from lieucommun.kernel.forms.actions import drafting
from lieucommun.kernel.forms.filling import form_of, started
from lieucommun.kernel.forms.prefilling import link_schema, linked
from lieucommun.kernel.forms.queries import closed, draft_about, drafts_of, form_part, sent_by
from lieucommun.kernel.forms.refusals import RefusedForm
from lieucommun.kernel.limits.shield import examine
from lieucommun.kernel.services.manifest import Form as FormPart
from lieucommun.kernel.services.opening import EASY_TO_READ, OpenPage, PageRequest
from lieucommun.kernel.workflows.measures import Measured, measures_of
from lieucommun.kernel.workflows.queries import form_asked

from .answering import refusing

PURPOSE = "form"
#: Characters of what a link may answer.
LONGEST_LINK = 6_000


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Say what the form is, and offer to begin or to go on."""
    return _index(request)


@require_POST
@refusing
def start(request: PageRequest) -> HttpResponse:
    """Begin a draft and lead to its first question."""
    hand, opened, sent = hand_of(request), request.opened, request.POST
    examined = examine(request, PURPOSE)
    if not examined.passes:
        answer = _index(request, status=429, examined=examined)
        answer.headers["Retry-After"] = str(max(1, examined.retry_after))
        return answer
    behalf = sent.get("behalf", "").strip() if sent.get("whom") == "other" else ""
    if sent.get("whom") == "other" and not behalf:
        return _index(request, status=422, error=_("Write for whom you fill in this form."))
    draft = drafting.start(
        opened.service,
        opened.settings.form,
        hand,
        on_behalf=behalf,
        given=QueryDict(sent.get("given", "")[:LONGEST_LINK]).dict(),
    )
    if draft.person_id is None:
        give(request, draft.uuid, "owner")
    return HttpResponseRedirect(opened.url("draft", uuid=draft.uuid))


@require_POST
@refusing
def about(request: PageRequest) -> HttpResponse:
    """Begin the answers that a step or an opinion of a case asks for, or go on with them."""
    hand, opened = hand_of(request), request.opened
    service, name, task = opened.service, opened.settings.form, request.POST.get("task", "")
    try:
        dataset = service.dataset(request.POST.get("dataset", ""))
        record = query(dataset, opened.viewer).get(request.POST.get("record", ""))
    except (KeyError, UnknownRecord) as unknown:
        raise Http404(task) from unknown
    if form_asked(service, dataset, opened.viewer, record, task) != name:
        raise RefusedForm("asked")
    draft = draft_about(service, name, record.uuid, task, hand) or drafting.start(
        service, name, hand, about=record.uuid, task=task
    )
    return HttpResponseRedirect(opened.url("draft", uuid=draft.uuid))


@require_safe
@refusing
def resume(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Lead to where someone stopped."""
    return HttpResponseRedirect(place_of(visit(request, uuid)))


@require_POST
@refusing
def again(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Begin a draft with the answers of what was sent."""
    hand, former = hand_of(request), sent_to(request, uuid)
    opened = request.opened
    draft = drafting.start(opened.service, opened.settings.form, hand, again=former)
    if draft.person_id is None:
        give(request, draft.uuid, "owner")
    return HttpResponseRedirect(opened.url("check", uuid=draft.uuid))


@require_POST
@refusing
def correct(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Open again what was sent, to put it right."""
    hand, former = hand_of(request), sent_to(request, uuid)
    opened = request.opened
    draft = drafting.correct(opened.service, former, hand)
    return HttpResponseRedirect(opened.url("check", uuid=draft.uuid))


@require_safe
@refusing
def schema(request: PageRequest) -> HttpResponse:
    """Tell programs what a link to this form may answer, as a JSON Schema."""
    hand_of(request)
    opened = request.opened
    name = opened.settings.form
    answers, found = started(opened.service, name, opened.viewer)
    title = form_part(opened.service, name).title.get(opened.language)
    told = link_schema(found.form, answers, opened.language, title)
    told["$id"] = request.build_absolute_uri(opened.url("schema"))
    return JsonResponse(told, content_type="application/schema+json")


@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def delete(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Ask whether to delete a draft, then do it."""
    hand, held = held_by(request, uuid)
    opened = request.opened
    if request.method == "POST":
        drafting.discard(opened.service, held, hand)
        take_back(request, uuid)
        return HttpResponseRedirect(opened.url())
    context = {"held": held, "heading": _("Delete this draft?"), "back": opened.url()}
    return render(request, "forms/delete.html", context)


def _index(request: PageRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    hand, opened = hand_of(request), request.opened
    service, name = opened.service, opened.settings.form
    part = form_part(service, name)
    refused = closed(service, name)
    given = request.POST.get("given", "")[:LONGEST_LINK]
    try:
        form = form_of(service, name).form
        given = given or _given(request, form)
    except RefusedForm as broken:
        refused = broken
    context = {
        "part": part,
        "title": part.title.get(opened.language),
        "heading": part.title.get(opened.language),
        "intro": _intro(opened),
        "easy": opened.language.endswith(EASY_TO_READ),
        "refused": refused,
        "drafts": drafts_of(service, name, hand),
        "sent": sent_by(service, name, hand),
        "given": given,
        "measures": [each for each in _measures(opened, part) if each.value],
        "fields": _whom(more.get("error", ""), request) if part.on_behalf else [],
        **more,
    }
    return render(request, "forms/index.html", context, status=status)


def _given(request: PageRequest, form: Form) -> str:
    """Return what the link that led here answers, as a query string; what it invents left out."""
    known = linked(form)
    said = {name: request.GET.get(name, "").strip() for name in known}
    told = urlencode([(name, text) for name, text in said.items() if text])
    return told if len(told) <= LONGEST_LINK else ""


def _measures(opened: OpenPage, part: FormPart) -> Iterator[Measured]:
    """Yield how long it takes, for whoever is about to ask."""
    for name in part.writes:
        yield from measures_of(opened.service, opened.service.dataset(name), opened.language)


def _intro(opened: OpenPage) -> Any:
    file = opened.settings.intro
    if not file:
        return ""
    folder = opened.service.folder
    start = file.removesuffix(".md")
    names = (f"{start}.{opened.language}.md", f"{start}.{opened.language.split('-')[0]}.md", file)
    found = next((each for each in names if folder.exists(each)), file)
    return markdown(split(folder.text(found)).body, address=lambda url: opened.home + url)


def _whom(error: str, request: PageRequest) -> list[FieldSpec]:
    chosen = request.POST.get("whom", "self")
    return [
        FieldSpec(
            "whom",
            _("For whom do you fill in this form?"),
            "choice",
            chosen,
            choices=(Choice("self", _("For myself")), Choice("other", _("For someone else"))),
            required=True,
        ),
        FieldSpec(
            "behalf",
            _("If it is for someone else, their name"),
            value=request.POST.get("behalf", ""),
            error=error,
            maxlength=200,
        ),
    ]

"""A screen of questions: shown, sent back, kept."""

import io
import uuid as uuids
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lieucommun.blocks.forms import screens
from lieucommun.blocks.forms.going import after, before, count
from lieucommun.blocks.forms.screens import NOTHING_TYPED, Typed
from lieucommun.blocks.forms.visiting import Visit, speech_of, visit
from lieucommun.engines.xforms import FormError
from lieucommun.kernel.files.actions import RefusedFile, keep
from lieucommun.kernel.files.links import signed_link
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms.actions import drafting
from lieucommun.kernel.forms.actions.drafting import Answered, Given, seen
from lieucommun.kernel.forms.files import attachments_of, uuid_in
from lieucommun.kernel.forms.questions import FILES, kind_of
from lieucommun.kernel.forms.refusals import ChangedMeanwhile
from lieucommun.kernel.forms.steps import Step, path_of, step_at
from lieucommun.kernel.services.opening import PageRequest

from .answering import refusing

#: What a question that holds a file is sent for.
PURPOSES = {"file": "file", "image": "image", "audio": "audio", "signature": "image"}


@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def question(request: PageRequest, uuid: uuids.UUID, key: str) -> HttpResponse:
    """Ask the questions of a screen, and keep the answers."""
    here = visit(request, uuid)
    path = path_of(here.speech.answers, key)
    try:
        line, rank = step_at(here.speech.answers, path)
    except FormError:
        return HttpResponseRedirect(here.url("draft"))
    step = line[rank]
    if step.kind == "rows":
        return HttpResponseRedirect(here.url("rows", key=step.key))
    if request.method == "POST":
        return _written(request, here, step)
    drafting.remember_place(here.held, step.key)
    return _shown(request, here, step)


@require_safe
@refusing
def file(request: PageRequest, uuid: uuids.UUID, key: str) -> HttpResponse:
    """Give a file that a draft holds, to whoever writes in it."""
    here = visit(request, uuid)
    path = path_of(here.speech.answers, key)
    named = uuid_in(here.speech.answers.value(path))
    kept = attachments_of(here.speech.answers).get(named) if named else None
    if kept is None:
        raise Http404(key)
    return HttpResponseRedirect(signed_link(kept, session=request.session.session_key or ""))


def _written(request: PageRequest, here: Visit, step: Step) -> HttpResponse:
    texts = screens.texts_in(here, step, request.POST)
    files, removed, errors = _files(request, here, step)
    given = Given(texts, files, removed, request.POST.get("seen", ""))
    try:
        done = drafting.answer(here.opened.service, here.held, step.possible, given, here.hand)
    except ChangedMeanwhile as changed:
        return _shown(request, here, step, Typed(texts, {}), 409, changed=changed)
    now = _again(here, done)
    line, rank = step_at(now.speech.answers, step.path)
    fresh = line[rank]
    if request.POST.keys() & {"refresh", "later"}:
        name = "question" if "refresh" in request.POST else ""
        return HttpResponseRedirect(now.url(name, key=fresh.key) if name else now.url("later"))
    asked = set(fresh.questions)
    shown = {path for path in step.questions if not _just_offered(here, now, path)}
    wrong = [each for each in done.problems if each.path in asked & shown]
    errors = {**screens.errors_of(now.speech, wrong), **errors}
    if errors:
        return _shown(request, now, fresh, Typed({}, errors), 422)
    if asked - shown:  # the answers ask more on this very screen
        return HttpResponseRedirect(now.url("question", key=fresh.key) + "#more")
    if _from_check(request) and not step.row:
        return HttpResponseRedirect(now.url("check"))
    return HttpResponseRedirect(after(now, fresh, line, rank))


def _just_offered(here: Visit, now: Visit, path: str) -> bool:
    """Whether a question had no choice on the screen that was shown, and has some now."""
    nothing = screens.offers_nothing(here.speech, path)
    return nothing and not screens.offers_nothing(now.speech, path)


def _again(here: Visit, done: Answered) -> Visit:
    speech = speech_of(here.opened, done.opened)
    return Visit(here.opened, here.hand, here.held, done.opened, speech)


def _files(
    request: PageRequest, here: Visit, step: Step
) -> tuple[dict[str, Attachment], frozenset[str], dict[str, str]]:
    """Keep the files that came with a screen; what is refused is told beside its question."""
    kept: dict[str, Attachment] = {}
    removed, errors = set(), {}
    for path, name in screens.names_of(step).items():
        kind = kind_of(here.speech.answers.form, here.speech.control(path))
        if kind not in FILES or path not in step.questions:
            continue
        sent = request.FILES.get(name)
        typed = request.POST.get(name + screens.SIGNED, "").strip()[:200]
        try:
            if sent is not None:
                kept[path] = _keep(here, sent, str(sent.name), PURPOSES[kind])
            elif kind == "signature" and typed:
                kept[path] = _keep(here, _signed(typed), "signature.txt", "file")
            elif request.POST.get(f"{name}.remove"):
                removed.add(path)
        except RefusedFile as refused:
            errors[path] = str(refused)
    return kept, frozenset(removed), errors


def _keep(here: Visit, stream: Any, name: str, purpose: str) -> Attachment:
    draft = here.held.draft
    return keep(
        stream,
        name=name,
        service=here.opened.service.slug,
        by=draft.person_id,
        purpose=purpose,
        stays=draft.expires_at - timezone.now(),
    )


def _signed(name: str) -> io.BytesIO:
    """Return a signature that was typed, as the text of a file."""
    moment = timezone.localtime().isoformat(timespec="minutes")
    text = _("Signed by typing one’s name: %(name)s, on %(moment)s.") % {
        "name": " ".join(name.split()),
        "moment": moment,
    }
    return io.BytesIO(text.encode())


def _shown(
    request: PageRequest,
    here: Visit,
    step: Step,
    sent: Typed = NOTHING_TYPED,
    status: int = 200,
    *,
    changed: ChangedMeanwhile | None = None,
) -> HttpResponse:
    line, rank = step_at(here.speech.answers, step.path)
    questions = screens.asked(here, step, sent)
    current, total = count(here, step)
    back = here.url("check") if _from_check(request) else before(here, step, line, rank)
    context = {
        "heading": screens.heading(here.speech, step),
        "section": screens.section(here.speech, step),
        "questions": questions,
        "fields": list(screens.specs_of(questions)),
        "alone": len(step.possible) == 1,
        "wrong": bool(sent.errors),
        "seen": seen(here.speech.answers, step.possible),
        "current": current,
        "total": total,
        "back": back,
        "check": _from_check(request),
        "refreshes": any(each.spec and each.spec.refreshes for each in questions),
        "others": _others(here, changed) if changed else [],
        "held": here.held,
        "changed": bool(here.filled.left_out or here.held.draft.left_out),
        "language": here.speech.spoken_at(step.path),
    }
    return render(request, "forms/question.html", context, status=status)


def _others(here: Visit, changed: ChangedMeanwhile) -> list[tuple[str, str]]:
    from lieucommun.kernel.forms.telling import told

    return [
        (here.speech.label(path), told(here.speech, path, value) or "–")
        for path, value in changed.values.items()
    ]


def _from_check(request: PageRequest) -> bool:
    return "check" in {request.GET.get("from"), request.POST.get("from")}

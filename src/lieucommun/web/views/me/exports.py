"""`/me/exports/`: exports that were prepared for someone; how far they are, and their files."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from lieucommun.design.context import Link
from lieucommun.kernel.datasets.saved import actions, queries
from lieucommun.kernel.datasets.saved.kinds import KINDS
from lieucommun.kernel.datasets.saved.models import SavedExport
from lieucommun.kernel.files.queries import MissingContent
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.jobs.queries import uuid_of
from lieucommun.kernel.limits.actions import take
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import published
from lieucommun.web.languages import content_language
from lieucommun.web.views.files import given
from lieucommun.web.views.joining.around import person

LONGEST_QUESTION = 4000
#: Exports that one person may have prepared in an hour.
HOURLY = 60
HOUR = 3600
STATES = {
    "ready": (gettext_lazy("Ready"), "runs"),
    "waiting": (gettext_lazy("Waits for its turn"), "planned"),
    "running": (gettext_lazy("Being prepared"), "partly"),
    "failed": (gettext_lazy("Could not be prepared"), "warm"),
}


@login_required
def exports(request: HttpRequest) -> HttpResponseBase:
    """List the exports of a person; POST has one prepared, or deletes one."""
    me = person(request)
    if request.method == "POST":
        return _act(request, me)
    language = content_language(request)
    some, after = queries.exports_of(me.pk, request.GET.get("before", ""))
    services = {service.slug: service for service in published()}
    jobs = queries.jobs_of(some)
    listed = [_line(each, jobs.get(each.job_key), services, language) for each in some]
    context = {
        "listed": listed,
        "moving": any(line["state"] in {"waiting", "running"} for line in listed),
        "newest": "?" if request.GET.get("before") else "",
        "next": f"?before={after}" if after else "",
        "trail": (Link(reverse("me"), _("My page")),),
    }
    return render(request, "web/me/exports.html", context)


@login_required
@require_safe
def download(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Give the file of an export, whole or in part, to who still sees what it shows."""
    me = person(request)
    export = queries.export_of(me.pk, uuid)
    if export is None or export.file is None:
        raise Http404(uuid)
    if not queries.may_have(export, me):
        context = {"trail": (Link(reverse("my-exports"), _("My exports")),)}
        return render(request, "web/me/export_closed.html", context, status=403)
    try:
        answer = given(request, export.file, thumbnail=False)
    except MissingContent:
        return render(request, "web/unavailable.html", {"why": "missing"}, status=410)
    if request.method == "GET" and answer.status_code in {200, 206}:
        actions.note_taken(export)
    return answer


def _act(request: HttpRequest, me: Person) -> HttpResponse:
    match request.POST.get("act"):
        case "prepare":
            _prepare(request, me)
        case "delete":
            uuid = uuid_of(request.POST.get("export", ""))
            export = queries.export_of(me.pk, uuid) if uuid else None
            if export is not None:
                actions.discard(export)
                messages.success(request, _("The export is deleted."))
        case _:
            raise Http404
    return redirect("my-exports")


def _prepare(request: HttpRequest, me: Person) -> None:
    """Have an export prepared of a page that is open to who asks; raises Http404."""
    asked = request.POST
    question, kind = asked.get("question", ""), asked.get("kind", "")
    language = content_language(request)
    opened = queries.opened_for(me, asked.get("service", ""), asked.get("page", ""), language)
    if opened is None or kind not in KINDS or len(question) > LONGEST_QUESTION:
        raise Http404
    if queries.records_of(opened, question) is None:
        raise Http404
    if not take("exports", me.pk, most=HOURLY, within=HOUR).allowed:
        messages.warning(request, _("You asked for many exports: wait a little before the next."))
        return
    actions.prepare(opened, question, kind, by=me)
    messages.success(request, _("The export is being prepared. It stays here for seven days."))


def _line(
    export: SavedExport, job: Job | None, services: Mapping[str, LoadedService], language: str
) -> dict[str, object]:
    state = _state(export, job)
    words, kind = STATES[state]
    service = services.get(export.service.slug)
    pages = service.manifest.pages if service else ()
    page = next((each for each in pages if each.path == export.page), None)
    return {
        "export": export,
        "job": job,
        "state": state,
        "words": words,
        "kind": kind,
        "format": KINDS.get(export.kind, export.kind),
        "title": page.title.get(language) if page else export.page,
        "service": service.manifest.title.get(language) if service else export.service.slug,
        "foreign": service.foreign(language) if service else "",
        "url": reverse("my-export", args=[export.uuid]),
    }


def _state(export: SavedExport, job: Job | None) -> str:
    if export.file_id:
        return "ready"
    open_states = {Job.State.WAITING: "waiting", Job.State.RUNNING: "running"}
    return open_states.get(Job.State(job.state), "failed") if job else "failed"

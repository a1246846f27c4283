"""What runs, waits, failed and comes back; run a job again, cancel one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lieucommun.design.shapes import Column
from lieucommun.kernel.jobs import actions, queries
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.queries import names_of
from lieucommun.kernel.services.registry import published
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person

from .access import Scope, for_coordinators, for_overseers
from .exports import export_links, exported
from .words import moment

PER_PAGE = 50
STATES = {
    Job.State.RUNNING: gettext_lazy("Running"),
    Job.State.WAITING: gettext_lazy("Waiting"),
    Job.State.FAILED: gettext_lazy("Failed"),
    Job.State.DONE: gettext_lazy("Done"),
    Job.State.CANCELLED: gettext_lazy("Cancelled"),
}
KINDS = {
    Job.State.RUNNING: "partly",
    Job.State.WAITING: "planned",
    Job.State.FAILED: "warm",
    Job.State.DONE: "runs",
    Job.State.CANCELLED: "",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A job as its line shows it."""

    job: Job
    title: str
    service: str
    by: str
    state: str
    kind: str
    reason: str

    @property
    def stops(self) -> bool:
        """Whether it can be cancelled."""
        return self.job.state in {Job.State.WAITING, Job.State.RUNNING}

    @property
    def restarts(self) -> bool:
        return self.job.state in {Job.State.FAILED, Job.State.CANCELLED}

    @property
    def moment(self) -> object:
        return self.job.finished_at or self.job.started_at or self.job.created_at


@for_coordinators
def place_jobs(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """List the jobs of the whole place, and those that come back."""
    return _jobs(request, scope)


@for_overseers
def service_jobs(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """List the jobs of a service."""
    return _jobs(request, scope)


def _jobs(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    if request.method == "POST":
        return _act(request, scope)
    state = request.GET.get("state", "")
    rows = queries.jobs(scope.slug, state if state in STATES else "")
    if kind := request.GET.get("format"):
        return _export(request, scope, kind, rows)
    page, after = queries.page(rows, request.GET.get("before", ""), PER_PAGE)
    counts = queries.counts(scope.slug)
    listed = _listed(request, page)
    context = {
        **scope.context(_("Jobs")),
        "listed": listed,
        "state": state,
        "states": [(name, STATES[name], counts[name]) for name in STATES if counts.get(name)],
        "total": sum(counts.values()),
        "moving": bool(counts.get(Job.State.RUNNING) or counts.get(Job.State.WAITING)),
        "next": f"?state={state}&before={after}" if after else "",
        "newest": "?state=" + state if request.GET.get("before") else "",
        "exports": export_links(f"?state={state}"),
        "columns": [Column(_("Job")), Column(_("Last time")), Column(_("Next time"))],
        "schedules": [] if scope.service else _schedules(),
    }
    return render(request, "web/manage/jobs.html", context)


def _schedules() -> list[tuple[str, str, str]]:
    return [
        (title, moment(last) or _("Not yet"), moment(coming))
        for title, last, coming in queries.schedules()
    ]


def _act(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Run one job again, or cancel it; one that changed meanwhile is left as it is."""
    uuid = request.POST.get("job", "")
    job = get_object_or_404(queries.jobs(scope.slug), uuid=queries.uuid_of(uuid))
    acts = {
        "again": (actions.run_again, _("The job is in the queue again.")),
        "cancel": (actions.cancel, _("The job is cancelled, or stops as soon as it can.")),
    }
    if request.POST.get("act") not in acts:
        raise Http404
    act, done = acts[request.POST["act"]]
    if act(job, by=person(request).pk):
        messages.success(request, done)
    else:
        messages.info(request, _("This job has moved on meanwhile: nothing was changed."))
    return redirect(scope.url("jobs"))


def _listed(request: HttpRequest, page: list[Job]) -> list[Listed]:
    language = content_language(request)
    titles = {service.slug: service.manifest.title.get(language) for service in published()}
    names = names_of({job.by for job in page if job.by is not None})
    return [
        Listed(
            job,
            queries.title(job.name),
            titles.get(job.service, job.service),
            names.get(job.by or 0, ""),
            str(STATES[Job.State(job.state)]),
            KINDS[Job.State(job.state)],
            reason(job),
        )
        for job in page
    ]


def reason(job: Job) -> str:
    """Say why a job failed, or is tried again."""
    match job.failure:
        case Job.Failure.REFUSED:
            return job.reason
        case Job.Failure.ERROR:
            return _(
                "Something failed in the program; the server's log tells it under %(code)s."
            ) % {"code": job.reference}
        case Job.Failure.STOPPED:
            return _("The worker stopped while it was doing this job.")
        case Job.Failure.UNKNOWN:
            return _("This version of the platform no longer does such jobs.")
    return ""


def _export(
    request: HttpRequest, scope: Scope, kind: str, rows: "queries.Jobs"
) -> HttpResponseBase:
    titles = [
        _("Job"),
        _("Service"),
        _("Asked by"),
        _("State"),
        _("Asked at"),
        _("Begun at"),
        _("Ended at"),
        _("Attempts"),
        _("Reason"),
    ]
    cells = (
        [
            line.title,
            line.service,
            line.by,
            line.state,
            line.job.created_at,
            line.job.started_at,
            line.job.finished_at,
            line.job.attempts,
            line.reason,
        ]
        for batch in queries.batches(rows)
        for line in _listed(request, batch)
    )
    return exported(kind, _("Jobs"), titles, cells, scope)

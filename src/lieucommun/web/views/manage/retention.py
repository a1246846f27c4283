"""What the manifest says of the end of records: what comes, what is held, what was done."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lieucommun.design.fields import FieldSpec
from lieucommun.design.shapes import Column
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.datasets.retention import queries
from lieucommun.kernel.datasets.retention.actions import hold_record, release_record
from lieucommun.kernel.datasets.retention.models import Run, RunLine
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.queries import uuid_of
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.register import words
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person

from .access import Scope, for_coordinators, for_overseers
from .words import moment

MOST = 50
LONGEST_REASON = 500
DAILY = "retention.daily"


@dataclass(frozen=True, slots=True)
class _Asked:
    """The form to hold a record, as it was sent."""

    record: str = ""
    reason: str = ""
    errors: tuple[str, str] = ("", "")

    @property
    def fields(self) -> list[FieldSpec]:
        record = _("Identifier of the record, or the address of its page")
        return [
            FieldSpec("record", record, value=self.record, error=self.errors[0], required=True),
            FieldSpec(
                "reason",
                _("Reason"),
                value=self.reason,
                error=self.errors[1],
                required=True,
                maxlength=LONGEST_REASON,
                help=_("Who reads the register of processing will ask. Name nobody here."),
            ),
        ]


class _Titles:
    """The titles of the datasets of a service, in a language."""

    def __init__(self, service: LoadedService, language: str) -> None:
        self.service, self.language = service, language

    def __call__(self, name: str) -> str:
        if name not in self.service.manifest.datasets:
            return name
        return self.service.dataset(name).title.get(self.language)


@for_coordinators
def place_retention(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Tell a coordinator what the last runs did; POST asks for one now."""
    if request.method == "POST":
        enqueue(DAILY, key=f"schedule:{DAILY}", by=person(request).pk)
        messages.success(request, _("The run is in the queue."))
        return redirect("place-jobs")
    columns = [
        Column(_("Run of")),
        Column(_("Rules"), numeric=True),
        Column(_("Records done"), numeric=True),
        Column(_("Histories"), numeric=True),
        Column(_("Held"), numeric=True),
        Column(_("Traces")),
    ]
    rows = [_run(run) for run in queries.runs(MOST)]
    context = {**scope.context(_("Retention")), "columns": columns, "rows": rows}
    return render(request, "web/place/retention.html", context)


@for_overseers
def service_retention(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Tell what comes to its end in a service; POST holds a record, or releases it."""
    service = scope.service
    if service is None:  # not reached: overseers see to a service
        return redirect("place-retention")
    asked = _Asked(record=request.GET.get("record", ""))
    if request.method == "POST":
        answer = _act(request, scope, service)
        if not isinstance(answer, _Asked):
            return answer
        asked = answer
    title = _Titles(service, content_language(request))
    context = {
        **scope.context(_("Retention")),
        "forecast": [_forecast(each, title) for each in queries.forecast(service)],
        "forecast_columns": [
            Column(_("Records")),
            Column(_("Kept")),
            Column(_("At the end")),
            Column(_("Over now"), numeric=True),
            Column(_("Within 30 days"), numeric=True),
            Column(_("Held"), numeric=True),
        ],
        "ending": [(each, title(each.dataset)) for each in queries.ending(service, MOST)],
        "held": [(each, title(each.dataset)) for each in queries.held_records(service, MOST)],
        "done_columns": [
            Column(_("Run of")),
            Column(_("Records")),
            Column(_("Records done"), numeric=True),
            Column(_("Histories"), numeric=True),
            Column(_("Held"), numeric=True),
            Column(_("At the end")),
        ],
        "done": [_line(line, title) for line in queries.lines_of([service.slug], MOST)],
        "fields": asked.fields,
        "wrong": [field for field in asked.fields if field.error],
    }
    status = 422 if context["wrong"] else 200
    return render(request, "web/manage/retention.html", context, status=status)


def _act(request: HttpRequest, scope: Scope, service: LoadedService) -> HttpResponseBase | _Asked:
    who = person(request).pk
    given, reason = request.POST.get("record", ""), request.POST.get("reason", "").strip()
    uuid = uuid_of(urlsplit(given).path.rstrip("/").rpartition("/")[2])
    unknown = _("No record of this service is so named: copy the identifier from the list.")
    if uuid is None:
        return _Asked(given, reason, (unknown, ""))
    try:
        if request.POST.get("act") == "release":
            release_record(uuid, service=service.slug, by=who)
            messages.success(request, _("The record is released: retention takes its course."))
            return redirect(scope.url("retention"))
        if not reason:
            return _Asked(given, reason, ("", _("Say why the record is held.")))
        hold_record(uuid, reason[:LONGEST_REASON], service=service.slug, by=who)
    except UnknownRecord:
        return _Asked(given, reason, (unknown, ""))
    messages.success(request, _("The record is held until someone releases it."))
    return redirect(scope.url("retention"))


def _forecast(each: queries.Forecast, title: _Titles) -> tuple[str | int, ...]:
    dataset, kept = each.rule.dataset, each.rule.dataset.retention
    keep = ""
    if kept:
        field = dataset.fields.get(kept.since)
        since = field.title.get(title.language) if field else words.MOMENTS.get(kept.since, "")
        keep = _("%(duration)s from %(since)s") % {
            "duration": words.duration(kept.keep),
            "since": since,
        }
    return title(dataset.name), keep, _end(each.rule.then), each.due, each.soon, each.held


def _end(then: str) -> str:
    return str(words.ENDS.get(then, then))


def _run(run: Run) -> tuple[str | int, ...]:
    lines = list(run.lines.all())
    done, histories = sum(line.done for line in lines), sum(line.histories for line in lines)
    traces = {None: _("Nothing to clean"), True: _("Cleaned"), False: _("Left for the moment")}
    held = sum(line.held for line in lines)
    return moment(run.at), run.rules, done, histories, held, traces[run.reclaimed]


def _line(line: RunLine, title: _Titles) -> tuple[str | int, ...]:
    told = (line.done, line.histories, line.held, _end(line.then))
    return moment(line.run.at), title(line.dataset), *told

"""Bringing files of records in from a browser: send one, look at it, try it, bring it in, undo."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lieucommun.design.context import Link
from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.design.shapes import Column
from lieucommun.kernel.datasets.exchange.mapping import targets_of
from lieucommun.kernel.datasets.exchange.refusals import RefusedFile
from lieucommun.kernel.datasets.importing import count_undo
from lieucommun.kernel.datasets.models import Import
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.sending import actions, keeping, queries
from lieucommun.kernel.datasets.sending.models import SentFile
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.oversight import oversees
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import context_of, in_service, person

from .access import Scope

View = Callable[..., HttpResponseBase]
State = SentFile.State
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
#: What a list says of a column that fills nothing.
LEFT = "-"
STOPPED = {Job.State.FAILED, Job.State.CANCELLED}


def for_senders(view: View) -> View:
    """Give a view the service, who asks and the datasets that they may import into.

    Whoever sees to the service comes in too, to read what was imported.
    """

    @login_required
    @in_service
    @wraps(view)
    def opened(request: HttpRequest, service: LoadedService, **captured: Any) -> HttpResponseBase:
        viewer = viewer_for(request.user, service.slug)
        datasets = queries.open_to(service, viewer)
        if not datasets and not oversees(request.user, service):
            raise PermissionDenied
        scope = Scope(service, context_of(request, service))
        return view(request, scope, datasets, viewer, **captured)

    return opened


@for_senders
def imports(
    request: HttpRequest, scope: Scope, datasets: list[Dataset], viewer: Viewer
) -> HttpResponseBase:
    """List what was brought in, and receive a file."""
    wrong = ""
    chosen = request.POST.get("dataset", "")
    if request.method == "POST":
        found = next((each for each in datasets if each.name == chosen), None)
        file = request.FILES.get("file")
        if found is None:
            raise PermissionDenied
        if file is None:
            wrong = _("Choose a file to send.")
        else:
            try:
                sent = actions.receive(found, file.chunks(), file.name or "", by=viewer)
            except RefusedFile as refused:
                wrong = str(refused)
            else:
                return redirect(scope.url("import", uuid=sent.uuid))
    return _listing(request, scope, datasets, wrong)


def _listing(
    request: HttpRequest, scope: Scope, datasets: list[Dataset], wrong: str
) -> HttpResponse:
    language = content_language(request)
    titles = {each.name: each.title.get(language) for each in datasets}
    service = scope.service
    seen = datasets
    if service and oversees(person(request), service):
        seen = [service.dataset(name) for name in service.manifest.datasets]
        titles = {each.name: each.title.get(language) for each in seen}
    choices = tuple(Choice(each.name, titles[each.name]) for each in datasets)
    fields = [
        FieldSpec(
            "dataset",
            _("Records to add or change"),
            "choice",
            request.POST.get("dataset") or (choices[0].value if choices else ""),
            choices=choices,
            required=True,
        ),
        FieldSpec(
            "file",
            _("File"),
            "file",
            help=_(
                "CSV, XLSX, ODS, GeoJSON or JSON; the first line names the columns. 64 MB at most."
            ),
            accept=".csv,.tsv,.txt,.xlsx,.ods,.json,.geojson",
            required=True,
            error=wrong,
        ),
    ]
    service_id = service.service_id if service else 0
    context = {
        **scope.context(_("Imports")),
        "fields": fields,
        "open": bool(datasets),
        "waiting": [
            (each, scope.url("import", uuid=each.uuid), titles.get(each.dataset, each.dataset))
            for each in queries.files_of(service_id, person(request).pk)
        ],
        "done": [
            (each, titles[each.dataset], scope.url("undo", number=each.pk), _undone(each))
            for each in queries.imports_of(service_id, seen)
        ],
        "mine": {each.name for each in datasets},
    }
    return render(request, "web/manage/imports.html", context, status=422 if wrong else 200)


def _undone(each: Import) -> bool:
    return bool(each.undone.all())


@for_senders
def one(
    request: HttpRequest, scope: Scope, datasets: list[Dataset], viewer: Viewer, uuid: UUID
) -> HttpResponseBase:
    """Show a file on its way: its columns, then its trial, then what it wrote."""
    sent, dataset = _found(scope, datasets, viewer, uuid)
    wrong = ""
    if request.method == "POST":
        here = scope.url("import", uuid=sent.uuid)
        try:
            return redirect(_act(request, scope, (dataset, sent, viewer)) or here)
        except RefusedFile as refused:
            wrong = str(refused)
    job = queries.job_of(sent) if sent.state in {State.TRYING, State.WRITING} else None
    context = {
        **scope.context(sent.name, Link(scope.url("imports"), _("Imports"))),
        "sent": sent,
        "wrong": [wrong] if wrong else [],
        "job": job,
        "stopped": bool(job and job.state in STOPPED),
        "moving": bool(job and job.state not in STOPPED),
        "title": dataset.title.get(content_language(request)),
        "delimiter": DELIMITERS.get(sent.understood.get("delimiter", ""), ""),
        "fields": _mapping(request, dataset, sent),
        "columns": [Column(each) for each in sent.columns],
        "reason_columns": [
            Column(_("Line"), numeric=True),
            Column(_("Column")),
            Column(_("Reason")),
        ],
        "has_rejects": keeping.rejects_of(sent).exists(),
        "rejects": scope.url("import-rejects", uuid=sent.uuid),
        "all": scope.url("imports"),
        "undo": scope.url("undo", number=sent.brought_id) if sent.brought_id else "",
    }
    return render(request, "web/manage/import.html", context, status=422 if wrong else 200)


def _act(request: HttpRequest, scope: Scope, what: tuple[Dataset, SentFile, Viewer]) -> str | None:
    """Do what a button says; return where to go, the file itself by default."""
    dataset, sent, viewer = what
    match request.POST.get("act"):
        case "try":
            said = {
                name: request.POST.get(f"c{rank}", "") for rank, name in enumerate(sent.columns)
            }
            actions.try_file(dataset, sent, said, by=viewer)
        case "bring":
            if not actions.bring(dataset, sent, by=viewer):
                messages.info(request, _("This file is being brought in already."))
        case "again":
            actions.start_again(sent)
        case "forget":
            actions.forget(sent)
            messages.success(request, _("The file is removed; nothing of it was brought in."))
            return scope.url("imports")
        case _:
            raise Http404
    return None


def _mapping(request: HttpRequest, dataset: Dataset, sent: SentFile) -> list[FieldSpec]:
    language = content_language(request)
    choices = (Choice(LEFT, _("Leave this column out")), *_targets(dataset, language))
    samples = list(zip(*sent.sample, strict=False)) if sent.sample else []
    return [
        FieldSpec(
            f"c{rank}",
            name,
            "choice",
            request.POST.get(f"c{rank}") or sent.targets.get(name) or LEFT,
            help=" · ".join(each for each in samples[rank][:3] if each) if samples else "",
            choices=choices,
            widget="select",
            required=True,
        )
        for rank, name in enumerate(sent.columns)
    ]


def _targets(dataset: Dataset, language: str) -> list[Choice]:
    parts = {"lat": _("latitude"), "lon": _("longitude")}
    about = {"_state": _("State"), "_organisation": _("Organisation")}
    found = []
    for target, part in targets_of(dataset):
        field = dataset.fields.get(target.partition("@")[0].partition(".")[0])
        title = field.title.get(language) if field else about[target]
        found.append(Choice(target, f"{title} · {parts.get(part, part)}" if part else title))
    return found


@for_senders
def rejects(
    request: HttpRequest, scope: Scope, datasets: list[Dataset], viewer: Viewer, uuid: UUID
) -> HttpResponseBase:
    """Give the rows that were refused, to correct and send again."""
    del request
    sent, _dataset = _found(scope, datasets, viewer, uuid)
    path = keeping.rejects_of(sent)
    if not path.exists():
        raise Http404
    kind = sent.understood.get("kind", "csv")
    ending = kind if kind in {"json", "geojson"} else "csv"
    name = f"{sent.name.rpartition('.')[0] or sent.name}-{_('to-correct')}.{ending}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


@for_senders
def undo(
    request: HttpRequest, scope: Scope, datasets: list[Dataset], viewer: Viewer, number: int
) -> HttpResponseBase:
    """Ask before an import is taken back, then have it done."""
    service_id = scope.service.service_id if scope.service else 0
    found = Import.objects.filter(pk=number, service_id=service_id).first()
    names = {each.name: each for each in datasets}
    if found is None or found.dataset not in names:
        raise Http404
    dataset = names[found.dataset]
    if not queries.may_import(dataset, viewer, delete=True):
        raise PermissionDenied
    if request.method == "POST":
        actions.undo(dataset, number, by=viewer)
        messages.success(request, _("The import is being taken back; this list tells when it is."))
        return redirect(scope.url("imports"))
    touched, changed = count_undo(dataset, number)
    context = {
        **scope.context(_("Take this import back?"), Link(scope.url("imports"), _("Imports"))),
        "found": found,
        "touched": touched,
        "changed": changed,
        "restored": touched - changed,
        "all": scope.url("imports"),
    }
    return render(request, "web/manage/undo.html", context)


def _found(
    scope: Scope, datasets: list[Dataset], viewer: Viewer, uuid: UUID
) -> tuple[SentFile, Dataset]:
    service_id = scope.service.service_id if scope.service else 0
    sent = queries.file_of(service_id, viewer.person, uuid)
    names = {each.name: each for each in datasets}
    if sent is None or sent.dataset not in names:
        raise Http404
    return sent, names[sent.dataset]

"""A file on its way: its columns, its trial, the rows to correct, and what it wrote."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lieucommun.design.context import Link
from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.design.shapes import Column
from lieucommun.kernel.datasets.exchange.mapping import targets_of
from lieucommun.kernel.datasets.exchange.refusals import RefusedFile
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.sending import actions, keeping, queries
from lieucommun.kernel.datasets.sending.models import SentFile
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.web.languages import content_language
from lieucommun.web.views.manage.access import Scope

from .opening import for_senders, found_file

State = SentFile.State
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
#: What a list says of a column that fills nothing.
LEFT = "-"
STOPPED = {Job.State.FAILED, Job.State.CANCELLED}


@for_senders
def one(
    request: HttpRequest, scope: Scope, datasets: list[Dataset], viewer: Viewer, uuid: UUID
) -> HttpResponseBase:
    """Show a file on its way: its columns, then its trial, then what it wrote."""
    sent, dataset = found_file(scope, datasets, viewer, uuid)
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
            actions.try_file(dataset, sent, _said(request, sent), by=viewer)
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


def _said(request: HttpRequest, sent: SentFile) -> dict[str, str]:
    """Return the field that each column fills, as chosen; "" for those that are left out."""
    chosen = {name: request.POST.get(f"c{rank}", "") for rank, name in enumerate(sent.columns)}
    return {name: "" if target == LEFT else target for name, target in chosen.items()}


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
    sent, _dataset = found_file(scope, datasets, viewer, uuid)
    path = keeping.rejects_of(sent)
    if not path.exists():
        raise Http404
    kind = sent.understood.get("kind", "csv")
    ending = kind if kind in {"json", "geojson"} else "csv"
    name = f"{sent.name.rpartition('.')[0] or sent.name}-{_('to-correct')}.{ending}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)

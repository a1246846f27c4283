"""What was brought into a service: the list, the same list as a file, and where files come in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.datasets.exchange.refusals import RefusedFile
from lieucommun.kernel.datasets.models import Import
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.sending import actions, queries
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.oversight import oversees
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person
from lieucommun.web.views.manage.access import Scope
from lieucommun.web.views.manage.exports import export_links, exported

from .opening import for_senders

PER_PAGE = 50


@for_senders
def listed(
    request: HttpRequest, scope: Scope, datasets: list[Dataset], viewer: Viewer
) -> HttpResponseBase:
    """List what was brought in, give that list as a file, and receive a file."""
    if kind := request.GET.get("format"):
        return _export(request, scope, kind, datasets)
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


def _seen(
    request: HttpRequest, scope: Scope, datasets: list[Dataset]
) -> tuple[queries.Imports, dict[str, str]]:
    """Return the imports that one may read of, and the titles of their datasets."""
    language = content_language(request)
    service = scope.service
    seen = datasets
    if service and oversees(person(request), service):
        seen = [service.dataset(name) for name in service.manifest.datasets]
    titles = {each.name: each.title.get(language) for each in seen}
    return queries.imports_of(service.service_id if service else 0, seen), titles


def _export(
    request: HttpRequest, scope: Scope, kind: str, datasets: list[Dataset]
) -> HttpResponseBase:
    titles = [
        _("Number"),
        _("File"),
        _("Records"),
        _("Date"),
        _("By"),
        _("Created"),
        _("Changed"),
        _("Deleted"),
        _("Takes back import"),
        _("Taken back by"),
    ]
    rows, named = _seen(request, scope, datasets)
    cells = (
        [
            each.pk,
            each.file,
            named[each.dataset],
            each.at,
            each.by.name if each.by else None,
            each.created,
            each.updated,
            each.removed,
            each.undoes_id,
            next((undoing.pk for undoing in each.undone.all()), None),
        ]
        for batch in queries.batches(rows)
        for each in batch
    )
    return exported(kind, _("Imports"), titles, cells, scope)


def _listing(
    request: HttpRequest, scope: Scope, datasets: list[Dataset], wrong: str
) -> HttpResponse:
    rows, titles = _seen(request, scope, datasets)
    done, after = queries.page(rows, request.GET.get("before", ""), PER_PAGE)
    service = scope.service
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
            for each in done
        ],
        "next": f"?before={after}" if after else "",
        "newest": "?" if request.GET.get("before") else "",
        "exports": export_links("?"),
        "mine": {each.name for each in datasets},
    }
    return render(request, "web/manage/imports.html", context, status=422 if wrong else 200)


def _undone(each: Import) -> bool:
    return bool(each.undone.all())

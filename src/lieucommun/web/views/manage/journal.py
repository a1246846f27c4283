"""The journal in words: who did what, when; whether it holds."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lieucommun.design.shapes import Column
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.journal import queries
from lieucommun.kernel.journal.models import JournalCheck, JournalEntry
from lieucommun.kernel.people.queries import names_of
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import published
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person

from .access import Scope, for_coordinators, for_overseers
from .acts import FAULTS, act
from .exports import export_links, exported
from .filters import Filters
from .words import moment

PER_PAGE = 50
VERIFY = "journal.verify"


@for_coordinators
def place_journal(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Show the journal of the whole place."""
    return _journal(request, scope)


@for_overseers
def service_journal(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Show the journal of a service."""
    return _journal(request, scope)


def _journal(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    if request.method == "POST":
        enqueue(VERIFY, key=f"schedule:{VERIFY}", by=person(request).pk)
        messages.success(request, _("The verification is in the queue: look again in a moment."))
        return redirect(scope.url("journal"))
    filters = Filters.read(request.GET)
    rows = queries.entries(filters.asked(scope.slug))
    titles = _titles(request)
    if kind := request.GET.get("format"):
        lines = (line for batch in queries.batches(rows) for line in _cells(batch, titles))
        return exported(kind, _("Journal"), [column.text for column in _columns()], lines, scope)
    page, after = queries.page(rows, request.GET.get("before", ""), PER_PAGE)
    check = queries.last_check()
    context = {
        **scope.context(_("Journal")),
        "columns": _columns(),
        "rows": [[moment(line[0]), *line[1:]] for line in _cells(page, titles)],
        "fields": filters.fields(),
        "filtered": bool(filters.address),
        "next": f"?{filters.address}&before={after}" if after else "",
        "newest": f"?{filters.address}" if request.GET.get("before") else "",
        "exports": export_links(f"?{filters.address}"),
        "check": check,
        "faults": _faults(check),
    }
    return render(request, "web/manage/journal.html", context)


def _columns() -> list[Column]:
    words = (_("When"), _("Who"), _("Act"), _("Service"), _("Of what"), _("Fields"))
    return [*(Column(word) for word in words), Column(_("How many"), numeric=True)]


def _titles(request: HttpRequest) -> dict[str, tuple[LoadedService, str]]:
    language = content_language(request)
    return {service.slug: (service, language) for service in published()}


def _cells(
    page: list[JournalEntry], titles: dict[str, tuple[LoadedService, str]]
) -> Iterable[list[Any]]:
    """Yield entries as cells: words, names and titles instead of codes and identifiers."""
    names = names_of({entry.person for entry in page if entry.person is not None})
    for entry in page:
        who = names.get(entry.person, _("A person who left")) if entry.person else _("The place")
        service = titles.get(entry.service)
        title = service[0].manifest.title.get(service[1]) if service else entry.service
        count = entry.count or None
        what = " ".join(filter(None, (kind_of(entry, service), entry.object_id)))
        yield [entry.at, who, act(entry.action), title, what, ", ".join(entry.fields), count]


def kind_of(entry: JournalEntry, service: tuple[LoadedService, str] | None) -> str:
    """Say what an act was done to: the title of its dataset, or what the platform calls it."""
    if service and entry.object_kind in service[0].manifest.datasets:
        return service[0].dataset(entry.object_kind).title.get(service[1])
    words = {
        "person": _("Person"),
        "job": _("Job"),
        "journal": _("Journal"),
        "service": _("Service"),
        "service-version": _("Version of the service"),
    }
    return words.get(entry.object_kind, entry.object_kind)


def _faults(check: JournalCheck | None) -> list[str]:
    found = check.found if check else []
    return [
        _("%(fault)s (%(where)s, %(number)s)")
        % {"fault": FAULTS.get(kind, kind), "where": where or _("the place"), "number": number}
        for kind, where, number in found
    ]

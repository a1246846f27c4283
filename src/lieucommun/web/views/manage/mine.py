"""The journal of the person concerned: what I did, and what others did with what is mine.

Others are told by their role, never by their name: it says whether they had to know, and agents are
not named to the public. Whoever answers for the service knows who they are.
"""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lieucommun.design.shapes import Column
from lieucommun.kernel.datasets.owned import owned
from lieucommun.kernel.journal import queries
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.queries import roles_of
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import published
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person

from .acts import act
from .journal import kind_of
from .words import moment

PER_PAGE = 50
Services = Mapping[str, tuple[LoadedService, str]]


@login_required
def my_journal(request: HttpRequest) -> HttpResponse:
    """Show what a person did, or what others did with their records (`?of=others`)."""
    me, others = person(request).pk, request.GET.get("of") == "others"
    language = content_language(request)
    services = {service.slug: (service, language) for service in published()}
    if others:
        mine = owned(me)
        rows = queries.concerning(me, mine.records, mine.datasets)
    else:
        rows = queries.entries(queries.Asked(persons=[me]))
    page, after = queries.page(rows, request.GET.get("before", ""), PER_PAGE)
    of = "others" if others else "me"
    context = {
        "heading": _("My journal"),
        "others": others,
        "columns": _columns(others=others),
        "rows": _rows(page, services, others=others),
        "next": f"?of={of}&before={after}" if after else "",
        "newest": f"?of={of}" if request.GET.get("before") else "",
    }
    return render(request, "web/manage/mine.html", context)


def _columns(*, others: bool) -> list[Column]:
    who = [_("Who")] if others else []
    words = [_("When"), *who, _("Act"), _("Service"), _("Of what"), _("Fields")]
    return [Column(word) for word in words]


def _rows(page: list[JournalEntry], services: Services, *, others: bool) -> list[list[str]]:
    held = roles_of({entry.person for entry in page if entry.person}) if others else {}
    rows = []
    for entry in page:
        service = services.get(entry.service)
        title = service[0].manifest.title.get(service[1]) if service else entry.service
        fields = ", ".join(_field(entry, name, service) for name in entry.fields)
        who = [_who(entry, held, service)] if others else []
        told = (act(entry.action), title, kind_of(entry, service), fields)
        rows.append([moment(entry.at), *who, *told])
    return rows


def _who(
    entry: JournalEntry,
    held: Mapping[tuple[int, str], list[tuple[str, str]]],
    service: tuple[LoadedService, str] | None,
) -> str:
    """Say in which role someone acted, and for which organisation."""
    if entry.person is None:
        return _("The place itself")
    if service is None:
        return _("Someone of the place")
    known = service[0].manifest.roles
    roles = [
        " · ".join(filter(None, (known[role].title.get(service[1]), organisation)))
        for role, organisation in held.get((entry.person, entry.service), [])
        if role in known
    ]
    return ", ".join(roles) or _("Someone of the service")


def _field(entry: JournalEntry, name: str, service: tuple[LoadedService, str] | None) -> str:
    if service and entry.object_kind in service[0].manifest.datasets:
        field = service[0].dataset(entry.object_kind).fields.get(name)
        return field.title.get(service[1]) if field else name
    return name

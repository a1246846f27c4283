"""The screen of an observatory, and its tables as files."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from lieucommun.design.context import Link
from lieucommun.kernel.datasets.access import readable, reads_all
from lieucommun.kernel.datasets.exchange.plain import FORMATS, write_plain
from lieucommun.kernel.datasets.exchange.streaming import spoken
from lieucommun.kernel.services.opening import OpenPage, PageRequest

from . import editions, queries
from .following.declared import only_followed
from .following.views import followings
from .models import Edition
from .showing import Shown, live, shown_tables
from .specs import declared
from .tables.views import catalogue
from .territories.views import overview

#: What stands for a count that is kept secret, where a null would be read as nothing.
SECRET = "–"  # noqa: S105 - not a password


@require_safe
def index(request: PageRequest) -> HttpResponseBase:
    """Show the indicators of a page, computed or followed, its tables, or counts of a dataset."""
    if only_followed(request.opened.service.manifest, request.opened.page):
        return followings(request)
    settings = request.opened.settings
    if settings.tables and not (settings.indicators or settings.dataset):
        return catalogue(request)
    return overview(request) if settings.indicators else charts(request)


def charts(request: PageRequest) -> HttpResponseBase:
    """Show the counts of a dataset, each with its figures in words; `?format=` gives a table."""
    opened = request.opened
    edition, tables, at_once = _counts(opened)
    if asked := request.GET.get("format"):
        return _file(opened, edition, tables, request.GET.get("table", ""), asked)
    context = {
        "charts": queries.charts(opened) if at_once else [],
        "smallest": queries.SMALLEST,
        "edition": edition if tables else None,
        "tables": [(table, _links(table)) for table in tables],
        "last": edition.until - dt.timedelta(days=1) if edition else None,
    }
    return render(request, "observatory/charts.html", context)


def _counts(opened: OpenPage) -> tuple[Edition | None, list[Shown], bool]:
    """Return the edition of the dataset, the tables shown of it, and whether charts are."""
    name = opened.settings.dataset
    if not name:
        return None, [], False
    dataset = opened.service.dataset(name)
    access = readable(dataset, opened.viewer)
    if declared(opened.service, name) is None:
        return None, [], True
    if access.aggregates is None and not reads_all(access):
        return None, [], live(access)
    edition = editions.latest(opened.service.slug, name) or editions.renewed(opened.service, name)
    if edition is None:
        return None, [], live(access)
    return edition, shown_tables(edition, dataset, opened, access), live(access)


def _links(table: Shown) -> list[Link]:
    return [Link(f"?table={table.name}&format={kind}", kind.upper()) for kind in FORMATS]


def _file(
    opened: OpenPage, edition: Edition | None, tables: list[Shown], name: str, kind: str
) -> HttpResponse | StreamingHttpResponse:
    """Answer with the published cells of a table as a file; raises Http404."""
    table = next((each for each in tables if each.name == name), None)
    if edition is None or table is None or kind not in FORMATS:
        raise Http404(name)
    rows: list[list[Any]] = list(table.rows(None if kind == "json" else SECRET))
    content_type, blocks = write_plain(kind, table.title, table.titles(), rows)
    answer = StreamingHttpResponse(spoken(blocks), content_type=content_type)
    last = f"{edition.until - dt.timedelta(days=1):%Y-%m}"
    stem = "-".join((opened.service.slug, slugify(table.name), last))
    answer["Content-Disposition"] = f'attachment; filename="{stem}.{kind}"'
    return answer

"""The files of a service: what they are, what they belong to, how much room they take.

A name may tell as much as the record that holds the file: only those who may read both see it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from lieucommun.design.shapes import Column
from lieucommun.kernel.datasets.attached import holders
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.files import queries
from lieucommun.kernel.files.kinds import KINDS
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.people.queries import roles_of, viewer_for
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person

from .access import Scope, for_overseers
from .exports import export_links, exported
from .words import day

PER_PAGE = 50
STATES = {
    Attachment.State.CLEAN: gettext_lazy("Ready"),
    Attachment.State.WAITING: gettext_lazy("Being checked"),
    Attachment.State.REFUSED: gettext_lazy("Refused"),
}
PURPOSES = {
    "import": gettext_lazy("An import"),
    "export": gettext_lazy("An export"),
}
TYPES = {kind.content_type: kind for kind in KINDS.values()}


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as its line shows it."""

    name: str
    kind: str
    size: int
    state: str
    holder: str
    sender: str
    sent: dt.datetime
    ends: dt.datetime | None


@require_safe
@for_overseers
def service_files(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """List the files of a service, and the room that they take."""
    service = scope.service
    if service is None:  # not reached: overseers see to a service
        return redirect("place")
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    rows = queries.files_of(service.slug, state)
    viewer = viewer_for(person(request), service.slug)
    listed = partial(_listed, service=service, viewer=viewer, language=content_language(request))
    if kind := request.GET.get("format"):
        lines = (line for some in queries.batches(rows) for line in listed(some))
        return _export(kind, scope, lines)
    page, after = queries.page(rows, request.GET.get("before", ""), PER_PAGE)
    counts = queries.counts(service.slug)
    context = {
        **scope.context(_("Files")),
        "columns": _columns(),
        "rows": [_shown(line) for line in listed(page)],
        "state": state,
        "states": [(name, STATES[name], counts[name]) for name in STATES if counts.get(name)],
        "total": sum(counts.values()),
        "next": f"?state={state}&before={after}" if after else "",
        "newest": f"?state={state}" if request.GET.get("before") else "",
        "exports": export_links(f"?state={state}"),
        **_room(service.slug),
    }
    return render(request, "web/manage/files.html", context)


def _room(slug: str) -> dict[str, object]:
    room = queries.room(slug)
    sizes = {"taken": filesizeformat(room.taken), "most": filesizeformat(room.most)}
    told = _("%(taken)s of %(most)s") if room.most else _("%(taken)s, without a limit")
    return {"room": room, "room_words": told % sizes}


def _titles() -> list[str]:
    return [
        _("File"),
        _("Type"),
        _("Size"),
        _("State"),
        _("Belongs to"),
        _("Sent by"),
        _("Sent on"),
        _("Goes on"),
    ]


def _columns() -> list[Column]:
    return [Column(text, numeric=text == _("Size")) for text in _titles()]


def _shown(line: Listed) -> list[str]:
    size, sent, ends = filesizeformat(line.size), day(line.sent), day(line.ends)
    return [line.name, line.kind, size, line.state, line.holder, line.sender, sent, ends]


def _export(kind: str, scope: Scope, lines: Iterator[Listed]) -> HttpResponseBase:
    titles = [_("Size in bytes") if text == _("Size") else text for text in _titles()]
    return exported(kind, _("Files"), titles, map(list, map(astuple, lines)), scope)


def _listed(
    rows: list[Attachment], *, service: LoadedService, viewer: Viewer, language: str
) -> Iterator[Listed]:
    records = holders(service, rows, viewer)
    held = roles_of({row.by_id for row in rows if row.by_id})
    for row in rows:
        record = records.get(row.record) if row.record else None
        yield Listed(
            _name(row, record, viewer),
            _kind(row),
            row.size,
            _state(row),
            _holder(row, record, language),
            _sender(row, held, service, language),
            row.created_at,
            row.expires_at,
        )


def _name(row: Attachment, record: RecordView | None, viewer: Viewer) -> str:
    """Return the name of a file that the viewer may have, or one that no person is behind."""
    seen = record is not None and row.field in record.visible
    own = row.record is None and row.by_id in {None, viewer.person}
    return row.name if seen or own else _("A name that you may not read")


def _kind(row: Attachment) -> str:
    kind = TYPES.get(row.content_type)
    return str(kind) if kind else row.content_type


def _state(row: Attachment) -> str:
    words = str(STATES[Attachment.State(row.state)])
    return f"{words} ({row.reason})" if row.reason else words


def _holder(row: Attachment, record: RecordView | None, language: str) -> str:
    if record is not None:
        return f"{record.dataset.title.get(language)} · {record.label(language)}"
    if row.record:
        return _("A record that you may not read")
    return str(PURPOSES.get(row.purpose, _("Nothing yet")))


def _sender(row: Attachment, held: dict[Any, Any], service: LoadedService, language: str) -> str:
    """Say in which role a file was sent, and for which organisation; names are for the journal."""
    if row.by_id is None:
        return _("The place, or someone who left")
    known = service.manifest.roles
    roles = [
        " · ".join(filter(None, (known[role].title.get(language), organisation)))
        for role, organisation in held.get((row.by_id, service.slug), [])
        if role in known
    ]
    return ", ".join(roles) or _("Someone without a role here")

"""All the files of a record at once."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lieucommun.kernel.datasets.attached import held_by
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.files.bundling import bundle, safe_name
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services import guard
from lieucommun.web.languages import content_language

from .service import load


@require_safe
def files_of_record(request: HttpRequest, slug: str, dataset: str, uuid: UUID) -> Any:
    """Give the files of a record that the viewer may see, as a ZIP; 404 where there is none."""
    service = load(slug)
    if dataset not in service.manifest.datasets or not guard.opens_records(service):
        raise Http404(dataset)
    try:
        record = query(service.dataset(dataset), viewer_for(request.user, slug)).get(str(uuid))
    except UnknownRecord as missing:
        raise Http404(str(uuid)) from missing
    files = held_by(record)
    if not files:
        raise Http404(str(uuid))
    about = _("These files are not here: the antivirus has not let them pass, or they are lost.")
    pieces = bundle(files, _("Files withheld.txt"), about)
    title = safe_name(f"{record.label(content_language(request))}.zip")
    return StreamingHttpResponse(
        pieces,
        content_type="application/zip",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=title),
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )

"""The files of a record, each with a link that opens it for a short time."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from lieucommun.kernel.datasets.attached import named, rows_of, value_of
from lieucommun.kernel.datasets.naming import told
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.files.links import SHORT, signed_link
from lieucommun.kernel.files.models import Attachment

from .answers import moment
from .opening import Opened


def files_body(request: HttpRequest, opened: Opened, record: RecordView) -> list[dict[str, Any]]:
    """Return the files that who calls sees in a record, in the order of its fields.

    A link made for a token is followed without it, with its rights of that moment; one made for a
    browser, by this browser only.
    """
    found = [(name, uuid) for name, _, uuid in named(opened.dataset, record.data)]
    rows = rows_of(uuid for _, uuid in found)
    until = timezone.now().replace(microsecond=0) + dt.timedelta(seconds=SHORT)
    return [_file(request, opened, name, rows[uuid], until) for name, uuid in found if uuid in rows]


def _file(
    request: HttpRequest, opened: Opened, name: str, row: Attachment, until: dt.datetime
) -> dict[str, Any]:
    token = opened.caller.token
    session = "" if token else request.session.session_key or ""
    opens = row.state == Attachment.State.CLEAN
    link = signed_link(row, session=session, bearer=token.pk if token else 0) if opens else None
    return {
        "field": name,
        "value": value_of(row),
        **told(row),
        "state": row.state,
        "href": request.build_absolute_uri(link) if link else None,
        "expires": moment(until) if link else None,
    }

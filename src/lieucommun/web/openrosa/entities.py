"""The registers of a device: as ODK entity lists, and as what changed since a cursor."""

import uuid as uuids
from collections.abc import Iterator
from contextlib import suppress
from hashlib import md5

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lieucommun.kernel.datasets.changes import changes, sight_of
from lieucommun.kernel.datasets.queries import RecordQuery, query
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.forms.receiving.known import forms_for
from lieucommun.kernel.forms.registers import csv_of
from lieucommun.kernel.journal.reading import gathered
from lieucommun.kernel.people.queries import organisations_with
from lieucommun.kernel.services.loaded import LoadedService

from .answers import Stopped, as_json, tagged, xml
from .entry import DeviceRequest, Visit, keep_readings

CSV = "text/csv; charset=utf-8"
#: Records whose integrity one request asks for.
MOST = 1_000


@require_safe
def entity_list(request: DeviceRequest, name: str, dataset: str) -> HttpResponseBase:
    """Give a register as the list of a form; the records that the role reads, and no other."""
    visit = request.visit
    del name
    asked = _register(visit, dataset)
    language = visit.service.manifest.languages[0]
    tag = list_tag(visit.service, asked)
    known = tagged(request, HttpResponse(content_type=CSV), tag)
    if known.status_code == 304:  # noqa: PLR2004
        return known
    parts = _journaled(visit, csv_of(asked.dataset, asked.iterate(), language))
    return StreamingHttpResponse(parts, content_type=CSV, headers={"ETag": f'"{tag}"'})


@require_safe
def integrity(request: DeviceRequest, dataset: str) -> HttpResponse:
    """Say which records are gone, or no longer for this role (ODK entities: integrityUrl)."""
    asked = _register(request.visit, dataset)
    named = [each for each in request.GET.get("id", "").split(",") if each][:MOST]
    there = asked.several(_uuids(named))
    rows = "".join(
        f'<entity id="{uuid}"><deleted>{"false" if uuid in there else "true"}</deleted></entity>'
        for uuid in _uuids(named)
    )
    return xml(request, f"<data><entities>{rows}</entities></data>")


@require_safe
def feed(request: DeviceRequest, dataset: str) -> HttpResponse:
    """Give what changed in a register since a cursor, as the role reads it."""
    visit = request.visit
    asked = _register(visit, dataset)
    found = changes(asked, request.GET.get("since", ""), visit.service.hash)
    ids = {each.organisation for each in found.records if each.organisation is not None}
    names = organisations_with(ids)
    mine = visit.device.organisation_id
    body = {
        "next": found.next,
        "more": found.more,
        "reset": found.reset,
        "records": [record_body(each, names, mine) for each in found.records],
        "gone": [str(each) for each in found.gone],
    }
    return as_json(request, body)


def record_body(
    record: RecordView, names: dict[int, tuple[str, str]], mine: int | None
) -> dict[str, object]:
    """Return a record as a device keeps it."""
    home = names.get(record.organisation or 0)
    return {
        "id": str(record.uuid),
        "version": record.version,
        "label": record.label(),
        "state": record.state,
        "updated": record.updated_at.isoformat().replace("+00:00", "Z"),
        "organisation": {"id": home[0], "name": home[1], "mine": record.organisation == mine}
        if home
        else None,
        "shared": any(record.value(each) is True for each in record.dataset.sharing),
        "data": record.data,
    }


def list_tag(service: LoadedService, asked: RecordQuery) -> str:
    """Return what changes when a list does: its records, or what of them may be seen."""
    told = f"{sight_of(asked, service.hash)}.{asked.revision}"
    return md5(told.encode(), usedforsecurity=False).hexdigest()


def registers_for(visit: Visit) -> dict[str, Dataset]:
    """Return the datasets that a device keeps: listed by its forms, or by a page of field work."""
    names = {
        each
        for known in forms_for(visit.service, visit.viewer)
        for each in known.compiled.registers
    }
    for page in visit.service.manifest.pages:
        if page.block == "field" and visit.viewer.roles & set(page.for_):
            names |= set(getattr(page, "datasets", ()))
    return {name: visit.service.dataset(name) for name in sorted(names)}


def _register(visit: Visit, name: str) -> RecordQuery:
    dataset = registers_for(visit).get(name)
    if dataset is None:
        raise Stopped("register", 404, _("This device keeps no such register."))
    return query(dataset, visit.viewer)


def _journaled(visit: Visit, parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a list, and write at its end, or where it was left, what was read of it."""
    with gathered() as readings:
        try:
            yield from parts
        finally:
            if readings:
                keep_readings(visit, readings)


def _uuids(named: list[str]) -> list[uuids.UUID]:
    found = []
    for each in named:
        with suppress(ValueError):
            found.append(uuids.UUID(each))
    return found

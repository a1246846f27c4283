"""From the names in an address to what they stand for, for who calls."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.access import reads_all
from lieucommun.kernel.datasets.queries import RecordQuery, query
from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services import guard
from lieucommun.kernel.services.blocks import installed
from lieucommun.kernel.services.registry import (
    BrokenService,
    LoadedService,
    UnknownService,
    open_service,
)

from .credentials import Caller, caller_of, unknown
from .problems import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads a service, in which language: for the titles of codes."""

    service: LoadedService
    viewer: Viewer
    language: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A dataset of a service, opened by someone."""

    service: LoadedService
    dataset: Dataset
    viewer: Viewer
    caller: Caller

    @property
    def records(self) -> RecordQuery:
        return query(self.dataset, self.viewer)

    def reading(self, language: str) -> Reading:
        return Reading(self.service, self.viewer, language)

    @property
    def address(self) -> str:
        return f"/api/services/{self.service.slug}/datasets/{self.dataset.name}/records"


def open_named(slug: str) -> LoadedService:
    """Return a service; raises Problem."""
    try:
        return open_service(slug)
    except UnknownService as missing:
        raise Problem("not-found", _("No service of this place has this name.")) from missing
    except BrokenService as broken:
        detail = _("Its folder has mistakes; try again when its author has corrected them.")
        raise Problem("being-written", detail) from broken


def open_dataset(request: HttpRequest, slug: str, name: str) -> Opened:
    """Return a dataset for who calls, whatever they may do with it; raises Problem."""
    service, caller = open_named(slug), caller_of(request)
    if name not in service.manifest.datasets:
        raise Problem("not-found", _("This service has no dataset of this name."))
    if not guard.opens_records(service):
        raise Problem("withheld", _("This place has not said who hosts its data."))
    caller.check_dataset(name)
    return Opened(service, service.dataset(name), caller.viewer(service), caller)


def open_records(request: HttpRequest, slug: str, name: str) -> Opened:
    """Return a dataset of which who calls may read some records; raises Problem."""
    opened = open_dataset(request, slug, name)
    if not opened.records.access.clauses:
        raise refusal(opened, _("No role of yours reads these records."))
    return opened


def open_totals(request: HttpRequest, slug: str, name: str) -> Opened:
    """Return a dataset of which who calls may at least read totals; raises Problem."""
    opened = open_dataset(request, slug, name)
    access = opened.records.access
    if not access.clauses and access.aggregates is None:
        raise refusal(opened, _("No role of yours reads these totals."))
    apart = access.aggregates is not None and not reads_all(access)
    if apart and any(name in block.counted_apart(opened.service) for block in installed().values()):
        detail = _("Counts of this register are published as tables, on the pages of the service.")
        raise Problem("forbidden", detail)
    return opened


def reaches(request: HttpRequest, name: str) -> bool:
    """Say whether the token of who calls, if any, is for a dataset."""
    token = caller_of(request).token
    return token is None or token.dataset in {"", name}


def one_record(opened: Opened, record: str) -> RecordView:
    """Return a record by its uuid or its key; raises Problem, the same whether it exists or not."""
    try:
        return opened.records.one(record)
    except UnknownRecord as missing:
        detail = _("No record has this address, or it is not open to you.")
        raise Problem("not-found", detail) from missing


def refusal(opened: Opened, detail: str) -> Problem:
    """Return the problem of what is known to exist and is not open to who calls."""
    if opened.caller.known:
        return Problem("forbidden", detail)
    return unknown(_("This is not open to everyone: sign in, or send a token."))

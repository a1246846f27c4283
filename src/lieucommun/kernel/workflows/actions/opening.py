"""Follow a case from where its record is: begin, take up, keep, close. In the caller's transaction.

A record without anything to remember (no timer, no opinion in its workflow) has no row.
"""

import datetime as dt
import uuid as uuids

from django.utils import timezone

from lieucommun.engines import workflow as engine
from lieucommun.kernel.datasets.actions import restate_record
from lieucommun.kernel.datasets.announcing import Announcement
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service
from lieucommun.kernel.workflows import keeping
from lieucommun.kernel.workflows.machines import (
    calendar_of,
    declared,
    digest_of,
    machine_of,
    remembers,
)
from lieucommun.kernel.workflows.models import OpenCase

from .migrating import StuckCaseError, brought_up


def hear(dataset: Dataset, said: Announcement) -> None:
    """Begin to follow a record that was created, stop with one that was deleted."""
    if said.act == "record.deleted":
        OpenCase.objects.filter(record=said.record).delete()
    if said.act != "record.created":
        return
    try:
        service = open_service(dataset.service)
    except (UnknownService, BrokenService):  # a version being published: the sweep takes it up
        return
    if remembers(declared(service, dataset.name)):
        begin(service, dataset, said.record, said.state, timezone.now())


def begin(
    service: LoadedService, dataset: Dataset, record: uuids.UUID, state: str, since: dt.datetime
) -> engine.Case:
    """Follow a record from a state, in which it has been since a moment; timers count from it.

    Raises StuckCaseError when the workflow has no such state.
    """
    machine = machine_of(service, dataset)
    if state not in machine.state:
        raise StuckCaseError((engine.Obstacle("lost", state, state),))
    case = engine.begin(machine, now=since, calendar=calendar_of(service), state=state)
    if not machine.state[state].final:
        OpenCase.objects.update_or_create(
            record=record,
            defaults={
                "service": service.slug,
                "dataset": dataset.name,
                "case": keeping.written(case),
                "digest": digest_of(service, dataset.name),
                "service_version_id": service.version_id,
                "due_at": engine.next_due(case),
                "stuck": [],
            },
        )
    return case


def taken_up(service: LoadedService, dataset: Dataset, record: Record) -> engine.Case:
    """Return the case of a record that the caller has locked, as the present workflow has it."""
    if not remembers(declared(service, dataset.name)):
        return engine.Case(record.state, record.updated_at)
    row = OpenCase.objects.select_for_update().filter(record=record.uuid).first()
    if row is None:
        return begin(service, dataset, record.uuid, record.state, record.updated_at)
    case = keeping.read(row.case)
    if case.state != record.state:  # moved by something that keeps no case: an import, an operator
        return begin(service, dataset, record.uuid, record.state, record.updated_at)
    if row.digest != digest_of(service, dataset.name):
        case = brought_up(service, dataset, row, case)
        if case.state != record.state:
            restate_record(dataset, record.uuid, case.state)
            record.refresh_from_db()
        keep(service, dataset, record, case)
    return case


def keep(service: LoadedService, dataset: Dataset, record: Record, case: engine.Case) -> None:
    """Keep where a case stands now; one that has ended is followed no more."""
    rows = OpenCase.objects.filter(record=record.uuid)
    if machine_of(service, dataset).state[case.state].final:
        rows.delete()
        return
    rows.update(
        case=keeping.written(case),
        due_at=engine.next_due(case),
        digest=digest_of(service, dataset.name),
        service_version_id=service.version_id,
        stuck=[],
    )

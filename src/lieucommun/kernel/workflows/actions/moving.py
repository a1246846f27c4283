"""Make a step: by someone, or because its time has come. One transaction, one more version."""

import uuid as uuids
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lieucommun.engines import workflow as engine
from lieucommun.kernel.datasets.actions import SYSTEM, System, Written, move_record
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.machines import machine
from lieucommun.kernel.workflows.machines import calendar_of, declared, machine_of, remembers
from lieucommun.kernel.workflows.models import CaseEffect, CaseStep
from lieucommun.kernel.workflows.queries import form_sent
from lieucommun.kernel.workflows.refusals import (
    FormNeededError,
    OpinionAwaitedError,
    ReasonNeededError,
)

from .opening import keep, taken_up

LONGEST_REASON = 5_000


@transaction.atomic
def move(  # noqa: PLR0913 - keyword arguments, each of which decides
    service: LoadedService,
    dataset: Dataset,
    uuid: uuids.UUID | str,
    transition: str,
    *,
    by: Viewer | System,
    reason: str = "",
    corrections: Collection[str] = (),
    expected_version: int | None = None,
) -> Written:
    """Take a case through a transition, with what it sets off; what was due before comes before.

    `corrections` names the fields that whoever wrote the record is asked to put right.
    Raises as `move_record` does, ReasonNeededError, OpinionAwaitedError, FormNeededError;
    LookupError when the workflow has no such transition.
    """
    workflow = declared(service, dataset.name)
    if workflow is None or transition not in workflow.transitions:
        raise LookupError(f"{dataset.name} has no transition {transition!r}")
    record, now = locked(dataset, uuid), timezone.now()
    case = strike(service, dataset, record, taken_up(service, dataset, record), now)
    origin, form = record.state, workflow.transitions[transition].form
    if form and isinstance(by, Viewer) and not form_sent(record.uuid, transition):
        raise FormNeededError(form)
    written = move_record(dataset, uuid, transition, by=by, expected_version=expected_version)
    said = " ".join(reason.split()) and reason.strip()[:LONGEST_REASON]
    if workflow.transitions[transition].reason == "required" and not said:
        raise ReasonNeededError(transition)
    plain = machine(workflow)
    known = plain.transition[transition]
    if awaited := engine.waits(plain, case, known, now=now):
        raise OpinionAwaitedError(awaited)
    step = engine.move(
        plain,
        case,
        transition,
        roles=known.by,
        facts=None,
        now=now,
        calendar=calendar_of(service),
    )
    if remembers(workflow):
        keep(service, dataset, record, step.case)
    kept = _note(service, dataset, written, step, origin=origin, reason=said, by=by.person)
    if asked := [name for name in dataset.fields if name in corrections]:
        CaseStep.objects.filter(pk=kept.pk).update(corrections=asked)
    return written


def strike(
    service: LoadedService, dataset: Dataset, record: Record, case: engine.Case, now: datetime
) -> engine.Case:
    """Do what was due by now; the record, locked by the caller, is as it becomes."""
    if not case.timers or case.timers[0].due > now:
        return case
    steps = engine.tick(
        machine_of(service, dataset),
        case,
        facts=record.data,
        now=now,
        calendar=calendar_of(service),
    )
    for step in steps:
        origin = record.state
        if step.transition:
            written = move_record(dataset, record.uuid, step.transition, by=SYSTEM)
            record.refresh_from_db()
        else:
            written = Written(record.uuid, record.key, record.version, record.state)
            record_entry(
                "case.reminded",
                service=service.slug,
                object_kind=dataset.name,
                object_id=record.uuid,
            )
        _note(service, dataset, written, step, origin=origin, reason="", by=None)
        case = step.case
    keep(service, dataset, record, case)
    return case


def locked(dataset: Dataset, uuid: uuids.UUID | str) -> Record:
    """Return a record, locked until the end of the transaction; raises UnknownRecord."""
    rows = Record.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    found = rows.filter(uuid=uuid).select_for_update().first()
    if found is None:
        raise UnknownRecord(str(uuid))
    return found


def _note(  # noqa: PLR0913 - what a step is
    service: LoadedService,
    dataset: Dataset,
    written: Written,
    step: engine.Step,
    *,
    origin: str,
    reason: str,
    by: int | None,
) -> CaseStep:
    kept = CaseStep.objects.create(
        record=written.uuid,
        service=service.slug,
        dataset=dataset.name,
        version=written.version,
        transition=step.transition or "",
        timer=step.timer or "",
        origin=origin,
        state=written.state,
        reason=reason,
        by_id=by,
        at=step.at,
    )
    effects = list(_effects(kept, step.effects))
    if effects:
        CaseEffect.objects.bulk_create(effects)
        enqueue("workflows.effects", service=service.slug, step=kept.pk)
    return kept


def _effects(step: CaseStep, effects: Iterable[engine.Effect]) -> Iterable[CaseEffect]:
    for rank, each in enumerate(effects):
        yield CaseEffect(step=step, rank=rank, kind=each.kind, name=each.name, to=each.to)

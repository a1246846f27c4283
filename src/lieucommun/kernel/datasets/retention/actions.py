"""Forgetting, record by record: each one transaction and one entry of the journal."""

import uuid as uuids
from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.datasets.announcing import forgotten
from lieucommun.kernel.datasets.models import Record, RecordTerm, RecordVersion
from lieucommun.kernel.datasets.promotion import promote
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.writing import reindex, touch
from lieucommun.kernel.files.actions import discard_of, forget_senders
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.search import index

from .due import Rule, is_due
from .generalising import changed, generalise
from .models import Mark, Run, RunLine
from .outcomes import Outcome


def apply_rule(rule: Rule, pk: int) -> bool:
    """Do to a record what its rule says, if its time is still over; False: nothing was changed."""
    with transaction.atomic():
        record = Record.objects.select_for_update().filter(pk=pk).first()
        if record is None or not is_due(rule, record, timezone.now()):
            return False
        if Mark.objects.filter(record=record.uuid, kind=Mark.Kind.HELD).exists():
            return False
        return ACTS[rule.then](rule.dataset, record)


def forget_history(rule: Rule, uuid: uuids.UUID) -> None:
    """Delete the versions of a record that someone had deleted."""
    with transaction.atomic():
        if Record.objects.filter(uuid=uuid).exists():
            return
        versions = RecordVersion.objects.filter(record=uuid, dataset=rule.dataset.name)
        versions.filter(service_id=rule.dataset.service_id).delete()
        Mark.objects.filter(record=uuid).exclude(kind=Mark.Kind.HELD).delete()
        discard_of(uuid)
        forgotten(uuid)
        name = rule.dataset.name
        record_entry("history.forgotten", service=rule.service, object_kind=name, object_id=uuid)


def hold_record(uuid: uuids.UUID, reason: str, *, service: str = "", by: int | None = None) -> None:
    """Suspend retention for a record: it stays whole, and unread once its time is over.

    Raises UnknownRecord, also when the record is not of the service given.
    """
    with transaction.atomic():
        record = _record(uuid, service)
        _mark(record, Mark.Kind.HELD, reason)
        _tell("record.held", record, by=by)


def release_record(uuid: uuids.UUID, *, service: str = "", by: int | None = None) -> bool:
    """Let retention take its course again; False when nothing held the record."""
    with transaction.atomic():
        record = _record(uuid, service)
        gone, _ = Mark.objects.filter(record=uuid, kind=Mark.Kind.HELD).delete()
        if gone:
            _tell("record.released", record, by=by)
        return bool(gone)


def keep_report(outcome: Outcome) -> Run:
    """Keep what a run found and did: counts, nothing else. The acts are in the journal already."""
    with transaction.atomic():
        run = Run.objects.create(
            at=outcome.at, rules=len(outcome.lines), reclaimed=outcome.reclaimed
        )
        RunLine.objects.bulk_create(
            RunLine(
                run=run,
                service=line.service,
                dataset=line.dataset,
                keep=line.keep,
                since=line.since,
                then=line.then,
                due=line.due,
                done=line.done,
                histories=line.histories,
                held=line.held,
            )
            for line in outcome.lines
            if line.due or line.histories or line.held
        )
        return run


def _delete(dataset: Dataset, record: Record) -> bool:
    index.remove([record.pk])
    RecordTerm.objects.filter(record=record).delete()
    RecordVersion.objects.filter(record=record.uuid).delete()
    Mark.objects.filter(record=record.uuid).delete()
    discard_of(record.uuid)
    forgotten(record.uuid)
    _tell("record.forgotten", record)
    record.delete()
    touch(dataset)
    return True


def _anonymise(dataset: Dataset, record: Record) -> bool:
    """Empty and generalise a record and its versions; it is read again, saying nobody's name."""
    current = Mark.objects.filter(
        record=record.uuid, kind=Mark.Kind.ANONYMISED, version=record.version
    )
    if current.exists():  # the folder changed since, and its time was counted again
        Record.objects.filter(pk=record.pk).update(expires_at=None)
        return False
    names = changed(dataset, record.data)
    record.data, record.owner = generalise(dataset, record.data), None
    promote(dataset, record)
    record.expires_at = None
    record.save()
    discard_of(record.uuid, kept=[name for name, value in record.data.items() if value])
    forget_senders(record.uuid)
    forgotten(record.uuid, emptied=True)
    for version in RecordVersion.objects.filter(record=record.uuid):
        version.data, version.by = generalise(dataset, version.data), None
        if version.former:
            version.former = {**version.former, "owner": None}
        version.save()
    reindex(dataset, [record])
    _mark(record, Mark.Kind.ANONYMISED)
    _tell("record.anonymised", record, names)
    touch(dataset)
    return True


def _archive(dataset: Dataset, record: Record) -> bool:
    """Take a record out of terms and search; its time being over, no read finds it."""
    index.remove([record.pk])
    RecordTerm.objects.filter(record=record).delete()
    _mark(record, Mark.Kind.ARCHIVED)
    _tell("record.archived", record)
    touch(dataset)
    return True


ACTS: Mapping[str, Callable[[Dataset, Record], bool]] = {
    "delete": _delete,
    "anonymise": _anonymise,
    "archive": _archive,
}


def _record(uuid: uuids.UUID, service: str) -> Record:
    rows = Record.objects.select_for_update().filter(uuid=uuid)
    found = (rows.filter(service__slug=service) if service else rows).first()
    if found is None:
        raise UnknownRecord(str(uuid))
    return found


def _mark(record: Record, kind: str, reason: str = "") -> None:
    values = {"version": record.version, "reason": reason, "at": timezone.now()}
    Mark.objects.update_or_create(record=record.uuid, kind=kind, defaults=values)


def _tell(act: str, record: Record, fields: Iterable[str] = (), *, by: int | None = None) -> None:
    record_entry(
        act,
        service=record.service.slug,
        by=by,
        object_kind=record.dataset,
        object_id=record.uuid,
        fields=fields,
    )

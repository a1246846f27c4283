"""What is done with files that people send: a trial, the import, an undo, forgetting."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.datasets.exchange.mapping import Mapped, map_columns, reasons, rows
from lieucommun.kernel.datasets.exchange.refusals import RefusedFile
from lieucommun.kernel.datasets.exchange.rejects import write_rejects
from lieucommun.kernel.datasets.exchange.tables import Table, read_table
from lieucommun.kernel.datasets.importing import (
    ImportReport,
    Sent,
    UnknownImport,
    import_records,
    undo_import,
)
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.context import JobContext, RefusedJob
from lieucommun.kernel.jobs.registry import job, scheduled
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

from . import actions, keeping
from .models import SentFile

SHOWN = 50
KEPT = dt.timedelta(days=7)
State = SentFile.State


@job("records.try", attempts=3, title=_("Read a file of records, and write nothing"))
def try_sent(context: JobContext, sent: str, *, proved: bool = False) -> None:
    """Say what a file would write."""
    kept = _kept(sent)
    report, table, mapped = _run(context, kept, trial=True, proved=proved)
    told = _told(kept, report, table, mapped)
    with context.once():
        trying = SentFile.objects.filter(pk=kept.pk, state=State.TRYING)
        trying.update(state=State.TRIED, report=told)


@job("records.bring", attempts=3, title=_("Bring a file of records in"))
def bring_sent(context: JobContext, sent: str, *, proved: bool = False) -> None:
    """Write what a file holds: records, its end and that of the job are one transaction."""
    kept = _kept(sent)
    if kept.state != State.WRITING:
        raise RefusedJob(gettext("This file was brought in already."))
    with context.once():
        report, table, mapped = _run(context, kept, trial=False, proved=proved)
        told = _told(kept, report, table, mapped)
        SentFile.objects.filter(pk=kept.pk).update(
            state=State.DONE, report=told, brought=report.number, sample=[]
        )
        enqueue("records.index", key="records.index")
    keeping.forget(kept)


@job("records.undo", attempts=3, title=_("Take an import of records back"))
def undo_sent(context: JobContext, dataset: str, number: int, *, proved: bool = False) -> None:
    """Give the records of an import their former state."""
    opened, viewer = _opened(context.job.service, dataset, context.job.by, proved=proved)
    try:
        with context.once():
            undo_import(opened, number, by=viewer, progress=context.progress)
            enqueue("records.index", key="records.index")
    except (UnknownImport, NotAllowedError):
        raise RefusedJob(gettext("You may not take this import back.")) from None


@scheduled("records.forget_files", at="03:40", title=_("Forget files of records sent long ago"))
def forget_files(context: JobContext) -> None:
    """Remove the files that were sent more than a week ago, brought in or not."""
    for each in SentFile.objects.filter(at__lt=timezone.now() - KEPT):
        actions.forget(each)
    context.finish()


def _run(
    context: JobContext, kept: SentFile, *, trial: bool, proved: bool
) -> tuple[ImportReport, Table, Mapped]:
    dataset, viewer = _opened(kept.service.slug, kept.dataset, kept.by_id, proved=proved)
    try:
        table = read_table(keeping.content_of(kept))
        mapped = map_columns(dataset, table, kept.targets)
        whole = table.count if trial else 2 * table.count
        sent = Sent(
            kept.name,
            mapped.fields,
            lambda done, of: context.progress(table.count + done * table.count // of, whole),
            lambda done: context.progress(done, whole),
        )
        lines = rows(dataset, table, mapped)
        report = import_records(dataset, lines, by=viewer, strict=False, sent=sent, trial=trial)
    except RefusedFile as refused:
        raise RefusedJob(str(refused)) from refused
    except FileNotFoundError:
        raise RefusedJob(gettext("This file is no longer here: send it again.")) from None
    except NotAllowedError:
        said = gettext("Who imports here must be allowed to create and change every record.")
        raise RefusedJob(said) from None
    return report, table, mapped


def _told(kept: SentFile, report: ImportReport, table: Table, mapped: Mapped) -> dict[str, Any]:
    why = reasons(report.problems, mapped)
    keeping.forget_rejects(kept)
    if set(why) - {0}:
        keeping.write_rejects(kept, write_rejects(table, why))
    first = [
        [line, column, reason] for line, told in sorted(why.items()) for column, reason in told
    ]
    return {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": len(why),
        "reasons": first[:SHOWN],
    }


def _kept(named: str) -> SentFile:
    found = SentFile.objects.select_related("service").filter(uuid=named).first()
    if found is None:
        raise RefusedJob(gettext("This file is no longer here: send it again."))
    return found


def _opened(slug: str, name: str, person: int | None, *, proved: bool) -> tuple[Dataset, Viewer]:
    """`proved`: the session that asked for the job had passed a second factor."""
    try:
        service = open_service(slug)
    except (UnknownService, BrokenService):
        raise RefusedJob(gettext("This service is not open.")) from None
    if name not in service.manifest.datasets:
        raise RefusedJob(gettext("These records are no longer kept here."))
    who = Person.objects.filter(pk=person or 0, is_active=True).first()
    if who is not None:
        who.proved = proved
    return service.dataset(name), viewer_for(who, slug)

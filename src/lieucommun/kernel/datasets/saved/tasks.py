"""What is done about saved exports: write one, and forget those whose time is over."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.datasets.exchange.writers import WRITERS
from lieucommun.kernel.datasets.queries import RecordQuery
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.files import actions as files
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.jobs.context import JobContext, RefusedJob
from lieucommun.kernel.jobs.registry import job, scheduled
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.journal.reading import gathered

from . import actions, queries
from .kinds import KEPT
from .models import SavedExport

STEP = 500
#: A file that no export names yet may be that of a job that runs.
UNNAMED = dt.timedelta(days=1)


class Pieces:
    """An iterator of bytes that is read as a file is."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = filter(None, parts)

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, as many as come together; none at the end."""
        del size
        return next(self._parts, b"")


class Counted:
    """Records that tell how many of them went by."""

    def __init__(self, context: JobContext, found: RecordQuery) -> None:
        self.rows = 0
        self._context, self._found = context, found

    def __iter__(self) -> Iterator[RecordView]:
        whole = self._found.count()
        for record in self._found.iterate():
            if self.rows % STEP == 0:
                self._context.progress(self.rows, max(whole, self.rows))
            self.rows += 1
            yield record


@job("exports.prepare", attempts=3, title=_("Prepare an export"))
def prepare(context: JobContext, export: str) -> None:
    """Write what a person may see now; the file, its export and the journal are one."""
    asked = SavedExport.objects.select_related("service", "by").filter(uuid=export).first()
    if asked is None:
        return  # deleted before its turn
    found = _found(asked)
    with gathered() as readings:
        records = Counted(context, found)
        file = _written(asked, found, records)
    try:
        with context.once():
            kept = SavedExport.objects.filter(pk=asked.pk).update(
                file=file,
                rows=records.rows,
                rights=queries.rights_in(found),
                expires_at=min(filter(None, (file.expires_at, found.first_end()))),
            )
            if not kept:  # deleted meanwhile
                files.discard(file)
                return
            readings.keep(asked.by_id)
            _tell(asked, found, records.rows)
    except BaseException:
        files.discard(file)
        raise


@scheduled("exports.forget", at="03:50", title=_("Forget exports whose time is over"))
def forget(context: JobContext) -> None:
    """Delete exports that are over, and the files of those whose person or service is gone."""
    now = timezone.now()
    for export in SavedExport.objects.select_related("file").filter(expires_at__lte=now):
        actions.discard(export)
    named = SavedExport.objects.exclude(file=None).values("file")
    left = Attachment.objects.filter(purpose="export", created_at__lt=now - UNNAMED)
    for file in left.exclude(pk__in=named):
        files.discard(file)
    context.finish()


def _found(asked: SavedExport) -> RecordQuery:
    person = asked.by
    person.proved = asked.proved
    opened = queries.opened_for(person, asked.service.slug, asked.page, asked.language)
    found = queries.records_of(opened, asked.question) if opened else None
    if found is None:
        raise RefusedJob(gettext("This page is no longer open to you."))
    return found


def _written(asked: SavedExport, found: RecordQuery, records: Iterable[RecordView]) -> Attachment:
    parts = WRITERS[asked.kind].write(found.dataset, records, asked.language)
    day = timezone.localdate().isoformat()
    try:
        return files.keep(
            Pieces(parts),
            name=f"{asked.service.slug}-{found.dataset.name}-{day}.{asked.kind}",
            service=asked.service.slug,
            by=asked.by_id,
            purpose="export",
            stays=KEPT,
        )
    except files.RefusedFile as refused:
        raise RefusedJob(str(refused)) from refused


def _tell(asked: SavedExport, found: RecordQuery, rows: int) -> None:
    record_entry(
        "records.exported",
        service=asked.service.slug,
        by=asked.by_id,
        object_kind=found.dataset.name,
        object_id=asked.uuid,
        fields=found.access.offered,
        count=rows,
    )

"""Writes about files that people send: receive one, say where columns go, try it, bring it in."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import islice

from django.db import transaction

from lieucommun.kernel.datasets.exchange.mapping import map_columns, suggested
from lieucommun.kernel.datasets.exchange.tables import Table, read_table
from lieucommun.kernel.datasets.importing.rights import check_rights
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.people.viewer import Viewer

from . import keeping
from .models import ColumnMapping, SentFile

SAMPLE = 5
LONGEST_SHOWN = 200
State = SentFile.State


def receive(dataset: Dataset, blocks: Iterable[bytes], name: str, *, by: Viewer) -> SentFile:
    """Keep a file and say what it holds; raises RefusedFile or NotAllowedError."""
    check_rights(dataset, by)
    sent = SentFile(
        service_id=dataset.service_id, dataset=dataset.name, name=name[:200], by_id=by.person or 0
    )
    path = keeping.keep(sent, blocks)
    try:
        table = read_table(path)
        sent.understood = {
            "kind": table.kind,
            "encoding": table.encoding,
            "delimiter": table.delimiter,
            "rows": table.count,
        }
        sent.columns = list(table.columns)
        sent.sample = _sample(table)
        sent.targets = _remembered(dataset, table) or suggested(dataset, table)
        sent.save()
    except BaseException:
        keeping.forget(sent)
        raise
    return sent


def try_file(dataset: Dataset, sent: SentFile, targets: Mapping[str, str], *, by: Viewer) -> bool:
    """Have a trial made of a file; raises RefusedFile when its columns do not fit.

    False: it is being read or written already. Where columns go is kept for the next time.
    """
    check_rights(dataset, by)
    said = {column: targets.get(column, "") for column in sent.columns}
    map_columns(dataset, table_of(sent), said)
    with transaction.atomic():
        ready = SentFile.objects.filter(pk=sent.pk).exclude(state__in=[State.WRITING, State.DONE])
        if not ready.update(state=State.TRYING, targets=said, report={}):
            return False
        ColumnMapping.objects.update_or_create(
            service_id=dataset.service_id,
            dataset=dataset.name,
            columns=_digest(sent.columns),
            defaults={"targets": said},
        )
        _enqueue("records.try", dataset, sent, by)
    return True


def bring(dataset: Dataset, sent: SentFile, *, by: Viewer) -> bool:
    """Have a file that was tried brought in; False: someone asked already, or it was not tried."""
    check_rights(dataset, by)
    with transaction.atomic():
        tried = SentFile.objects.filter(pk=sent.pk, state=State.TRIED)
        if not tried.update(state=State.WRITING):
            return False
        _enqueue("records.bring", dataset, sent, by)
    return True


def start_again(sent: SentFile) -> None:
    """Let a file whose job failed be looked at again."""
    waiting = SentFile.objects.filter(pk=sent.pk, state__in=[State.TRYING, State.WRITING])
    waiting.update(state=State.RECEIVED)


def undo(dataset: Dataset, number: int, *, by: Viewer) -> None:
    """Have an import taken back; raises NotAllowedError."""
    check_rights(dataset, by, delete=True)
    enqueue(
        "records.undo",
        service=dataset.service,
        by=by.person,
        key=f"records.undo:{number}",
        dataset=dataset.name,
        number=number,
        proved=by.proved,
    )


def forget(sent: SentFile) -> None:
    """Remove a file and all that was kept of it."""
    with transaction.atomic():
        sent.delete()
    keeping.forget(sent)
    keeping.forget_rejects(sent)


def table_of(sent: SentFile) -> Table:
    """Return the columns of a file as they were read when it came; its rows are not read again."""
    return Table(sent.understood.get("kind", "csv"), tuple(sent.columns), ())


def _enqueue(name: str, dataset: Dataset, sent: SentFile, by: Viewer) -> None:
    key = f"sent:{sent.uuid}"
    enqueue(
        name,
        service=dataset.service,
        by=by.person,
        key=key,
        sent=str(sent.uuid),
        proved=by.proved,
    )


def _remembered(dataset: Dataset, table: Table) -> dict[str, str]:
    here = ColumnMapping.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    known = here.filter(columns=_digest(table.columns)).first()
    return dict(known.targets) if known else {}


def _digest(columns: Iterable[str]) -> str:
    return sha256("\0".join(sorted(columns)).encode()).hexdigest()


def _sample(table: Table) -> list[list[str]]:
    return [
        [str(line.cells.get(column) or "")[:LONGEST_SHOWN] for column in table.columns]
        for line in islice(table.lines, SAMPLE)
    ]

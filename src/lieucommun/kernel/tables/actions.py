"""Writes of tables: a file is loaded, and takes the place of the former one in one transaction."""

import errno
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.models import Service

from . import keeping
from .ingest.orders import Order
from .mapping.layouts import UnknownYear, layout_of, layouts
from .mapping.model import SourceFile
from .mapping.reading import read_source
from .models import TableLoad
from .reading import Progress, Read, read_file
from .refusals import RefusedLoad

State = TableLoad.State
MOST_NAME, MOST_YEAR = 200, 20
LOADER = f"lieu-commun {version('lieu-commun')}"
#: A row in two rejected says that the source is about another file.
MOST_REJECTED = 2


class UnknownSource(LookupError):  # noqa: N818 - an answer to who asks
    """The service has no source of that name; `known` are those it has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


@dataclass(frozen=True, slots=True)
class Sent:
    """A file to load: its name as people know it, where it came from, who loads it, for which year.

    `trial`: nothing is kept. `bundled`: digest of a file that the service brought itself.
    """

    path: Path
    name: str = ""
    url: str = ""
    year: str = ""
    by: int | None = None
    trial: bool = False
    bundled: str = ""


@dataclass(frozen=True, slots=True)
class Loading:
    """A load on its way: what each step of it needs, and what the steps before made."""

    service: LoadedService
    name: str
    source: SourceFile
    sent: Sent
    folder: Path
    progress: Progress | None = None
    made: dict[str, Any] = field(default_factory=dict)


def load(
    service: LoadedService, name: str, sent: Sent, progress: Progress | None = None
) -> TableLoad:
    """Load a file as a source of a service says, and return what came of it, kept or only tried.

    Raises UnknownSource, BrokenSource, RefusedLoad, and OSError when there is no room. Until the
    last step, and whatever happens, what was loaded before is what is read.
    """
    declared = service.manifest.sources.get(name)
    if declared is None:
        raise UnknownSource(name, tuple(service.manifest.sources))
    source = read_source(service.folder, declared.file, service.manifest.languages[0])
    with keeping.making() as folder:
        loading = Loading(service, name, source, sent, folder, progress)
        try:
            _walk(loading)
        except RefusedLoad as refused:
            _remember(loading, refused)
            raise
    found: TableLoad = loading.made["load"]
    return found


def _walk(loading: Loading) -> None:
    """Do every step; a full disk refuses the file, whichever step meets it."""
    try:
        for step in STEPS:
            step(loading)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise RefusedLoad("room") from None
        raise


def _read(loading: Loading) -> None:
    """Have the file read into the folder that is being made."""
    loading.made["read"] = read_file(loading.sent.path, _order(loading), loading.progress)


def _judge(loading: Loading) -> None:
    """Say what came of the file; raise RefusedLoad when too much of it is rejected."""
    read: Read = loading.made["read"]
    told = read.told
    whole = told["rows"] + told["rejects"]
    if told["rejects"] * MOST_REJECTED > whole:
        raise RefusedLoad(
            "mostly rejected",
            rejects=told["first_rejects"],
            count=told["rejects"],
            whole=whole,
            sheet=told["sheet"],
        )
    loading.made["load"] = _told(loading, read)


def _settle(loading: Loading) -> None:
    """Put the rows where they will be read from; nothing reads them yet."""
    if not loading.sent.trial:
        keeping.settle(loading.folder, loading.made["load"])


def _replace(loading: Loading) -> None:
    """Have the new rows read instead of the former ones: one transaction, one entry."""
    if loading.sent.trial:
        return
    load: TableLoad = loading.made["load"]
    try:
        _replace_now(load)
    except BaseException:
        keeping.discard(load)
        raise


@transaction.atomic
def _replace_now(load: TableLoad) -> None:
    Service.objects.select_for_update().filter(slug=load.service).first()  # one load at a time
    former = TableLoad.objects.filter(
        service=load.service,
        table=load.table,
        source=load.source,
        year=load.year,
        state=State.CURRENT,
    )
    former.update(state=State.FORMER)
    load.save()
    record_entry(
        "table.loaded",
        service=load.service,
        by=load.by_id,
        object_kind="table",
        object_id=load.uuid,
        fields=[load.table, load.source],
        count=load.rows,
    )


def _remember(loading: Loading, refused: RefusedLoad) -> None:
    """Keep that a file was refused, and why, beside what was loaded before it."""
    if loading.sent.trial:
        return
    TableLoad.objects.create(
        service=loading.service.slug,
        table=loading.service.manifest.sources[loading.name].into,
        source=loading.name,
        state=State.FAILED,
        file=_name(loading.sent),
        year=loading.sent.year[:MOST_YEAR],
        by_id=loading.sent.by,
        loader=LOADER,
        provenance=_provenance(loading.source, loading.sent),
        report={"refused": refused.code, "params": refused.params},
    )


#: A load, step by step. Killed between two of them, it leaves what was there before.
STEPS: tuple[Callable[[Loading], None], ...] = (_read, _judge, _settle, _replace)


def _order(loading: Loading) -> Order:
    manifest = loading.service.manifest
    table = manifest.tables[manifest.sources[loading.name].into]
    source = loading.source
    try:
        told = layouts(source, loading.sent.year)
    except UnknownYear as unknown:
        raise RefusedLoad("unknown year", found=unknown.year, choices=unknown.known) from None
    reconcile = source.reconcile
    totals = ""
    if reconcile and reconcile.file:
        path = loading.folder / "totals.csv"
        path.write_bytes(loading.service.folder.read(reconcile.file))
        totals = str(path)
    return Order(
        file=str(loading.sent.path.absolute()),
        name=_name(loading.sent),
        folder=str(loading.folder),
        types={name: column.type for name, column in table.columns.items()},
        grain=list(table.grain),
        layouts=[layout_of(layout, year, table) for year, layout in told.items()],
        by=list(source.totals),
        published=[each.model_dump() for each in reconcile.published] if reconcile else [],
        reconcile=totals,
        about=_about(loading),
        memory=settings.TABLES_MEMORY,
        trial=loading.sent.trial,
    )


def _told(loading: Loading, read: Read) -> TableLoad:
    told = read.told
    source, sent = loading.source, loading.sent
    report = {name: value for name, value in told.items() if name not in _APART}
    if sent.bundled:
        report["bundled"] = sent.bundled
    return TableLoad(
        service=loading.service.slug,
        table=loading.service.manifest.sources[loading.name].into,
        source=loading.name,
        state=State.CURRENT,
        example=source.example,
        file=_name(sent),
        sha256=read.sha256,
        bytes=read.bytes,
        by_id=sent.by,
        vintage=told["vintage"],
        year=told["year"],
        loader=LOADER,
        provenance=_provenance(source, sent),
        columns=told["columns"],
        covers=list(source.covers),
        rows=told["rows"],
        rejects=told["rejects"],
        report=report,
    )


_APART = frozenset({"rows", "rejects", "columns", "vintage", "year"})


def _name(sent: Sent) -> str:
    return (sent.name or sent.path.name)[:MOST_NAME]


def _about(loading: Loading) -> str:
    """Return what the files of rows say of themselves, wherever they go."""
    told = {
        "service": loading.service.slug,
        "source": loading.name,
        "file": _name(loading.sent),
        "loader": LOADER,
        **_provenance(loading.source, loading.sent),
    }
    return json.dumps(told, ensure_ascii=False)


def _provenance(source: SourceFile, sent: Sent) -> Mapping[str, Any]:
    """Return who published the file, where and when, in every language of the source."""
    told = source.provenance.model_dump(mode="json")
    return {"title": source.title.model_dump(mode="json"), **told, "loaded_from": sent.url}

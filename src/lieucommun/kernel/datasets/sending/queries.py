"""What is known of files that people send, and of the imports that they made."""

import uuid
from collections.abc import Iterator

from django.db.models import QuerySet

from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.datasets.importing.rights import check_rights
from lieucommun.kernel.datasets.models import Import
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .models import SentFile

MOST_LISTED = 50
BATCH = 500
Imports = QuerySet[Import]


def open_to(service: LoadedService, viewer: Viewer) -> list[Dataset]:
    """Return the datasets of a service that a viewer may import into."""
    datasets = (service.dataset(name) for name in service.manifest.datasets)
    return [each for each in datasets if may_import(each, viewer)]


def may_import(dataset: Dataset, viewer: Viewer, *, delete: bool = False) -> bool:
    """Say whether a viewer may bring records in, or take an import back (`delete`)."""
    try:
        check_rights(dataset, viewer, delete=delete)
    except NotAllowedError:
        return False
    return True


def files_of(service_id: int, person: int | None) -> list[SentFile]:
    """Return the files that someone sent and that are not brought in yet, the latest first."""
    mine = SentFile.objects.filter(service_id=service_id, by_id=person)
    return list(mine.exclude(state=SentFile.State.DONE).order_by("-pk")[:MOST_LISTED])


def file_of(service_id: int, person: int | None, named: uuid.UUID) -> SentFile | None:
    """Return a file that someone sent; nobody else sees it."""
    mine = SentFile.objects.filter(service_id=service_id, by_id=person, uuid=named)
    return mine.select_related("brought").first()


def imports_of(service_id: int, datasets: list[Dataset]) -> Imports:
    """Return the imports of some datasets of a service, the latest first."""
    names = [each.name for each in datasets]
    here = Import.objects.filter(service_id=service_id, dataset__in=names)
    return here.select_related("by").prefetch_related("undone").order_by("-pk")


def page(rows: Imports, before: str, number: int) -> tuple[list[Import], int | None]:
    """Return the latest imports older than a cursor, and the cursor of those after, if any."""
    older = rows.filter(pk__lt=int(before)) if before.isdecimal() else rows
    found = list(older[: number + 1])
    return found[:number], found[number - 1].pk if len(found) > number else None


def batches(rows: Imports) -> Iterator[list[Import]]:
    """Yield imports, some at a time."""
    last = ""
    while True:
        some, after = page(rows, last, BATCH)
        yield some
        if after is None:
            return
        last = str(after)


def job_of(sent: SentFile) -> Job | None:
    """Return the latest job of a file."""
    return Job.objects.filter(key=f"sent:{sent.uuid}").order_by("-pk").first()

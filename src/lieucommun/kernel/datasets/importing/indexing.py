"""The search documents of a great import, written after it: records are seen at once, found soon.

An import says by itself whether search knows its records, in the transaction that writes them:
whatever stops meanwhile, what is left to do is known, and doing it twice changes nothing.
"""

from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.datasets.models import Import, Record, RecordVersion
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.writing import describe, touch
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

CHUNK = 500
#: From how many records on, an import leaves search for later.
LATE = 1_000


def behind() -> list[Import]:
    """Return the imports whose records search does not know yet."""
    return list(Import.objects.filter(indexed=False).select_related("service").order_by("pk"))


def complete_indexes() -> int:
    """Write the search documents of every import that has none yet; return how many it was."""
    done = 0
    for each in behind():
        try:
            service = open_service(each.service.slug)
        except (UnknownService, BrokenService):
            continue
        if each.dataset in service.manifest.datasets:
            index_import(service.dataset(each.dataset), each.pk)
            done += 1
    return done


def index_import(dataset: Dataset, number: int) -> None:
    """Write the search documents of what an import wrote and is still here."""
    last = 0
    rows = RecordVersion.objects.filter(batch=number).order_by("pk").values_list("pk", "record")
    while some := list(rows.filter(pk__gt=last)[:CHUNK]):
        with transaction.atomic():
            # Whoever forgets a record locks it first: its words are not written after it went.
            here = Record.objects.select_for_update().filter(uuid__in=[each for _, each in some])
            kept = here.exclude(expires_at__lte=timezone.now())
            describe(dataset, kept.only("pk", "data"))
        last = some[-1][0]
    with transaction.atomic():
        touch(dataset)  # what was counted meanwhile did not find these records
        Import.objects.filter(pk=number).update(indexed=True)

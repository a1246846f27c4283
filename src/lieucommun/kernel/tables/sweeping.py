"""Former loads beyond those that are kept, and folders that a crash left without a load."""

import datetime as dt
import shutil
import time

from django.conf import settings
from django.utils import timezone

from . import keeping
from .models import TableLoad

State = TableLoad.State
#: A folder of no load may be that of one on its way; a refusal is remembered so long.
YOUNG, REMEMBERED = dt.timedelta(days=1), dt.timedelta(days=30)


def sweep() -> tuple[int, int]:
    """Remove what is no longer kept; return how many loads and how many stray folders went."""
    loads = list(_former())
    for load in loads:
        TableLoad.objects.filter(pk=load.pk, state=State.FORMER).delete()
        keeping.discard(load)
    old = timezone.now() - REMEMBERED
    TableLoad.objects.filter(state=State.FAILED, at__lt=old).delete()
    return len(loads), _stray()


def _former() -> list[TableLoad]:
    """Return the former loads beyond the last ones of each source and year."""
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for load in TableLoad.objects.filter(state=State.FORMER).order_by("-pk"):
        key = (load.service, load.table, load.source, load.year)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > settings.TABLES_KEPT:
            found.append(load)
    return found


def _stray() -> int:
    known = {uuid.hex for uuid in TableLoad.objects.values_list("uuid", flat=True)}
    before = time.time() - YOUNG.total_seconds()
    stray = [
        folder
        for folder in keeping.folders()
        if folder.name not in known and folder.stat().st_mtime < before
    ]
    for folder in stray:
        shutil.rmtree(folder, ignore_errors=True)
    return len(stray)

"""What nothing refers to any longer, taken away: files whose time is over, contents, remains."""

import datetime as dt
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from .actions import discard, let_go
from .models import Attachment
from .queries import used
from .store import store

#: What is younger may be in the hands of whoever sends it.
YOUNG = dt.timedelta(hours=1)
BATCH = 200


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files, contents and temporary files were taken away."""

    files: int = 0
    contents: int = 0
    remains: int = 0


def sweep(progress: Callable[[int], None] = lambda done: None) -> Swept:  # noqa: ARG005
    """Take away what is over and what was left; `progress` is told how much so far."""
    files = _files(progress)
    contents = 0
    for sha256 in orphans():
        contents += let_go(sha256)
        progress(files + contents)
    return Swept(files, contents, _remains())


def orphans() -> list[str]:
    """Return the contents to which no file refers, old enough to be nobody's."""
    before = timezone.now() - YOUNG
    return [kept.sha256 for kept in store().every() if kept.at < before and not used(kept.sha256)]


def _files(progress: Callable[[int], None]) -> int:
    over = Attachment.objects.filter(expires_at__lte=timezone.now(), record__isnull=True)
    done = 0
    while some := list(over.order_by("pk")[:BATCH]):
        for row in some:
            discard(row)
            done += 1
            progress(done)
    return done


def _remains() -> int:
    """Take away what an interrupted process left in the folder of what comes."""
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    before = time.time() - YOUNG.total_seconds()
    old = [path for path in folder.glob("*") if path.stat().st_mtime < before]
    for path in old:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(old)

"""What is done to files apart from requests: judged by the antivirus, swept every night."""

import datetime as dt
import uuid as uuids

from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import job, scheduled

from .actions import ask_scanner, settle
from .models import Attachment
from .scanning import configured, malicious
from .store import MissingContent
from .sweeping import sweep

BATCH = 200


@job("files.scan", attempts=8, title=_("Check a file with the antivirus"))
def scan(context: JobContext, *, attachment: str) -> None:
    """Judge a file that waits; while the antivirus does not answer, it goes on waiting."""
    del context
    waiting = Attachment.objects.filter(state=Attachment.State.WAITING)
    row = waiting.filter(uuid=uuids.UUID(attachment)).first()
    if row is None:
        return
    try:
        settle(row, malicious(row.sha256))
    except MissingContent:
        return  # said where the file is asked for


@scheduled(
    "files.waiting",
    every=dt.timedelta(minutes=10),
    title=_("Check the files that the antivirus could not judge"),
)
def again(context: JobContext) -> None:
    """Ask again for what waits, however long the antivirus was away."""
    del context
    waiting = Attachment.objects.filter(state=Attachment.State.WAITING).order_by("pk")
    for row in waiting[:BATCH]:
        if configured():
            ask_scanner(row)
        else:
            settle(row, "")  # the place has no antivirus any more


@scheduled("files.sweep", at="03:40", title=_("Take away the files that nothing holds"))
def clean(context: JobContext) -> None:
    """Take away what is over and what was left."""
    sweep(lambda done: context.progress(done, 0))

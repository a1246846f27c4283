"""How long what people write is kept."""

import datetime as dt

from lieucommun.kernel.datasets.promotion import later
from lieucommun.kernel.services.loaded import LoadedService

#: Drafts of forms that say nothing.
DRAFT = "P30D"


def draft_until(service: LoadedService, form: str, since: dt.datetime) -> dt.datetime:
    """Return when a draft goes that was written in at a moment."""
    return later(since, service.manifest.forms[form].draft or DRAFT)


def sent_until(service: LoadedService, form: str, since: dt.datetime) -> dt.datetime | None:
    """Return when a submission goes that wrote no record; None: with the service.

    `privacy: {retention: {forms.demande: {keep: P1Y, since: created, then: delete}}}` says it.
    """
    privacy = service.manifest.privacy
    rule = privacy.retention.get(f"forms.{form}") if privacy else None
    return later(since, rule.keep) if rule else None

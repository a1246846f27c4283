"""What every write in a draft does: lock it, open its answers, keep them, say so."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.files.actions import prolong
from lieucommun.kernel.forms.durations import draft_until
from lieucommun.kernel.forms.files import files_in
from lieucommun.kernel.forms.filling import Filled, filled, kept
from lieucommun.kernel.forms.models import Draft
from lieucommun.kernel.forms.queries import Hand, Held
from lieucommun.kernel.forms.refusals import UnknownDraft
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.services.loaded import LoadedService


@contextmanager
def writing(service: LoadedService, held: Held, hand: Hand) -> Iterator[tuple[Draft, Filled]]:
    """Lock a draft for the time of a transaction, and open its answers.

    Raises UnknownDraft when it was sent or deleted meanwhile, RefusedForm when its form is broken.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(pk=held.draft.pk).first()
        if draft is None:
            raise UnknownDraft(str(held.draft.uuid))
        yield draft, filled(service, draft, hand.viewer, writing=True)


def keep(
    service: LoadedService,
    draft: Draft,
    opened: Filled,
    act: str,
    *,
    hand: Hand,
    fields: Iterable[str] = (),
) -> None:
    """Keep the answers of a draft, for as long again as its form says."""
    now = timezone.now()
    draft.answers = kept(opened.answers)
    draft.digest = opened.compiled.digest
    draft.left_out = [*draft.left_out, *(list(each) for each in opened.left_out)]
    draft.version += 1
    draft.updated_at = now
    draft.expires_at = draft_until(service, draft.form, now)
    draft.save()
    prolong([uuid for _, uuid in files_in(opened.answers)], draft.expires_at)
    tell(act, draft, hand, fields)


def tell(act: str, draft: Draft, hand: Hand, fields: Iterable[str] = ()) -> None:
    """Append to the journal what was done to a draft: names of questions, never answers."""
    record_entry(
        act,
        service=draft.service,
        by=hand.viewer.person,
        object_kind="draft",
        object_id=draft.uuid,
        fields=fields,
    )

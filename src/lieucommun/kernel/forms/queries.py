"""Reads: which forms are open to whom, whose a draft is, what was sent."""

import datetime as dt
import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from lieucommun.kernel.datasets.rights import may_change
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest import Form as FormPart

from .models import Draft, Submission, SubmissionRecord, Writer
from .refusals import RefusedForm, UnknownDraft

Right = Literal["owner", "writer"]
MOST = 50
LINK = Signer(salt="lieucommun.forms.link")


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes: a viewer, and what their browser was given: a draft's uuid → owner or writer."""

    viewer: Viewer
    session: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A draft, and what whoever asked may do with it."""

    draft: Draft
    right: Right

    @property
    def owns(self) -> bool:
        """Whether they may send, invite and delete, and not only write."""
        return self.right == "owner"


def form_part(service: LoadedService, name: str) -> FormPart:
    """Return what the manifest says of a form."""
    return service.manifest.forms[name]


def may_fill(service: LoadedService, name: str, viewer: Viewer) -> bool:
    """Whether the manifest opens a form to a viewer."""
    return bool(viewer.roles & set(form_part(service, name).for_))


def closed(service: LoadedService, name: str, today: dt.date | None = None) -> RefusedForm | None:
    """Return why a form may not be sent today, by its own dates; None when it may."""
    part, day = form_part(service, name), today or timezone.localdate()
    if part.opens and day < part.opens:
        return RefusedForm("early", day=f"{part.opens:%d/%m/%Y}")
    if part.closes and day > part.closes:
        return RefusedForm("late", day=f"{part.closes:%d/%m/%Y}")
    return None


def held(service: LoadedService, name: str, uuid: uuids.UUID | str, hand: Hand) -> Held:
    """Return a draft for whoever may write in it; raises UnknownDraft for everyone else."""
    draft = _current(service, name).filter(uuid=uuid).first()
    right = _right(draft, hand) if draft and may_fill(service, name, hand.viewer) else None
    if draft is None or right is None:
        raise UnknownDraft(str(uuid))
    return Held(draft, right)


def drafts_of(service: LoadedService, name: str, hand: Hand) -> list[Held]:
    """Return the drafts that someone may go on with, the latest first; two queries at most."""
    where = Q(uuid__in=[uuid for uuid in hand.session if _is_uuid(uuid)])
    if hand.viewer.person is not None:
        where |= Q(person=hand.viewer.person) | Q(writers__person=hand.viewer.person)
    elif not hand.session:
        return []
    if not may_fill(service, name, hand.viewer):
        return []
    found = _current(service, name).filter(where).distinct().order_by("-updated_at")
    rights = ((draft, _right(draft, hand)) for draft in found.defer("answers")[:MOST])
    return [Held(draft, right) for draft, right in rights if right is not None]


def draft_about(
    service: LoadedService, name: str, record: uuids.UUID, task: str, hand: Hand
) -> Draft | None:
    """Return the draft that someone began for a task of a case, if any."""
    if hand.viewer.person is None:
        return None
    mine = _current(service, name).filter(person=hand.viewer.person, about=record, task=task)
    return mine.first()


def may_correct(service: LoadedService, submission: Submission, viewer: Viewer) -> bool:
    """Whether the manifest lets a viewer change, now, every record that a submission wrote.

    Several records of one dataset are put right one by one, as records.
    """
    if viewer.person is None or submission.person_id != viewer.person:
        return False
    written = list(submission.records.all())
    one_each = len({each.dataset for each in written}) == len(written)
    return (
        bool(written)
        and one_each
        and all(may_change(service.dataset(each.dataset), viewer, each.record) for each in written)
    )


def submission_of(record: uuids.UUID) -> Submission | None:
    """Return what was sent to make a record; the caller has checked who reads it."""
    made = SubmissionRecord.objects.filter(record=record, created=True)
    found = made.select_related("submission").order_by("-pk").first()
    return found.submission if found else None


def attached_to(record: uuids.UUID) -> list[Submission]:
    """Return the answers that steps and opinions of a case asked for, the first first.

    The caller has checked who reads.
    """
    return list(Submission.objects.filter(about=record).select_related("person").order_by("pk"))


def is_attached(record: uuids.UUID, task: str, since: dt.datetime | None = None) -> bool:
    """Whether what a task of a case asks for was sent, since a moment if one is told."""
    found = Submission.objects.filter(about=record, task=task)
    return (found.filter(sent_at__gte=since) if since else found).exists()


def sent(service: LoadedService, name: str, uuid: uuids.UUID | str, hand: Hand) -> Submission:
    """Return a submission for who sent it; raises UnknownDraft for everyone else."""
    known = Q(uuid=uuid) | Q(last_draft=uuid)
    found = Submission.objects.filter(known, service=service.slug, form=name).first()
    if found is not None and found.person_id is not None:
        if found.person_id == hand.viewer.person:
            return found
    elif found is not None and hand.session.get(str(found.uuid)) == "owner":
        return found
    raise UnknownDraft(str(uuid))


def sent_by(service: LoadedService, name: str, hand: Hand) -> list[Submission]:
    """Return what someone sent, the latest first."""
    if hand.viewer.person is None:
        return []
    found = Submission.objects.filter(service=service.slug, form=name, person=hand.viewer.person)
    return list(found.order_by("-pk")[:MOST])


def writers_of(draft: Draft) -> list[Writer]:
    """Return who was invited to write in a draft."""
    return list(draft.writers.order_by("pk"))


def link_of(token: str) -> tuple[Draft, Writer | None]:
    """Return the draft that a link sent by e-mail opens, and its writer; raises RefusedForm."""
    try:
        kind, uuid, secret = LINK.unsign(token).split(".")
        wanted = uuids.UUID(uuid)
    except (BadSignature, ValueError):
        raise RefusedForm("link") from None
    row: Draft | Writer | None
    if kind == "d":
        row = Draft.objects.filter(uuid=wanted).first()
    else:
        row = Writer.objects.select_related("draft").filter(uuid=wanted).first()
    now = timezone.now()
    if row is None or row.link_until is None or row.link_until <= now:
        raise RefusedForm("link")
    if not constant_time_compare(row.link, digest(secret)):
        raise RefusedForm("link")
    draft = row.draft if isinstance(row, Writer) else row
    if draft.expires_at <= now:
        raise RefusedForm("link")
    return draft, row if isinstance(row, Writer) else None


def digest(secret: str) -> str:
    """Return what is kept of the secret of a link: it opens nothing by itself."""
    return salted_hmac("lieucommun.forms.link", secret, algorithm="sha256").hexdigest()


def _current(service: LoadedService, name: str) -> QuerySet[Draft]:
    found = Draft.objects.filter(service=service.slug, form=name)
    return found.filter(expires_at__gt=timezone.now()).prefetch_related("writers")


def _right(draft: Draft, hand: Hand) -> Right | None:
    """Return what someone may do with a draft; None: nothing, not even know of it."""
    given, person = hand.session.get(str(draft.uuid), ""), hand.viewer.person
    if draft.person_id is not None and draft.person_id == person:
        return "owner"
    if draft.person_id is None and given == "owner":
        return "owner"
    for writer in draft.writers.all():
        if writer.person_id is not None and writer.person_id == person:
            return "writer"
        if writer.person_id is None and given == str(writer.uuid):
            return "writer"
    return None


def _is_uuid(text: str) -> bool:
    try:
        uuids.UUID(text)
    except ValueError:
        return False
    return True

"""Bring a draft back by a link, and invite others to write in it."""

import datetime as dt
import secrets
import uuid as uuids

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.forms.models import Draft, Submission, Writer
from lieucommun.kernel.forms.queries import LINK, Hand, Held, digest, form_part, link_of
from lieucommun.kernel.forms.refusals import RefusedForm
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.services.loaded import LoadedService

from .keeping import tell

WORKS_FOR = dt.timedelta(days=14)
MOST_WRITERS = 10


@transaction.atomic
def send_link(
    service: LoadedService, held: Held, email: str, hand: Hand, *, page: str, language: str
) -> None:
    """Send a link that brings a draft back; a former one works no more. Raises RefusedForm.

    `page` is the whole address under which the token of the link goes.
    """
    if not held.owns:
        raise RefusedForm("owner")
    draft = held.draft
    draft.email, draft.link, draft.link_until = _address(email), "", None
    draft.save(update_fields=["email", "link", "link_until"])
    tell("draft.link-sent", draft, hand)
    title = form_part(service, draft.form).title.get(language)
    enqueue(
        "forms.link",
        service=service.slug,
        by=hand.viewer.person,
        draft=str(draft.uuid),
        page=page,
        title=title,
        language=language,
    )


@transaction.atomic
def invite(
    service: LoadedService,
    held: Held,
    email: str,
    hand: Hand,
    *,
    page: str,
    language: str,
) -> Writer:
    """Invite an address to write in a draft; the same one again gets a new link."""
    if not held.owns:
        raise RefusedForm("owner")
    if not form_part(service, held.draft.form).invite:
        raise RefusedForm("invite")
    address = _address(email)
    draft = Draft.objects.select_for_update().get(pk=held.draft.pk)
    others = draft.writers.exclude(email=address)
    if others.count() >= MOST_WRITERS:
        raise RefusedForm("many", most=MOST_WRITERS)
    now = timezone.now()
    fresh = {"link": "", "link_until": now + WORKS_FOR, "invited_at": now}
    writer, _made = Writer.objects.update_or_create(draft=draft, email=address, defaults=fresh)
    tell("draft.shared", draft, hand)
    title = form_part(service, draft.form).title.get(language)
    enqueue(
        "forms.invitation",
        service=service.slug,
        by=hand.viewer.person,
        writer=str(writer.uuid),
        page=page,
        title=title,
        language=language,
    )
    return writer


@transaction.atomic
def fresh_link(row: Draft | Writer) -> str:
    """Give a draft, or who was invited, a new secret, and return the token of its link."""
    secret = secrets.token_urlsafe(24)
    row.link, row.link_until = digest(secret), timezone.now() + WORKS_FOR
    row.save(update_fields=["link", "link_until"])
    kind = "d" if isinstance(row, Draft) else "w"
    return LINK.sign(f"{kind}.{row.uuid}.{secret}")


@transaction.atomic
def send_follow(
    service: LoadedService,
    submission: Submission,
    email: str,
    hand: Hand,
    *,
    page: str,
    language: str,
) -> None:
    """Send a link to follow what was sent without an account; raises RefusedForm.

    The caller has checked that who asks sent it, or that the address is one given in it.
    """
    if submission.person_id is not None:
        raise RefusedForm("owner")
    to = _address(email)
    record_entry(
        "form.link-sent",
        service=service.slug,
        by=hand.viewer.person,
        object_kind=submission.form,
        object_id=submission.uuid,
    )
    title = form_part(service, submission.form).title.get(language)
    enqueue(
        "forms.follow",
        service=service.slug,
        by=hand.viewer.person,
        submission=str(submission.uuid),
        email=to,
        page=page,
        title=title,
        language=language,
    )


@transaction.atomic
def uninvite(held: Held, uuid: uuids.UUID, hand: Hand) -> None:
    """Let someone write in a draft no more."""
    if not held.owns:
        raise RefusedForm("owner")
    if held.draft.writers.filter(uuid=uuid).delete()[0]:
        tell("draft.unshared", held.draft, hand)


@transaction.atomic
def follow(token: str, hand: Hand) -> tuple[Draft, str]:
    """Take the draft of a link: return it, and what the session is to be given for it.

    That is `owner`, or the uuid of whoever was invited. Raises RefusedForm.
    """
    draft, writer = link_of(token)
    if writer is None:
        if draft.person_id is not None and draft.person_id != hand.viewer.person:
            raise RefusedForm("link")
        tell("draft.resumed", draft, hand)
        return draft, "owner"
    person = hand.viewer.person
    if writer.person_id is not None and writer.person_id != person:
        raise RefusedForm("link")
    writer.came_at = timezone.now()
    writer.person_id = person
    writer.save(update_fields=["came_at", "person"])
    tell("draft.joined", draft, hand)
    return draft, str(writer.uuid)


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise RefusedForm("email") from wrong
    return address

"""Writes: invite, send again, withdraw, accept. One transaction, one journal entry each."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.joining.models import Invitation
from lieucommun.kernel.joining.refusals import RefusedJoin
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.actions import give_role, verify_email, welcome_person
from lieucommun.kernel.people.models import Organisation, Person

from .queries import Offer, may_offer

WORKS_FOR = dt.timedelta(days=7)
LONGEST_NAME = 150
_LINK = Signer(salt="lieucommun.joining.invitation")
State = Invitation.State


@transaction.atomic
def invite(  # noqa: PLR0913 -- who, whom, into what, and where the link leads
    by: Person,
    email: str,
    offer: Offer,
    *,
    organisation: Organisation | None = None,
    territory: str = "",
    site: str = "",
    language: str = "",
) -> Invitation:
    """Offer a role to an address; one that waits for the same role is sent again instead.

    The answer is the same whether the address has an account or not. Raises RefusedJoin;
    PermissionError for a role that is not theirs to offer.
    """
    if not may_offer(by, offer, organisation):
        raise PermissionError(offer)
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise RefusedJoin("email", "email") from wrong
    same = Invitation.objects.select_for_update(of=("self",)).filter(
        email=address,
        service=offer.service,
        role=offer.role,
        organisation=organisation,
        territory=territory,
        state=State.WAITING,
    )
    if known := same.first():
        return _send(known, by, site, language)
    moment = timezone.now()
    made = Invitation.objects.create(
        email=address,
        service=offer.service,
        role=offer.role,
        organisation=organisation,
        territory=territory,
        by=by,
        sent_at=moment,
        expires_at=moment + WORKS_FOR,
    )
    _journal("invitation.sent", made, by.pk)
    _write(made, by, site, language)
    return made


@transaction.atomic
def send_again(invitation: Invitation, by: Person, *, site: str = "", language: str = "") -> None:
    """Send a new link for seven days; the former one works no more."""
    found = Invitation.objects.select_for_update().filter(pk=invitation.pk, state=State.WAITING)
    if known := found.first():
        _send(known, by, site, language)


@transaction.atomic
def withdraw(invitation: Invitation, by: Person) -> None:
    """Take an invitation back; nothing happens when it was accepted meanwhile."""
    found = Invitation.objects.filter(pk=invitation.pk, state=State.WAITING)
    if found.update(state=State.WITHDRAWN):
        _journal("invitation.withdrawn", invitation, by.pk)


def invitation_of(token: str) -> Invitation:
    """Return the invitation of a link that still works; raises RefusedJoin.

    It works once, for seven days, and as long as whoever sent it may offer the role.
    """
    try:
        uuid, _, number = _LINK.unsign(token).partition(".")
        found = Invitation.objects.select_related("organisation", "by").get(
            uuid=uuid, round=number, state=State.WAITING, expires_at__gt=timezone.now()
        )
    except (BadSignature, ValueError, ValidationError, Invitation.DoesNotExist) as wrong:
        raise RefusedJoin("link") from wrong
    if not may_offer(found.by, Offer(found.service, found.role), found.organisation):
        raise RefusedJoin("link")
    return found


@transaction.atomic
def accept(token: str, person: Person | None, *, name: str = "", language: str = "") -> Person:
    """Take the role that was offered, with the account of the address, made if there is none.

    The link came from the mail of the address: that proves it, not who has an account already,
    who signs in as usual. Raises RefusedJoin.
    """
    invitation = invitation_of(token)
    taken = Invitation.objects.filter(pk=invitation.pk, state=State.WAITING)
    if not taken.update(state=State.ACCEPTED, accepted_at=timezone.now()):
        raise RefusedJoin("link")
    if person is None:
        person = _welcome(invitation.email, name, language)
    elif person.email.lower() != invitation.email:
        raise RefusedJoin("address")
    verify_email(person)
    taken = Invitation.objects.filter(pk=invitation.pk)
    taken.update(accepted_by=person)
    _journal("invitation.accepted", invitation, person.pk)
    give_role(
        person,
        invitation.service,
        invitation.role,
        organisation=invitation.organisation,
        territory=invitation.territory,
        by=invitation.by_id,
    )
    return person


def address_of(invitation: Invitation) -> str:
    """Return the address of an invitation; it changes each time that it is sent."""
    token = _LINK.sign(f"{invitation.uuid}.{invitation.round}")
    return reverse("invitation", kwargs={"token": token})


def _welcome(email: str, name: str, language: str) -> Person:
    if Person.objects.filter(email__iexact=email).exists():
        raise RefusedJoin("account")
    shown = " ".join(name.split())[:LONGEST_NAME]
    if not shown:
        raise RefusedJoin("person", "name")
    return welcome_person(email, shown, language=language)


def _send(invitation: Invitation, by: Person, site: str, language: str) -> Invitation:
    invitation.round += 1
    invitation.by = by
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + WORKS_FOR
    invitation.save(update_fields=["round", "by", "sent_at", "expires_at"])
    _journal("invitation.sent", invitation, by.pk)
    _write(invitation, by, site, language)
    return invitation


def _write(invitation: Invitation, by: Person, site: str, language: str) -> None:
    """Have the letter sent, once all is committed: the job holds neither address nor link."""
    enqueue(
        "joining.invited",
        service=invitation.service,
        by=by.pk,
        invitation=str(invitation.uuid),
        round=invitation.round,
        site=site,
        language=language,
    )


def _journal(action: str, invitation: Invitation, by: int | None) -> None:
    record_entry(
        action,
        service=invitation.service,
        by=by,
        object_kind="invitation",
        object_id=invitation.uuid,
        fields=[invitation.role],
    )

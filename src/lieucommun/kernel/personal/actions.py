"""Writes: note that someone took their data away; erase an account."""

from django.db import transaction
from django.db.models import Q

from lieucommun.kernel.joining.models import Invitation
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.people.place_roles import COORDINATOR, PLACE


class LastCoordinatorError(Exception):
    """Nobody would be left to see to the place."""


@transaction.atomic
def note_export(person: Person) -> None:
    """Note that someone took away all that is known about them."""
    record_entry("person.exported", by=person.pk, object_kind="person", object_id=person.uuid)


@transaction.atomic
def erase_account(person: Person) -> None:
    """Delete an account and all that follows it; records stay, without their author.

    The journal keeps an identifier that leads to nobody. Raises LastCoordinatorError.
    """
    if is_last_coordinator(person):
        raise LastCoordinatorError
    record_entry("person.erased", by=person.pk, object_kind="person", object_id=person.uuid)
    Invitation.objects.filter(Q(email__iexact=person.email) | Q(accepted_by=person)).delete()
    person.delete()


def is_last_coordinator(person: Person) -> bool:
    """Whether someone is the only one who sees to the whole place."""
    held = RoleGrant.objects.filter(service=PLACE, role=COORDINATOR, person__is_active=True)
    return held.filter(person=person).exists() and not held.exclude(person=person).exists()

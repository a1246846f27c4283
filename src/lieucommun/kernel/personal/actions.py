"""Writes: note that someone took their data away; erase an account."""

from django.db import transaction
from django.db.models import Q

from lieucommun.kernel.joining.models import Invitation
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.actions import keep_a_coordinator
from lieucommun.kernel.people.models import Person


@transaction.atomic
def note_export(person: Person) -> None:
    """Note that someone took away all that is known about them."""
    record_entry("person.exported", by=person.pk, object_kind="person", object_id=person.uuid)


@transaction.atomic
def erase_account(person: Person) -> None:
    """Delete an account and all that follows it; records stay, without their author.

    The journal keeps an identifier that leads to nobody. Raises LastCoordinatorError.
    """
    keep_a_coordinator(person)
    record_entry("person.erased", by=person.pk, object_kind="person", object_id=person.uuid)
    Invitation.objects.filter(Q(email__iexact=person.email) | Q(accepted_by=person)).delete()
    person.delete()

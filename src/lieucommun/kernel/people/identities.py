"""Writes about who an identity provider vouches for."""

from django.db import transaction

from lieucommun.kernel.journal.actions import record_entry

from .actions import organisation_of_siret
from .models import Identity, Person


@transaction.atomic
def recognise(person: Person, issuer: str, subject: str, *, siret: str = "") -> Identity:
    """Keep how a provider knows a person, and the organisation that it vouches for today.

    `siret` is a number already verified, "" for none.
    """
    organisation = organisation_of_siret(siret, "") if siret else None
    known, fresh = Identity.objects.get_or_create(
        issuer=issuer,
        subject=subject,
        defaults={"person": person, "organisation": organisation},
    )
    if fresh:
        record_entry("person.recognised", by=person.pk, object_kind="person", object_id=person.uuid)
    elif known.organisation != organisation:
        known.organisation = organisation
        known.save(update_fields=["organisation"])
    return known

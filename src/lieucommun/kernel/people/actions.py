"""Writes about people: one transaction and one journal entry each."""

from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.territories.queries import readings

from .holders import belongs_elsewhere, holders_for
from .models import Organisation, Person, RoleGrant
from .place_roles import COORDINATOR, PLACE, LastCoordinatorError
from .queries import is_last_coordinator
from .sessions.actions import end_all_sessions

LONGEST_SLUG, LONGEST_NAME, LONGEST_PERSON = 80, 200, 150


class AlreadyKnownError(Exception):
    """A person already signs in with this address."""


class UnknownPersonError(LookupError):
    """Nobody signs in with this address."""


def add_person(email: str, name: str, password: str, *, by: int | None = None) -> Person:
    """Add a person who signs in with a password.

    Raises AlreadyKnownError, or django's ValidationError for an address or password it refuses.
    """
    validate_email(email)
    validate_password(password, Person(email=email, name=name))
    try:
        with transaction.atomic():
            if Person.objects.filter(email__iexact=email).exists():
                raise AlreadyKnownError(email)
            person = Person.objects.create_user(email, password, name=name)
            record_entry("person.added", by=by, object_kind="person", object_id=person.uuid)
    except IntegrityError as twice:
        raise AlreadyKnownError(email) from twice
    return person


class UnknownTerritoryError(LookupError):
    """A code names no territory, or several: `readings` are their keys."""

    def __init__(self, code: str, readings: list[str]) -> None:
        self.code, self.readings = code, readings
        super().__init__(
            f"{code} may be {' or '.join(readings)}: write one of them."
            if readings
            else f"No territory is known as {code}; write a code such as departement:42."
        )


def welcome_person(email: str, name: str, *, language: str = "", by: int | None = None) -> Person:
    """Add a person whose address was just verified, by an e-mailed code or by a provider.

    They have no password. Raises AlreadyKnownError, or ValidationError for an address.
    """
    validate_email(email)
    try:
        with transaction.atomic():
            if Person.objects.filter(email__iexact=email).exists():
                raise AlreadyKnownError(email)
            shown = name.strip()[:LONGEST_PERSON] or email.partition("@")[0]
            person = Person.objects.create_user(
                email, None, name=shown, language=language, email_verified_at=timezone.now()
            )
            record_entry("person.welcomed", by=by, object_kind="person", object_id=person.uuid)
    except IntegrityError as twice:
        raise AlreadyKnownError(email) from twice
    return person


@transaction.atomic
def deactivate_person(person: Person, *, by: int | None) -> None:
    """Close an account, and end its sessions at once: the next click in any of them says so.

    What the person wrote stays. Doing it twice changes nothing. Raises LastCoordinatorError.
    """
    keep_a_coordinator(person)
    if not _switch(person, active=False):
        return
    end_all_sessions(person, reason="deactivated")
    record_entry("person.deactivated", by=by, object_kind="person", object_id=person.uuid)


@transaction.atomic
def reactivate_person(person: Person, *, by: int | None) -> None:
    """Open an account again; the person signs in anew. Doing it twice changes nothing."""
    if _switch(person, active=True):
        record_entry("person.reactivated", by=by, object_kind="person", object_id=person.uuid)


@transaction.atomic
def close_member(person: Person, organisation: Organisation, *, by: int) -> bool:
    """Close an account that serves one organisation only, and say so (True).

    Whoever has a role elsewhere keeps their account: their roles for this organisation end.
    """
    if not belongs_elsewhere(person, organisation):
        deactivate_person(person, by=by)
        return True
    for grant in holders_for(organisation).filter(person=person):
        take_role(grant, by=by)
    return False


def _switch(person: Person, *, active: bool) -> bool:
    changed = Person.objects.filter(pk=person.pk, is_active=not active).update(is_active=active)
    person.is_active = active
    return bool(changed)


class NamelessError(ValueError):
    """A person keeps a name."""


@transaction.atomic
def change_preferences(
    person: Person, *, name: str, language: str, easy_to_read: bool, daily_letters: bool
) -> None:
    """Keep how someone wants to be called and spoken to; raises NamelessError."""
    shown = " ".join(name.replace("\0", "").split())[:LONGEST_PERSON]
    if not shown:
        raise NamelessError
    wanted = {
        "name": shown,
        "language": language,
        "easy_to_read": easy_to_read,
        "daily_letters": daily_letters,
    }
    changed = [field for field, value in wanted.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, wanted[field])
    if changed:
        person.save(update_fields=changed)
        record_entry(
            "person.changed",
            by=person.pk,
            object_kind="person",
            object_id=person.uuid,
            fields=changed,
        )


@transaction.atomic
def verify_email(person: Person) -> None:
    """Note that a person reads the mail of their address: a link or a code came back from it."""
    if person.email_verified_at is None:
        person.email_verified_at = timezone.now()
        person.save(update_fields=["email_verified_at"])
        record_entry("person.verified", by=person.pk, object_kind="person", object_id=person.uuid)


def grant_role(
    email: str,
    service: str,
    role: str,
    *,
    organisation: str = "",
    territory: str = "",
    by: int | None = None,
) -> RoleGrant:
    """Give a role of a service to a person, for an organisation (its slug) or for none.

    `territory` is a key (`departement:42`) or a code that means one territory only. Giving it
    twice changes nothing. Raises UnknownPersonError, UnknownTerritoryError.
    """
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        raise UnknownPersonError(email)
    key = territory_key(territory)
    with transaction.atomic():
        held_for = ensure_organisation(organisation) if organisation else None
        return give_role(person, service, role, organisation=held_for, territory=key, by=by)


@transaction.atomic
def give_role(
    person: Person,
    service: str,
    role: str,
    *,
    organisation: Organisation | None = None,
    territory: str = "",
    by: int | None = None,
) -> RoleGrant:
    """Give a role to a person already found; giving it twice changes nothing."""
    given, fresh = RoleGrant.objects.get_or_create(
        person=person, service=service, role=role, organisation=organisation, territory=territory
    )
    if fresh:
        _journal("role.granted", given, by)
    return given


def territory_key(code: str) -> str:
    """Return the key of the territory that a code means; raises UnknownTerritoryError."""
    if not code:
        return ""
    found = [territory.key for territory in readings(code)]
    if len(found) != 1:
        raise UnknownTerritoryError(code, found)
    return found[0]


@transaction.atomic
def take_role(grant: RoleGrant, *, by: int | None = None) -> None:
    """Take a role away from whoever holds it; they may do it themselves.

    Raises LastCoordinatorError.
    """
    if (grant.service, grant.role) == (PLACE, COORDINATOR):
        keep_a_coordinator(grant.person)
    if RoleGrant.objects.filter(pk=grant.pk).delete()[0]:
        _journal("role.taken", grant, by)


def keep_a_coordinator(person: Person) -> None:
    """See that the place keeps a coordinator without this person, until the transaction ends.

    Whoever asks the same meanwhile waits: two coordinators cannot take each other away. Raises
    LastCoordinatorError.
    """
    held = RoleGrant.objects.filter(service=PLACE, role=COORDINATOR).order_by("pk")
    list(held.select_for_update().values_list("pk"))
    if is_last_coordinator(person):
        raise LastCoordinatorError


def _journal(action: str, grant: RoleGrant, by: int | None) -> None:
    record_entry(
        action,
        service=grant.service,
        by=by,
        object_kind="person",
        object_id=grant.person.uuid,
        fields=[grant.role],
    )


def organisation_of_siret(siret: str, name: str) -> Organisation:
    """Return the organisation of a SIRET already verified, adding it under that name if need be.

    Its slug is made of the number: another organisation may well bear the same name.
    """
    known = Organisation.objects.filter(siret=siret).order_by("pk").first()
    if known is not None:
        return known
    shown = (name or siret)[:LONGEST_NAME]
    return Organisation.objects.get_or_create(
        slug=f"siret-{siret}", defaults={"name": shown, "siret": siret}
    )[0]


def ensure_organisation(slug: str, *, name: str = "", demo: bool = False) -> Organisation:
    """Return the organisation of a slug, adding it when the place does not know it yet.

    A name makes its slug ("Équipe du Nord" is `equipe-du-nord`); ValueError when it makes none.
    """
    plain = (slugify(slug) or slugify(slug, allow_unicode=True))[:LONGEST_SLUG].strip("-")
    if not plain:
        raise ValueError(f"{slug!r} makes no slug of an organisation")
    known = Organisation.objects.filter(slug__in=[slug, plain]).first()
    if known is not None:
        return known
    shown = (name or slug)[:LONGEST_NAME]
    return Organisation.objects.create(slug=plain, name=shown, demo=demo)

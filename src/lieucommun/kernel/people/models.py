"""Who acts in a place: persons, organisations, and the roles given to them."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class People(BaseUserManager["Person"]):
    """Persons are found by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username or "")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """An account. Never the subject of a record.

    `generation` changes when every session of the person ends at once: it is part of what a
    session must match.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(max_length=12, blank=True)
    easy_to_read = models.BooleanField(default=False)
    #: Whether letters about records come together, once a day.
    daily_letters = models.BooleanField(default=False)
    #: When something that was sent to the address came back: a link followed, a code typed.
    email_verified_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    generation = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    #: Whether the session that this value was read for passed a second factor. Never kept with the
    #: person: what acts elsewhere in someone's name (a token, a job) says so for itself.
    proved: bool = False

    objects: ClassVar[People] = People()

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to the password, as Django does, and to the generation."""
        tied = f"{self.password}:{self.generation}"
        return salted_hmac(
            "lieucommun.people.session", tied, secret=secret, algorithm="sha256"
        ).hexdigest()


class Organisation(models.Model):
    """A lab, a service of the State, a local authority, an association."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    territory = models.CharField(max_length=24, blank=True)
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """A role of a service, given to a person, for an organisation and a territory or for none."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    service = models.SlugField(max_length=80)
    role = models.SlugField(max_length=80)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="grants"
    )
    territory = models.CharField(max_length=24, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "service", "role", "organisation", "territory"],
                name="one_grant_per_role",
                nulls_distinct=False,
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "service"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.service} · {self.role}"


class Identity(models.Model):
    """How an identity provider knows a person: its own address, and the name that it gives them.

    `organisation` is the one that the provider vouched for when the person last came, by SIRET.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="identities"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_person_per_identity")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.issuer}"

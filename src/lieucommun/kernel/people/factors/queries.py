"""Reads about second factors."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lieucommun.kernel.people.models import Person


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey, as its owner named it."""

    id: int
    name: str
    added: dt.datetime
    used: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """What someone can prove who they are with, beyond a code by e-mail or a password."""

    passkeys: tuple[Passkey, ...] = ()
    app: bool = False
    codes_left: int = 0

    def __bool__(self) -> bool:
        return bool(self.passkeys) or self.app


def factors_of(person: Person) -> Factors:
    """Return the second factors of a person; one query."""
    from allauth.mfa.models import Authenticator

    by_type: dict[str, list[Any]] = {}
    for row in Authenticator.objects.filter(user=person).order_by("pk"):
        by_type.setdefault(row.type, []).append(row)
    kept = by_type.get(Authenticator.Type.RECOVERY_CODES, [])
    return Factors(
        tuple(
            Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at)
            for row in by_type.get(Authenticator.Type.WEBAUTHN, [])
        ),
        app=Authenticator.Type.TOTP in by_type,
        codes_left=len(kept[0].wrap().get_unused_codes()) if kept else 0,
    )


def recovery_codes(person: Person) -> list[str]:
    """Return the recovery codes that were not used yet."""
    from allauth.mfa.models import Authenticator

    kept = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(kept.wrap().get_unused_codes()) if kept else []

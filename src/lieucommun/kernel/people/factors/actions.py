"""Writes about second factors: one journal entry each."""

import time
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Person

LONGEST_NAME = 60


@transaction.atomic
def add_passkey(person: Person, name: str, credential: dict[str, Any]) -> int:
    """Keep a passkey that the browser has just made, and return its id."""
    from allauth.mfa.webauthn.internal.auth import WebAuthn

    kept = WebAuthn.add(person, name[:LONGEST_NAME], credential).instance
    _ensure_codes(person)
    _record("person.factor_added", person, "webauthn")
    return int(kept.pk)


@transaction.atomic
def rename_passkey(person: Person, passkey: int, name: str) -> None:
    """Give a passkey another name. Raises Authenticator.DoesNotExist."""
    from allauth.mfa.models import Authenticator

    kept = Authenticator.objects.get(user=person, pk=passkey, type=Authenticator.Type.WEBAUTHN)
    kept.data["name"] = name[:LONGEST_NAME]
    kept.save(update_fields=["data"])
    _record("person.factor_renamed", person, "webauthn")


@transaction.atomic
def add_app(person: Person, secret: str, counter: int) -> int:
    """Keep the secret shared with an app, whose code of `counter` was just typed."""
    from allauth.mfa.totp.internal.auth import TOTP

    kept = TOTP.activate(person, secret).instance
    kept.data["counter"] = counter
    kept.save(update_fields=["data"])
    _ensure_codes(person)
    _record("person.factor_added", person, "totp")
    return int(kept.pk)


@transaction.atomic
def remove_factor(person: Person, *, passkey: int | None = None) -> bool:
    """Forget a passkey, or the app; recovery codes go with the last. Says whether there was one."""
    from allauth.mfa.models import Authenticator

    rows = Authenticator.objects.filter(user=person)
    kind = Authenticator.Type.TOTP if passkey is None else Authenticator.Type.WEBAUTHN
    which = {} if passkey is None else {"pk": passkey}
    removed, _each = rows.filter(type=kind, **which).delete()
    if not rows.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        rows.delete()
    if removed:
        _record("person.factor_removed", person, kind)
    return bool(removed)


@transaction.atomic
def forget_factors(person: Person, *, by: int | None) -> int:
    """Forget every second factor of someone who lost them all; returns how many there were."""
    from allauth.mfa.models import Authenticator

    removed, _each = Authenticator.objects.filter(user=person).delete()
    if removed:
        record_entry("person.factors_forgotten", by=by, object_kind="person", object_id=person.uuid)
    return int(removed)


@transaction.atomic
def renew_codes(person: Person) -> None:
    """Draw new recovery codes; the former ones are worth nothing any more."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    _ensure_codes(person)
    _record("person.codes_renewed", person, "recovery_codes")


@transaction.atomic
def use_code(person: AbstractBaseUser, typed: str) -> Any | None:
    """Return the factor that a typed code proves, used up; nothing when the code is wrong.

    A code of the app serves once, whichever process it is sent to: the step it belongs to is kept.
    """
    from allauth.mfa.models import Authenticator

    rows = Authenticator.objects.select_for_update().filter(user=person)
    for row in rows.filter(type=Authenticator.Type.TOTP):
        counter = matching_step(_secret(row), typed)
        if counter is not None and counter > row.data.get("counter", 0):
            row.data["counter"] = counter
            row.save(update_fields=["data"])
            return row
    for row in rows.filter(type=Authenticator.Type.RECOVERY_CODES):
        if row.wrap().validate_code(typed):
            return row
    return None


def matching_step(secret: str, typed: str) -> int | None:
    """Return the step of thirty seconds, around now, whose code was typed; nothing if none is."""
    from allauth.core.internal.cryptokit import compare_user_code
    from allauth.mfa import app_settings
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    now = int(time.time()) // app_settings.TOTP_PERIOD
    steps = range(now - app_settings.TOTP_TOLERANCE, now + app_settings.TOTP_TOLERANCE + 1)
    for step in steps:
        expected = format_hotp_value(hotp_value(secret, step))
        if compare_user_code(actual=typed, expected=expected):
            return step
    return None


def _secret(row: Any) -> str:
    from allauth.mfa.utils import decrypt

    return str(decrypt(row.data["secret"]))


def _ensure_codes(person: Person) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(person)


def _record(action: str, person: Person, kind: str) -> None:
    record_entry(action, by=person.pk, object_kind="person", object_id=person.uuid, fields=[kind])

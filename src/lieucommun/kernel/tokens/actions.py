"""Writes about tokens: one transaction and one journal entry each."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Organisation, Person

from .models import KeptAnswer, Token
from .queries import MARK, digest

MOST_DAYS = 365
#: The hour of the last use is written once in this time, not at each request.
USE_EVERY = dt.timedelta(minutes=1)
ANSWERS_KEPT = dt.timedelta(hours=24)
#: A token that ended stays listed, so that one can still tell what it was.
ENDED_KEPT = dt.timedelta(days=365)
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class TooLongError(ValueError):
    """A token lives a day at least and a year at most."""


class KeyReusedError(Exception):
    """The key of a request that may be sent again came with another request."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a token opens: where ("" everywhere), with which roles (None for all), to write too."""

    service: str = ""
    dataset: str = ""
    roles: tuple[str, ...] | None = None
    writes: bool = False


@transaction.atomic
def create_token(
    name: str,
    *,
    of: Person | Organisation,
    scope: Scope,
    days: int,
    by: Person | None,
    second_factor: bool = False,
) -> tuple[Token, str]:
    """Make a token of a person or an organisation; return it with its text, shown this once.

    A token of an organisation has roles of its own. Raises TooLongError.
    """
    if not 1 <= days <= MOST_DAYS:
        raise TooLongError(days)
    prefix = "".join(secrets.choice(ALPHABET) for _ in range(8))
    text = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    token = Token.objects.create(
        name=name,
        prefix=prefix,
        hash=digest(text),
        person=of if isinstance(of, Person) else None,
        organisation=of if isinstance(of, Organisation) else None,
        service=scope.service,
        dataset=scope.dataset,
        writes=scope.writes,
        roles=None if scope.roles is None else sorted(scope.roles),
        second_factor=second_factor,
        made_by=by,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )
    _note("token.created", token, by.pk if by else None, scope.roles or ())
    return token, text


@transaction.atomic
def revoke_token(token: Token, *, by: int | None) -> None:
    """End a token at once; ending it twice changes nothing."""
    alive = Token.objects.filter(pk=token.pk, revoked_at__isnull=True)
    if alive.update(revoked_at=timezone.now()):
        _note("token.revoked", token, by)


def note_use(token: Token) -> None:
    """Write when a token was last used, to the minute."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= USE_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)


def note_write(token: Token, service: str, dataset: str) -> None:
    """Journal that a write was made through a token; called in the transaction of that write."""
    record_entry(
        "token.wrote",
        service=service,
        by=token.person_id,
        object_kind="token",
        object_id=token.uuid,
        fields=[dataset],
    )


def reserve_answer(token: Token, key: str, digest: str) -> KeptAnswer:
    """Return what was answered to a key within a day, or a row to keep it in, still empty.

    In the transaction of the write: of two at once, the second waits for the first. `digest` is
    that of the request; raises KeyReusedError when the key came with another one.
    """
    before = timezone.now() - ANSWERS_KEPT
    KeptAnswer.objects.filter(token=token, key=key, at__lt=before).delete()
    kept, fresh = KeptAnswer.objects.get_or_create(
        token=token, key=key, defaults={"digest": digest}
    )
    if not fresh and kept.digest != digest:
        raise KeyReusedError(key)
    return kept


def keep_answer(kept: KeptAnswer, answer: dict[str, object]) -> None:
    """Keep what was answered: identifiers, a version, a state."""
    kept.answer = answer
    kept.save(update_fields=["answer"])


@transaction.atomic
def forget_ended() -> int:
    """Delete answers a day old and tokens that ended a year ago; return how many tokens."""
    now = timezone.now()
    KeptAnswer.objects.filter(at__lt=now - ANSWERS_KEPT).delete()
    before = now - ENDED_KEPT
    ended = Token.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before))
    return ended.delete()[1].get("tokens.Token", 0)


def _note(act: str, token: Token, by: int | None, fields: Iterable[str] = ()) -> None:
    record_entry(
        act,
        service=token.service,
        by=by,
        object_kind="token",
        object_id=token.uuid,
        fields=fields,
    )

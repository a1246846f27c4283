"""What is hashed and signed: the canonical form of an entry, and keyed digests.

Hashes are SHA-256 in lower-case hexadecimal; signatures are HMAC-SHA-256 under a key derived from
the place's. A former key of the place (SECRET_KEY_FALLBACKS) still signs.
"""

import datetime as dt
import json
import re
import uuid as uuids
from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import JournalAnchor, JournalEntry, JournalHead

#: What the first entry of a chain stands on.
ORIGIN = "0" * 64
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{0,64}")


def canonical(entry: JournalEntry) -> str:
    """Return every column of an entry as one text, the same on both databases."""
    return _written(
        entry.service,
        entry.pk,
        _instant(entry.at),
        entry.action,
        entry.person,
        entry.object_kind,
        entry.object_id,
        entry.fields,
        entry.count,
    )


def chained(entry: JournalEntry, previous: str) -> str:
    """Return the hash of an entry in a chain, after the hash before it."""
    return _hash(f"{previous}\n{canonical(entry)}")


def summary(heads: Iterable[JournalHead]) -> str:
    """Return one hash over where every chain ends."""
    rows = sorted((head.service, head.sequence, head.entry, head.hash) for head in heads)
    return _hash(_written(*rows))


def spanned(anchor: JournalAnchor) -> str:
    """Return what the signature of an anchor signs."""
    return _written(anchor.service, anchor.first, anchor.last, anchor.hash, _instant(anchor.at))


def signed(purpose: str, text: str) -> str:
    """Sign a text with the place's key."""
    return _hmac(purpose, text, settings.SECRET_KEY)


def is_signed(purpose: str, text: str, signature: str) -> bool:
    """Say whether a signature was made with the place's key, or a former one."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(_hmac(purpose, text, key), signature) for key in keys)


def identifier(value: object) -> str:
    """Return an identifier as it is, and anything else (an address, a name) as a keyed digest.

    A digest finds the same value again in this place, and tells nothing without its key.
    """
    text = str(value)
    if isinstance(value, int | uuids.UUID) or _IDENTIFIER.fullmatch(text):
        return text
    return signed("value", text)


def _instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _written(*values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _hmac(purpose: str, text: str, key: str | bytes) -> str:
    salt = f"lieucommun.journal.{purpose}"
    return salted_hmac(salt, text, secret=key, algorithm="sha256").hexdigest()

"""What the provider says of itself, and the keys it signs with: kept an hour."""

import threading
import time
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from .exchange import ProviderError, get

WELL_KNOWN = "/.well-known/openid-configuration"
KEPT = 3600
#: A key that is not known makes the set be read again, not more often than this.
KEYS_AGAIN = 30
NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


@dataclass(slots=True)
class _Kept:
    read_at: float = float("-inf")
    value: dict[str, Any] = field(default_factory=dict)


_documents: dict[str, _Kept] = {}
_lock = threading.Lock()


def configuration() -> dict[str, Any]:
    """Return the provider's own description. Raises ProviderError."""
    server = settings.OIDC_SERVER
    found = _read(server + WELL_KNOWN, KEPT)
    if found.get("issuer", "").rstrip("/") != server:
        raise ProviderError("the provider says it is another issuer")
    missing = [name for name in NEEDED if not isinstance(found.get(name), str)]
    if missing:
        raise ProviderError(f"the provider does not say its {missing[0]}")
    return found


def key(identifier: str | None) -> dict[str, Any]:
    """Return the key of an identifier, as JWK; the only one when none is said.

    Raises ProviderError.
    """
    url = configuration()["jwks_uri"]
    for age in (KEPT, KEYS_AGAIN):
        keys = [each for each in _read(url, age).get("keys", []) if isinstance(each, dict)]
        signing = [each for each in keys if each.get("use", "sig") == "sig"]
        named = [each for each in signing if identifier is None or each.get("kid") == identifier]
        if len(named) == 1:
            return named[0]
    raise ProviderError("the provider has no such key")


def forget() -> None:
    """Make the next sign-in ask the provider again."""
    with _lock:
        _documents.clear()


def _read(url: str, age: float) -> dict[str, Any]:
    with _lock:
        kept = _documents.setdefault(url, _Kept())
    if time.monotonic() - kept.read_at > age:
        kept.value = get(url).json()
        kept.read_at = time.monotonic()
    return kept.value

"""The way to the provider and back: state, nonce and proof of possession of each sign-in."""

import base64
import hashlib
import hmac
import secrets
import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .configuration import configuration
from .exchange import ProviderError, post
from .leaving import HINT
from .tokens import Claims, claims_of, read_identity, read_userinfo

KEY = "openid-coming"
LIFETIME = 15 * 60


def leave_for(request: HttpRequest, wanted: str) -> str:
    """Return the address of the provider at which one proves who one is. Raises ProviderError."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    request.session[KEY] = {
        "state": state,
        "nonce": nonce,
        "verifier": verifier,
        "wanted": wanted,
        "at": time.time(),
    }
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": _back(request),
        "scope": " ".join(settings.OIDC_SCOPES),
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    if settings.OIDC_ACR:
        asked["acr_values"] = " ".join(settings.OIDC_ACR)
    endpoint = configuration()["authorization_endpoint"]
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def come_back(request: HttpRequest) -> tuple[Claims, str]:
    """Return who came back from the provider, and where they were going. Raises ProviderError.

    What was kept for this sign-in serves once.
    """
    kept = request.session.pop(KEY, None)
    state = request.GET.get("state", "")
    if not kept or time.time() - kept["at"] > LIFETIME:
        raise ProviderError("nobody of this session was expected back")
    if not hmac.compare_digest(kept["state"].encode(), state.encode()):
        raise ProviderError("the answer is to another request (state)")
    issuer = request.GET.get("iss")
    if issuer is not None and issuer != configuration()["issuer"]:
        raise ProviderError("the answer comes from another provider (iss)")
    if "code" not in request.GET:
        raise ProviderError(f"no code: {request.GET.get('error', '')[:80]}")
    tokens = _exchange(request, request.GET["code"], kept["verifier"])
    identity = read_identity(str(tokens.get("id_token", "")), kept["nonce"])
    userinfo = read_userinfo(str(tokens.get("access_token", "")), identity)
    request.session[HINT] = tokens["id_token"]
    return claims_of(identity, userinfo), kept["wanted"]


def _exchange(request: HttpRequest, code: str, verifier: str) -> dict[str, Any]:
    known = configuration()
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _back(request),
        "code_verifier": verifier,
    }
    client = (settings.OIDC_CLIENT_ID, settings.OIDC_SECRET)
    methods = known.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if "client_secret_basic" in methods:
        return post(known["token_endpoint"], fields, basic=client).json()
    told = {"client_id": client[0], "client_secret": client[1]}
    return post(known["token_endpoint"], {**fields, **told}, basic=None).json()


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("provider-back"))

"""Signed tokens: who signed, for whom, until when. Whatever is not plainly right is refused.

RFC 8725 (best practices of JWT): the algorithm is chosen here, never by the token alone.
"""

import hmac
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from .configuration import configuration, key
from .exchange import ProviderError, get

#: Kind of key (JWK `kty`) that each algorithm asks for; none that anyone could sign with.
ALGORITHMS = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
#: Clocks differ, in seconds.
LEEWAY = 60


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider vouches for. `verified`: the address is known to be the person's."""

    issuer: str
    subject: str
    email: str
    verified: bool
    name: str
    siret: str


def read_identity(token: str, nonce: str) -> dict[str, Any]:
    """Return the claims of an ID token asked for with a nonce. Raises ProviderError."""
    claims = verified(token, require=["iss", "sub", "aud", "exp", "iat"])
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise ProviderError("the token answers another question (nonce)")
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != _client():
        raise ProviderError("the token is for someone else (azp)")
    if settings.OIDC_ACR and claims.get("acr") not in settings.OIDC_ACR:
        raise ProviderError("the level of assurance (acr) is not one that was asked for")
    return claims


def read_userinfo(access_token: str, identity: dict[str, Any]) -> dict[str, Any]:
    """Ask who came, signed or not, and return it. Raises ProviderError.

    What comes signed (ProConnect) is verified; what does not (most others) came over TLS from the
    provider itself. Both must speak of the person of the ID token.
    """
    answer = get(configuration()["userinfo_endpoint"], token=access_token)
    if answer.kind == "application/jwt":
        text = answer.body.decode("ascii", errors="replace").strip()
        found = verified(text, require=["iss", "sub", "aud"])
    else:
        found = answer.json()
    if found.get("sub") != identity["sub"]:
        raise ProviderError("the provider speaks of someone else (sub)")
    return found


def verified(token: str, *, require: list[str]) -> dict[str, Any]:
    """Return the claims of a token signed by the provider for this place. Raises ProviderError."""
    import jwt

    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        kind = ALGORITHMS.get(algorithm if isinstance(algorithm, str) else "")
        if kind is None:
            raise ProviderError(f"tokens signed with {algorithm!r} are refused")
        jwk = key(header.get("kid"))
        if jwk.get("kty") != kind or jwk.get("alg", algorithm) != algorithm:
            raise ProviderError("the key is not for this algorithm")
        found: dict[str, Any] = jwt.decode(
            token,
            jwt.PyJWK(jwk, algorithm=algorithm).key,
            algorithms=[str(algorithm)],
            audience=_client(),
            issuer=configuration()["issuer"],
            leeway=LEEWAY,
            options={"require": require},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as refused:
        raise ProviderError(f"a token is refused: {refused}") from refused
    return found


def claims_of(identity: dict[str, Any], userinfo: dict[str, Any]) -> Claims:
    """Return who came, from both tokens; a SIRET that is none is left out."""
    told = {**identity, **userinfo}
    email = _text(told, "email")
    vouched = userinfo.get("email_verified", identity.get("email_verified"))
    return Claims(
        issuer=str(identity["iss"]),
        subject=str(identity["sub"]),
        email=email,
        verified=bool(email) and (vouched is True or (vouched is None and _trusted())),
        name=_name(told),
        siret=_siret(_text(told, "siret")),
    )


def _name(told: dict[str, Any]) -> str:
    # ProConnect says `usual_name` where others say `family_name`.
    family = _text(told, "family_name") or _text(told, "usual_name")
    return " ".join(filter(None, (_text(told, "given_name"), family))) or _text(told, "name")


def _siret(text: str) -> str:
    from stdnum.exceptions import ValidationError
    from stdnum.fr import siret

    try:
        return str(siret.validate(text))
    except ValidationError:
        return ""


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return " ".join(value.replace("\0", "").split()) if isinstance(value, str) else ""


def _trusted() -> bool:
    return bool(settings.OIDC_EMAIL_VERIFIED)


def _client() -> str:
    return str(settings.OIDC_CLIENT_ID)

"""A device that holds one passkey, in tests, as a browser would speak for it."""

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
)

NUMBER = b"a credential of a test"
FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Device:
    """One key pair, for one site."""

    def __init__(self, site: str = "testserver") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.site = site

    def made(self, challenge: str = "") -> dict[str, Any]:
        """Return what a browser sends once the passkey is made."""
        public = ES256.from_cryptography_key(self.key.public_key())
        kept = AttestedCredentialData.create(b"\0" * 16, NUMBER, public)
        site = hashlib.sha256(self.site.encode()).digest()
        data = AuthenticatorData.create(site, FLAGS | AuthenticatorData.FLAG.AT, 0, kept)
        told = self._told("webauthn.create", challenge)
        proof = AttestationObject.create("none", data, {})
        return self._answer(told, attestationObject=websafe_encode(proof))

    def proof(self, challenge: str, owner: str) -> dict[str, Any]:
        """Return what a browser sends once its owner said yes; `owner` is the handle of the key."""
        site = hashlib.sha256(self.site.encode()).digest()
        data = AuthenticatorData.create(site, FLAGS, 0)
        told = self._told("webauthn.get", challenge)
        signed = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            told,
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signed),
            userHandle=owner,
        )

    def _told(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": f"https://{self.site}"}
        return json.dumps(told).encode()

    def _answer(self, told: bytes, **response: str) -> dict[str, Any]:
        return {
            "id": websafe_encode(NUMBER),
            "rawId": websafe_encode(NUMBER),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {"clientDataJSON": websafe_encode(told), **response},
        }

"""An OpenID Connect provider on this machine, honest or hostile, for tests.

It signs with its own keys, checks PKCE and the client's secret, and may be told to answer wrongly.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

CLIENT, SECRET = "lieu", "a secret: with / signs"
Change = Callable[[dict[str, Any]], dict[str, Any]]


@cache
def drawn(name: str) -> Any:
    """Return a private key, drawn once for each name: it takes a while."""
    if name == "EC":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(65537, 2048)


def _same(claims: dict[str, Any]) -> dict[str, Any]:
    return claims


@dataclass
class Provider:
    """What it knows of its one person, and how it answers; `calls` are the paths asked for."""

    address: str = ""
    algorithm: str = "RS256"
    signs: bool = True
    claims: dict[str, Any] = field(default_factory=dict)
    identity: Change = _same
    userinfo: Change = _same
    configuration: Change = _same
    raw_identity: Callable[["Provider", dict[str, Any]], str] | None = None
    raw_userinfo: Callable[["Provider", dict[str, Any]], str] | None = None
    calls: list[str] = field(default_factory=list)
    granted: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rsa = drawn("RSA")
        self.ec = drawn("EC")

    @property
    def key(self) -> Any:
        return self.ec if self.algorithm == "ES256" else self.rsa

    def keys(self) -> dict[str, Any]:
        """Return the public keys, as a JWK set."""
        pairs = (("RS256", RSAAlgorithm, self.rsa), ("ES256", ECAlgorithm, self.ec))
        return {
            "keys": [
                json.loads(kind.to_jwk(private.public_key()))
                | {"kid": name, "use": "sig", "alg": name}
                for name, kind, private in pairs
            ]
        }

    def sign(self, claims: dict[str, Any]) -> str:
        """Return a token signed by this provider."""
        return jwt.encode(claims, self.key, self.algorithm, {"kid": self.algorithm})

    def authorize(self, query: dict[str, str]) -> str:
        """Return where the browser is sent back: its person has just said yes."""
        self.asked = query
        code = secrets.token_urlsafe(8)
        self.granted[code] = query
        back = {"code": code, "state": query["state"], "iss": self.address}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def tokens(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Return the tokens of a code, once, to whoever proves that it asked for it."""
        expected = base64.b64encode(b"lieu:a%20secret%3A%20with%20%2F%20signs").decode()
        query = self.granted.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        )
        if query is None or authorization != f"Basic {expected}":
            return None
        if query["code_challenge"] != challenge.decode().rstrip("="):
            return None
        now = int(time.time())
        claims = self.identity(
            {
                "iss": self.address,
                "aud": CLIENT,
                "sub": self.claims["sub"],
                "iat": now,
                "exp": now + 60,
                "nonce": query["nonce"],
                "acr": "eidas1",
            }
        )
        token = self.raw_identity(self, claims) if self.raw_identity else self.sign(claims)
        return {"access_token": "opens userinfo", "token_type": "Bearer", "id_token": token}

    def told(self) -> tuple[str, str]:
        """Return what userinfo answers: its type, and its text."""
        claims = self.userinfo(dict(self.claims))
        if not self.signs:
            return "application/json", json.dumps(claims)
        now = int(time.time())
        whole = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **claims}
        if self.raw_userinfo:
            return "application/jwt", self.raw_userinfo(self, whole)
        return "application/jwt", self.sign(whole)

    def describe(self) -> dict[str, Any]:
        """Return the discovery document."""
        return self.configuration(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/jwks",
                "end_session_endpoint": f"{self.address}/leave",
            }
        )


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.provider.calls.append(parts.path)
        if parts.path == "/.well-known/openid-configuration":
            self._json(self.provider.describe())
        elif parts.path == "/jwks":
            self._json(self.provider.keys())
        elif parts.path == "/userinfo":
            kind, text = self.provider.told()
            self._answer(kind, text.encode())
        elif parts.path in {"/authorize", "/leave"}:
            back = self.provider.authorize(query) if parts.path == "/authorize" else ""
            self.send_response(302)
            self.send_header("Location", back or query["post_logout_redirect_uri"])
            self.end_headers()
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        form = {
            name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()
        }
        found = self.provider.tokens(form, self.headers.get("Authorization", ""))
        if found is None:
            self._answer("application/json", b'{"error": "invalid_grant"}', 400)
        else:
            self._json(found)

    def _json(self, value: object) -> None:
        self._answer("application/json", json.dumps(value).encode())

    def _answer(self, kind: str, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """Serve a provider on a free port."""
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

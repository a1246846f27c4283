"""Functions of digests and encodings."""

import base64
import binascii
import hashlib

from lieucommun.engines.xforms.errors import ExpressionError

from .registry import function

ALGORITHMS = {
    "MD5": hashlib.md5,
    "SHA-1": hashlib.sha1,
    "SHA-256": hashlib.sha256,
    "SHA-384": hashlib.sha384,
    "SHA-512": hashlib.sha512,
}


def _check(_: object, algorithm: object, encoding: object = None) -> None:
    if isinstance(algorithm, str) and algorithm.upper() not in ALGORITHMS:
        raise ExpressionError(f"digest() does not know “{algorithm}”: {', '.join(ALGORITHMS)}")
    if isinstance(encoding, str) and encoding.lower() not in {"hex", "base64"}:
        raise ExpressionError(f"digest() writes hex or base64, not “{encoding}”")


@function("digest", "value: string, algorithm: string, encoding?: string", "string", check=_check)
def digest(value: str, algorithm: str, encoding: str = "base64") -> str:
    """The digest of a text (MD5, SHA-1, SHA-256, SHA-384, SHA-512), in base64 or hex."""
    _check(value, algorithm, encoding)
    found = ALGORITHMS[algorithm.upper()](value.encode(), usedforsecurity=False)
    if encoding.lower() == "hex":
        return found.hexdigest()
    return base64.b64encode(found.digest()).decode()


@function("base64-decode", "value: string", "string")
def base64_decode(value: str) -> str:
    """The text that base64 holds; nothing when it is not base64."""
    try:
        return base64.b64decode(value, validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        return ""

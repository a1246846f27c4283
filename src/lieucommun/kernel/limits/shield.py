"""Keep programs that fill public forms by the hundred at bay, and no person.

A form carries a signed stamp, a field that people do not see, and room for a piece of work that
their browser does while they type. Whoever brings the work passes at an ample rate; without it
(no script, a stamp used twice or too old, a form sent faster than one reads) at a slower one.
Nobody is refused for good: the answer says how long to wait, and the form still holds what was
entered.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .actions import take
from .addresses import address_of

STAMP, WORK, TRAP = "shield-stamp", "shield-work", "shield-address"
#: Zero bits that begin the hash: some 4,000 tries, a fraction of a second on a telephone.
DIFFICULTY = 12
#: Seconds for which a stamp is good: a long form may be left for the night.
LIFETIME = 24 * 3600
QUICKEST = 2
PERIOD = 600
WITH_WORK, WITHOUT = 60, 6


@dataclass(frozen=True, slots=True)
class Examined:
    """Whether a form that was sent may go on; else a sentence to show above it."""

    passes: bool
    sentence: str = ""
    retry_after: int = 0


def stamp(purpose: str) -> str:
    """Return what a form carries: when it was shown, signed, and different each time."""
    return _signer(purpose).sign(secrets.token_urlsafe(9))


def examine(request: HttpRequest, purpose: str) -> Examined:
    """Say whether a form that was sent may go on. To be asked once, outside a transaction."""
    if request.POST.get(TRAP, "").strip():
        return Examined(
            passes=False,
            sentence=_(
                "A field that people do not see was filled in, perhaps by your browser. "
                "It is empty again: check your answers and send once more."
            ),
        )
    worked = _is_signed_in(request) or _worked(request, purpose)
    scope = f"{purpose}-{'worked' if worked else 'plain'}"
    most = WITH_WORK if worked else WITHOUT
    verdict = take(scope, _caller(request), most=most, within=PERIOD)
    if verdict.allowed:
        return Examined(passes=True)
    sentence = _(
        "A great deal was sent from your connection in a short time. Nothing is lost: wait "
        "%(seconds)s seconds, then send again."
    ) % {"seconds": verdict.retry_after}
    return Examined(passes=False, sentence=sentence, retry_after=verdict.retry_after)


def is_work(stamped: str, answer: str) -> bool:
    """Whether an answer to a stamp begins, hashed with it, with enough zero bits."""
    digest = sha256(f"{stamped}.{answer}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - DIFFICULTY) == 0


def _worked(request: HttpRequest, purpose: str) -> bool:
    """Whether the browser did its work, for a stamp of ours that was never used before."""
    stamped, answer = request.POST.get(STAMP, ""), request.POST.get(WORK, "")
    if not answer or not is_work(stamped, answer):
        return False
    try:
        _signer(purpose).unsign(stamped, max_age=LIFETIME)
    except BadSignature:
        return False
    if not _is_read(stamped, purpose):
        return False
    return take(f"{purpose}-stamp", stamped, most=1, within=LIFETIME).allowed


def _is_read(stamped: str, purpose: str) -> bool:
    """Whether the form was shown for as long as it takes to read it."""
    try:
        _signer(purpose).unsign(stamped, max_age=QUICKEST)
    except BadSignature:  # older than that: as it should be
        return True
    return False


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(salt=f"lieucommun.shield.{purpose}")


def _caller(request: HttpRequest) -> str:
    if _is_signed_in(request):
        return f"person:{request.user.pk}"
    return f"address:{address_of(request)}"


def _is_signed_in(request: HttpRequest) -> bool:
    """Whether someone answers for what is sent; they pass at the ample rate."""
    person = getattr(request, "user", None)
    return person is not None and bool(person.is_authenticated)

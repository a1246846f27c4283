"""Links to files: signed, short-lived, of use to nobody else when they are personal."""

import base64
import time
import uuid as uuids
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from .models import Attachment

SALT = "lieucommun.files"
#: How long a link to the file of a record opens it: its access is checked at each download.
OF_RECORD = 12 * 3600
#: How long a link opens that may be passed on: to a program, to an import.
SHORT = 300


class BadLink(ValueError):  # noqa: N818 - what the visitor followed
    """A link that this place did not make."""


class PastLink(BadLink):
    """A link whose time is over."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link opens: a file, or its small image; `session` is a digest of the only one.

    `bearer` is the number of the token of the API for which it was made; 0 for none.
    """

    uuid: uuids.UUID
    thumbnail: bool
    session: str
    bearer: int = 0

    def opens(self, session: str | None) -> bool:
        """Say whether a session may follow the link."""
        return not self.session or self.session == _digest(session or "")


def signed_link(
    attachment: Attachment,
    seconds: int = SHORT,
    *,
    session: str = "",
    thumbnail: bool = False,
    bearer: int = 0,
) -> str:
    """Return an address that opens a file for a time; `session`: the key of the only session.

    `bearer`: the number of a token, whose rights are asked at each download.
    """
    told = (
        base64.urlsafe_b64encode(attachment.uuid.bytes).decode().rstrip("="),
        format(int(time.time()) + seconds, "x"),
        "t" if thumbnail else "",
        _digest(session) if session else "",
        *((str(bearer),) if bearer else ()),
    )
    token = signing.Signer(salt=SALT).sign(".".join(told))
    return reverse("file", args=[token])


def read_link(token: str) -> Claim:
    """Return what a link opens; raises BadLink or PastLink."""
    try:
        told = signing.Signer(salt=SALT).unsign(token).split(".")
        uuid, until, small, session, *more = told
        found = uuids.UUID(bytes=base64.urlsafe_b64decode(uuid + "=="))
        late = int(until, 16) < time.time()
        bearer = int(more[0]) if more else 0
    except (signing.BadSignature, ValueError):
        raise BadLink(token) from None
    if late:
        raise PastLink(token)
    return Claim(found, bool(small), session, bearer)


def _digest(session: str) -> str:
    return signing.base64_hmac(SALT, session, "session")[:22]

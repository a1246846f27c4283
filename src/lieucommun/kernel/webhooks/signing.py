"""How a receiver knows that a message is ours, and fresh: the signatures of Standard Webhooks 1.

The secret of a webhook is computed from the key of the place, its uuid and its generation: nothing
in the database gives it away, and another generation is another secret.
"""

import base64
import hmac
from hashlib import sha256

from django.utils.crypto import salted_hmac

from .models import Webhook

MARK = "whsec_"


def secret_of(webhook: Webhook) -> str:
    """Return the secret to be given to whoever receives."""
    told = f"{webhook.uuid}:{webhook.generation}"
    key = salted_hmac("lieucommun.webhooks", told, algorithm="sha256").digest()
    return MARK + base64.b64encode(key).decode("ascii")


def signature(secret: str, message: str, timestamp: int, body: bytes) -> str:
    """Sign a message: its id, its time (seconds) and its body, as `v1,<base64>`."""
    key = base64.b64decode(secret.removeprefix(MARK))
    signed = f"{message}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, sha256)).decode("ascii")

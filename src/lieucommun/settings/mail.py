"""Where e-mails leave: an SMTP server named by one address, or files in the data folder."""

from typing import Any
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}


def smtp(url: str) -> dict[str, Any]:
    """Return Django's settings for `smtp://user:key@host:587` (STARTTLS) or `smtps://…` (TLS).

    `smtp+plain://host:25` sends in clear, to a relay on the same machine. Raises ValueError.
    """
    parts = urlsplit(url)
    if parts.scheme not in {*PORTS, "smtp+plain"} or not parts.hostname:
        raise ValueError(
            "LIEU_EMAIL_URL must read smtp://user:key@host:587 or smtps://user:key@host:465; "
            "the scheme or the name of the host is missing."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }

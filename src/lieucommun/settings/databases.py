"""Database settings of the two sizes of place."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .sqlite import use_safe_sqlite


def sqlite(path: Path | str) -> dict[str, Any]:
    """Return Django's settings for a durable SQLite file; refuses an affected SQLite."""
    use_safe_sqlite()
    return {
        "ENGINE": "lieucommun.kernel.embedded",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
                "PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """Return Django's settings for `postgresql://user:key@host:port/name?host=/socket`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError(
            "LIEU_DATABASE_URL must read postgresql://user:key@host:port/name; "
            "the scheme or the name of the database is missing."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "").replace("%2F", "/"),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }

"""Which database the peer's tables live in: its own."""

from typing import Any


class Router:
    """Send the peer's models to the database `peer`, and nothing else."""

    def db_for_read(self, model: Any, **_: Any) -> str | None:
        return "peer" if model._meta.app_label == "peer" else None  # noqa: SLF001 - Django's public API

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        return (db == "peer") == (app_label == "peer")

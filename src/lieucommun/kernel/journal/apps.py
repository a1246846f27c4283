from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Journal(AppConfig):
    name = "lieucommun.kernel.journal"
    label = "journal"

    def ready(self) -> None:
        post_migrate.connect(_seal_what_waits, sender=self)


def _seal_what_waits(**_: object) -> None:
    """Seal what an earlier version, or a process that stopped, left without a seal."""
    from django.db import connection

    from . import guards
    from .sealing import seal, unsealed

    if not guards.missing(connection) and unsealed().exists():
        seal()

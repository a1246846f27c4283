from django.apps import AppConfig

from lieucommun.kernel.datasets import announcing


class Messages(AppConfig):
    name = "lieucommun.kernel.messages"
    label = "correspondence"  # `messages` is Django's own

    def ready(self) -> None:
        announcing.forget_with(_forget)


def _forget(record: announcing.Forgotten) -> None:
    from .actions import forget

    forget(record.record)

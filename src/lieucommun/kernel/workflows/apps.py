from django.apps import AppConfig

from lieucommun.kernel.datasets import announcing
from lieucommun.kernel.datasets.schema import Dataset


class Workflows(AppConfig):
    name = "lieucommun.kernel.workflows"
    label = "workflows"

    def ready(self) -> None:
        announcing.listen(_hear)
        announcing.forget_with(_forget)


def _hear(dataset: Dataset, said: announcing.Announcement) -> None:
    from .actions.opening import hear  # imported with the first act that is told

    hear(dataset, said)


def _forget(record: announcing.Forgotten) -> None:
    from .actions.forgetting import forget

    forget(record)

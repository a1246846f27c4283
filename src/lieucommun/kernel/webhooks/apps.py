from django.apps import AppConfig

from lieucommun.kernel.datasets import announcing
from lieucommun.kernel.datasets.schema import Dataset


class Webhooks(AppConfig):
    name = "lieucommun.kernel.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        announcing.listen(_hear)


def _hear(dataset: Dataset, said: announcing.Announcement) -> None:
    from .actions import hear  # what sends is imported with the first act that is told

    hear(dataset, said)

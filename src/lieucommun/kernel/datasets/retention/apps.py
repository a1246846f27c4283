from django.apps import AppConfig


class Retention(AppConfig):
    name = "lieucommun.kernel.datasets.retention"
    label = "retention"

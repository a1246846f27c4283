from django.apps import AppConfig


class Datasets(AppConfig):
    name = "lieucommun.kernel.datasets"
    label = "datasets"

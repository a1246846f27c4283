from django.apps import AppConfig


class Saved(AppConfig):
    name = "lieucommun.kernel.datasets.saved"
    label = "saved"

from django.apps import AppConfig


class Journal(AppConfig):
    name = "lieucommun.kernel.journal"
    label = "journal"

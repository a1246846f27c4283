from django.apps import AppConfig


class Tables(AppConfig):
    name = "lieucommun.kernel.tables"
    label = "tables"

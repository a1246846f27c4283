from django.apps import AppConfig


class Documents(AppConfig):
    name = "lieucommun.kernel.documents"
    label = "documents"

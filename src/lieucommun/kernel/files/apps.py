from django.apps import AppConfig


class Files(AppConfig):
    name = "lieucommun.kernel.files"
    label = "files"

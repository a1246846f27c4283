from django.apps import AppConfig


class Joining(AppConfig):
    name = "lieucommun.kernel.joining"
    label = "joining"

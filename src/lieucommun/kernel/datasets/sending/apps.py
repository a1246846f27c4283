from django.apps import AppConfig


class Sending(AppConfig):
    name = "lieucommun.kernel.datasets.sending"
    label = "sending"

from django.apps import AppConfig


class Limits(AppConfig):
    name = "lieucommun.kernel.limits"
    label = "limits"

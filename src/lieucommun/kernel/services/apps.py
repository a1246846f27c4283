from django.apps import AppConfig


class Services(AppConfig):
    name = "lieucommun.kernel.services"
    label = "services"
